"""`socialicence` on a machine whose only network is its own: `python -m tests.browser.a_dashboard dashboard ...`.

With `--host 0.0.0.0` phones are sent to 127.0.0.2, so that a test can follow the address on the screen and its traffic
stays on loopback. All else is the command as users start it.
"""

from __future__ import annotations

from socialicence.__main__ import main
from socialicence.dashboard import network

PHONES = "127.0.0.2"
network.own_addresses = lambda: [network.Own("loopback", PHONES, is_wireless=False, is_default=True)]

if __name__ == "__main__":
    main()
