"""The guard: who may ask, how much may be sent, which headers go back."""

from __future__ import annotations

import logging
import socket
from contextlib import ExitStack

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute

from socialicence.dashboard.guard import MOST_BODY, Guard, is_own
from socialicence.dashboard.visitors import MOST_TABS, Tabs
from tests.dashboard.asgi import ask

TAB = "/jupyter/api/kernels/tab/channels"


def _echo(request):
    return JSONResponse(dict(request.headers))


async def _accept(websocket):
    await websocket.accept()


def _fail(_):
    raise KeyError("what was not sent")


@pytest.fixture
def app():
    routes = [Route("/", _echo, methods=["GET", "POST"]), Route("/fails", _fail), WebSocketRoute("/live", _accept)]
    return Starlette(routes=routes, middleware=[Middleware(Guard)])


@pytest.fixture
def full():
    """A server on which visitor 10.0.0.1 has as many tabs open as may be, and the application of it."""
    tabs = Tabs(kept=tuple)
    routes = [Route("/", _echo), Route("/vote", _echo), WebSocketRoute("/jupyter/api/kernels/{name}/channels", _accept)]
    with ExitStack() as stack:
        for number in range(MOST_TABS):
            stack.enter_context(tabs.opened("10.0.0.1", str(number)))
        yield Starlette(routes=routes, middleware=[Middleware(Guard, tabs=tabs)])


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8765", "localhost:8765", "LOCALHOST", "[::1]:8765", "192.168.1.2:8765", socket.gethostname().lower()],
)
def test_this_machines_names_are_answered(app, host):
    assert is_own(host)
    assert ask(app, path="/", headers={"host": host}).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1:8765@evil", "a b", "127.0.0.1;x", "x\u00e9y"]
)
def test_other_names_are_not(app, host):
    reply = ask(app, path="/", headers={"host": host})
    assert reply.status == 421
    assert "evil" not in reply.header("content-security-policy")


def test_headers_that_claim_a_proxy_do_not_come_through(app):
    claims = {"x-forwarded-for": "1.2.3.4", "X-Forwarded-Host": "evil", "X-Script-Name": "/evil", "Forwarded": "for=1"}
    seen = ask(app, path="/", headers={**claims, "accept": "text/html"}).text
    assert "text/html" in seen
    assert "evil" not in seen
    assert "1.2.3.4" not in seen


@pytest.mark.parametrize(
    ("origin", "status"), [("", 200), ("http://127.0.0.1:8765", 200), ("http://evil.example", 403)]
)
def test_other_sites_cannot_send_forms(app, origin, status):
    assert ask(app, "POST", "/", form={"a": "1"}, headers={"origin": origin}).status == status


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9999"])
def test_other_sites_cannot_open_a_websocket(app, origin):
    assert ask(app, path="/live", kind="websocket", headers={"origin": origin}).status == 1008


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content-length": str(MOST_BODY + 1)}, 413),
        ({"content-length": "9" * 40}, 413),
        ({"content-length": "-1"}, 413),
        ({"content-length": "0" * 12 + str(MOST_BODY + 1)}, 413),
        ({"content-length": "0" * 7 + str(MOST_BODY + 1)}, 413),
        ({"content-length": f" {MOST_BODY}"}, 413),
        ({"content-length": "\u00b2"}, 413),
        ({"content-length": f"0{MOST_BODY}"}, 200),
        ({"content-length": str(MOST_BODY)}, 200),
        ({"content-length": "", "transfer-encoding": "chunked"}, 411),
    ],
)
def test_too_much_is_refused_before_it_is_read(app, headers, status):
    assert ask(app, "POST", "/", form={"a": "1"}, headers=headers).status == status


def test_a_tab_too_many_is_refused_in_words(full):
    reply = ask(full, path="/")
    assert (reply.status, f"{MOST_TABS} tabs are open" in reply.text) == (429, True)
    assert reply.header("cache-control") == "no-store"
    assert ask(full, path=TAB, kind="websocket", query="session_id=page").status == 1008


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.0.0.2"])
def test_tabs_of_one_address_keep_nobody_else_out(full, address):
    assert ask(full, path="/", address=address).status == 200
    assert ask(full, path=TAB, kind="websocket", query="session_id=page", address=address).status == 101


def test_who_has_no_more_tabs_can_still_vote(full):
    assert ask(full, path="/vote").status == 200


@pytest.mark.parametrize("query", ["", "session_id=", "other=1"])
@pytest.mark.parametrize("path", [TAB, "/_solara/api/close/x"])
def test_a_tab_that_is_not_named_is_refused_before_solara_trips_over_it(app, path, query):
    assert ask(app, path=path, query=query).status == 400
    assert ask(app, path=path, query="session_id=page").status == 404


@pytest.mark.parametrize("path", ["/\0", "/static/public/\0", "/a\nb", "/\x7f"])
def test_paths_that_no_file_can_have_are_refused(app, path):
    assert ask(app, path=path).status == 400


def test_what_goes_wrong_behind_it_is_one_line_and_an_answer_with_the_headers(app, caplog):
    reply = ask(app, path="/fails")
    assert (reply.status, reply.text) == (500, "That could not be answered.")
    assert reply.header("x-frame-options") == "DENY"
    shown = [record for record in caplog.records if record.levelno > logging.DEBUG]
    said = [record.getMessage() for record in shown]
    assert said == ["'/fails' could not be answered: KeyError('what was not sent')"]
    assert not shown[0].exc_info


def test_every_answer_has_the_headers(app):
    for reply in (ask(app, path="/"), ask(app, path="/nowhere"), ask(app, path="/", headers={"host": "evil"})):
        assert reply.header("x-content-type-options") == "nosniff"
        assert reply.header("x-frame-options") == "DENY"
        assert reply.header("referrer-policy") == "same-origin"
        policy = reply.header("content-security-policy")
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "https:" not in policy
