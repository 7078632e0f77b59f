"""Imports go one way: from a floor to those below it, so that any part can be read, and run, without what is above."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import socialicence

PACKAGE = Path(socialicence.__file__).parent
FLOORS = {
    0: ("errors", "words", "categories", "parameters", "compiled", "compiling", "scenarios", "data"),
    1: ("state", "rules", "machine", "population", "publics"),
    2: ("agents", "month", "model", "schedule", "world", "outcomes"),
    3: (
        "ensemble",
        "results",
        "sweep",
        "analysis",
        "figures",
        "report",
        "checks",
        "reference",
        "calibration",
        "explanation",
        "reproduction",
        "assumptions",
    ),
    4: ("cli", "dashboard"),
}
FLOOR_OF = {name: floor for floor, names in FLOORS.items() for name in names}
OUTSIDE = ("__init__", "__main__")
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def part_of(path):
    """The part of the package that a file belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path, for_types=True):
    """Dotted names of all that a file imports, wherever in the file it does, with or without what only types need."""
    module = ("socialicence", *path.relative_to(PACKAGE).with_suffix("").parts)
    waiting = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING" and not for_types:
            continue
        waiting += ast.iter_child_nodes(node)
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(module[: len(module) - node.level]) + "." if node.level else ""
            source = f"{above}{node.module or ''}".rstrip(".")
            yield source
            yield from (f"{source}.{alias.name}" for alias in node.names)


def own_parts(path, for_types=True):
    """Parts of the package that a file imports from."""
    names = (name.split(".") for name in imported(path, for_types))
    return {name[1] for name in names if name[0] == "socialicence" and len(name) > 1 and name[1] in PARTS}


PARTS = {part_of(path) for path in FILES} - set(OUTSIDE)
LAID = [path for path in FILES if part_of(path) not in OUTSIDE]


def test_every_part_of_the_package_has_a_floor():
    assert sorted(PARTS - FLOOR_OF.keys()) == []


@pytest.mark.parametrize("path", LAID, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_is_imported_from_a_floor_above(path):
    floor = FLOOR_OF[part_of(path)]
    above = {part for part in own_parts(path) if FLOOR_OF[part] > floor}
    assert above == set()


def loops(parts):
    """Parts of one floor that import one another in a ring."""
    needs = {part: set() for part in parts}
    for path in LAID:
        if part_of(path) in parts:
            needs[part_of(path)] |= (own_parts(path, for_types=False) & set(parts)) - {part_of(path)}
    while free := [part for part, others in needs.items() if not others & needs.keys()]:
        for part in free:
            del needs[part]
    return set(needs)


@pytest.mark.parametrize("floor", FLOORS)
def test_parts_of_one_floor_do_not_import_one_another_in_a_ring(floor):
    assert loops(FLOORS[floor]) == set()


@pytest.mark.parametrize("path", sorted((PACKAGE / "rules").glob("*.py")), ids=lambda path: path.stem)
def test_rules_import_nothing_but_compiled_code_other_rules_and_numpy(path):
    assert own_parts(path) <= {"compiled", "rules"}
    roots = {name.partition(".")[0] for name in imported(path)}
    assert roots <= {"__future__", "math", "numpy", "socialicence", "typing"}


def roots_by_part():
    for path in FILES:
        yield part_of(path), {name.partition(".")[0] for name in imported(path)}


def test_only_agents_the_model_and_its_inspection_import_mesa():
    users = [path for path in FILES if "mesa" in {name.partition(".")[0] for name in imported(path)}]
    assert {part_of(path) for path in users if path != PACKAGE / "dashboard" / "inspect.py"} <= {"agents", "model"}


def test_nothing_below_the_command_line_imports_typer_or_rich():
    assert {part for part, roots in roots_by_part() if roots & {"typer", "rich", "click"}} <= {"cli", "__main__"}


def test_nothing_below_figures_and_dashboard_imports_matplotlib_or_solara():
    users = {part for part, roots in roots_by_part() if roots & {"matplotlib", "solara", "reacton"}}
    assert users <= {"figures", "report", "dashboard"}


def loaded_by(statement):
    """Names of all modules loaded after a statement in a fresh interpreter."""
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    command = [sys.executable, "-c", code]
    return set(subprocess.run(command, capture_output=True, text=True, check=True, cwd=PACKAGE.parent).stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import socialicence",
        "import socialicence.parameters; socialicence.parameters.parameters()",
        "import socialicence.scenarios; socialicence.scenarios.load('status_quo')",
        "import socialicence.categories, socialicence.errors",
    ],
)
def test_what_answers_at_once_loads_neither_numpy_nor_mesa(statement):
    assert loaded_by(statement) & {"numpy", "numba", "mesa", "pandas", "matplotlib", "typer"} == set()


def test_running_a_world_needs_no_mesa():
    assert "mesa" not in loaded_by("import socialicence.world, socialicence.month")
