"""The guard: who may ask, how much may be sent, which headers go back."""

from __future__ import annotations

import socket

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute

from socialicence.dashboard.guard import MOST_BODY, Guard, is_own
from tests.dashboard.asgi import ask


def _echo(request):
    return JSONResponse(dict(request.headers))


async def _accept(websocket):
    await websocket.accept()


@pytest.fixture
def app():
    routes = [Route("/", _echo, methods=["GET", "POST"]), WebSocketRoute("/live", _accept)]
    return Starlette(routes=routes, middleware=[Middleware(Guard)])


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
        ({"content-length": "", "transfer-encoding": "chunked"}, 411),
    ],
)
def test_too_much_is_refused_before_it_is_read(app, headers, status):
    assert ask(app, "POST", "/", form={"a": "1"}, headers=headers).status == status


def test_every_answer_has_the_headers(app):
    for reply in (ask(app, path="/"), ask(app, path="/nowhere"), ask(app, path="/", headers={"host": "evil"})):
        assert reply.header("x-content-type-options") == "nosniff"
        assert reply.header("x-frame-options") == "DENY"
        assert reply.header("referrer-policy") == "same-origin"
        policy = reply.header("content-security-policy")
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "https:" not in policy
