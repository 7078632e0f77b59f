"""`report.html` on the command line: written by compare and run, left out on request."""

from tests.report.reading import Page


def test_compare_and_run_write_it_and_say_where(inside, tmp_path):
    done = inside("run", "status_quo", "--citizens", "200", "--months", "3", "--out", "here")
    assert done.returncode == 0, done.stderr
    assert "Report: here/report.html" in done.stdout
    assert (tmp_path / "here/report.html").read_text() == "1 runs"


def test_no_report_leaves_none_beside_the_tables(inside, tmp_path):
    inside("run", "status_quo", "--citizens", "200", "--months", "3", "--out", "here")
    done = inside("run", "status_quo", "--citizens", "200", "--months", "3", "--out", "here", "--no-report")
    assert done.returncode == 0, done.stderr
    assert "Report:" not in done.stdout
    assert not (tmp_path / "here/report.html").exists()
    assert (tmp_path / "here/summary.json").exists()


def test_a_report_that_is_stopped_leaves_the_tables(inside, tmp_path, monkeypatch):
    import sys

    def stopped(*arguments, **options):
        raise KeyboardInterrupt

    assert inside("run", "status_quo", "--citizens", "200", "--months", "2", "--out", "a").returncode == 0
    monkeypatch.setattr(sys.modules["socialicence.report"], "write_report", stopped)
    done = inside("run", "status_quo", "--citizens", "200", "--months", "2", "--out", "b")
    assert done.returncode == 130
    assert done.stderr == "socialicence: stopped; the tables are in b, the report was not written\n"
    assert (tmp_path / "b/summary.json").exists()


def test_the_real_page_from_the_real_command(real_command, tmp_path):
    done = real_command("run", "silos", "--citizens", "200", "--months", "6", "--out", "silos")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    read = Page((tmp_path / "silos/report.html").read_text(encoding="utf-8"))
    assert read.all("h1")[0]["text"].startswith("With the choices for Silos, the one run ends near")
