"""Results of checks as files: what moved between two, and the page."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from socialicence.checks.finding import concluded, measured
from socialicence.checks.moved import moves
from socialicence.checks.page import figure, headline, number, page
from socialicence.checks.stored import COMMITTED, as_result, as_text, read_result
from socialicence.checks.uncertainty import Estimate, exact
from socialicence.errors import InputError

NASTY = "<script>alert('x')</script> & \"quoted\""


def finding(pattern="P2", values=None, text="found"):
    values = values or {"dip": Estimate(1.0, 0.3, 0.4, 1.6), "most": exact(0.5)}
    return concluded(
        pattern,
        expectation=text,
        source=text,
        tolerance=text,
        found=text,
        runs=5,
        citizens=100,
        measures=[measured(name, f"{name} {text}", one, at_least=0.0, unit=text) for name, one in values.items()],
    )


def result(*findings):
    return as_result(findings, quick=False, seed=1, seconds=1.25, command="socialicence check")


def test_a_result_is_read_back_as_it_was_written(tmp_path):
    path = tmp_path / "checks.json"
    written = result(finding(values={"far": Estimate(float("inf"), None, float("-inf"), float("inf"))}))
    path.write_text(as_text(written), encoding="utf-8")
    assert read_result(path) == json.loads(as_text(written))
    assert read_result(path)["findings"][0]["measures"][0]["value"] is None


def test_what_moved_by_hand():
    """Errors 0.3 and 0.4 make a noise of 1.96 x 0.5 = 0.98."""
    old = result(finding(values={
        "still": Estimate(1.0, 0.3, 0, 2), "little": Estimate(1.0, 0.3, 0, 2), "much": Estimate(1.0, 0.3, 0, 2),
        "extreme": exact(1.0), "lost": exact(1.0),
    }))  # fmt: skip
    new = result(finding(values={
        "still": Estimate(1.0 + 1e-9, 0.4, 0, 2), "little": Estimate(1.97, 0.4, 0, 2),
        "much": Estimate(1.99, 0.4, 0, 2), "extreme": exact(1.1), "fresh": exact(1.0),
    }), finding("P8"))  # fmt: skip
    found = {one.name: one for one in moves(old, new)}
    assert {name: one.verdict for name, one in found.items()} == {
        "still": "same",
        "little": "within its noise",
        "much": "moved by more than its noise",
        "extreme": "moved, noise not known",
        "fresh": "new",
        "lost": "gone",
    }
    assert found["much"].noise == pytest.approx(0.98)
    assert (found["much"].old, found["much"].new) == (1.0, 1.99)


def test_what_moved_says_whether_the_verdict_turned():
    old = result(finding(values={"dip": Estimate(1.0, 0.1, 0.8, 1.2)}))
    new = result(finding(values={"dip": Estimate(-1.0, 0.1, -1.2, -0.8)}))
    (move,) = moves(old, new)
    assert (move.old_verdict, move.new_verdict) == ("pass", "fail")


def test_a_result_does_not_move_against_itself():
    committed = read_result(COMMITTED)
    assert {one.verdict for one in moves(committed, committed)} == {"same"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "it is not JSON"),
        ("[]", "is not a result"),
        ('{"findings": [], "provenance": 1}', "is not a result"),
        ('{"findings": [{"pattern": "P1"}], "provenance": {}}', "is not a result"),
        (
            '{"findings": [{"pattern": "P1", "verdict": "pass", "numbers": {}, "measures": '
            '[{"name": "x", "value": "1"}]}], "provenance": {}}',
            "is not a result",
        ),
    ],
)
def test_a_file_that_is_no_result_is_named_in_one_line(tmp_path, content, message):
    path = tmp_path / "checks.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        read_result(path)
    assert str(path) in str(caught.value)


def test_no_such_result(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        read_result(tmp_path / "checks.json")
    with pytest.raises(InputError, match="is a folder"):
        read_result(tmp_path)


class Reader(HTMLParser):
    """Tags and ids of a page, and whether every tag is closed."""

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.links, self.ids = [], [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        given = dict(attributes)
        self.links.append(given.get("href", given.get("src")))
        self.ids.append(given.get("id"))
        if tag not in ("meta", "path", "rect", "line"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in ("path", "rect", "line"):
            assert self.open.pop() == tag


def test_the_page_escapes_all_text_is_closed_and_needs_nothing_from_elsewhere():
    made = result(finding("mine " + NASTY, text=NASTY), finding("P2"))
    text = page(made, {"P2": NASTY}, moves(result(finding(values={"dip": exact(9.0)})), result(finding("P2"))))
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    assert "script" not in reader.tags
    links = {link for link in reader.links if link}
    assert links == {f"#{one}" for one in reader.ids if one}
    assert "http" not in re.sub(r"https?://www.w3.org\S*", "", text)
    assert "<html lang=" in text
    assert text.count('role="img" aria-label=') == 2


def test_the_figure_shows_each_number_and_where_it_must_be():
    (one,) = result(finding(values={"dip": Estimate(1.0, 0.3, 0.4, 1.6)}))["findings"]
    drawn = figure(one["measures"], "P2")
    assert drawn.count('class="band"') == 1
    assert drawn.count('class="interval pass"') == 1
    assert figure([], "P2") == ""


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "-"), (0, "0"), (0.0246, "0.0246"), (1.0, "1.00"), (-0.5, "\u22120.500"), (23.88, "23.9"),
     (14899.0, "14,899"), (-1e-9, "0")],
)  # fmt: skip
def test_numbers_have_the_digits_that_help(value, text):
    assert number(value) == text


def test_the_headline_counts_what_cannot_be_judged_apart():
    counts = {"pass": 9, "fail": 1, "not judged": 1, "not checked": 2}
    assert headline(counts) == "9 of 13 checks pass, 1 fails, 1 cannot be judged at this size, 2 not yet checked"
    assert headline({"pass": 1, "fail": 0, "not judged": 0, "not checked": 0}) == "The check passes"
