"""The texts about an import: the file, the edits it brings, each row, and what was applied."""

from dataclasses import replace
from pathlib import Path

from desktop.desk import Desk
from desktop.exchange.telling import FILE_COLUMNS, answers, file_line, taken_in, urgency
from models.exchange.offer import OfferedRow
from models.exchange.plan import ShownCell
from models.exchange.verdicts import NOTHING_TICKED, Answer, Applied, PlannedRow, Verdict
from reports.receiving import Received, Receiving, accept, replan
from tests.desktop.exchange.offices import change, foreign, furnished, other_book, planned, sent
from tests.rows import finish


def test_a_file_is_told_in_a_line_whatever_became_of_it(desk: Desk, tmp_path: Path) -> None:
    furnished(desk.store)
    (file,) = planned(desk.store, foreign(tmp_path / "示例局.xlsx")).files
    line = file_line(file)
    assert line[:4] == ("示例局.xlsx", "", "外来", "线索")
    assert line[4:9] == ("2", "", "", "1", "")
    declined = Received(Path("坏.xlsx"), declined="“坏.xlsx”坏了。")
    assert file_line(declined)[2::6] == ("没有收", "")
    assert {len(file_line(each)) for each in (file, declined)} == {len(FILE_COLUMNS)}


def test_edits_behind_a_workbook_are_told_beside_its_cells(desk: Desk, tmp_path: Path) -> None:
    furnished(desk.store)
    with other_book(tmp_path / "乙.zhuanban", desk.store) as theirs:
        change(theirs, "示例针状焦项目", place="运城")
        sheet = sent(theirs, tmp_path / "乙.xlsx")
    receiving = planned(desk.store, sheet)
    assert receiving.files[0].remarks == ("随表带来改动 1 行。",)
    assert taken_in(accept(desk.store, receiving), receiving.files) == "修改 1 行"
    receiving = planned(desk.store, sheet)
    assert taken_in(Applied("", dict.fromkeys(Verdict, 0), ()), receiving.files) == "没有新内容"


def test_refused_cells_come_before_those_that_change() -> None:
    cells = [
        ShownCell("a", "甲", "A1", "1", "1", "1"),
        ShownCell("b", "乙", "B1", "2", "1", "2"),
        ShownCell("c", "丙", "C1", "x", "", "", said="不是数"),
        ShownCell("d", "丁", "D1", "3", "1", "3", clashing=True),
    ]
    assert [cell.label for cell in sorted(cells, key=urgency)] == ["丙", "丁", "乙", "甲"]


def test_only_a_likeness_to_a_row_of_the_book_can_be_that_row() -> None:
    offered = OfferedRow(4, ())
    assert answers(PlannedRow(4, offered, Verdict.DUPLICATE, row="x")) == tuple(Answer)
    assert answers(PlannedRow(4, offered, Verdict.DUPLICATE, twin="《甲》第3行")) == (Answer.NEW, Answer.SKIP)
    assert answers(PlannedRow(4, offered)) == ()


def test_edits_that_were_refused_are_named(desk: Desk, tmp_path: Path) -> None:
    furnished(desk.store)
    with other_book(tmp_path / "乙.zhuanban", desk.store) as theirs:
        change(theirs, "示例针状焦项目", place="运城")
        sheet = sent(theirs, tmp_path / "乙.xlsx")
    (file,) = planned(desk.store, sheet).files
    assert file.parcel is not None
    spoilt = tuple(op._replace(digest="0" * 64) if "运城" in op.values else op for op in file.parcel.ops)
    file.parcel = replace(file.parcel, ops=spoilt)
    finish(replan(desk.store, Receiving([file], NOTHING_TICKED)))
    assert "线索“示例针状焦项目”的留痕没有并入：留痕被改动过" in file_line(file)[-1]
