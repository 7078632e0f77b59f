"""The figure and the tables of `make bench-scale`, from what was measured."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PAGE = HERE / "scale.md"


def write(content: dict[str, Any]) -> None:
    """Write `scale.md`, `scale.svg` and `scale.png`."""
    from benchmarks.scale import SIZES, table

    rows = [content["rows"][str(size)] for size in SIZES if str(size) in content["rows"]]
    if not rows:
        return
    on = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in content["machine"].items())
    speed = statistics.median(row["bandwidth"] for row in rows) / 1e9
    text = (
        "# Cost of a citizen-month by size\n\n"
        f"Written by `make bench-scale`. {on}. Public Good, {rows[0]['months']} months, {rows[0]['threads']} threads; "
        f"each size in a process of its own. Copying ran at {speed:.1f} GB a second (median over sizes, read and "
        "written); the bound is the time in which the bytes that a month has to move could be moved at the speed "
        "measured beside that size (columns that fit a cache can beat it). A load above 0.5 before a size means that "
        "the machine was busy: its times are too long. The peak is the whole process, Python and compiled code "
        "included.\n\n"
        f"![Nanoseconds and bytes a citizen-month by number of citizens](scale.svg)\n\n{table(rows)}"
    )
    for row in content["rows"].values():
        if row.get("stages"):
            text += f"\n## A month of {row['citizens']:,} citizens, pass by pass\n\n{stage_table(row)}"
    PAGE.write_text(text, encoding="utf-8")
    _figure(rows)


def stage_table(row: dict[str, Any]) -> str:
    """Nanoseconds of each pass for each citizen beside the bound of its bytes."""
    from benchmarks.passes import BYTES

    lines = ["| pass | ns a citizen | bytes | bound ns | times its bound |", "| --- | ---: | ---: | ---: | ---: |"]
    for name, seconds in row["stages"].items():
        spent = seconds / row["citizens"] * 1e9
        moved = BYTES.get(name, 0) + (round(4 * (1 + row["ties"])) if name == "influence" else 0)
        bound = moved / row["bandwidth"] * 1e9
        times = f"{spent / bound:.1f}" if bound else ""
        lines.append(f"| {name} | {spent:.2f} | {moved} | {bound:.2f} | {times} |")
    return "\n".join(lines) + "\n"


def _figure(rows: list[dict[str, Any]]) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    from socialicence.figures import save_figure
    from socialicence.figures.style import FONT, FUTURE_COLOURS, MUTED

    sizes = [row["citizens"] for row in rows]
    with plt.rc_context(FONT):
        figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.5), layout="constrained")
        time, bound, memory = FUTURE_COLOURS["public_good"], MUTED, FUTURE_COLOURS["government"]
        left.loglog(sizes, [statistics.median(row["nanoseconds"]) for row in rows], "o-", color=time, label="measured")
        left.loglog(sizes, [row["bound_nanoseconds"] for row in rows], "--", color=bound, label="memory bandwidth")
        left.set(xlabel="citizens", ylabel="nanoseconds", title="Time of a citizen-month")
        right.loglog(sizes, [row["peak_gib"] * 2**30 / row["citizens"] for row in rows], "s-", color=memory,
                     label="peak of the process")  # fmt: skip
        right.loglog(sizes, [row["bytes_per_citizen"] for row in rows], "--", color=bound, label="columns and ties")
        right.set(xlabel="citizens", ylabel="bytes", title="Memory of a citizen")
        for one in (left, right):
            one.legend(frameon=False)
        for kind in ("svg", "png"):
            save_figure(figure, HERE / f"scale.{kind}")
        plt.close(figure)
