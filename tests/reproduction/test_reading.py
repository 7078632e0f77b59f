"""Files that are ours are read, whatever holds them; all others get one line."""

from __future__ import annotations

import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialicence.errors import InputError
from socialicence.reproduction import reading
from socialicence.reproduction.reading import STUDY, SUMMARY, read

OURS = {"scenarios": {}, "provenance": {"seed": 1}}


def page(script, attributes='type="application/json" id="socialicence-summary"'):
    return (
        f"<!DOCTYPE html>\n<html><body><script>var a = 1</script><script {attributes}>{script}</script></body></html>"
    )


def test_a_summary_and_a_study_are_told_apart(tmp_path):
    file = tmp_path / "one.json"
    file.write_text(json.dumps(OURS))
    assert read(file) == (SUMMARY, OURS)
    file.write_text(json.dumps({"study": {"name": "x"}}))
    assert read(file) == (STUDY, {"study": {"name": "x"}})


@pytest.mark.parametrize("attributes", ['type="application/json" id="socialicence-summary"', "id=socialicence-summary"])
def test_a_report_holds_its_summary(tmp_path, attributes):
    file = tmp_path / "report.html"
    text = json.dumps({**OURS, "label": "</script> & <b>"}).replace("</", "<\\/")
    file.write_text(page(text, attributes))
    assert read(file) == (SUMMARY, {**OURS, "label": "</script> & <b>"})


HOSTILE = {
    "empty": (b"", "is empty"),
    "binary": (bytes(range(128, 256)), "is not text"),
    "words": (b"good morning", "is not whole JSON"),
    "cut off": (json.dumps(OURS).encode()[:-5], "is not whole JSON"),
    "a list": (b"[1, 2]", "not a result of socialicence"),
    "other": (b'{"a": 1}', "not a result of socialicence"),
    "nan": (b'{"scenarios": {"a": NaN}, "provenance": {}}', "NaN stands in it"),
    "infinite": (b'{"scenarios": {"a": -Infinity}, "provenance": {}}', "-Infinity stands in it"),
    "too large": (b'{"scenarios": {"a": 1e999}, "provenance": {}}', "a number is too large"),
    "digits": (b'{"scenarios": {"a": ' + b"9" * 5000 + b'}, "provenance": {}}', "is not whole JSON"),
    "deep": (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "deep too": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
    "page without": (b"<html><script>1</script></html>", "no summary"),
    "page with two": ((page("{}") * 2).encode(), "2 summary"),
    "page with other": (page("[]").encode(), "not a result of socialicence"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_ours_gets_one_line(tmp_path, name):
    content, words = HOSTILE[name]
    file = tmp_path / "file"
    file.write_bytes(content)
    with pytest.raises(InputError) as error:
        read(file)
    assert words in str(error.value)
    assert str(file) in str(error.value)
    assert "\n" not in str(error.value)


def test_no_file_a_folder_and_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for name, words in (("none", "there is no such file"), (".", "is a folder"), ("pipe", "is not a plain file")):
        with pytest.raises(InputError, match=words):
            read(tmp_path / name)


def test_a_huge_file_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_FILE", 10)
    (tmp_path / "file").write_text(json.dumps(OURS))
    with pytest.raises(InputError, match="bytes, more than 10"):
        read(tmp_path / "file")


@settings(max_examples=150)
@given(st.binary(max_size=200))
def test_no_file_whatever_is_a_fault(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("hostile") / "file"
    file.write_bytes(content)
    with pytest.raises(InputError):
        read(file)
