"""Compare the speed of this tree with another commit: `python -m benchmarks.against COMMIT`.

Each line is measured by turns in both trees, on one thread in processes of their own, and told as a ratio of the
fastest times: machines are shared and noisy, but both trees meet the same noise.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 5
HEAD = """
import json, time
from socialicence.ensemble import compare
from socialicence.outcomes import warm_up
warm_up(None)
def seconds(scenarios, citizens, runs):
    began = time.process_time()
    compare(scenarios, citizens=citizens, runs=runs, months=60, seed=1, workers=1, detail=False)
    return time.process_time() - began
"""
COMPILE = "from socialicence.outcomes import warm_up; warm_up(None)"
LINES = {
    "30 runs of 2,000 citizens": ("seconds(['status_quo'], 2000, 30)", 3),
    "20 runs of 5,000 citizens": ("seconds(['status_quo'], 5000, 20)", 3),
    "Five scenarios of the demo, 2 runs of 10,000": ("seconds(None, 10000, 2)", 1),
    "One run of 1,000,000 citizens": ("seconds(['status_quo'], 1000000, 1)", 1),
}
"""What is measured: an expression that gives seconds of processor time, and how often in one process."""


@contextmanager
def tree_of(commit: str) -> Iterator[Path]:
    """Lay a commit out in a folder of its own for the time of the block."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        git("worktree", "add", "--detach", "--quiet", str(tree), commit)
        try:
            yield tree
        finally:
            git("worktree", "remove", "--force", str(tree))


def git(*arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def in_tree(tree: Path, code: str, **environment: str) -> str:
    """Run Python code on the package of a tree, in a process of its own; return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tree, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(tree), **environment},
    )  # fmt: skip
    return done.stdout


def timed(tree: Path, expression: str, times: int) -> list[float]:
    """Seconds that an expression gives, several times in one process."""
    return json.loads(in_tree(tree, f"{HEAD}\nprint(json.dumps([{expression} for _ in range({times})]))"))


def compiled(tree: Path) -> float:
    """Seconds of processor time, all processes together, to compile everything into an empty cache."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.times()
        in_tree(tree, COMPILE, NUMBA_CACHE_DIR=folder)
        after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def measured(trees: tuple[Path, Path], rounds: int) -> dict[str, tuple[list[float], list[float]]]:
    """Seconds of each line in both trees, by turns."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    for tree in trees:
        in_tree(tree, COMPILE)  # into its usual cache: what follows measures no compiling
    for name, (expression, times) in LINES.items():
        found[name] = [], []
        for _ in range(rounds):
            for tree, seconds in zip(trees, found[name], strict=True):
                seconds.extend(timed(tree, expression, times))
    found["First compile, all processes"] = [], []
    for _ in range(2):
        for tree, seconds in zip(trees, found["First compile, all processes"], strict=True):
            seconds.append(compiled(tree))
    return found


def table(found: dict[str, tuple[list[float], list[float]]], commit: str) -> str:
    """Ratios in words: fastest against fastest, and the medians beside it."""
    lines = [f"{'processor seconds, one thread':46s} {commit:>9s} {'here':>9s}  ratio  of medians"]
    for name, (theirs, ours) in found.items():
        ratio, medians = min(ours) / min(theirs), statistics.median(ours) / statistics.median(theirs)
        lines.append(f"{name:46s} {min(theirs):9.3g} {min(ours):9.3g}  {ratio:5.2f}  {medians:10.2f}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("commit", nargs="?", default="HEAD~1", help="the commit to compare with (HEAD~1)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds of each line ({ROUNDS})")
    given = parser.parse_args()
    commit = git("rev-parse", "--short", given.commit)
    with tree_of(commit) as other:
        print(table(measured((other, ROOT), given.rounds), commit))


if __name__ == "__main__":
    main()
