"""Words, numbers and tables as text: what screens, pages and documents write alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def capital(text: str) -> str:
    """Return text that opens with a capital."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """Return a label within a sentence; an acronym stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listed(parts: Sequence[str]) -> str:
    """Return words in a row: one, two and three."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def plural(count: int, one: str, more: str = "") -> str:
    """Return a number with its noun."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def shortened(text: str, letters: int = 120) -> str:
    """Return a text no longer than there is room for."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def fixed(number: float, digits: int, sign: str = "") -> str:
    """Return the number with so many digits; zero has no sign."""
    rounded = round(number, digits) + 0.0
    return f"{rounded:{sign if rounded else ''}.{digits}f}"


def with_interval(value: float, low: float, high: float, *, form: str = ".2f") -> str:
    """Return a number and its interval, all in one format: `0.12 (0.10 to 0.14)`."""
    return f"{value:{form}} ({low:{form}} to {high:{form}})"


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |\n" for line in lines)
