"""Phones' cookies are recognised, and only those that were made here."""

from __future__ import annotations

import pytest

from socialicence.dashboard.voting.pages import Phones


def test_a_cookie_is_recognised_where_it_was_made():
    phones = Phones()
    phone, cookie = phones.cookie()
    assert phones.of(cookie) == phone
    assert phones.cookie()[0] != phone
    assert Phones().of(cookie) is None


@pytest.mark.parametrize(
    "forge",
    [
        lambda cookie: None,
        lambda cookie: "",
        lambda cookie: "x" + cookie,
        lambda cookie: cookie[:-1] + ("0" if cookie[-1] != "0" else "1"),
        lambda cookie: cookie.partition(".")[0],
        lambda cookie: "." + cookie.partition(".")[2],
        lambda cookie: cookie + "é",
        lambda cookie: cookie * 1000,
    ],
)
def test_a_forged_cookie_is_nobodys(forge):
    phones = Phones()
    assert phones.of(forge(phones.cookie()[1])) is None


def test_a_forms_token_fits_its_own_phone_only():
    phones = Phones()
    one, other = phones.cookie()[0], phones.cookie()[0]
    assert phones.fits(one, phones.token(one))
    assert not phones.fits(one, phones.token(other))
    assert not phones.fits(one, "")
    assert not phones.fits(one, "\udcff")
