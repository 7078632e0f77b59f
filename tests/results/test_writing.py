"""All files or none; what stood there before is kept when writing fails."""

from __future__ import annotations

import pytest

from socialicence.errors import InputError
from socialicence.results import writing
from socialicence.results.writing import check_output, write_all


def writer(text: str):
    return lambda path: path.write_text(text)


def broken(path) -> None:
    path.write_text("half")
    raise OSError(28, "No space left on device")


def content(folder) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_writes_all_and_replaces(tmp_path):
    folder = tmp_path / "a" / "b"
    write_all(folder, {"x": writer("1"), "y": writer("2")})
    paths = write_all(folder, {"x": writer("3"), "y": writer("4")})
    assert content(folder) == {"x": "3", "y": "4"}
    assert paths == [folder / "x", folder / "y"]


def test_a_full_disk_leaves_the_old_files(tmp_path):
    write_all(tmp_path / "out", {"x": writer("1"), "y": writer("2")})
    with pytest.raises(InputError, match="No space left"):
        write_all(tmp_path / "out", {"x": writer("3"), "y": broken})
    assert content(tmp_path / "out") == {"x": "1", "y": "2"}


def test_a_full_disk_leaves_no_new_folder(tmp_path):
    with pytest.raises(InputError, match="No space left"):
        write_all(tmp_path / "a" / "b", {"y": broken})
    assert list(tmp_path.iterdir()) == []


def test_a_fault_or_ctrl_c_leaves_nothing(tmp_path):
    def stopped(path) -> None:
        path.write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_all(tmp_path / "out", {"x": writer("1"), "y": stopped})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_a_file(tmp_path):
    (tmp_path / "out" / "y").mkdir(parents=True)
    with pytest.raises(InputError, match="is a folder"):
        write_all(tmp_path / "out", {"x": writer("1"), "y": writer("2")})
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["y"]


def test_checking_leaves_nothing_behind(tmp_path):
    check_output(tmp_path / "new" / "below")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="is a file"):
        check_output(tmp_path / "file" / "below")


def test_a_folder_that_cannot_be_written(tmp_path, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(writing.tempfile, "TemporaryDirectory", refuse)
    with pytest.raises(InputError, match="Permission denied"):
        check_output(tmp_path)


def test_results_are_all_or_none(results, tmp_path, monkeypatch):
    folder = tmp_path / "mine"
    before = {path.name: path.read_bytes() for path in results.write(folder)}
    monkeypatch.setattr(
        "socialicence.results.results.as_json", lambda content: (_ for _ in ()).throw(OSError(28, "full"))
    )
    with pytest.raises(InputError, match="full"):
        results.write(folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
