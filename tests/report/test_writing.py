"""The file: whole or not at all; and none of other runs stays beside tables that it does not tell of."""

import pytest

from socialicence.errors import InputError
from socialicence.report import NAME, remove_report, write_report


def test_it_is_written_as_it_is_and_the_same_each_time(real, plain, tmp_path):
    path = write_report(real, tmp_path / "new", explained=False)
    assert path == tmp_path / "new" / "report.html"
    assert path.read_text(encoding="utf-8") == plain
    assert [one.name for one in path.parent.iterdir()] == [NAME]


def test_what_cannot_be_written_is_said_in_one_line_and_leaves_nothing(all_failed, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="results cannot be written there") as refused:
        write_report(all_failed, tmp_path / "file" / "below")
    assert "\n" not in str(refused.value)
    (tmp_path / "out" / NAME).mkdir(parents=True)
    with pytest.raises(InputError, match="is a folder"):
        write_report(all_failed, tmp_path / "out")
    assert [one.name for one in (tmp_path / "out").iterdir()] == [NAME]


def test_only_a_report_of_ours_is_removed(all_failed, tmp_path):
    assert not remove_report(tmp_path)
    (tmp_path / NAME).write_text("<p>of somebody else</p>")
    assert not remove_report(tmp_path)
    assert (tmp_path / NAME).exists()
    write_report(all_failed, tmp_path)
    assert remove_report(tmp_path)
    assert list(tmp_path.iterdir()) == []
