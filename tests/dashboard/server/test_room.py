"""The server as a room meets it: real connections on this machine, forty phones at once, nothing from outside."""

from __future__ import annotations

import threading
import time

import pytest

from tests.dashboard.server.client import Phone, Room

PHONES = 40
PUSHED = 2.0
"""Seconds within which the facilitator's screen shows the votes."""


@pytest.fixture(scope="module")
def room():
    room = Room()
    yield room
    room.process.kill()


def test_forty_phones_at_once_lose_no_vote_and_screens_are_told_in_time(room):
    phones = [Phone(room.port) for _ in range(PHONES)]
    start, done, statuses = threading.Barrier(PHONES), [], []

    def take_part(phone, choice):
        start.wait()
        statuses.append(phone.look()[0])
        statuses.append(phone.vote(choice)[0])
        done.append(time.monotonic())

    threads = [
        threading.Thread(target=take_part, args=(phone, "good" if number % 4 else "silos"))
        for number, phone in enumerate(phones)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(set(statuses)) == [200, 303]
    told = room.wait_for("votes", PHONES, seconds=10)
    # Both are the clock of this machine since it started.
    assert told["at"] - max(done) < PUSHED
    assert "Your vote is in: <strong>Silos</strong>" in phones[0].look()[2]
    assert phones[0].vote("good")[0] == 303
    assert phones[1].vote("good")[0] == 303
    assert room.wait_for("votes", PHONES)


def test_closing_and_opening_reach_phones_at_once(room):
    phone = Phone(room.port)
    phone.look()
    room.tell("close")
    room.wait_for("votes")
    status, _, text = phone.vote()
    assert (status, "has closed" in text) == (409, True)
    room.tell("open")
    room.wait_for("votes")
    assert phone.look()[0] == 200


def test_pages_of_solara_are_there_and_guarded(room):
    status, headers, text = Phone(room.port).ask("GET", "/")
    assert status == 200
    assert "solara" in text
    assert "<iframe" not in text
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "httponly" in headers["set-cookie"].lower()
    assert "server" not in headers
    assert Phone(room.port).ask("GET", "/", Host="evil.example")[0] == 421


@pytest.mark.parametrize(
    "path",
    [
        "/_solara/cdn/left-pad@1.3.0/index.js",
        "/_solara/cdn/@widgetti/solara-vuetify-app@10.1.1/dist",
        "/_solara/cdn/",
        "/_solara/cdn/../../../pyvenv.cfg",
        "/_solara/cdn/%2e%2e/%2e%2e/%2e%2e/pyvenv.cfg",
        "/static/public/../../room.py",
        "/resourcez",
        "/_solara/api/evict/x",
        "/static/",
    ],
)
def test_nothing_is_fetched_listed_or_told_that_should_not_be(room, path):
    status, _, text = Phone(room.port).ask("GET", path)
    assert status in (404, 405)
    assert len(text) < 100
    assert room.outside == []


def test_files_of_the_page_are_still_there_after_asking_for_their_folder(room):
    phone = Phone(room.port)
    phone.ask("GET", "/_solara/cdn/requirejs@2.3.6")
    status, headers, text = phone.ask("GET", "/_solara/cdn/requirejs@2.3.6/require.js")
    assert (status, "requirejs" in text) == (200, True)
    assert "max-age" in headers["cache-control"]


def test_hostile_requests_leave_the_server_and_the_count_as_they_were(room):
    phone = Phone(room.port)
    phone.look()
    before = phone.vote("silos")[0]
    for attempt in range(3):
        phone.vote("<script>alert(1)</script>")
        phone.ask("POST", "/vote", "choice=" + "x" * 1_000_000)
        phone.ask("POST", "/vote", "x", Transfer_Encoding="chunked")
        phone.ask("GET", "/" + "a" * 8000)
        phone.ask("GET", "/vote", Cookie="socialicence_phone=" + "é" * 50)
        assert before == 303, attempt
    assert "Your vote is in: <strong>Silos</strong>" in phone.look()[2]


def test_another_site_cannot_open_solaras_websocket(room):
    upgrade = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }  # fmt: skip
    path = "/jupyter/api/kernels/x/channels?session_id=y"
    assert Phone(room.port).ask("GET", path, Origin="http://evil.example", **upgrade)[0] == 403


def test_ctrl_c_ends_it_cleanly():
    room = Room()
    phone = Phone(room.port)
    assert phone.look()[0] == 200
    code, errors = room.stop()
    assert code == 0, errors
    assert "Traceback" not in errors
    assert room.wait_for("stopped")
    assert room.outside == []
