"""Wall charts from a book: on the paper asked for, with title, unit and day; the same book gives the same bytes."""

import re
from pathlib import Path

import pypdfium2
import pytest

from models.errors import UserError
from models.statistics.chain_map import chains
from models.statistics.timelines import timelines
from models.storage.store import Store
from reports.pdf.wall_page import PaperSize
from reports.wallcharts import wall_charts
from tests.rows import TODAY

_POINTS = 72 / 25.4


@pytest.mark.parametrize(("paper", "size"), [(PaperSize.A3, (420, 297)), (PaperSize.A2, (594, 420))])
def test_every_project_hangs_on_the_paper_asked_for(
    demo: Store, tmp_path: Path, paper: PaperSize, size: tuple[int, int]
) -> None:
    poster = wall_charts.project_wall_chart(demo, TODAY, paper)
    printed = poster.print(tmp_path / "挂图.pdf")
    pdf = pypdfium2.PdfDocument(tmp_path / "挂图.pdf")
    assert len(pdf) == printed.pages == len(poster.drawings)
    assert pdf[0].get_size() == pytest.approx([side * _POINTS for side in size], abs=0.1)
    text = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pdf))
    pdf.close()
    assert "河津市招商引资项目挂图作战" in text
    assert "2026年11月20日" in text
    with demo.reading() as session:
        rows = {line.row for group in timelines(session, TODAY) for line in group.rows}
    assert {row for mark in printed.marks for row in mark.figure.rows} == rows
    again = poster.print(tmp_path / "再印.pdf")
    assert again.pages == printed.pages
    assert (tmp_path / "再印.pdf").read_bytes() == (tmp_path / "挂图.pdf").read_bytes()


def test_every_chain_of_the_demonstration_can_be_hung(demo: Store, tmp_path: Path) -> None:
    with demo.reading() as session:
        listed = chains(session)
    assert listed
    for row, name in listed:
        printed = wall_charts.chain_wall_chart(demo, row, TODAY).print(tmp_path / "链.pdf")
        assert printed.pages == 1
        pdf = pypdfium2.PdfDocument(tmp_path / "链.pdf")
        assert name in re.sub(r"\s", "", pdf[0].get_textpage().get_text_range())
        pdf.close()


def test_nothing_to_hang_is_said(hejin: Store) -> None:
    with pytest.raises(UserError, match="还没有可上图的项目"):
        wall_charts.project_wall_chart(hejin, TODAY)
    with hejin.reading() as session, pytest.raises(UserError, match="没有名为“没有”"):
        wall_charts.find_chain(session, "没有")
