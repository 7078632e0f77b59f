"""Run the notebooks: `python notebooks/run.py [--small] [--figures DIR] [--only NAME] [--build DIR]`.

Notebooks are Python scripts in jupytext's percent format. Each is executed as a notebook, one after another; an error
in any, or a figure with nothing in it, ends with exit code 1. With --build the .ipynb files are only written.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
LONGEST_SECONDS = 3600


def notebooks(only: str | None = None) -> list[Path]:
    """Scripts in the order of their numbers, or the one that is asked for."""
    found = sorted(HERE.glob("[0-9][0-9]_*.py"))
    if only is None:
        return found
    chosen = [path for path in found if path.stem == only or path.stem.startswith(only)]
    if not chosen:
        sys.exit(f"--only {only!r}: no such notebook; there are {', '.join(path.stem for path in found)}")
    return chosen


def build(paths: list[Path], folder: Path) -> None:
    """Write the notebooks without outputs."""
    import jupytext

    folder.mkdir(parents=True, exist_ok=True)
    for path in paths:
        jupytext.write(jupytext.read(path), folder / f"{path.stem}.ipynb")
        print(folder / f"{path.stem}.ipynb")


def execute(path: Path) -> bool:
    """Execute one notebook; say how long it took, or what went wrong."""
    import jupytext
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError
    from traitlets.config import Config

    began = time.perf_counter()
    notebook = jupytext.read(path)
    # Whatever kernel the script was last opened with: this environment's.
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    place = {"metadata": {"path": str(ROOT)}}
    # Over local sockets: nothing listens on the network. Jupyter would leave them where it was started.
    with tempfile.TemporaryDirectory(prefix="socialicence-kernel-") as sockets:
        config = Config({"KernelManager": {"transport": "ipc", "ip": os.path.join(sockets, "kernel")}})
        try:
            NotebookClient(notebook, config=config, timeout=LONGEST_SECONDS, resources=place).execute()
        except CellExecutionError as error:
            print(f"{path.stem}: failed\n{error}", file=sys.stderr)
            return False
    print(f"{path.stem}: {time.perf_counter() - began:.0f} s", flush=True)
    return True


def main() -> int:
    """Run or build; return the exit code."""
    parser = argparse.ArgumentParser(prog="notebooks/run.py", description=__doc__)
    parser.add_argument("--small", action="store_true", help="few citizens and runs: to see that everything works")
    parser.add_argument("--figures", type=Path, default=ROOT / "figures", help="folder for the figures and their index")
    parser.add_argument("--only", help="one notebook, by the start of its name")
    parser.add_argument("--build", type=Path, metavar="DIR", help="write .ipynb files there instead of executing")
    asked = parser.parse_args()
    paths = notebooks(asked.only)
    if asked.build is not None:
        build(paths, asked.build)
        return 0
    os.environ["SOCIALICENCE_EDITION"] = "small" if asked.small else "full"
    os.environ["SOCIALICENCE_FIGURES"] = str(asked.figures.resolve())
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    outcomes = [execute(path) for path in paths]  # all of them, whatever fails
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
