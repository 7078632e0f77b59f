"""Make the committed fit to 2021 and its predictions again: python -m socialicence.calibration --write."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from socialicence.calibration.predictions import predictions
from socialicence.calibration.report import paragraph
from socialicence.calibration.smc import Settings, fit
from socialicence.calibration.stored import COMMAND, FIT, committed_files
from socialicence.results.provenance import commit
from socialicence.results.writing import write_all


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit (or go on with the fit in a folder), and write or print what was found; 0 done, 2 bad input."""
    return commit(COMMAND, __doc__, _made, arguments, _options)


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=Path("out/calibrate_gpdpr"), help="where the fit is")


def _made(chosen: argparse.Namespace) -> int:
    settings = Settings()
    posterior = fit(settings, chosen.out, lambda done, of: print(f"{done} of {of} generations", file=sys.stderr))
    predicted = predictions(posterior, seed=settings.seed)
    print(paragraph(posterior, predicted, settings))
    if chosen.write:
        write_all(FIT.parent, committed_files(posterior, predicted, settings))
    return 0


if __name__ == "__main__":
    sys.exit(main())
