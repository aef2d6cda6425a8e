"""A click on a stored page opens the rows of the number under it, or nothing."""

from dataclasses import replace
from pathlib import Path

from reports.pdf.fonts import FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.pdf_renderer import print_pdf
from reports.pdf.stored_marks import marks_on_stored_pages
from tests.reports.pdf.sheets import circular, figure_span, filler, paragraph, table

DOCUMENT = circular(*filler(20), paragraph("全县新签约项目", figure_span("174"), "。"), table(5))


def test_pages_set_again_as_they_were_keep_every_mark(tmp_path: Path) -> None:
    path = tmp_path / "存.pdf"
    printed = print_pdf(DOCUMENT, path, faces=FontSet.bundled())
    assert len(printed.marks) > 10
    assert marks_on_stored_pages(printed, path.read_bytes()) == printed


def test_pages_set_otherwise_lose_the_marks_that_lie_elsewhere(tmp_path: Path) -> None:
    """The stored file was set with 20 lines a page: its last lines are on the page after."""
    stored, path = tmp_path / "存.pdf", tmp_path / "今.pdf"
    before = print_pdf(DOCUMENT, stored, faces=FontSet.bundled(), geometry=replace(GB9704, lines=20, duplex=False))
    printed = print_pdf(DOCUMENT, path, faces=FontSet.bundled())
    left = marks_on_stored_pages(printed, stored.read_bytes())
    assert left.pages == before.pages
    assert len(left.marks) < len(printed.marks)
    places = {(mark.page, round(mark.x), round(mark.y), mark.figure.text) for mark in before.marks}
    for mark in left.marks:
        near = [place for place in places if place[0] == mark.page and place[3] == mark.figure.text]
        assert any(abs(x - mark.x) < 8 and abs(y - mark.y) < 8 for _, x, y, _ in near)
