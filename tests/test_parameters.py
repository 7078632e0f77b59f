"""The table of parameters: complete, consistent, and every row of it used."""

from __future__ import annotations

import ast
import csv
import math
import re

import pytest

from socialicence import parameters as module
from socialicence.categories import Domain, OrganisationType, Strategy
from socialicence.errors import InputError
from socialicence.parameters import (
    FOLDER,
    GONE,
    GRADES,
    Parameter,
    canonical,
    checked,
    defaults,
    levers,
    parameters,
    resolved,
)
from socialicence.state.institutions import standard_institutions

TABLE = parameters()
ROWS = list(TABLE.values())
NAMES = list(TABLE)
COLUMNS = ["name", "kind", "default", "low", "high", "unit", "grade", "label", "source"]
COLUMNS += ["low_means", "high_means", "aliases"]
RECOMMENDATIONS = """
attitude_tracking engagement_guidelines five_safes privacy_technologies leaders_literacy masterclass_content
arbitration career_frameworks legislation_overview broader_use_cases communication checklists transparency
funding_structure data_standards integrated_platform
""".split()  # noqa: SIM905
PACKAGE = FOLDER.parent.parent


def names_in_code():
    """Names read as fields of values in force, strings, and patterns of strings that the code composes."""
    fields, strings, patterns = set(), set(), set()
    for path in PACKAGE.rglob("*.py"):
        if path in (PACKAGE / "parameters.py", PACKAGE / "state" / "tables.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute):
                fields |= {node.attr} if ast.unparse(node.value) in ("v", "values", "state.in_force[NOW]") else set()
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                texts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                if any(text and re.fullmatch(r"\w+[._]|_\w{4,}", text) for text in texts):
                    patterns.add("".join(r"(\w+)" if text is None else re.escape(text) for text in texts))
    return fields, strings, patterns


FIELDS, STRINGS, PATTERNS = names_in_code()
MEMBERS = STRINGS | set(standard_institutions().context_surveys)
MEMBERS |= {member.name.lower() for kind in (Domain, OrganisationType, Strategy) for member in kind}


def is_composed(name):
    """Whether the code composes a name, such as `f"effect.{name}"`, of what it knows as a string or a category."""
    matches = [re.fullmatch(pattern, name) for pattern in PATTERNS]
    return any(match and set(match.groups()) <= MEMBERS for match in matches)


def test_every_name_stands_once_in_all_the_files():
    names = []
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            names += [row["name"] for row in csv.DictReader(file)]
    assert len(names) == len(set(names)) == len(TABLE) > 150


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_every_file_has_the_columns_of_a_parameter_and_no_ragged_line(path):
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == COLUMNS
    assert {len(line) for line in lines} == {len(COLUMNS)}


def test_no_spelling_of_one_name_is_another():
    spellings = [s for p in ROWS for s in {p.name, p.column, *p.aliases, *(a.replace(".", "_") for a in p.aliases)}]
    assert len(spellings) == len(set(spellings))


@pytest.mark.parametrize("parameter", ROWS, ids=NAMES)
def test_each_parameter_is_documented(parameter):
    assert re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?", parameter.name)
    assert parameter.kind in ("lever", "parameter")
    assert parameter.grade in GRADES
    assert all(math.isfinite(number) for number in (parameter.default, parameter.low, parameter.high))
    assert parameter.low <= parameter.default <= parameter.high
    for text in (parameter.unit, parameter.label, parameter.source):
        assert text == text.strip() != ""
    assert parameter.label[0].isupper() or parameter.label[0].isdigit()


@pytest.mark.parametrize("lever", levers().values(), ids=levers())
def test_each_lever_says_what_its_two_ends_mean(lever):
    assert lever.is_lever
    assert lever.low < lever.high
    assert lever.low_means.strip()
    assert lever.high_means.strip()
    assert lever.low_means != lever.high_means


def test_the_sixteen_recommendations_are_levers_with_their_numbers_as_aliases():
    for number, name in enumerate(RECOMMENDATIONS, start=1):
        own = f"recommendation.{name}"
        assert TABLE[own].is_lever
        for spelling in (own, f"recommendation_{name}", f"recommendation.{number}", f"recommendation_{number}"):
            assert canonical(spelling) == own
        usual = 0.4 if number <= 2 else 0.3 if number <= 4 else 0.1 if number <= 8 else 0.2
        assert TABLE[own].default == usual


def test_names_that_callers_rely_on_are_there():
    for name in ("negativity_weight", "peer_weight", "spillover", "trust_half_life_months", "leadership"):
        assert name in TABLE


@pytest.mark.parametrize(
    ("name", "default", "low", "high"),
    [
        ("trust_half_life_months", 1.5, 1.0, 1.8),
        ("baseline_return", 0.015, 0.005, 0.03),
        ("negativity_weight", 2.0, 1.0, 3.0),
        ("spillover", None, 0.0, 0.35),
        ("peer_weight", 0.05, 0.02, 0.2),
        ("understanding_half_life", 12.0, 6.0, 24.0),
        ("benefit_half_life", 12.0, 6.0, 24.0),
        ("concern_half_life", 3.0, 1.0, 6.0),
        ("targeted_cost", 25.0, 5.0, 100.0),
        ("initial_bias", -0.1, None, None),
        ("concern_weight", 0.35, None, None),
        ("mark.breach", 0.03, None, None),
        ("mark.scandal", 0.4, None, None),
        ("mark.broadcast", 0.05, None, None),
        ("mark.deliberation", 0.2, None, None),
        ("contact_rate", 0.05, None, None),
        ("contact_noise", 0.15, None, None),
        ("own_share", 0.6, None, None),
        ("desk_months", 0.66, None, None),
        ("block_probability", 0.1, None, None),
        ("lift_rate", 0.08, None, None),
        ("fairness_step", 0.3, None, None),
        ("broken_promise", 1.5, None, None),
        ("fairness_half_life", 6.0, None, None),
        ("engagement.spend", 5.0, None, None),
        ("leadership", 0.35, None, None),
    ],
)
def test_defaults_and_ranges_are_those_of_the_specification(name, default, low, high):
    parameter = TABLE[name]
    for given, wanted in ((parameter.default, default), (parameter.low, low), (parameter.high, high)):
        assert wanted is None or given == wanted


def test_weights_of_willingness_add_up_to_one():
    weights = [TABLE[f"weight.{name}"].default for name in ("owner", "recipient", "benefit", "safeguards")]
    assert weights == [0.3, 0.25, 0.25, 0.2]


def test_families_have_a_member_for_each_category():
    assert {f"stake.{domain.name.lower()}" for domain in Domain} <= TABLE.keys()
    assert {f"loading.{kind.name.lower()}" for kind in OrganisationType} <= TABLE.keys()
    assert {f"engagement.{kind.name.lower()}" for kind in Strategy if kind} <= TABLE.keys()
    assert {f"effect.{name}" for name in RECOMMENDATIONS} <= TABLE.keys()


def test_every_effect_may_be_half_as_large_again_or_half_as_small():
    for name in RECOMMENDATIONS:
        effect = TABLE[f"effect.{name}"]
        assert effect.low == pytest.approx(0.5 * effect.default)
        assert effect.high == pytest.approx(1.5 * effect.default)


def test_defaults_are_those_of_the_table_in_its_order():
    assert defaults() == {p.name: p.default for p in ROWS}
    assert list(defaults()) == NAMES


@pytest.mark.parametrize("parameter", ROWS, ids=NAMES)
def test_every_spelling_leads_to_the_name_and_every_allowed_value_is_taken(parameter):
    for spelling in (parameter.name, parameter.column, *parameter.aliases):
        assert canonical(spelling) == parameter.name
        for value in (parameter.default, parameter.low, parameter.high):
            assert checked(spelling, value) == value
            assert checked(spelling, str(value)) == value


def test_a_name_that_is_gone_says_since_when_and_what_there_is_instead():
    with pytest.raises(InputError) as caught:
        canonical("controversy_rate", "file.toml")
    said = str(caught.value)
    assert said.startswith("file.toml: controversy_rate: gone since version 5 of the model; instead there is ")
    assert "contest_ordinary" in said
    with GONE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert not {row["name"] for row in rows} & set(parameters())


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("spilover", "spillover"),
        ("trust_half_life", "trust_half_life_months"),
        ("recommendation.arbitraton", "arbitration"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(given, meant):
    with pytest.raises(InputError) as caught:
        canonical(given, "file.toml")
    assert given in str(caught.value)
    assert meant in str(caught.value)
    assert str(caught.value).startswith("file.toml: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "value", ["much", "", None, True, [1], float("nan"), float("inf"), -0.01, 0.36, "nan", "1e400", 1 + 2j]
)
def test_a_value_that_cannot_be_is_refused_in_one_line_that_says_what_is_allowed(value):
    with pytest.raises(InputError, match=r"^here: spillover = .*allowed is 0 to 0\.35") as caught:
        checked("spillover", value, "here")
    assert "\n" not in str(caught.value)


def test_a_value_out_of_range_is_answered_with_the_nearest_allowed():
    with pytest.raises(InputError, match=r"nearest 0\.35"):
        checked("spillover", 2)


def test_the_same_parameter_may_be_given_twice_only_with_one_value():
    assert resolved({"recommendation.7": 1, "recommendation_arbitration": 1.0}) == {"recommendation.arbitration": 1.0}
    with pytest.raises(InputError, match="given twice"):
        resolved({"recommendation.7": 1, "recommendation_arbitration": 0.5})


def test_levers_are_choices_and_not_uncertain_beliefs():
    assert not any(lever.is_uncertain for lever in levers().values())
    assert Parameter("x", "parameter", 0, 0, 1, "", "assumption", "", "").is_uncertain
    assert not Parameter("x", "parameter", 0, 0, 1, "", "measured", "", "").is_uncertain


def test_the_table_is_read_once():
    assert parameters() is parameters()
    assert module.FOLDER.is_dir()


@pytest.mark.parametrize("parameter", ROWS, ids=NAMES)
def test_each_parameter_is_used_somewhere_in_the_code(parameter):
    spellings = {parameter.name, parameter.column}
    used = bool(spellings & (FIELDS | STRINGS)) or any(map(is_composed, spellings))
    assert used, f"{parameter.name} is nowhere in the code"
