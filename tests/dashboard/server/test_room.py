"""The server as a room meets it: real connections on this machine, forty phones at once, nothing from outside."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import ExitStack, suppress
from urllib.parse import urlencode

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from socialicence.dashboard.connections import LONGEST_LINE, MOST
from socialicence.dashboard.guard import MOST_HEADERS
from socialicence.dashboard.visitors import MOST_KEPT, MOST_TABS
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


FORM = "application/x-www-form-urlencoded"
HOSTILE = [
    (409, "POST", "/vote", {"choice": "<script>alert(1)</script>"}, {}),
    (403, "POST", "/vote", {"token": "guessed"}, {}),
    (413, "POST", "/vote", "choice=" + "x" * 20_000, {}),
    (413, "POST", "/vote", "choice=" + "x" * 4_000, {}),
    (413, "POST", "/vote", "x", {"Content_Length": "000000000000999999"}),
    (411, "POST", "/vote", "x", {"Transfer_Encoding": "chunked"}),
    (415, "POST", "/vote", "{}", {"Content_Type": "application/json"}),
    (403, "POST", "/vote", {}, {"Origin": "http://evil.example"}),
    (421, "POST", "/vote", {}, {"Host": "evil.example"}),
    (404, "GET", "/" + "a" * 8000, None, {}),
    (431, "GET", "/vote", None, {"X_Long": "a" * MOST_HEADERS}),
    (200, "GET", "/vote", None, {"Cookie": "socialicence_phone=" + "é" * 50}),
    (400, "GET", "/static/public/%00", None, {}),
    (400, "GET", "/_solara/api/close/x", None, {}),
]


@pytest.mark.parametrize(("status", "method", "path", "body", "headers"), HOSTILE)
def test_hostile_requests_leave_the_server_and_the_count_as_they_were(room, status, method, path, body, headers):
    phone = Phone(room.port)
    phone.look()
    assert phone.vote("silos")[0] == 303
    if isinstance(body, dict):
        body = urlencode({"question": "future", "choice": "good", "token": phone.token, **body})
    assert phone.ask(method, path, body, **headers)[0] == status
    assert "Your vote is in: <strong>Silos</strong>" in phone.look()[2]


def test_what_follows_a_request_without_a_length_is_not_its_body(room):
    form = b"question=future&choice=good&token=" + b"x" * 100_000
    head = f"POST /vote HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {FORM}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", room.port), timeout=10) as connection:
        with suppress(ConnectionError):
            # The server may answer and close before all is sent.
            connection.sendall(head + form)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 403 ")
    assert Phone(room.port).look()[0] == 200


def test_another_site_cannot_open_solaras_websocket(room):
    upgrade = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }  # fmt: skip
    path = "/jupyter/api/kernels/x/channels?session_id=y"
    assert Phone(room.port).ask("GET", path, Origin="http://evil.example", **upgrade)[0] == 403


@pytest.fixture
def of_visitors():
    """A room that takes everybody for another machine."""
    room = Room("visitors")
    yield room
    room.process.kill()


def tab(port, name, **options):
    return connect(f"ws://127.0.0.1:{port}/jupyter/api/kernels/{name}/channels?session_id=page", **options)


def test_a_visitors_tabs_are_bounded_and_places_come_free(of_visitors):
    with ExitStack() as stack:
        tabs = [stack.enter_context(tab(of_visitors.port, f"tab-{number}")) for number in range(MOST_TABS)]
        with pytest.raises(InvalidStatus, match="403"), tab(of_visitors.port, "one-more"):
            pass
        status, headers, text = Phone(of_visitors.port).ask("GET", "/")
        assert (status, f"{MOST_TABS} tabs are open" in text) == (429, True)
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert Phone(of_visitors.port).look()[0] == 200
        tabs[0].close()
        until(lambda: Phone(of_visitors.port).ask("GET", "/")[0] == 200)
    for number in range(MOST_TABS, MOST_KEPT):
        with tab(of_visitors.port, f"tab-{number}"):
            pass
    until(lambda: "Too many tabs were opened" in Phone(of_visitors.port).ask("GET", "/")[2])
    with tab(of_visitors.port, "tab-0"):
        pass
    # A browser says so when a tab is closed; then it is not kept.
    Phone(of_visitors.port).ask("POST", "/_solara/api/close/tab-1?session_id=page", "")
    until(lambda: Phone(of_visitors.port).ask("GET", "/")[0] == 200)


def test_this_machine_has_as_many_tabs_as_it_likes(room):
    with ExitStack() as stack:
        for number in range(2 * MOST_TABS):
            stack.enter_context(tab(room.port, f"own-{number}"))
        assert Phone(room.port).ask("GET", "/")[0] == 200


HALVES = [
    b"",
    b"GET /vo",
    f"POST /vote HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {FORM}\r\nContent-Length: 9\r\n\r\nx".encode(),
]


@pytest.mark.parametrize("sent", HALVES)
def test_connections_left_hanging_are_bounded_and_end(of_visitors, sent):
    hanging = [socket.create_connection(("127.0.0.1", of_visitors.port), timeout=10) for _ in range(MOST + 10)]
    try:
        for connection in hanging[:MOST]:
            connection.sendall(sent)
        assert all(has_ended(connection) for connection in hanging[MOST:])
        hanging[0].setblocking(False)
        with pytest.raises(BlockingIOError):
            hanging[0].recv(1)
        hanging[0].settimeout(10)
        assert all(has_ended(connection) for connection in hanging[:MOST])
    finally:
        for connection in hanging:
            connection.close()
    assert Phone(of_visitors.port).look()[0] == 200


def has_ended(connection):
    """Wait for the other end to go; False if it says something first."""
    with suppress(ConnectionError):
        return connection.recv(1) == b""
    return True


def test_as_many_connections_as_may_be_do_not_count_what_has_ended(of_visitors):
    assert {Phone(of_visitors.port).look()[0] for _ in range(2 * MOST)} <= {200, 429}


def test_a_websocket_that_the_library_would_leave_hanging_is_a_plain_request(room):
    upgrade = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }  # fmt: skip
    assert Phone(room.port).ask("POST", "/vote", "x", **upgrade)[0] == 403
    assert Phone(room.port).ask("GET", "/vote", X_Long="a" * LONGEST_LINE, **upgrade)[0] == 200


def test_junk_on_a_websocket_ends_that_tab_and_nothing_else(room):
    for number, junk in enumerate(["junk", b"\0\1", "{}", "[1]", "", "[" * 50_000]):
        with tab(room.port, f"junk-{number}") as websocket:
            websocket.send(junk)
            with pytest.raises(ConnectionClosed):
                websocket.recv(timeout=10)
    assert Phone(room.port).look()[0] == 200


def until(done, seconds=20):
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_ctrl_c_ends_it_cleanly():
    room = Room()
    phone = Phone(room.port)
    assert phone.look()[0] == 200
    code, errors = room.stop()
    assert code == 0, errors
    assert "Traceback" not in errors
    assert room.wait_for("stopped")
    assert room.outside == []
