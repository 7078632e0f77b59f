"""Make the committed fit to 2021 and its predictions anew: python -m socialicence.calibration --write."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from socialicence.calibration.predictions import predictions
from socialicence.calibration.report import paragraph
from socialicence.calibration.smc import Settings, fit
from socialicence.calibration.stored import FIT, committed_files
from socialicence.errors import InputError
from socialicence.results.writing import write_all


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit (or go on with the fit in a folder), and write or print what was found; 0 done, 2 bad input."""
    parser = argparse.ArgumentParser(prog="python -m socialicence.calibration", description=__doc__)
    parser.add_argument(
        "--write", action="store_true", help=f"replace {FIT.name} and predictions in the package's data"
    )
    parser.add_argument("--out", type=Path, default=Path("out/calibrate_gpdpr"), help="where the fit is")
    chosen = parser.parse_args(arguments)
    settings = Settings()
    try:
        posterior = fit(settings, chosen.out, lambda done, of: print(f"{done} of {of} generations", file=sys.stderr))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    predicted = predictions(posterior, seed=settings.seed)
    print(paragraph(posterior, predicted, settings))
    if chosen.write:
        write_all(FIT.parent, committed_files(posterior, predicted, settings))
    return 0


if __name__ == "__main__":
    sys.exit(main())
