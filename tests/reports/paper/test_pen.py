"""Figures can be found again on the paper, and headings from the outline."""

from pathlib import Path

import pytest

from reports.content import Annex, Heading
from tests.reports.paper.sheets import circular, paragraph, press, said, table


@pytest.mark.parametrize("landscape", [False, True])
def test_marks_lie_over_the_text_of_their_figures(tmp_path: Path, *, landscape: bool) -> None:
    body = paragraph(
        "本月新签约项目",
        said("174"),
        "，到位资金",
        said("1204.56", "亿元", 2),
        "，增长",
        said("8.08", "%", 2),
        "。" * 3,
    )
    reader = press(tmp_path, circular(*[body] * 9, annexes=(Annex("附表", (table(40),), landscape=landscape),)))
    marks = reader.printed.marks
    assert len(marks) == 9 * 3 + 41 * 2
    for mark in marks:
        under = reader.under(mark.page, (mark.x - 0.5, mark.y, mark.x + mark.width + 0.5, mark.y + mark.height))
        assert under.replace(" ", "") in (mark.figure.text, mark.figure.phrase)


def test_the_outline_leads_to_headings_and_annexes(tmp_path: Path) -> None:
    body = (
        Heading(2, "（一）签约"),
        Heading(1, "一、总体"),
        paragraph("甲。"),
        Heading(2, "（二）开工"),
        paragraph("乙。"),
    )
    reader = press(tmp_path, circular(*body, annexes=(Annex("附表", (table(3),), landscape=True),)))
    entries = [(entry.level, entry.get_title()) for entry in reader.pdf.get_toc()]
    assert [title for _, title in entries[1:]] == ["（一）签约", "一、总体", "（二）开工", "附件 附表"]
    assert [level for level, _ in entries] == [0, 1, 0, 1, 0]


def test_the_faces_used_are_told(tmp_path: Path) -> None:
    reader = press(tmp_path, circular(Heading(1, "一、总体"), paragraph("𠮷祥。")))
    assert ("仿宋", "Zhuque Fangsong (technical preview)") in reader.printed.faces
    assert ("仿宋", "Zhuanban Kai") in reader.printed.faces
    assert ("小标宋", "Zhuanban Biaosong") in reader.printed.faces
