"""The dashboard's server: the phones' page first, then Solara's, kept offline, behind one guard, in one process."""

from __future__ import annotations

import logging
import os
import socket
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from socialicence.dashboard import network, room
from socialicence.dashboard.visitors import KEPT_MINUTES, MOST_TABS_OF_ALL
from socialicence.errors import InputError

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send


APP = "socialicence.dashboard.app"
NEEDED = ("solara", "uvicorn", "starlette", "segno")
_LEFT_OUT = ("/resourcez", "/_solara/api/evict/{kernel_id}")
"""Solara's routes that say much about the server, or end other people's sessions."""
_MOST_CONNECTIONS = 600
_FILES = 4096
"""Connections and tabs count as open files, a tab as four; macOS allows 256 unless asked."""
_MOST_MESSAGE = 1024 * 1024
_KEPT_BY_BROWSERS = 24 * 3600


SETTINGS = {
    "SOLARA_MODE": "production",  # else its page has a frame of solara.dev
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_ASSETS_PROXY": "True",  # the browser asks this server, not the CDN
    "SOLARA_ASSETS_CDN": "http://127.0.0.1:9/",  # and this server asks nobody: nothing listens there
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_TITLE": "socialicence",
    # Else the first request's headers decide on them.
    "SOLARA_ROOT_PATH": "",
    "SOLARA_SESSION_HTTP_ONLY": "True",
    "SOLARA_OAUTH_PRIVATE": "False",
    "SOLARA_KERNEL_THREADED": "True",
    "SOLARA_KERNEL_CULL_TIMEOUT": f"{KEPT_MINUTES}m",
    # Of threads, for which further tabs wait: visitors' must not be all.
    "SOLARA_KERNEL_MAX_COUNT": f"{MOST_TABS_OF_ALL + 60}",
    "SOLARA_STATE_BACKEND": "",
    "SOLARA_SSG_ENABLED": "False",
    "SOLARA_SEARCH_ENABLED": "False",
}


def check_installed() -> None:
    """Refuse to start without the extra.

    Raises
    ------
    InputError
        Naming what is missing and how to get it.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise InputError(
            f"{', '.join(missing)} is not installed; `make dashboard` sets it up, and so does "
            "pip install 'socialicence[dashboard]'"
        )


def vote_address() -> str | None:
    """Return the address that phones in the room open to vote; None while only this machine can be asked."""
    from socialicence.dashboard.voting.pages import PATH

    settings = room.settings()
    host = network.host_for_phones(settings.host)
    return None if host is None else network.url(host, settings.port, PATH)


def own_address() -> str:
    """Return the address that this machine's own browser opens."""
    settings = room.settings()
    # Not `localhost`: Solara would mark its cookie Secure there, which Safari then does not keep.
    host = room.LOOPBACK if settings.host in network.EVERYWHERE else settings.host
    return network.url(host, settings.port)


def application(app: str = APP, *, voting: bool = True) -> Starlette:
    """Return the application: phones' routes, then Solara's with the page of module `app`.

    Parameters
    ----------
    app : str
        Module with a Solara `Page` or `routes`.
    voting : bool
        Whether phones can vote here.
    """
    _set_up_solara(app, own_address())
    warnings.filterwarnings("ignore", message="Cookies with samesite=none require https")
    # Before any page: Solara looks into pandas once its import has begun, and a course begins it in another thread.
    import pandas  # noqa: F401
    from solara.server import kernel_context
    from solara.server import starlette as solara_starlette
    from starlette.applications import Starlette
    from starlette.middleware import Middleware

    from socialicence.dashboard.guard import Guard
    from socialicence.dashboard.visitors import Tabs

    routes: list[BaseRoute] = []
    if voting:
        from socialicence.dashboard.voting import box
        from socialicence.dashboard.voting.pages import Page

        routes += Page(box()).routes
    routes += _solara_routes(solara_starlette)
    guard = Middleware(Guard, tabs=Tabs(kept=lambda: kernel_context.contexts))
    return Starlette(routes=routes, lifespan=solara_starlette.lifespan, middleware=[guard])


def _set_up_solara(app: str, base_url: str) -> None:
    """Set what Solara reads from the environment.

    Parameters
    ----------
    app : str
        Module that has the page.
    base_url : str
        Address that this machine's browser opens.
    """
    os.environ.update(SETTINGS)
    # It warns of every browser without a cookie.
    logging.getLogger("solara").setLevel(logging.ERROR)
    os.environ["SOLARA_APP"] = app
    os.environ["SOLARA_BASE_URL"] = base_url


def _solara_routes(solara_starlette: Any) -> list[BaseRoute]:
    """Solara's routes, with files of the package in place of its proxy to a CDN.

    The proxy would fetch what it does not have from the internet, for anybody who asks, and deletes a folder of its
    files if asked for the folder.
    """
    from solara.server import settings
    from solara.server.cdn_helper import cdn_url_path
    from starlette.routing import Mount

    files = Mount(f"/{cdn_url_path}", app=_kept(settings.assets.proxy_cache_dir))
    return [
        files if getattr(route, "path", "") == f"/{cdn_url_path}" else route
        for route in solara_starlette.routes
        if getattr(route, "path", "") not in _LEFT_OUT
    ]


def _kept(folder: Any) -> Any:
    """Files whose addresses name their version, so that browsers may keep them."""
    from starlette.staticfiles import StaticFiles

    class Kept(StaticFiles):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            async def sending(message: Any) -> None:
                if message["type"] == "http.response.start" and message["status"] in (200, 304):
                    kept = (b"cache-control", f"public, max-age={_KEPT_BY_BROWSERS}".encode())
                    message = {**message, "headers": [*message["headers"], kept]}
                await send(message)

            await super().__call__(scope, receive, sending)

    return Kept(directory=folder)


def serve(application: Starlette, places: Sequence[socket.socket], started: Callable[[], None]) -> None:
    """Serve until Ctrl-C.

    Parameters
    ----------
    application : Starlette
    places : sequence of socket
        What to listen on (`network.listening`).
    started : callable
        Called once, when requests are answered.
    """
    import uvicorn

    from socialicence.dashboard.connections import Connection

    _allow_files()

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            if self.started:
                started()

    config = uvicorn.Config(
        application,
        loop="asyncio",
        http=Connection,
        access_log=False,  # no addresses are written down
        log_level="error",
        server_header=False,
        proxy_headers=False,  # else a phone could name any address as its own
        limit_concurrency=_MOST_CONNECTIONS,
        ws_max_size=_MOST_MESSAGE,
        timeout_graceful_shutdown=2,
    )
    try:
        Server(config).run(sockets=list(places))
    except KeyboardInterrupt:
        return


def _allow_files() -> None:
    """Ask for as many open files as a full room needs, where that is limited."""
    try:
        import resource
    except ImportError:  # Windows
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < _FILES:
        most = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
