"""A dashboard's server in a process of its own, with a small page: `python -m tests.dashboard.server.a_room`.

With `visitors` as argument it takes everybody for another machine, and waits two seconds for a silent connection.

It says what happens, a line of JSON each: `port` when it is up, `votes` and `at` when its screens are told. Whatever
it asks of other machines is a line `outside`. A line on its stdin opens (`open`) or closes (`close`) the question.
"""

from __future__ import annotations

import json
import sys
import threading
import time

LOCAL = ("127.", "::1", "localhost")


def say(**what: object) -> None:
    print(json.dumps(what), flush=True)


def watch_the_network() -> None:
    """Report every address that is looked up or connected to and is not this machine."""

    def hook(event: str, arguments: tuple) -> None:
        if event == "socket.getaddrinfo":
            host = arguments[0]
        elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):
            host = arguments[1][0]
        else:
            return
        name = host.decode() if isinstance(host, bytes) else str(host)
        if not name.startswith(LOCAL):
            say(outside=name, event=event)

    sys.addaudithook(hook)


def take_everybody_for_a_visitor() -> None:
    """Tests ask from this machine, which has no limits."""
    from socialicence.dashboard import connections, guard

    connections.visitor = guard.visitor = lambda client, _: client[0]
    connections.Connection.patience = 2.0


def main() -> None:
    watch_the_network()
    if "visitors" in sys.argv:
        take_everybody_for_a_visitor()
    from socialicence.dashboard import network, room, server
    from socialicence.dashboard.voting import box
    from tests.dashboard.server.question import FUTURE

    place = network.listening("127.0.0.1", 0)
    port = place.getsockname()[1]
    room.prepare(room.Settings(port=port))
    application = server.application("tests.dashboard.server.counting_page")
    box().open(FUTURE)
    box().listen(lambda: say(votes=sum(box().counts(FUTURE).values()), at=time.monotonic()))

    def obey() -> None:
        for line in sys.stdin:
            if line.strip() == "open":
                box().open(FUTURE)
            else:
                box().close()

    threading.Thread(target=obey, daemon=True).start()
    server.serve(application, [place], lambda: say(port=port))
    say(stopped=True)


if __name__ == "__main__":
    main()
