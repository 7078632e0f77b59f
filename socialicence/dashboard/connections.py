"""A connection of HTTP: how many of them an address may have, and how long one may keep the server waiting."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from socialicence.dashboard.visitors import visitor

MOST = 64
"""Of one address, besides its tabs; phones that share an address need one or two each, for some seconds."""
PATIENCE = 20.0
"""Seconds for which a connection may send nothing, or half a request."""
LONGEST_LINE = 8000
"""Bytes of a line of headers that opens a websocket: of longer ones the library leaves the connection hanging."""


class Connection(H11Protocol):
    """Uvicorn's connection with limits, so that hundreds left hanging cannot keep the room out.

    This machine has as many as it likes, and the limit on all connections together does not apply to it.
    """

    patience: ClassVar[float] = PATIENCE
    most: ClassVar[int] = MOST
    held: ClassVar[Counter[str]] = Counter()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, or end it if its address has too many."""
        super().connection_made(transport)
        self._requests = self._seen = 0
        self._watch: asyncio.TimerHandle | None = None
        self._who = visitor(self.client, self.server)
        if self._who is None:
            self.limit_concurrency = None
        elif self.held[self._who] >= self.most:
            self._who = None
            transport.abort()
            return
        else:
            self.held[self._who] += 1
        self._watch = self.loop.call_later(self.patience, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Give back its place."""
        self._let_go()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Count it: who gets answers is not waited for."""
        self._requests += 1
        super().on_response_complete()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Hand on to the websocket, which the guard counts."""
        self._let_go()
        super().handle_websocket_upgrade(event)

    def _should_upgrade(self) -> bool:
        """Refuse as a plain request what would hang as a websocket: a body, another method, long lines."""
        lines = [len(self.scope["raw_path"]) + len(self.scope["query_string"])]
        lines += [len(name) + len(value) for name, value in self.headers]
        names = {name for name, _ in self.headers}
        plain = self.scope["method"] == "GET" and not names & {b"content-length", b"transfer-encoding"}
        return plain and max(lines) < LONGEST_LINE and super()._should_upgrade()

    def _look(self) -> None:
        """End the connection if it was silent all the while, or is in the middle of a request."""
        cycle: Any = self.cycle
        at_work = cycle is not None and not cycle.response_complete and not cycle.more_body
        if not at_work and self._requests == self._seen:
            self.transport.abort()
            return
        self._seen = self._requests
        self._watch = self.loop.call_later(self.patience, self._look)

    def _let_go(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
        if self._who is not None:
            self.held[self._who] -= 1
            if not self.held[self._who]:
                del self.held[self._who]
            self._who = None
