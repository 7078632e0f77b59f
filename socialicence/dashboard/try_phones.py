"""A small page that only says it has been opened: to try, before a workshop, whether phones reach this machine."""

from __future__ import annotations

import ipaddress
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PAGE = b"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>It works</title><link rel="icon" href="data:,"></head><body><h1>It works</h1>
<p>This phone can reach the workshop's computer. Voting by phone will work here.</p></body></html>"""


def wait_for_phone(place: socket.socket, seconds: float) -> str | None:
    """Serve the page until another machine has opened it.

    Parameters
    ----------
    place : socket
        What to listen on.
    seconds : float
        How long to wait.

    Returns
    -------
    str or None
        Address of the first machine other than this one that opened it.
    """
    came = threading.Event()
    who: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        timeout = 5
        server_version, sys_version = "socialicence", ""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(PAGE)))
            self.send_header("Content-Security-Policy", "default-src 'none'; img-src data:; frame-ancestors 'none'")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(PAGE)
            if not is_this_machine(self.client_address[0], self.connection):
                who.append(str(self.client_address[0]))
                came.set()

        def log_message(self, format: str, *args: Any) -> None:
            """Write nothing down."""

    address = place.getsockname()
    with ThreadingHTTPServer(address[:2], Answer, bind_and_activate=False) as server:
        server.daemon_threads = True
        server.socket.close()
        server.socket = place
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        came.wait(seconds)
        server.shutdown()
    return who[0] if who else None


def is_this_machine(address: str, connection: socket.socket) -> bool:
    """Whether both ends of a connection are this machine."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback or address == connection.getsockname()[0]
