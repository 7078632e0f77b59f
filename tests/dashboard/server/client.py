"""A phone over a real connection, and a room's server in a process of its own."""

from __future__ import annotations

import http.client
import json
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[3]


class Room:
    """The server, and what it says."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.dashboard.server.a_room", *arguments],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.said: queue.Queue = queue.Queue()
        self.outside: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        self.port = self.wait_for("port")["port"]

    def _listen(self) -> None:
        for line in self.process.stdout:
            if not line.startswith("{"):
                continue
            what = json.loads(line)
            if "outside" in what:
                self.outside.append(what["outside"])
            else:
                self.said.put(what)

    def wait_for(self, key: str, value: object = None, seconds: float = 60) -> dict:
        """What it says next under `key` (with that value)."""
        until = time.monotonic() + seconds
        while True:
            left = until - time.monotonic()
            assert left > 0, f"nothing said of {key} {value}: {self.process.poll()}"
            try:
                what = self.said.get(timeout=min(left, 0.5))
            except queue.Empty:
                continue
            if key in what and value in (None, what[key]):
                return what

    def tell(self, line: str) -> None:
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def stop(self) -> tuple[int, str]:
        """Ctrl-C; its exit code and what it said on stderr."""
        self.process.send_signal(signal.SIGINT)
        try:
            code = self.process.wait(30)
        finally:
            self.process.kill()
        return code, self.process.stderr.read()


class Phone:
    """One phone: a connection for each request, as slow networks make it."""

    def __init__(self, port: int) -> None:
        self.port, self.cookie, self.token = port, "", ""

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, dict, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            sent["Cookie"] = self.cookie
        if body is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        try:
            with suppress(BrokenPipeError, ConnectionResetError):
                # A server that refuses a large body closes before all of it is sent; its answer is there to be read.
                connection.request(method, path, body, sent)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        finally:
            connection.close()
        found = {name.lower(): value for name, value in response.getheaders()}
        if "set-cookie" in found and path == "/vote":
            self.cookie = found["set-cookie"].partition(";")[0]
        if token := re.search(r'name="token" value="(\w+)"', text):
            self.token = token[1]
        return response.status, found, text

    def look(self) -> tuple[int, dict, str]:
        return self.ask("GET", "/vote")

    def vote(self, choice: str = "good", **headers: str) -> tuple[int, dict, str]:
        form = urlencode({"question": "future", "choice": choice, "token": self.token})
        return self.ask("POST", "/vote", form, **headers)
