"""`socialicence check`: exit codes, what is shown, what is written."""

from __future__ import annotations

import json

import pytest

from socialicence.checks import patterns
from socialicence.checks.finding import concluded, measured
from socialicence.checks.uncertainty import Estimate

LOW = {"pass": 0.5, "fail": -2.0, "not judged": -0.5}


@pytest.fixture
def verdicts(monkeypatch):
    """Make each pattern come to a verdict at no cost."""
    monkeypatch.setattr("socialicence.outcomes.warm_up", lambda progress: None)

    def choose(**by_pattern):
        def pattern(name, verdict):
            def look(runs, citizens):
                low = LOW[verdict]
                one = measured("dip", "the dip", Estimate(low + 0.9, 0.3, low, low + 1.0), at_least=0.0)
                return concluded(name, expectation=f"{name} expected", source="s", tolerance="t", found="as seen",
                                 runs=runs, citizens=citizens, measures=[one])  # fmt: skip

            return patterns.Pattern(name, look, {"runs": 5, "citizens": 500}, {"runs": 2, "citizens": 300})

        monkeypatch.setattr(patterns, "PATTERNS", {name: pattern(name, word) for name, word in by_pattern.items()})
        monkeypatch.setattr("socialicence.checks.own_file.PATTERNS", patterns.PATTERNS)

    return choose


@pytest.fixture
def call(tmp_path, monkeypatch, capfd):
    """Run the command in this process, with the engine as it is."""
    import sys

    from socialicence.__main__ import main

    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["socialicence", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        shown = capfd.readouterr()
        return left.value.code, shown.out, shown.err

    return run


@pytest.mark.parametrize(
    ("words", "code", "head"),
    [
        (("pass", "pass"), 0, "2 of 2 checks pass, none fails"),
        (("pass", "fail"), 1, "1 of 2 checks pass, 1 fails"),
        (("pass", "not judged"), 0, "1 of 2 checks pass, none fails, 1 cannot be judged at this size"),
    ],
)
def test_the_exit_code_says_whether_a_check_fails(verdicts, call, tmp_path, words, code, head):
    verdicts(P1=words[0], P2=words[1])
    left, out, err = call("check")
    assert (left, err) == (code, "")
    assert head in out
    assert ("no pass" in out) == ("not judged" in words)
    stored = json.loads((tmp_path / "out/check/checks.json").read_text())
    assert [one["verdict"] for one in stored["findings"]] == list(words)
    assert head in (tmp_path / "out/check/checks.html").read_text(encoding="utf-8")


def test_patterns_are_chosen_by_name_once_and_json_is_all_there_is(verdicts, call):
    verdicts(P1="pass", P2="fail", P4="pass")
    left, out, _ = call("check", "p4", "P1", "P4", "--json", "--quick", "--out", "here")
    stored = json.loads(out)
    assert left == 0
    assert [one["pattern"] for one in stored["findings"]] == ["P4", "P1"]
    assert {one["runs"] for one in stored["findings"]} == {2}
    assert stored["files"] == ["here/checks.html", "here/checks.json"]


def test_against_an_earlier_result_shows_what_moved(verdicts, call):
    verdicts(P1="pass", P2="pass")
    call("check", "--out", "before")
    verdicts(P1="pass", P2="fail")
    left, out, _ = call("check", "--against", "before/checks.json")
    assert left == 1
    assert "1 of 2 numbers are the same" in out
    assert "moved by more than its noise" in out
    assert "P2 was pass, is fail." in out
    _, out, _ = call("check", "--against", "before/checks.json", "--json")
    moved = {one["pattern"]: one for one in json.loads(out)["moved"]}
    assert (moved["P1"]["verdict"], moved["P2"]["verdict"]) == ("same", "moved by more than its noise")
    assert moved["P2"]["noise"] == pytest.approx(1.96 * 0.3 * 2**0.5)


def test_a_check_of_your_own_runs_alone_with_the_real_engine(call, tmp_path, capfd):
    from socialicence.outcomes import warm_up

    warm_up(None)
    capfd.readouterr()  # on an empty cache it tells how far it is
    (tmp_path / "mine.toml").write_text(
        '[[check]]\nname = "[red]much[/red] trust"\nscenario = "status_quo"\noutcome = "trust"\n'
        'group = "health service"\nat_least = 0.99\nruns = 2\ncitizens = 300\nmonths = 2\n'
    )
    left, out, err = call("check", "mine.toml")
    assert (left, err) == (1, "")
    assert "The check fails" in out
    assert "[red]much[/red]" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["P99"], "unknown pattern 'P99'"),
        ([""], "a name is empty"),
        (["none.toml"], "none.toml: there is no such file"),
        (["--against", "none.json"], "none.json: there is no such file"),
        (["--out", " "], "--out is empty"),
        (["--seed", "-1"], "--seed -1 is out of range"),
        (["--out", "file"], "file is a file; a folder is needed"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(call, tmp_path, arguments, message):
    (tmp_path / "file").write_text("")
    left, out, err = call("check", *arguments)
    assert (left, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
