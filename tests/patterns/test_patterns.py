"""The patterns of specification 8 at reduced size, held against the committed result at full size."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from socialicence.checks import PATTERNS, check
from socialicence.checks.patterns import Pattern
from socialicence.checks.stored import COMMITTED, read_result
from socialicence.errors import InputError

VALIDATION = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
COMMITTED_VERDICTS = {one["pattern"]: one["verdict"] for one in read_result(COMMITTED)["findings"]}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_reduced_check_finds_what_the_committed_one_found(pattern):
    """A pattern that the committed result shows as failing is known to fail, and docs/validation.md says why."""
    (finding,) = check([pattern], quick=True)
    assert finding.verdict == COMMITTED_VERDICTS[pattern], f"{finding.expectation}: {finding.found}"
    if finding.verdict == "fail":
        assert re.search(rf"^- \*\*{pattern}\*\*.* fails", VALIDATION, re.MULTILINE)


def test_the_committed_result_is_of_all_patterns_at_full_size():
    result = read_result(COMMITTED)
    assert [one["pattern"] for one in result["findings"]] == list(PATTERNS)
    assert result["provenance"]["size"] == "full"
    for one in result["findings"]:
        full = PATTERNS[one["pattern"]].full
        if one["verdict"] != "not checked" and {"runs", "citizens"} <= full.keys():
            assert (one["runs"], one["citizens"]) == (full["runs"], full["citizens"])


def test_an_unknown_pattern_is_named():
    with pytest.raises(InputError, match="'P99'"):
        check(["P99"])


def test_a_check_that_stops_with_an_error_fails_and_the_others_go_on(monkeypatch):
    def broken(**sizes):
        raise FloatingPointError("a number\nwent astray")

    own = {"mine": Pattern("Mine", broken, {}, {}), "also mine": PATTERNS["P2"]}
    first, second = check([], quick=True, others=own)
    assert (first.verdict, first.found) == ("fail", "the check stopped with FloatingPointError: a number went astray")
    assert second.verdict == "pass"


def test_progress_rises_to_the_end():
    seen = []
    check(["P2", "P10"], quick=True, progress=lambda share, name: seen.append((share, name)))
    shares = [share for share, _ in seen]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    assert list(dict.fromkeys(name for _, name in seen)) == ["P2", "P10"]


def test_other_seeds_give_other_numbers_and_the_same_seeds_the_same():
    first, again, other = (check(["P2"], quick=True, seed=seed)[0] for seed in (1, 1, 5))
    assert first.numbers == again.numbers != other.numbers
