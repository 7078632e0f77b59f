"""What stands before every route: who may ask (Host, Origin), how much may be sent, and headers on what goes back."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY = 16 * 1024
"""Bytes: forms here are some hundreds."""
SAFE = ("GET", "HEAD")
_HOST = re.compile(r"^(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:(?P<port>\d{1,5}))?$")
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
    """ASGI middleware; see the module."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or hand on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope["headers"] = [(name, value) for name, value in scope["headers"] if not _claims_a_proxy(name)]
        host = _header(scope["headers"], b"host") or ""
        refusal = self._refusal(scope, host)
        if scope["type"] == "websocket":
            if refusal is None:
                await self.app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        send = _with_headers(
            send, {**_HEADERS, "content-security-policy": policy(host if is_own(host) else "127.0.0.1")}
        )
        if refusal is None:
            await self.app(scope, receive, send)
        else:
            await _refuse(send, *refusal)

    def _refusal(self, scope: Scope, host: str) -> tuple[int, str] | None:
        """Status and text, if this request is not to be answered."""
        if not is_own(host):
            return 421, "This dashboard answers only to this machine's address."
        method = scope.get("method", "GET")
        careful = scope["type"] == "websocket" or method not in SAFE
        origin = _header(scope["headers"], b"origin")
        if careful and not is_same(origin, host):
            return 403, "This request comes from another site."
        length = _header(scope["headers"], b"content-length")
        if _header(scope["headers"], b"transfer-encoding") is not None:
            return 411, "The length of what is sent has to be given."
        if length is not None and not (length.isascii() and length.isdigit() and int(length[:12]) <= MOST_BODY):
            return 413, "That is too much."
        return None


def _claims_a_proxy(name: bytes) -> bool:
    return name in _FROM_PROXIES or name.startswith(b"x-forwarded-")


def _header(headers: Iterable[tuple[bytes, bytes]], wanted: bytes) -> str | None:
    return next((value.decode("latin-1") for name, value in headers if name == wanted), None)


def _with_headers(send: Send, headers: dict[str, str]) -> Send:
    """Add headers to a response, but for those it has."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name for name, _ in message.get("headers", ())}
            added = [(n.encode(), v.encode("latin-1")) for n, v in headers.items() if n.encode() not in present]
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return sending


async def _refuse(send: Send, status: int, text: str) -> None:
    body = text.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    # What was to follow is not read: the connection ends.
    headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
