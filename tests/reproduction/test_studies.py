"""Runs of a sweep made again by content, and what is said where that cannot be."""

from __future__ import annotations

import json
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from socialicence import reproduce
from socialicence.errors import InputError
from socialicence.reproduction import DIFFERENT, SAME
from socialicence.sweep import Study, run_study
from tests.sweep.conftest import InThisProcess

STUDY = """
scenarios = ["status_quo", "silos"]
design = "lhs"
samples = 4
replicates = 2
citizens = 100
months = 3
vary_assumptions = true
[factors]
leadership = [0.1, 0.9]
"""


class Real(InThisProcess):
    """Does batches at once, as a worker would."""

    def wait(self, timeout):
        from socialicence.sweep.batch import Ended, run_batch

        ended = [Ended(batch, run_batch(batch)) for batch in self.batches]
        self.batches = []
        return ended


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    (folder / "mine.toml").write_text(STUDY)
    run_study(Study.read(folder / "mine.toml"), folder / "out", executor=Real)
    return folder / "out"


@pytest.fixture
def copy(made, tmp_path):
    shutil.copytree(made, tmp_path / "out")
    return tmp_path / "out"


def test_a_sample_is_the_same(made):
    found = reproduce(made / "manifest.json", sample=5)
    assert found.kind == "study"
    assert found.counts[SAME] == len(found.numbers) > 100
    assert len({one.name.split("/")[0] for one in found.numbers}) == 5
    assert "Made again: 5 of the 16 runs that are done, drawn at random (seed 1)" in " ".join(found.notes)
    again = reproduce(made / "manifest.json", sample=5)
    assert [one.name for one in again.numbers] == [one.name for one in found.numbers]
    assert "name and seed" not in " ".join(found.notes)


def test_all_are_the_same(made):
    found = reproduce(made / "manifest.json", sample=None, workers=2)
    assert found.counts[DIFFERENT] == 0
    assert "all 16 runs that are done" in " ".join(found.notes)


def stored(folder, change):
    """Change the stored rows of a sweep."""
    for part in (folder / "runs").glob("part-*.parquet"):
        pq.write_table(change(pq.read_table(part)), part)


def test_a_row_that_was_touched_is_found(copy):
    def touch(table):
        values = table["cross_department"].to_pylist()
        values[0] += 0.5
        place = table.schema.get_field_index("cross_department")
        return table.set_column(place, "cross_department", pa.array(values))

    stored(copy, touch)
    found = reproduce(copy / "manifest.json", sample=None)
    assert [one.name.split("/")[1] for one in found.numbers if one.verdict == DIFFERENT] == ["cross_department"]


def test_runs_of_another_version_are_known_by_name_and_seed(copy):
    def other_keys(table):
        place = table.schema.get_field_index("key")
        return table.set_column(place, "key", pa.array([f"old-{row}" for row in range(table.num_rows)]))

    stored(copy, other_keys)
    manifest = json.loads((copy / "manifest.json").read_text())
    manifest["provenance"]["model_version"] = 1
    (copy / "manifest.json").write_text(json.dumps(manifest))
    found = reproduce(copy / "manifest.json", sample=None)
    assert found.counts[DIFFERENT] == 0
    assert "Made with model version 1" in found.notes[0]
    assert "held against those of the same name and seed" in found.notes[-1]


def test_a_manifest_without_its_runs_says_what_is_missing(copy, tmp_path):
    shutil.rmtree(copy / "runs")
    with pytest.raises(InputError, match="its runs are not beside it"):
        reproduce(copy / "manifest.json")


def test_stages_of_ones_own_have_to_be_given(copy):
    damage(copy, stages="os:path")
    with pytest.raises(InputError, match="they are code: give --stages os:path"):
        reproduce(copy / "manifest.json")


def damage(folder, **changes):
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["study"] |= changes
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"citizens": 10**12}, "citizens = 1000000000000"), ({"samples": "many"}, "samples = 'many'"),
        ({"replicates": 0}, "replicates = 0"), ({"scenarios": 3}, "scenarios are damaged"),
        ({"scenarios": [3]}, "scenarios are damaged"), ({"scenarios": [{"name": "x", "additions": "y"}]}, "damaged"),
        ({"design": "spiral"}, "spiral"), ({"factors": [{}]}, "study is damaged"), ({"what": 1}, "study is damaged"),
        ({"rows": 5}, "study is damaged"), ({"stages": 5}, "stages is not text"), ({"seed": 99}, "nothing to compare"),
        ({"shocks": "none"}, "shocks"), ({"seed": "one"}, "seed"), ({"outcomes": 3}, "study is damaged"),
    ],
)  # fmt: skip
def test_damaged_studies_get_one_line(copy, changes, words):
    damage(copy, **changes)
    with pytest.raises(InputError) as error:
        reproduce(copy / "manifest.json")
    assert words in str(error.value)
    assert "\n" not in str(error.value)
