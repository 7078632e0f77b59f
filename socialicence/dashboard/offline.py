"""Solara's settings: no call home, nothing fetched, sessions bounded. To be set before Solara is imported."""

from __future__ import annotations

import logging
import os

from socialicence.dashboard.visitors import KEPT_MINUTES, MOST_TABS_OF_ALL

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


def set_up(app: str, base_url: str) -> None:
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
