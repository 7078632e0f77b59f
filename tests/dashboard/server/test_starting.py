"""What has to be there before the first page is asked for."""

from __future__ import annotations

import subprocess
import sys

from tests.dashboard.server.client import ROOT

ASKED = """
import sys
from socialicence.dashboard import server
server.application()
print(hasattr(sys.modules.get("pandas"), "DataFrame"))
"""


def test_pandas_is_whole_before_a_page_can_look_into_it():
    """Else a card that is turned while the publics are drawn is lost."""
    done = subprocess.run([sys.executable, "-c", ASKED], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"]
