"""The phones' page: what it shows, what it counts, what it does not take."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from socialicence.dashboard.guard import Guard
from socialicence.dashboard.packs import Choice, Question
from socialicence.dashboard.voting.ballots import Ballots
from socialicence.dashboard.voting.pages import KNOWN, MOST_FORM, STRANGERS, Page
from tests.dashboard.asgi import HOST, ask

SCRIPT = "<script>alert('1')</script>"
FUTURE = Question(
    "future", f"Which future? {SCRIPT}", (Choice("good", "Public Good"), Choice("silos", f"Silos{SCRIPT}"))
)


class Phone:
    """A phone with a cookie of its own."""

    def __init__(self, app, address="10.0.0.1"):
        self.app, self.address, self.cookie, self.token = app, address, "", ""

    def get(self):
        return self._kept(ask(self.app, headers=self._headers(), address=self.address))

    def post(self, form=None, *, choice="good", question="future", token=None, **headers):
        fields = {"question": question, "choice": choice, "token": self.token if token is None else token}
        reply = ask(
            self.app, "POST", form=fields if form is None else form, address=self.address,
            headers={**self._headers(), **{name.replace("_", "-"): value for name, value in headers.items()}},
        )  # fmt: skip
        return self._kept(reply)

    def _headers(self):
        return {"cookie": self.cookie}

    def _kept(self, reply):
        if made := reply.header("set-cookie"):
            self.cookie = made.partition(";")[0]
        if found := re.search(r'name="token" value="(\w+)"', reply.text):
            self.token = found[1]
        return reply


@pytest.fixture
def ballots():
    return Ballots()


@pytest.fixture
def app(ballots):
    return Starlette(routes=Page(ballots).routes, middleware=[Middleware(Guard)])


@pytest.fixture
def phone(app, ballots):
    ballots.open(FUTURE)
    phone = Phone(app)
    assert phone.get().status == 200
    return phone


def test_a_vote_goes_in_shows_and_can_be_changed(phone, ballots):
    reply = phone.post()
    assert (reply.status, reply.header("location")) == (303, "/vote")
    assert ballots.counts("future") == {"good": 1, "silos": 0}
    shown = phone.get().text
    assert "Your vote is in: <strong>Public Good</strong>" in shown
    assert re.search(r'value="good" required checked', shown)
    assert phone.post(choice="silos").status == 303
    assert ballots.counts("future") == {"good": 0, "silos": 1}


def test_without_a_question_the_page_says_so_and_how_to_go_on(app):
    text = Phone(app).get().text
    assert "Nothing to vote on just now" in text
    assert "Look for the next question" in text
    assert "<form" not in text


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(app):
    made = Phone(app).get().header("set-cookie").lower()
    assert "httponly" in made
    assert "samesite=strict" in made
    assert "path=/vote" in made


def test_the_page_has_no_script_and_asks_for_nothing(phone):
    reply = phone.get()
    assert "<script" not in reply.text
    assert html.escape(SCRIPT, quote=False).partition("(")[0] in reply.text
    assert "http://" not in reply.text
    assert "https://" not in reply.text
    policy = reply.header("content-security-policy")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert reply.header("cache-control") == "no-store"


def test_every_field_has_a_label_and_the_group_a_name(phone):
    class Fields(HTMLParser):
        def __init__(self):
            super().__init__()
            self.open, self.unlabelled, self.radios, self.seen = [], 0, 0, set()

        def handle_starttag(self, tag, attrs):
            self.seen.add(tag)
            if tag == "label":
                self.open.append(tag)
            if tag == "input" and dict(attrs).get("type") == "radio":
                self.radios += 1
                self.unlabelled += not self.open

        def handle_endtag(self, tag):
            if tag == "label":
                self.open.pop()

    fields = Fields()
    fields.feed(phone.get().text)
    assert (fields.radios, fields.unlabelled) == (2, 0)
    assert {"fieldset", "legend", "h1", "main", "button"} <= fields.seen
    assert '<html lang="en-GB">' in phone.get().text
    assert "user-scalable" not in phone.get().text


@pytest.mark.parametrize(
    ("attempt", "status"),
    [
        ({"choice": SCRIPT}, 409),
        ({"choice": "good' OR 1=1 --"}, 409),
        ({"choice": ""}, 422),
        ({"question": "another"}, 409),
        ({"question": SCRIPT}, 409),
        ({"token": ""}, 403),
        ({"token": "0" * 32}, 403),
        ({"form": b"choice=" + b"x" * MOST_FORM}, 413),
        ({"form": b"&".join([b"a=1"] * 100)}, 413),
        ({"form": b"\xff\xfe"}, 413),
        ({"content_type": "multipart/form-data; boundary=x"}, 415),
        ({"content_type": "application/json"}, 415),
        ({"cookie": "socialicence_phone=forged.0123456789abcdef0123456789abcdef"}, 403),
        ({"cookie": "", "origin": ""}, 403),
        ({"origin": "http://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_what_is_no_vote_changes_nothing_and_gets_an_answer(phone, ballots, attempt, status):
    phone.post(choice="silos")
    reply = phone.post(**attempt)
    assert reply.status == status
    assert ballots.counts("future") == {"good": 0, "silos": 1}
    assert "<script" not in reply.text


def test_a_vote_after_closing_is_said_not_to_count(phone, ballots):
    ballots.close()
    reply = phone.post()
    assert reply.status == 409
    assert "Not counted: voting on this question has closed." in reply.text
    assert ballots.counts("future") == {"good": 0, "silos": 0}


def test_the_browsers_own_origin_is_welcome(phone, ballots):
    assert phone.post(origin=f"http://{HOST}").status == 303
    assert ballots.counts("future")["good"] == 1


def test_a_whole_room_behind_one_address_gets_through(app, ballots):
    ballots.open(FUTURE)
    phones = [Phone(app, "192.168.0.9") for _ in range(60)]
    assert [phone.get().status for phone in phones] == [200] * 60
    assert [phone.post().status for phone in phones] == [303] * 60
    assert ballots.counts("future")["good"] == 60


def test_a_flood_from_one_phone_stops_at_its_own_limit(phone, app, ballots):
    statuses = [phone.post(choice="silos" if number % 2 else "good").status for number in range(200)]
    assert statuses.count(303) <= KNOWN.burst + 2
    assert statuses[-1] == 429
    other = Phone(app)
    other.get()
    assert other.post().status == 303
    assert sum(ballots.counts("future").values()) == 2


def test_a_flood_of_strangers_keeps_out_neither_known_phones_nor_other_addresses(phone, app, ballots):
    statuses = [Phone(app).get().status for _ in range(int(STRANGERS.burst) + 50)]
    assert statuses[-1] == 429
    assert phone.post().status == 303
    assert Phone(app, "10.0.0.2").get().status == 200


def test_a_flood_from_many_addresses_leaves_known_phones_alone(phone, app):
    statuses = {Phone(app, f"10.1.{number % 200}.1").get().status for number in range(800)}
    assert 429 in statuses
    assert phone.post().status == 303
