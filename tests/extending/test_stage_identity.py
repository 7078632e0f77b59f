"""The identity of stages: stable between processes, another for other stages."""

from __future__ import annotations

import subprocess
import sys

import pytest

from socialicence.errors import InputError
from socialicence.month import STAGES, Stage
from socialicence.month.identity import stages_identity, stages_record
from socialicence.schedule import imported_stages, inserted, without

MODULE = """
import functools
from socialicence.month import STAGES
from socialicence.schedule import inserted

STRENGTH = {strength}

def mine(model, month):
    pass

def by(amount):
    def stage(model, month):
        return amount
    return stage

class Caller:
    def __init__(self, amount):
        self.amount = amount
    def __call__(self, model, month):
        pass

stages = inserted(STAGES, mine, after="events")
made = inserted(STAGES, by({strength}), after="events")
part = inserted(STAGES, functools.partial(mine, month={strength}), after="events")
called = inserted(STAGES, Caller({strength}), after="events")
"""


def written(folder, name, strength=1):
    (folder / f"{name}.py").write_text(MODULE.format(strength=strength), encoding="utf-8")
    return name


@pytest.fixture
def inside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("attribute", ["stages", "made", "part", "called"])
def test_the_same_in_another_process(inside, attribute):
    name = f"stages_of_{attribute}"
    written(inside, name)
    code = (
        "from socialicence.schedule import imported_stages as i\n"
        "from socialicence.month.identity import stages_identity\n"
        f"print(stages_identity(i('{name}:{attribute}')))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert found == stages_identity(imported_stages(f"{name}:{attribute}"))


def test_another_source_another_order_another_number_is_another_identity(inside):
    written(inside, "one_source")
    written(inside, "two_source", strength=2)
    found = [stages_identity(imported_stages(f"{name}:{what}"))
             for name in ("one_source", "two_source") for what in ("stages", "made", "part", "called")]  # fmt: skip
    stages = imported_stages("one_source:stages")
    found += [stages_identity(), stages_identity(without(stages, "events")), stages_identity(stages[::-1])]
    assert len(set(found)) == len(found)


def test_what_a_function_was_made_with_counts():
    def by(amount):
        return lambda model, month: amount

    one, same, other = (stages_identity([by(amount)]) for amount in (1, 1, 2))
    assert one == same != other
    with pytest.raises(InputError, match=r"made with a object"):
        stages_identity([by(object())])
    with pytest.raises(InputError, match="no source"):
        stages_identity([Stage("x", print)])


def test_what_cannot_be_identified_is_recorded_as_such():
    things = {1, 2}
    record = stages_record(inserted(STAGES, lambda model, month: things, after="events"))
    assert record["identity"] is None
    assert record["functions"][2].startswith(__name__)
