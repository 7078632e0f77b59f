"""QR codes: as SVG and as text, both the code that segno makes."""

from __future__ import annotations

import segno

from socialicence.dashboard.voting import qr

ADDRESS = "http://192.168.1.23:8765/vote"


def test_svg_is_inline_named_and_black_on_white():
    svg = qr.svg(ADDRESS)
    assert svg.startswith("<svg")
    assert f"<title>QR code: {ADDRESS}</title>" in svg
    assert 'fill="#fff"' in svg
    assert "http" not in svg.replace(ADDRESS, "")


def test_a_name_cannot_bring_markup_along():
    assert "<script" not in qr.svg(ADDRESS, "<script>alert(1)</script>")


def test_plain_text_is_the_code_cell_by_cell():
    lines = qr.terminal(ADDRESS, colours=False, unicode=False).splitlines()
    code = [[lines[row][2 * column] == "#" for column in range(len(lines))] for row in range(len(lines))]
    assert code == [[bool(cell) for cell in row] for row in segno.make(ADDRESS, error="m").matrix_iter(border=2)]
    assert set("".join(lines)) == {"#", " "}


def test_a_terminal_gets_its_own_colours_so_that_its_theme_does_not_matter():
    text = qr.terminal(ADDRESS, colours=True, unicode=True)
    assert all(line.startswith("\x1b[97;40m") and line.endswith("\x1b[0m") for line in text.splitlines())
