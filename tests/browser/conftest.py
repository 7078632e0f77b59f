"""Debian's Chromium, and a dashboard as the command starts it; nothing but this machine can be asked."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
expect.set_options(timeout=30_000)
SECONDS = 300
"""Longest that the dashboard may take to be ready; the first start compiles."""


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


class Dashboard:
    """A running dashboard: its address and its PIN.

    Parameters
    ----------
    program : sequence of str
        What Python runs in place of the package: a module that starts its command.
    arguments : sequence of str
        Further arguments of `socialicence dashboard`.
    """

    def __init__(self, program: Sequence[str] = ("-m", "socialicence"), arguments: Sequence[str] = ()) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        command = [sys.executable, *program, "dashboard", "--port", str(self.port), "--no-browser", *arguments]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.said = ""
        end = time.monotonic() + SECONDS
        for line in self.process.stdout:
            self.said += line
            if line.startswith("Ready") or time.monotonic() > end:
                break
        assert "Ready" in self.said, self.said
        self.pin = re.search(r"PIN +(\d{4}) (\d{4})", self.said).expand(r"\1\2")


@pytest.fixture(scope="session")
def dashboard():
    running = Dashboard()
    yield running
    running.process.kill()
    running.process.wait()


class Visitor:
    """One browser of its own, and what it asked of anybody but the dashboard, and what went wrong in it."""

    def __init__(self, browser: Browser, dashboard: Dashboard, **options) -> None:
        self.dashboard = dashboard
        options = {"viewport": {"width": 1366, "height": 768}, **options}
        self.context = browser.new_context(locale="en-GB", **options)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.asked: list[str] = []
        self.outside: list[str] = []
        self.faults: list[str] = []
        self.page.route("**/*", self._only_here)
        self.page.on("websocket", lambda socket: self.asked.append(socket.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)

    def _only_here(self, route: Route) -> None:
        url = route.request.url
        self.asked.append(url)
        if url.startswith((self.dashboard.address, "data:", "blob:")):
            route.continue_()
        else:
            self.outside.append(url)
            route.abort()

    def open(self, query: str = "") -> Page:
        """Open the dashboard with this query, and wait until it can be used."""
        self.page.goto(self.dashboard.address + (f"?{query}" if query else ""))
        self.page.wait_for_selector("main h1", state="attached")
        return self.page

    def faulty(self) -> list[tuple[str, str, list]]:
        """What axe-core finds, of any weight."""
        found = Axe().run(self.page, options=RULES).response["violations"]
        return [(one["id"], one["impact"], [node["target"] for node in one["nodes"]][:3]) for one in found]


@pytest.fixture
def visit(chromium, dashboard):
    """Browsers of their own; when a test is over, none may have asked anybody else or have had a fault."""
    visitors: list[Visitor] = []

    def come(**options) -> Visitor:
        visitors.append(Visitor(chromium, dashboard, **options))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.context.close()
    assert [url for visitor in visitors for url in visitor.outside] == []
    assert [fault for visitor in visitors for fault in visitor.faults] == []
