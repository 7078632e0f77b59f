"""Writing the workshop's two files: the page that opens by double click, and the cards to print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from socialicence.dashboard.packs import Pack
from socialicence.dashboard.workshop.page import page
from socialicence.dashboard.workshop.runs import simulate
from socialicence.dashboard.workshop.settings import Settings
from socialicence.dashboard.workshop.words import made_of
from socialicence.results.writing import check_output, write_all

PAGE, CARDS = "workshop.html", "workshop-cards.pdf"
Report = Callable[[int, int], None]


def export(
    pack: Pack, folder: Path, *, citizens: int = 2000, runs: int = 16, seed: int = 1, report: Report | None = None
) -> list[Path]:
    """Run what is missing, and write both files or none.

    Parameters
    ----------
    pack : Pack
    folder : Path
        Made if it does not exist. What has been run is kept there, so that a stopped export goes on, and an export
        with other words is done at once.
    citizens, runs, seed : int
        Size of each public, runs of each set of choices, and seed of the first.
    report : callable, optional
        Called with the work done and in all.

    Returns
    -------
    list of Path
        The page and the cards.

    Raises
    ------
    InputError
        If the folder cannot be written to.
    Stopped
        If the user stopped it.
    """
    from socialicence.dashboard.workshop.cards import write_cards

    check_output(folder)
    settings = Settings(pack)
    rows = simulate(settings.scenarios, folder, citizens=citizens, runs=runs, seed=seed, report=report)
    made = made_of(citizens, runs, seed)
    text = page(pack, settings, rows, made)
    return write_all(
        folder,
        {
            PAGE: lambda path: _write_text(path, text),
            CARDS: lambda path: write_cards(pack, path, made),
        },
    )


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
