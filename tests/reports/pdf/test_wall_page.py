"""A wall chart's paper: one drawing a page within its border, and no character that would print as a box."""

from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from reports.content.chart_layout import ChartText, Drawing, Tone
from reports.content.document import Document
from reports.pdf.wall_page import PaperSize, print_wall_chart
from tests.pdf_structure import TaggedPdf


def poster(title: str) -> Document:
    return Document(title, "", "", "", (), "示例县招商办", date(2026, 11, 20))


@pytest.mark.parametrize("paper", PaperSize)
def test_figures_are_marked_within_the_border_of_each_page(tmp_path: Path, paper: PaperSize) -> None:
    from reports.figures.figure import Figure

    width, height = paper.drawing_area
    figure = Figure("k", "项目", "个", None, "", ("r",), 0, "project")
    corners = ((0.0, 10.0), (width - 60, height - 10))
    shapes = tuple(ChartText(x, y, "角上的字", 10, tone=Tone.INK, figure=figure) for x, y in corners)
    printed = print_wall_chart(poster("挂图"), [Drawing(width, height, shapes)] * 2, tmp_path / "图.pdf", paper)
    assert printed.pages == 2
    assert [mark.page for mark in printed.marks] == [1, 1, 2, 2]
    paper_width, paper_height = paper.size
    for mark in printed.marks:
        assert mark.x > 20
        assert mark.x + mark.width < paper_width - 20
        assert 20 < mark.y < paper_height - 20
    top, low = printed.marks[0], printed.marks[1]
    assert top.y - low.y == pytest.approx(height - 20, abs=1)


def test_a_character_no_face_has_is_refused_with_its_place(tmp_path: Path) -> None:
    shapes = (ChartText(0, 10, "项目\U0001f3ed厂", 10),)
    with pytest.raises(UserError, match="U\\+1F3ED"):
        print_wall_chart(poster("挂图"), [Drawing(100, 100, shapes)], tmp_path / "图.pdf", PaperSize.A3)
    assert not (tmp_path / "图.pdf").exists()


def test_a_drawing_is_a_figure_whose_description_is_read_out_and_titles_are_read_once(tmp_path: Path) -> None:
    drawings = [Drawing(300, 200, (ChartText(10, 10, "铝", 9.0),), f"第{page}张的说明") for page in (1, 2)]
    print_wall_chart(poster("挂图"), drawings, tmp_path / "图.pdf", PaperSize.A3)
    structure = TaggedPdf(tmp_path / "图.pdf")
    assert structure.faults == []
    assert not any(page.unmarked for page in structure.pages)
    assert [figure.alternative for figure in structure.root.all("Figure")] == ["第1张的说明", "第2张的说明"]
    assert [heading.spoken for heading in structure.root.all("H1")] == ["挂图"]
