"""`socialicence parameters --assumptions` as its users meet it."""

from __future__ import annotations

import csv
import io
import json

from socialicence.assumptions import assumptions, is_current
from tests.cli.test_bad_input import refused


def test_what_most_hangs_on_comes_first(real_command):
    done = real_command("parameters", "--assumptions")
    assert done.returncode == 0, done.stderr
    first = assumptions()[0].parameter.name
    assert first in done.stdout.split("┡")[-1].splitlines()[1]
    assert f"{len(assumptions())} assumptions" in done.stdout
    assert ("The numbers have changed since" in done.stdout) != is_current()


def test_csv_and_json_have_every_column(real_command):
    rows = list(csv.DictReader(io.StringIO(real_command("parameters", "trust", "--assumptions", "--csv").stdout)))
    told = json.loads(real_command("parameters", "trust", "--assumptions", "--json").stdout)
    assert [row["name"] for row in rows] == [row["name"] for row in told]
    assert list(rows[0]) == list(told[0])
    assert all("trust" in (row["name"] + row["label"]).lower() for row in rows)


def test_a_word_that_no_assumption_has_is_refused(real_command):
    refused(real_command("parameters", "unevenness", "--assumptions", "--csv"), "'unevenness'", "is an assumption")


def test_what_does_nothing_is_told_or_said_not_to_have_been_tried(monkeypatch, capsys):
    from socialicence.assumptions.dead import Finding, Verdict, stored
    from socialicence.cli.dead_screen import print_dead

    found = tuple(Finding(name, Verdict.NOTHING, at_most=0.0) for name in ("spillover", "adults"))
    tried = stored.Tried(found, {"command": "again", **stored.identity()})
    monkeypatch.setattr(stored, "read", lambda: tried)
    print_dead({"spillover"}, as_json=False)
    assert "changes nothing: 1" in (said := capsys.readouterr().out)
    assert "adults" not in said
    assert "have changed since" not in said
    print_dead({"spillover"}, as_json=True)
    assert [one["name"] for one in json.loads(capsys.readouterr().out)] == ["spillover"]
    tried.provenance.pop("table")
    print_dead({"spillover"}, as_json=False)
    assert "have changed since. To try anew: again" in capsys.readouterr().out


def test_what_does_nothing_goes_with_no_other_list(real_command):
    refused(real_command("parameters", "--dead", "--csv"), "--csv")
    refused(real_command("parameters", "--dead", "--assumptions"), "--assumptions")
