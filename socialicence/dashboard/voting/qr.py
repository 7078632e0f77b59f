"""QR codes that phones read: as inline SVG for a screen, as text for a terminal."""

from __future__ import annotations

import io

_WHITE_ON_BLACK, _AS_BEFORE = "\x1b[97;40m", "\x1b[0m"


def svg(text: str, label: str = "") -> str:
    """Return an inline SVG of a QR code: black on white in any theme, with its quiet border, scaled by CSS.

    Parameters
    ----------
    text : str
        The address.
    label : str
        Its name for who cannot see it; `QR code: TEXT` if not given.
    """
    import segno

    return str(
        segno.make(text, error="m", micro=False).svg_inline(
            border=4, dark="#000", light="#fff", omitsize=True, title=label or f"QR code: {text}", svgclass="qr"
        )
    )


def terminal(text: str, *, colours: bool, unicode: bool) -> str:
    """Return a QR code for a terminal.

    Parameters
    ----------
    text : str
        The address.
    colours : bool
        Whether the terminal knows ANSI colours: then the code is dark on light in any theme.
    unicode : bool
        Whether it shows block characters; `##` stands for dark otherwise.
    """
    import segno

    code = segno.make(text, error="m", micro=False)
    out = io.StringIO()
    if colours and unicode:
        code.terminal(out, border=2, compact=True)
        return "".join(f"{_WHITE_ON_BLACK}{line}{_AS_BEFORE}\n" for line in out.getvalue().splitlines() if line)
    dark = "\u2588\u2588" if unicode else "##"
    return "".join("".join(dark if cell else "  " for cell in row) + "\n" for row in code.matrix_iter(border=2))
