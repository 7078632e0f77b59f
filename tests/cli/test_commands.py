"""What each command prints and writes when all is well."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer

from socialicence.cli import app
from socialicence.parameters import parameters
from tests.cli.conftest import FAKE, ROOT

FILES = [
    "crossroads.png",
    "crossroads.svg",
    "events.parquet",
    "measures.csv",
    "months.parquet",
    "programmes.parquet",
    "projects.parquet",
    "report.html",
    "runs.parquet",
    "stages.parquet",
    "summary.json",
]
HEADLINES = (
    "among those affected",
    "among everyone",
    "Gap",
    "Joined up",
    "Outside access",
    "within 24",
    "Opted",
    "Nearest",
    "Programmes stopped",
    "Accesses kept",
)


@pytest.mark.parametrize(
    "arguments",
    [["--help"], [], *([name, "--help"] for name in ("compare", "run", "scenarios", "parameters", "population"))],
)
def test_help_teaches(real_command, arguments):
    done = real_command(*arguments)
    assert done.returncode == 0
    assert "socialicence" in done.stdout
    assert done.stderr == ""
    if len(arguments) == 2:
        assert "Examples" in done.stdout


def test_help_imports_nothing_heavy():
    code = (
        "import sys; sys.argv = ['socialicence', '--help']\n"
        "from socialicence.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'numba', 'pandas', 'pyarrow', 'mesa', 'matplotlib'} & set(sys.modules)\n"
        "print('heavy:', sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "heavy: []"


def test_version(real_command):
    assert real_command("--version").stdout.startswith("socialicence ")


def test_compare_shows_ten_rows_and_writes_the_files(command, tmp_path):
    (tmp_path / "mine.toml").write_text("title = 'A future of mine'\n[levers]\nrecommendation.7 = 1")
    done = command("compare", "status_quo", "mine.toml", "--citizens", "500", "--runs", "4", "--months", "6")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert all(row in done.stdout for row in HEADLINES)
    assert "A future of mine" in done.stdout
    assert "not confidence about the UK" in done.stdout
    assert "out/compare" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 120
    assert sorted(path.name for path in (tmp_path / "out/compare").iterdir()) == FILES


def test_five_scenarios_fit_the_screen(command, tmp_path):
    names = [f"future_{number}.toml" for number in range(4)]
    for name in names:
        (tmp_path / name).write_text("[levers]\nleadership = 0.5")
    done = command("compare", "status_quo", *names, "--runs", "3", "--months", "2", "--full")
    assert done.returncode == 0, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 120
    assert "Misplaced trust" in done.stdout


def test_titles_are_text_and_not_markup(command, tmp_path):
    (tmp_path / "mine.toml").write_text("title = '[/b] [red]x :smile:'\n[meaning]\npeople = '[/]'")
    done = command("compare", "mine.toml", "--runs", "3", "--months", "2")
    assert done.returncode == 0, done.stderr
    assert "[red]x" in done.stdout
    shown = command("scenarios", "mine.toml")
    assert "[/b] [red]x :smile:" in shown.stdout
    assert "people: [/]" in shown.stdout
    assert shown.stdout.endswith("Try it with: socialicence run mine.toml\n")


def test_one_run_has_no_spread_and_a_short_one_no_24_months(command):
    done = command("run", "status_quo", "--months", "6", "--set", "recommendation.arbitration=1")
    assert "p10" not in done.stdout
    assert "1 run of 10,000 citizens and 6 months" in done.stdout
    assert "Runs shorter than 24 months" in done.stdout
    assert "arbitration=1" not in done.stdout
    assert "p10" in command("run", "status_quo", "--months", "30", "--runs", "2").stdout


def test_zero_has_no_sign():
    from socialicence.results.rows import fixed

    assert [fixed(-0.01, 1), fixed(0.04, 1, "+"), fixed(-0.06, 1), fixed(0.06, 1, "+")] == [
        "0.0",
        "0.0",
        "-0.1",
        "+0.1",
    ]


def test_every_command_that_gives_an_answer_gives_it_as_json():
    group = typer.main.get_command(app)
    without = {
        name for name, one in group.commands.items() if not any("--json" in option.opts for option in one.params)
    }
    assert without == {"dashboard", "inspect"}  # they open a page


@pytest.mark.parametrize("arguments", ["scenarios", "scenarios --json", "parameters --csv", "--help", "", "compair"])
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", ">/dev/full"])
def test_a_closed_stdout_is_no_traceback(tmp_path, arguments, closed):
    line = f'"{sys.executable}" -m socialicence {arguments} {closed}'
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(
        ["sh", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1, 2)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_drawing_depends_on_no_setting(tmp_path):
    (tmp_path / "file").write_text("")
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path / "file"),
                   "MPLBACKEND": "nonsense", "MPLCONFIGDIR": str(tmp_path / "file")}  # fmt: skip
    start = [sys.executable, *FAKE, "run", "status_quo", "--months", "2"]
    done = subprocess.run(start, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "out/status_quo/crossroads.png").exists()


def test_compare_json_is_json_alone(command):
    done = command("compare", "status_quo", "--runs", "3", "--months", "2", "--json")
    found = json.loads(done.stdout)
    assert done.stderr == ""
    assert found["scenarios"]["status_quo"]["runs"] == 3
    assert found["provenance"]["command"].startswith("socialicence compare status_quo --runs 3")
    assert sorted(Path(file).name for file in found["files"]) == FILES


def test_run_sets_levers(command, tmp_path):
    done = command("run", "status_quo", "--set", "recommendation_7=0.9", "--set", "engagement.strategy=none",
                   "--months", "3", "--out", "here", "--json")  # fmt: skip
    assert done.returncode == 0, done.stderr
    values = json.loads(done.stdout)["provenance"]["scenarios"][0]["values"]
    assert values["recommendation.arbitration"] == 0.9
    assert values["engagement.broadcast"] == 0
    assert sorted(path.name for path in (tmp_path / "here").iterdir()) == FILES


def test_a_failed_run_is_said_and_does_not_end_the_others(command, tmp_path):
    (tmp_path / "faulty.toml").write_text("title = 'Faulty'")
    done = command("compare", "faulty.toml", "--runs", "6", "--months", "3")
    assert done.returncode == 0
    assert "2 runs failed" in done.stdout
    assert "FloatingPointError: a number went astray" in done.stdout


def test_scenarios(real_command, tmp_path):
    assert "status_quo" in real_command("scenarios").stdout
    assert json.loads(real_command("scenarios", "status_quo", "--json").stdout)["differences"] == []
    (tmp_path / "mine.toml").write_text("[levers]\nleadership = 0.9")
    shown = real_command("scenarios", "mine.toml").stdout
    assert "Leaders champion it" in shown
    assert "1 difference " in shown
    (found,) = json.loads(real_command("scenarios", "mine.toml", "--json").stdout)["differences"]
    assert (found["name"], found["before"], found["after"]) == ("leadership", 0.35, 0.9)


def test_parameters_are_the_table(real_command):
    rows = list(csv.DictReader(io.StringIO(real_command("parameters", "--csv").stdout)))
    assert {row["name"] for row in rows} == set(parameters())
    found = {row["name"]: row for row in json.loads(real_command("parameters", "--json").stdout)}
    assert found["leadership"]["default"] == parameters()["leadership"].default
    assert "leadership" in real_command("parameters", "leaders").stdout


def test_a_fault_is_one_line_and_its_traceback_is_kept(tmp_path):
    code = FAKE[1].replace(
        "from socialicence",
        "import tests.fake_world as f; f.warm_up = None; f.install(dict.__setitem__);from socialicence",
        1,
    )
    start = [sys.executable, "-c", code, "compare", "status_quo", "--runs", "1"]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "TMPDIR": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run(start, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    saved = done.stderr.split("saved in ")[1].rstrip(")\n")
    assert "Traceback" in Path(saved).read_text()
    shown = subprocess.run(
        [*start, "--debug"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert shown.returncode == 1
    assert "Traceback" in shown.stderr


def test_ctrl_c_stops_cleanly(tmp_path):
    (tmp_path / "slow.toml").write_text("title = 'Slow'")
    process = subprocess.Popen(
        [sys.executable, *FAKE, "compare", "slow.toml", "--runs", "50", "--workers", "2"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "FAKE_AT_WORK": "at_work"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while not (tmp_path / "at_work").exists():
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert output == ""
    assert errors == "socialicence: stopped; no results were written\n"
    assert not (tmp_path / "out").exists()


def test_a_closed_pipe_is_no_fault(tmp_path):
    line = f'"{sys.executable}" -m socialicence parameters --csv | head -1'
    done = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout.startswith("name,")
    assert done.stderr == ""


def test_population_is_described(real_command):
    done = real_command("population", "--describe", "--citizens", "500", "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    kinds = {row["kind"] for row in found["figures"]}
    assert {"marginal", "survey", "objections"} <= kinds == set(found["largest_deviations"])
    shown = real_command("population", "--citizens", "500")
    assert "largest deviation" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 120


def test_the_real_engine_end_to_end(real_command, tmp_path):
    options = ("compare", "status_quo", "--citizens", "300", "--runs", "2", "--months", "3", "--json")
    first = real_command(*options, "--workers", "1", "--out", "first")
    second = real_command(*options, "--workers", "2", "--out", "second")
    assert first.returncode == 0, first.stderr
    assert json.loads(first.stdout)["scenarios"] == json.loads(second.stdout)["scenarios"]
    assert json.loads(first.stdout)["scenarios"]["status_quo"]["failed"] == 0
    for name in ("months", "projects", "stages"):
        assert (tmp_path / "first" / f"{name}.parquet").read_bytes() == (
            tmp_path / f"second/{name}.parquet"
        ).read_bytes()


def test_a_public_from_a_survey(inside, tmp_path):
    rows = "".join(f"{20 + k % 60},{('female', 'male')[k % 2]},{('North', 'South')[k % 2]}\n" for k in range(60))
    (tmp_path / "survey.csv").write_text(f"age,sex,region\n{rows}", encoding="utf-8")
    done = inside("population", "--from", "survey.csv", "--citizens", "500", "--json")
    found = json.loads(done.stdout)
    assert found["respondents"] == 60
    assert {row["category"] for row in found["figures"] if row["figure"] == "region"} == {"North", "South"}
