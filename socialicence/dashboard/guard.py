"""What stands before every route: who may ask (Host, Origin), how much and how often, and headers on what goes back."""

from __future__ import annotations

import ipaddress
import logging
import re
import socket
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect

from socialicence.dashboard.visitors import Tabs, visitor

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY = 16 * 1024
"""Bytes: forms here are some hundreds."""
MOST_HEADERS = 16 * 1024
"""Bytes: h11 has the same limit, but only for headers that do not come all at once."""
SAFE = ("GET", "HEAD")
_log = logging.getLogger(__name__)
_HOST = re.compile(r"^(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:(?P<port>\d{1,5}))?$")
_OF_TABS = re.compile(r"^/(jupyter/api/kernels/(?P<name>[^/]+)/channels|_solara/api/close/[^/]+)$")
"""Solara's routes of one tab, which take it for granted that the tab is named."""
_DIGITS = re.compile(r"[0-9]{1,12}")
"""A length; leading zeros count as digits, so that none can be too long to be read."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_FROM_PROXIES = (b"forwarded", b"script-name", b"x-script-name")
"""And all x-forwarded-*: there is no proxy here, and Solara believes whoever sends them."""
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not no-referrer: browsers would then send `Origin: null` with the form, which any other site can do too.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def policy(host: str) -> str:
    """Return the Content-Security-Policy of Solara's pages: nothing but this server, and no frames around them.

    Solara's page has scripts in it and Vue compiles templates in the browser, so inline and eval have to be allowed.
    """
    rules = {
        "default-src": "'self'",
        "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self' ws://{host} data: blob:",  # old Safari does not take 'self' for a websocket
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


@cache
def _own_names() -> frozenset[str]:
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return frozenset({"localhost", name, short, f"{short}.local"})


def is_own(host: str) -> bool:
    """Whether a Host header names this machine.

    Any IP address may be: a page elsewhere that turns its own name to this machine's address (DNS rebinding) still
    sends that name.
    """
    match = _HOST.match(host)
    if match is None:
        return False
    name = match["name"].strip("[]").lower().rstrip(".")
    if name in _own_names():
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_same(origin: str | None, host: str) -> bool:
    """Whether a request comes from a page of this server, as far as the browser says."""
    return origin is None or origin.lower() in (f"http://{host}".lower(), f"https://{host}".lower())


class Guard:
    """ASGI middleware; see the module.

    Parameters
    ----------
    app : ASGI application
    tabs : Tabs, optional
        What visitors have open.
    """

    def __init__(self, app: ASGIApp, tabs: Tabs | None = None) -> None:
        self.app = app
        self._tabs = tabs or Tabs(kept=tuple)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or hand on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope["headers"] = [(name, value) for name, value in scope["headers"] if not _claims_a_proxy(name)]
        host = _header(scope["headers"], b"host") or ""
        refusal = _refusal(scope, host) or self._no_place(scope)
        headers = {**_HEADERS, "content-security-policy": policy(host if is_own(host) else "127.0.0.1")}
        sending = _Sending(send, scope, headers)
        if refusal is not None:
            await sending.refuse(*refusal)
            return
        try:
            await self._hand_on(scope, receive, sending)
        except ClientDisconnect:
            return
        except Exception as error:
            # One line, as anybody in the room could fill the facilitator's terminal with what Solara does not expect.
            _log.error("%r could not be answered: %.200s", scope["path"][:80], repr(error))
            _log.debug("as follows", exc_info=True)
            await sending.refuse(500, "That could not be answered.")

    async def _hand_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        who = _visitor(scope)
        if scope["type"] == "websocket" and who is not None:
            with self._tabs.opened(who, _tab(scope)):
                await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _no_place(self, scope: Scope) -> tuple[int, str] | None:
        """Status and text, if this would be one tab too many."""
        who = _visitor(scope)
        if who is None:
            return None
        if scope["type"] == "websocket":
            return self._tabs.refusal(who, _tab(scope))
        # The page says why, as a websocket cannot.
        return self._tabs.refusal(who) if scope["path"] == "/" else None


class _Sending:
    """What goes back, with our headers on it, and whether it has begun."""

    def __init__(self, send: Send, scope: Scope, headers: dict[str, str]) -> None:
        self._send = send
        self._websocket = scope["type"] == "websocket"
        self._headers = headers
        self._begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name for name, _ in message.get("headers", ())}
            added = [(n.encode(), v.encode("latin-1")) for n, v in self._headers.items() if n.encode() not in present]
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        self._begun = True
        await self._send(message)

    async def refuse(self, status: int, text: str) -> None:
        """Answer in words, if nothing was answered yet; browsers do not show those that refuse a websocket."""
        if self._begun:
            return
        if self._websocket:
            await self({"type": "websocket.close", "code": 1008})
            return
        body = text.encode()
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
        # What was to follow is not read: the connection ends.
        headers += [(b"connection", b"close"), (b"cache-control", b"no-store")]
        await self({"type": "http.response.start", "status": status, "headers": headers})
        await self({"type": "http.response.body", "body": body})


def _refusal(scope: Scope, host: str) -> tuple[int, str] | None:
    """Status and text, if this request is not to be answered, whoever sends it."""
    if not is_own(host):
        return 421, "This dashboard answers only to this machine's address."
    method = scope.get("method", "GET")
    careful = scope["type"] == "websocket" or method not in SAFE
    if careful and not is_same(_header(scope["headers"], b"origin"), host):
        return 403, "This request comes from another site."
    if _header(scope["headers"], b"transfer-encoding") is not None:
        return 411, "The length of what is sent has to be given."
    # Without a length HTTP/1.1 takes nothing to follow: what does is read as the next request.
    length = _header(scope["headers"], b"content-length")
    if length is not None and not (_DIGITS.fullmatch(length) and int(length) <= MOST_BODY):
        return 413, "That is too much."
    if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEADERS:
        return 431, "That is too much."
    if _CONTROL.search(scope["path"]):
        return 400, "There is no such page."
    if _OF_TABS.match(scope["path"]) and not parse_qs(scope["query_string"][:2000]).get(b"session_id"):
        return 400, "The tab has to be named."
    return None


def _visitor(scope: Scope) -> str | None:
    return visitor(scope.get("client"), scope.get("server"))


def _tab(scope: Scope) -> str:
    """Solara's name of the tab that a websocket is for."""
    match = _OF_TABS.match(scope["path"])
    return (match and match["name"]) or ""


def _claims_a_proxy(name: bytes) -> bool:
    return name in _FROM_PROXIES or name.startswith(b"x-forwarded-")


def _header(headers: Iterable[tuple[bytes, bytes]], wanted: bytes) -> str | None:
    return next((value.decode("latin-1") for name, value in headers if name == wanted), None)
