"""Every notebook runs at reduced size, makes the figures it promises, and the same data as before."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

ROOT = Path(__file__).parents[2]
REFERENCE = Path(__file__).parent / "small"
"""Data of the reduced edition: `python notebooks/run.py --small --figures tests/notebooks/small` writes it anew."""
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.py"))
NAMES = [path.stem for path in NOTEBOOKS]


def run(folder: Path, name: str) -> Path:
    done = subprocess.run(
        [sys.executable, "notebooks/run.py", "--small", "--figures", str(folder), "--only", name],
        cwd=ROOT, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    for name in NAMES:
        run(folder, name)
    return folder


def opening(path: Path) -> str:
    """The first cell of a notebook."""
    return path.read_text(encoding="utf-8").split("# %% [markdown]")[1].split("# %%")[0]


def test_there_are_eight():
    assert [name[:2] for name in NAMES] == [f"{number:02}" for number in range(1, 9)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_each_opens_with_figures_minutes_seed_and_what_to_challenge(path):
    text = opening(path)
    for words in ("**Figures:**", "**Minutes:**", "**Seed:**", "**What an assurer should challenge:**"):
        assert words in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_each_makes_the_figures_that_it_promises(path, edition):
    promised = re.findall(r"`(\d\d-[\w-]+)`", opening(path).split("**Minutes:**")[0])
    index = pd.read_csv(edition / "index.csv")
    made = index.loc[index["notebook"] == path.name, "figure"].str.removesuffix(".svg")
    assert promised
    assert set(made) == set(promised)
    for name in promised:
        assert (edition / f"{name}.svg").stat().st_size > 1_000
        assert (edition / f"{name}.txt").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_the_data_are_those_of_the_reference(path, edition):
    """Within 1e-6, whatever Python and machine."""
    index = pd.read_csv(edition / "index.csv")
    for name in index.loc[index["notebook"] == path.name, "data_csv"]:
        found, expected = (pd.read_csv(folder / name) for folder in (edition, REFERENCE))
        assert list(found.columns) == list(expected.columns)
        assert len(found) == len(expected)
        for column in found:
            if found[column].dtype.kind in "if":
                np.testing.assert_allclose(
                    found[column], expected[column], rtol=1e-6, atol=1e-6, err_msg=f"{name} {column}"
                )
            else:
                assert found[column].astype(str).tolist() == expected[column].astype(str).tolist(), f"{name} {column}"


def test_the_same_edition_again_is_the_same_to_the_byte(edition, tmp_path):
    run(tmp_path, NAMES[0])
    again = sorted(path for path in tmp_path.iterdir() if path.name != "index.csv")
    assert len(again) > 3
    for path in again:
        assert path.read_bytes() == (edition / path.name).read_bytes(), path.name


def test_notebooks_are_built_without_outputs(tmp_path):
    done = subprocess.run(
        [sys.executable, "notebooks/run.py", "--build", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    import json

    for name in NAMES:
        cells = json.loads((tmp_path / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
        assert all(not cell.get("outputs") for cell in cells)


@pytest.mark.parametrize(("cell", "well"), [("1 + 1", True), ("1 / 0", False)], ids=["done", "failed"])
def test_a_notebook_leaves_no_socket_behind_even_when_it_fails(tmp_path, monkeypatch, capsys, cell, well):
    runner = runpy.run_path(str(ROOT / "notebooks" / "run.py"))
    made = []

    class Noted(tempfile.TemporaryDirectory):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            made.append(Path(self.name))

    monkeypatch.setattr(tempfile, "TemporaryDirectory", Noted)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one.py").write_text(f"# %%\n{cell}\n", encoding="utf-8")
    before = set(ROOT.iterdir())
    assert runner["execute"](tmp_path / "one.py") == well
    assert ("ZeroDivisionError" in capsys.readouterr().err) != well
    assert made
    assert not any(folder.exists() for folder in made)
    assert [path.name for path in tmp_path.iterdir()] == ["one.py"]
    assert not [path.name for path in set(ROOT.iterdir()) - before if "kernel" in path.name]


def test_an_unknown_notebook_is_one_line():
    done = subprocess.run(
        [sys.executable, "notebooks/run.py", "--only", "99"],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "no such notebook" in done.stderr
    assert "Traceback" not in done.stderr
