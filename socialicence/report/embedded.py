"""The summary inside the page: what `socialicence reproduce report.html` reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

ID = "socialicence-summary"
MARK = f'id="{ID}"'
_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
"""Inside a script element only these could end it or open a comment; JSON reads them back as they were."""


def embedded(summary: Mapping[str, Any]) -> str:
    """Return a summary as JSON that may stand in a script element, whatever its texts hold."""
    return json.dumps(summary, allow_nan=False).translate(_ESCAPED)
