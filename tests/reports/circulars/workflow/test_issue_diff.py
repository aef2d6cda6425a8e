"""Two versions of a circular side by side: every difference named with its place, and nothing else."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reports.circulars.workflow.issue_diff import CircularChange, changes, with_correction_note
from reports.content.document import (
    Annex,
    Document,
    Paragraph,
    Row,
    RowKind,
    SectionHeading,
    Table,
    TableColumn,
    TextSpan,
)
from reports.figures.figure import Figure


def number(value: int) -> TextSpan:
    """Print a count."""
    return TextSpan(str(value), Figure("n", "数", "个", Decimal(value), "", ("r",), 0, "lead"))


def table(*rows: tuple[str, int], total: int) -> Table:
    """Make a table of names and counts with a sum."""
    lines = [Row((TextSpan(str(count)), TextSpan(name), number(value))) for count, (name, value) in enumerate(rows, 1)]
    last = Row((TextSpan(""), TextSpan("合计"), number(total)), RowKind.TOTAL)
    return Table(
        "表1　签约", (TableColumn("序号", 2), TableColumn("专班", 4), TableColumn("签约\n项目", 4)), (*lines, last)
    )


def circular(sentence: str, figures_table: Table, title: str = "题") -> Document:
    """Make a circular with a sentence and a table."""
    body = (SectionHeading(1, "一、情况"), Paragraph((TextSpan(sentence),)), figures_table)
    return Document(title, "某局文件", "某〔2026〕1号", "各单位", body, "某局", date(2026, 11, 5))


OLD = circular("签约3个。开工1个；没有投产。", table(("焦化", 1), ("钢铁", 2), total=3))


def test_nothing_changed_is_nothing_named() -> None:
    assert changes(OLD, replace(OLD, number="某〔2026〕2号", dated=date(2026, 12, 1))) == ()


def test_sentences_and_cells_are_named_old_and_new() -> None:
    new = circular("签约4个。开工1个；没有投产。", table(("焦化", 2), ("钢铁", 2), total=4), "新题")
    assert changes(OLD, new) == (
        CircularChange("标题", "题", "新题"),
        CircularChange("“情况”第1段", "签约3个。", "签约4个。"),
        CircularChange("表“签约”“焦化”的“签约项目”", "1", "2"),
        CircularChange("表“签约”“合计”的“签约项目”", "3", "4"),
    )


def test_a_row_that_came_is_named_and_the_ordinals_it_moved_are_not() -> None:
    new = circular("签约3个。开工1个；没有投产。", table(("铝", 5), ("焦化", 1), ("钢铁", 2), total=8))
    differences = changes(OLD, new)
    assert CircularChange("表“签约”“铝”一行", "", "铝，签约项目 5") in differences
    assert len(differences) == 2


def test_an_annex_that_went_is_named_row_by_row() -> None:
    old = replace(OLD, annexes=(Annex("附表", (table(("焦化", 1), total=1),)),))
    assert [change.new for change in changes(old, OLD)] == ["", ""]


def test_a_correction_says_what_it_puts_right_and_is_no_change_itself() -> None:
    new = circular("签约4个。开工1个；没有投产。", OLD.body[2])  # type: ignore[arg-type]
    correction = with_correction_note(new, "某〔2026〕1号", OLD, changes(OLD, new))
    opening = correction.body[0]
    assert isinstance(opening, Paragraph)
    assert "2026年11月5日印发的《题》（某〔2026〕1号）有1处需要更正" in opening.text
    (annex,) = correction.annexes
    (listed,) = annex.blocks
    assert isinstance(listed, Table)
    assert [cell.text for cell in listed.rows[0].cells] == ["1", "“情况”第1段", "签约3个。", "签约4个。"]
    assert changes(correction, new) == ()
