"""Figures can be found again on the paper, and headings from the outline."""

from pathlib import Path

import pytest

from reports.content.document import Annex, SectionHeading
from tests.reports.pdf.sheets import circular, figure_span, paragraph, print_circular, table


@pytest.mark.parametrize("landscape", [False, True])
def test_marks_lie_over_the_text_of_their_figures(tmp_path: Path, *, landscape: bool) -> None:
    body = paragraph(
        "本月新签约项目",
        figure_span("174"),
        "，到位资金",
        figure_span("1204.56", "亿元", 2),
        "，增长",
        figure_span("8.08", "%", 2),
        "。" * 3,
    )
    reader = print_circular(
        tmp_path, circular(*[body] * 9, annexes=(Annex("附表", (table(40),), landscape=landscape),))
    )
    marks = reader.printed.marks
    assert len(marks) == 9 * 3 + 41 * 2
    for mark in marks:
        under = reader.text_under(mark.page, (mark.x - 0.5, mark.y, mark.x + mark.width + 0.5, mark.y + mark.height))
        assert under.replace(" ", "") in (mark.figure.text, mark.figure.phrase)


def test_the_outline_leads_to_headings_and_annexes(tmp_path: Path) -> None:
    body = (
        SectionHeading(2, "（一）签约"),
        SectionHeading(1, "一、总体"),
        paragraph("甲。"),
        SectionHeading(2, "（二）开工"),
        paragraph("乙。"),
    )
    reader = print_circular(tmp_path, circular(*body, annexes=(Annex("附表", (table(3),), landscape=True),)))
    entries = [(entry.level, entry.get_title()) for entry in reader.pdf.get_toc()]
    assert [title for _, title in entries[1:]] == ["（一）签约", "一、总体", "（二）开工", "附件 附表"]
    assert [level for level, _ in entries] == [0, 1, 0, 1, 0]


def test_the_faces_used_are_told(tmp_path: Path) -> None:
    reader = print_circular(tmp_path, circular(SectionHeading(1, "一、总体"), paragraph("𠮷祥。")))
    assert ("仿宋", "Zhuque Fangsong (technical preview)") in reader.printed.faces
    assert ("仿宋", "Zhuanban Kai") in reader.printed.faces
    assert ("小标宋", "Zhuanban Biaosong") in reader.printed.faces
