"""A browser so small that it may come from any address: one request to an ASGI application, without a network."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

HOST = "127.0.0.1:8765"


@dataclass
class Reply:
    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def header(self, name: str) -> str:
        return "; ".join(value for key, value in self.headers if key == name)

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(
    app: Any, method: str = "GET", path: str = "/vote", *, form: dict[str, str] | bytes | None = None,
    headers: dict[str, str] | None = None, address: str = "10.0.0.1", kind: str = "http", query: str = "",
) -> Reply:  # fmt: skip
    """Send one request."""
    body = b"" if form is None else form if isinstance(form, bytes) else urlencode(form).encode()
    sent = {"host": HOST, **(headers or {})}
    if form is not None:
        sent = {"content-type": "application/x-www-form-urlencoded", "content-length": str(len(body)), **sent}
    scope = {
        "type": kind, "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": kind[:4],
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "client": (address, 50_000), "server": ("127.0.0.1", 8765),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in sent.items() if value],
    }  # fmt: skip
    reply = Reply()

    async def receive() -> dict[str, Any]:
        if kind == "websocket":
            return {"type": "websocket.connect"}
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            reply.status = message["status"]
            reply.headers = [(name.decode().lower(), value.decode("latin-1")) for name, value in message["headers"]]
        elif message["type"] == "http.response.body":
            reply.body += message.get("body", b"")
        elif message["type"] == "websocket.accept":
            reply.status = 101
        elif message["type"] == "websocket.close":
            reply.status = message["code"]

    asyncio.run(app(scope, receive, send))
    return reply
