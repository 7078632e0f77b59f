"""The result of a round of checks as one self-contained page: a row each, then each with its figure and numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from socialicence.checks.moved import UNCHANGED, Move

WIDTH, LEFT, RIGHT, ROW = 800.0, 390.0, 660.0, 26.0
_LONGEST = 62
MARKS = {True: "M-4,-4h8v8h-8z", False: "M0,-6l6,10h-12z", None: "M0,-6l6,6l-6,6l-6,-6z"}
"""A square passes, a triangle fails, a diamond cannot be judged: shape says what colour says."""
CLASSES = {True: "pass", False: "fail", None: "unjudged"}


def figure(measures: Sequence[Mapping[str, Any]], title: str) -> str:
    """Return the figure as SVG with a text alternative; empty where there is nothing to draw.

    Parameters
    ----------
    measures : sequence of mapping
        As a stored result has them: nulls where a number is not finite.
    """
    drawn = [one for one in measures if one["value"] is not None]
    if not drawn:
        return ""
    height = ROW * len(drawn) + 8
    rows = "".join(_drawn(one, 4 + ROW * (place + 0.5)) for place, one in enumerate(drawn))
    words = "; ".join(f"{one['label']} {number(one['value'])} {one['unit']}" for one in drawn)
    return f'<svg viewBox="0 0 {WIDTH:g} {height:g}" role="img" aria-label="{escape(f"{title}: {words}")}">{rows}</svg>'


def number(value: float | None) -> str:
    """Return a number with as many digits as help."""
    if value is None:
        return "-"
    if value == 0:
        return "0"
    digits = max(0, min(4, 2 - math.floor(math.log10(abs(value)))))
    text = f"{value:,.{digits}f}"
    return text.replace("-", "\u2212") if float(text.replace(",", "")) else "0"


def _drawn(one: Mapping[str, Any], y: float) -> str:
    low, high = _span(one)
    scale = _Scale(low, high)
    reported = one["at_least"] is None and one["at_most"] is None
    kind = "reported" if reported else CLASSES[one["verdict"]]
    parts = [f'<text x="{LEFT - 12:g}" y="{y + 4:g}" class="label">{escape(_cut(one["label"]))}</text>']
    if kind != "reported":
        start = LEFT if one["at_least"] is None else scale.place(one["at_least"])
        end = RIGHT if one["at_most"] is None else scale.place(one["at_most"])
        parts.append(
            f'<rect x="{start:.1f}" y="{y - 9:g}" width="{max(end - start, 0):.1f}" height="18" class="band"/>'
        )
    parts.append(f'<line x1="{LEFT:g}" x2="{RIGHT:g}" y1="{y:g}" y2="{y:g}" class="axis"/>')
    if one["low"] is not None and one["high"] is not None and one["high"] > one["low"]:
        ends = f'x1="{scale.place(one["low"]):.1f}" x2="{scale.place(one["high"]):.1f}"'
        parts.append(f'<line {ends} y1="{y:g}" y2="{y:g}" class="interval {kind}"/>')
    mark = "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0" if reported else MARKS[one["verdict"]]
    parts.append(f'<path d="{mark}" transform="translate({scale.place(one["value"]):.1f},{y:g})" class="{kind}"/>')
    parts.append(f'<text x="{RIGHT + 12:g}" y="{y + 4:g}" class="value">{_told(one)}</text>')
    return "".join(parts)


def _told(one: Mapping[str, Any]) -> str:
    if one["unit"] in ("share", "ratio", "scaled"):
        return number(one["value"])
    return escape(f"{number(one['value'])} {one['unit']}")


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}\u2026"


def _span(one: Mapping[str, Any]) -> tuple[float, float]:
    """The stretch of the scale that holds the number, its interval and its limits."""
    given = [one[key] for key in ("value", "low", "high", "at_least", "at_most")]
    known = [float(value) for value in given if value is not None]
    if one["at_least"] is None and one["at_most"] is None:
        known.append(0.0)  # what is only reported is seen against nought
    if len(set(known)) == 1:
        known.append(0.0 if known[0] else 1.0)
    margin = 0.12 * (max(known) - min(known))
    return min(known) - margin, max(known) + margin


class _Scale:
    """Places on the screen of numbers between two ends."""

    def __init__(self, low: float, high: float) -> None:
        self.low, self.high = low, high

    def place(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return LEFT + (RIGHT - LEFT) * min(max(share, 0.0), 1.0)


STYLE = """
:root{color-scheme:light dark;--ink:#1b1b1b;--soft:#595959;--paper:#fff;--line:#d0d0d0;--band:#dfe9f2;--good:#0b5394;
--bad:#a8320a;--open:#6b5900}
@media(prefers-color-scheme:dark){:root{--ink:#ececec;--soft:#b5b5b5;--paper:#161616;--line:#454545;--band:#22394d;
--good:#8cc4f5;--bad:#ff9c78;--open:#e3c94f}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;padding:1.5rem;
max-width:60rem}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.15rem;margin:2.2rem 0 .4rem}
table{border-collapse:collapse;width:100%;font-size:.93rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--line)}
.all td:nth-child(2){width:31%}.all td:nth-child(3){width:38%}
td.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.wide{overflow-x:auto}
.pass{color:var(--good)}.fail{color:var(--bad)}.unjudged{color:var(--open)}
b.verdict{white-space:nowrap}.soft{color:var(--soft);font-size:.9rem}
dl{display:grid;grid-template-columns:7rem 1fr;gap:.2rem .8rem;margin:.4rem 0}dt{color:var(--soft)}dd{margin:0}
svg{width:100%;height:auto;max-width:50rem}svg text{font-size:12px;fill:var(--ink)}svg .label{text-anchor:end}
svg .band{fill:var(--band)}svg .axis{stroke:var(--line)}svg .interval{stroke:currentColor;stroke-width:3}
svg path{fill:currentColor}svg .reported{color:var(--soft)}
@media print{body{font-size:10pt;max-width:none;padding:0}section{break-inside:avoid}details{display:none}}
"""
CLASS = {"pass": "pass", "fail": "fail", "not judged": "unjudged", "not checked": "unjudged"}
SIGN = {"pass": "\u25a0", "fail": "\u25b2", "not judged": "\u25c6", "not checked": "\u25c7"}


def headline(counts: Mapping[str, int]) -> str:
    """Say how many checks came to each verdict."""
    done = sum(counts.values())
    if done == 1:
        word = next(word for word, count in counts.items() if count)
        return {"pass": "The check passes", "fail": "The check fails"}.get(word, f"The check is {word}")
    parts = [f"{counts['pass']} of {done} checks pass", f"{counts['fail'] or 'none'} fail"]
    parts[1] += "s" if counts["fail"] == 1 or not counts["fail"] else ""
    if counts["not judged"]:
        parts.append(f"{counts['not judged']} cannot be judged at this size")
    if counts["not checked"]:
        parts.append(f"{counts['not checked']} not yet checked")
    return ", ".join(parts)


def page(result: Mapping[str, Any], titles: Mapping[str, str], moved: Sequence[Move] = ()) -> str:
    """Return the page; all text is escaped."""
    title = headline(result["counts"])
    rows = "".join(_row(one, titles.get(one["pattern"], "")) for one in result["findings"])
    parts = "".join(_part(one, titles.get(one["pattern"], "")) for one in result["findings"])
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body><main><h1>{escape(title)}</h1>"
        f"<p>{escape(_made(result['provenance']))}</p>"
        "<p>A check says whether this model behaves as expected of it. It does not say that the world does. Intervals "
        "are the spread between runs of this model, not confidence about the UK. A failure is shown as a failure.</p>"
        "<p>In the figures each number has a scale of its own. Shaded is where it must be, a bar is its 95 % interval "
        "over runs; a square passes, a triangle fails, a diamond cannot be judged, a circle is reported only.</p>"
        '<div class="wide"><table class="all"><caption class="soft">Every check in a row</caption><thead><tr>'
        '<th scope="col">Check</th><th scope="col">Expected</th><th scope="col">Found</th>'
        '<th scope="col">Verdict</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{_moved(moved)}{parts}</main></body></html>\n"
    )


def _made(made: Mapping[str, Any]) -> str:
    size = "reduced size: some checks cannot be judged so" if made["size"] == "quick" else "full size"
    return (
        f"Model version {made['model_version']}, package {made['version']}, {made['date']}, {size}, first seed "
        f"{made['seed']}, {made['seconds']:g} seconds. To make it again: {made['command']}"
    )


def _verdict(one: Mapping[str, Any]) -> str:
    word = one["verdict"]
    return f'<b class="verdict {CLASS[word]}"><span aria-hidden="true">{SIGN[word]} </span>{escape(word)}</b>'


def _anchor(one: Mapping[str, Any]) -> str:
    return "check-" + "".join(c if c.isalnum() else "-" for c in one["pattern"])


def _row(one: Mapping[str, Any], title: str) -> str:
    name = f'<a href="#{escape(_anchor(one))}">{escape(one["pattern"])}</a>'
    return (
        f'<tr><th scope="row">{name} {escape(title)}</th><td>{escape(one["expectation"])}</td>'
        f"<td>{escape(one['found'])}</td><td>{_verdict(one)}</td></tr>"
    )


def _part(one: Mapping[str, Any], title: str) -> str:
    size = f"{one['runs']} runs of each setting, {one['citizens']:,} citizens" if one["citizens"] else ""
    facts = (
        ("Expected", one["expectation"]),
        ("Source", one["source"]),
        ("Tolerance", one["tolerance"]),
        ("Found", one["found"]),
        ("Runs", size),
    )
    listed = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in facts if text)
    heading = f"{one['pattern']}: {title}" if title else one["pattern"]
    return (
        f'<section id="{escape(_anchor(one))}"><h2>{escape(heading)} {_verdict(one)}</h2><dl>{listed}</dl>'
        f"{figure(one['measures'], heading)}{_numbers(one['measures'])}</section>"
    )


def _numbers(measures: Sequence[Mapping[str, Any]]) -> str:
    """The table behind the figure."""
    if not measures:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(one["label"])}</th>'
        + "".join(f'<td class="number">{number(one[key])}</td>' for key in ("value", "low", "high"))
        + f'<td class="number">{number(one["at_least"])}</td><td class="number">{number(one["at_most"])}</td>'
        f"<td>{escape(one['unit'])}</td></tr>"
        for one in measures
    )
    heads = ("Number", "Value", "Low", "High", "At least", "At most", "Unit")
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        "<details><summary>Numbers behind the figure, with 95 % intervals over runs</summary>"
        f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></details>'
    )


def _moved(moved: Sequence[Move]) -> str:
    if not moved:
        return ""
    shown = [one for one in moved if one.verdict != UNCHANGED]
    text = f"{len(moved) - len(shown)} of {len(moved)} numbers are the same as in the result compared with."
    rows = "".join(
        f'<tr><th scope="row">{escape(one.pattern)}: {escape(one.label)}</th><td class="number">{number(one.old)}</td>'
        f'<td class="number">{number(one.new)}</td><td class="number">{number(one.noise)}</td>'
        f"<td>{escape(one.verdict)}</td></tr>"
        for one in shown
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Number", "Old", "New", "Noise", "Verdict"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if shown else ""
    return f'<section><h2>What moved</h2><p>{text}</p><div class="wide">{table}</div></section>'
