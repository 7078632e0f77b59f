"""What the documents say is there, runs, and is up to date."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
import typer

from socialicence import reference
from socialicence.month import STAGES
from socialicence.state.tables import CITIZEN

USAGE_ERROR = typer.BadParameter.__base__  # of click, which newer versions of typer bring along under another name

ROOT = Path(__file__).parents[2]
ODD = ROOT / "docs" / "odd.md"
INDEX = "figures/index.csv"
"""Written by `make figures`, not committed."""
DOCUMENTS = [path for path in (*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md") if path.is_file()]
NOT_RUN = "<!-- not run"
"""A block is exempt if the line before it starts like this and says why: `<!-- not run: takes an hour -->`."""


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def blocks(language: str) -> list[pytest.param]:
    """Code blocks of a language in all documents, those exempt left out."""
    found = []
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        for block in re.finditer(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE):
            before = text[: block.start()].rstrip().rpartition("\n")[2]
            if not before.startswith(NOT_RUN):
                line = text[: block.start()].count("\n") + 2
                found.append(pytest.param(block[1], id=f"{path.name}:{line}"))
    return found


def anchors(path: Path) -> set[str]:
    """Anchors of a document's headings, as GitHub makes them."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


# --- generated parts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("document", ["docs/odd.md", "docs/validation.md", "docs/another-public.md"])
def test_generated_parts_are_up_to_date(document):
    done = subprocess.run(
        [sys.executable, "-m", "socialicence.reference", "--check", document],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_a_stale_part_is_noticed_and_written_anew(tmp_path, capsys):
    path = tmp_path / "odd.md"
    fresh = reference.renewed(ODD.read_text(encoding="utf-8"))
    path.write_text(fresh.replace(CITIZEN[0].meaning, "something else"), encoding="utf-8")
    assert reference.main(["--check", str(path)]) == 1
    assert "stale" in capsys.readouterr().err
    assert reference.main(["--write", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == fresh
    assert reference.main(["--check", str(path)]) == 0


@pytest.mark.parametrize("text", [None, "nothing to generate", "<!-- generated: parameter -->\n<!-- /generated -->"])
def test_a_document_that_cannot_be_generated_is_said_so(tmp_path, capsys, text):
    path = tmp_path / "odd.md"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert reference.main(["--write", str(path)]) == 2
    assert str(path) in capsys.readouterr().err


def test_cells_cannot_break_a_table():
    for table in (reference.parameter_table(), reference.column_tables()):
        for part in re.findall(r"(?:^\|.*\n)+", table, re.MULTILINE):
            widths = {len(re.findall(r"(?<!\\)\|", line)) for line in part.splitlines()}
            assert len(widths) == 1


# --- what is mentioned is there --------------------------------------------------------------------------------------


def test_the_odd_tells_the_month_in_the_codes_own_words():
    text = ODD.read_text(encoding="utf-8")
    places = []
    for number, stage in enumerate(STAGES, start=1):
        words = " ".join((stage.run.__doc__ or "").split())
        place = text.find(f"{number}. **{stage.name}**. *{words}*")
        assert place >= 0, f"docs/odd.md does not describe {stage.name} as: {words}"
        places.append(place)
    assert places == sorted(places)


def modules(folder: str) -> list[str]:
    return [f"{folder}/{path.name}" for path in sorted((ROOT / "socialicence" / folder).glob("[!_]*.py"))]


NOT_OF_THE_MODEL = {"month/schedule.py", "month/identity.py"}
"""How a list of stages is edited, and told from another."""


@pytest.mark.parametrize("module", sorted({*modules("rules"), *modules("month")} - NOT_OF_THE_MODEL))
def test_every_rule_and_every_part_of_the_month_is_mentioned(module):
    assert module in ODD.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=names(DOCUMENTS))
def test_links_lead_somewhere(path):
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        place, _, anchor = target.partition("#")
        other = (path.parent / place).resolve() if place else path
        assert other.exists(), f"{path.name} links to {target}"
        if anchor:
            assert anchor in anchors(other), f"{path.name} links to {target}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=names(DOCUMENTS))
def test_files_that_are_named_exist(path):
    text = path.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:[\w.-]+/)+[\w-]+\.(?:py|csv|toml|md))`", text):
        assert name == INDEX or any((ROOT / base / name).exists() for base in ("", "socialicence", "docs")), (
            f"{path.name} names {name}"
        )


def constants() -> list[tuple[str, str, str]]:
    """Rows of the table of constants whose names are in capitals: module, name, value."""
    part = ODD.read_text(encoding="utf-8").split("## 9.")[1].split("## 10.")[0]
    found = []
    for module, given, values in re.findall(r"^\| `([\w/]+)\.py` \| ((?:`[A-Z_]+`(?:, )?)+) \| ([^|]+) \|", part, re.M):
        constant_names = re.findall(r"[A-Z_]+", given)
        numbers = values.split(", ") if len(constant_names) > 1 else [values]
        found += [(module, name, value) for name, value in zip(constant_names, numbers, strict=True)]
    return found


@pytest.mark.parametrize(("module", "name", "value"), constants())
def test_constants_are_those_of_the_code(module, name, value):
    found = getattr(import_module(f"socialicence.{module.replace('/', '.')}"), name)
    told = ast.literal_eval(value)
    assert list(found) == list(told) if isinstance(told, tuple) else found == told


def test_there_are_constants_to_check():
    assert len(constants()) > 20


def test_statements_for_assurers_name_every_check_that_fails():
    from socialicence.checks.stored import COMMITTED, read_result

    failing = {one["pattern"] for one in read_result(COMMITTED)["findings"] if one["verdict"] == "fail"}
    text = (ROOT / "docs" / "trace.md").read_text(encoding="utf-8")
    assert failing == set(re.findall(r"\*\*(P\d+) fails\*\*", text))


# --- what is shown runs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", blocks("python"))
def test_python_blocks_run(code, tmp_path, monkeypatch):
    """Each block runs by itself, on a small public and for a few months."""
    import socialicence.ensemble
    import socialicence.model

    real_compare, real_model = socialicence.ensemble.compare, socialicence.model.LicenceModel

    def small_compare(scenarios=None, **settings):
        return real_compare(scenarios, **settings | {"citizens": 200, "runs": 2, "months": 3, "workers": 1})

    class SmallModel(real_model):
        def __init__(self, citizens=200, rng=None, scenario="status_quo", **settings):
            super().__init__(min(citizens, 200), rng, scenario, **settings | {"months": 3})

    monkeypatch.setattr(socialicence.ensemble, "compare", small_compare)
    monkeypatch.setattr(socialicence.model, "LicenceModel", SmallModel)
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "<block>", "exec"), {"__name__": "__main__"})


def commands(block: str) -> list[list[str]]:
    """Commands of a console block: lines after `$ `, or all lines if none has one; comments and prompts taken off."""
    joined = block.replace("\\\n", " ")
    lines = [line.strip() for line in joined.splitlines() if line.strip()]
    if any(line.startswith("$ ") for line in lines):
        lines = [line[2:] for line in lines if line.startswith("$ ")]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


def parse_command(words: list[str]) -> None:
    """Let typer read the options of a `socialicence` command, and check names and values, without running it."""
    from socialicence.checks.patterns import named
    from socialicence.cli import app
    from socialicence.cli.options import changes_of
    from socialicence.scenarios import load
    from socialicence.scenarios.settings import settings

    group = typer.main.get_command(app)
    context = group.make_context("socialicence", [word for word in words if word != "--debug"])
    rest = [*getattr(context, "_protected_args", []), *context.args]
    name, command, rest = group.resolve_command(context, rest)
    read = command.make_context(name, list(rest), parent=context).params
    if not read.get("additions"):  # they bring levers of their own: tests/extending runs such a command
        settings(changes_of(read.get("changes")))
    given = read.get("names") or read.get("name") or ()
    for scenario in [given] if isinstance(given, str) else given:
        if not scenario.endswith(".toml"):
            (named if name == "check" else load)(scenario)


@pytest.mark.parametrize("block", blocks("(?:console|sh|bash|shell)"))
def test_console_blocks_are_commands_that_exist(block):
    for words in commands(block):
        if words[0] == "socialicence":
            with suppress(typer.Exit):  # --help and --version end there
                parse_command(words[1:])
        elif words[0] == "make":
            targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
            assert {word for word in words[1:] if "=" not in word} <= set(targets)
        elif words[:2] == ["python", "-m"]:
            import_module(words[2])
        elif words[0] == "python":
            assert (ROOT / words[1]).is_file()
        else:
            pytest.fail(f"{shlex.join(words)} is not checked; put `{NOT_RUN}: why -->` before the block")


@pytest.mark.parametrize(
    "words",
    ["compare --run 3", "compare nowhere", "run status_quo --set leadership=7", "run status_quo --set lead", "walk"],
)
def test_the_check_of_commands_notices_what_is_wrong(words):
    with pytest.raises((USAGE_ERROR, ValueError)):
        parse_command(shlex.split(words))


@pytest.mark.parametrize("words", ["compare", "run status_quo --set leadership=0.6 --runs 3", "scenarios silos --json"])
def test_the_check_of_commands_lets_pass_what_is_right(words):
    parse_command(shlex.split(words))
