"""The audit sheets: every figure has its line, its formula by its kind, and the rows it is made of."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from reports.content.document import Document, FigureSource, Paragraph, TextSpan
from reports.figures.figure import GROWTH, LEFT, LESS, SHARE, Figure
from reports.xlsx import source_sheets
from reports.xlsx.row_writer import add_streaming_sheet
from reports.xlsx.sheet_styles import Styles
from reports.xlsx.source_sheets import FIGURES, ROWS, SourceSheets, number_format, printed_value

D = Decimal
COUNT = Figure("signed", "签约项目", "个", D(2), "计数", ("p1", "p2"), 0, "project", days=(date(2026, 3, 5),) * 2)
SUM = Figure("value", "签约金额", "亿元", D("7.8"), "合计", ("p1", "p2"), 2, "project", (D("2.8"), D(5)))
GOAL = Figure("value.target", "年度目标", "亿元", D(10), "目标", ("t1",), 2, "target", (D(10),))
RATE = Figure("rate", "完成率", "%", D(78), "完成率", ("p1",), 2, "project", operands=(SUM, GOAL), relation=SHARE)
STATED = Figure("pace", "序时进度", "%", D("83.333"), "月数÷12", (), 2)
UNKNOWN = Figure("none", "完成率", "%", None, "没有目标", (), 2)
SOURCES = (
    FigureSource("project", "p1", "汾河焦化", "焦化", date(2026, 1, 1)),
    FigureSource("target", "t1", "年度签约目标"),
)


def document(*figures: Figure) -> Document:
    spans = tuple(TextSpan(figure.text, figure) for figure in figures)
    return Document("题", "", "", "", (Paragraph(spans),), "", date(2026, 11, 5), sources=SOURCES)


class Written:
    """A workbook of both sheets."""

    def __init__(self, folder: Path, *figures: Figure) -> None:
        self.sheets = SourceSheets(document(*figures))
        path = folder / "来源.xlsx"
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "constant_memory": True}) as book:
            styles = Styles(book)
            self.sheets.write_figures(book.add_worksheet(FIGURES), styles, printed=True)
            self.sheets.write_rows(add_streaming_sheet(book, ROWS), styles)
        self._formulas, self._values = (openpyxl.load_workbook(path, data_only=value) for value in (False, True))

    def figure(self, label: str, *, values: bool = False) -> dict[str, Any]:
        """Return the line of a figure by its headings, formulas as they are written."""
        sheet = (self._values if values else self._formulas)[FIGURES]
        head = [cell.value for cell in sheet[3]]
        (line,) = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[2] == label]
        return dict(zip(head, line, strict=True))

    def rows(self, number: str) -> list[tuple[Any, ...]]:
        """Return the lines of a figure's rows."""
        return [row for row in self._values[ROWS].iter_rows(min_row=4, values_only=True) if row[0] == number]


def test_counted_figures_count_their_lines_and_sums_add_them(tmp_path: Path) -> None:
    written = Written(tmp_path, COUNT, SUM)
    counted, added = written.figure("签约项目"), written.figure("签约金额")
    assert counted["算得值"] == f"=COUNTIF('{ROWS}'!$A$4:$A$7,A4)"
    assert added["算得值"] == f"=SUMIF('{ROWS}'!$A$4:$A$7,A5,'{ROWS}'!$G$4:$G$7)"
    assert (counted["方法"], added["方法"]) == ("计数", "求和")
    assert (counted["行数"], counted["单位"], counted["算法"]) == (2, "个", "计数")
    assert written.figure("签约金额", values=True)["算得值"] == 7.8


@pytest.mark.parametrize(
    ("relation", "value", "formula"),
    [
        (SHARE, "78", "=F4/F5*100"),
        (LESS, "-2.2", "=D4-D5"),
        (LEFT, "0", "=MAX(0,F4-F5)"),
        (GROWTH, "-22", "=(F4-F5)/F5*100"),
    ],
)
def test_a_derived_figure_points_to_what_it_follows_from(
    tmp_path: Path, relation: str, value: str, formula: str
) -> None:
    derived = replace(RATE, relation=relation, value=D(value))
    line = Written(tmp_path, SUM, GOAL, derived).figure("完成率")
    assert line["算得值"] == formula
    assert line["说明"] == "由 F001、F002 推算"
    assert line["方法"] == "推算"


def test_operands_that_are_not_printed_are_listed_after(tmp_path: Path) -> None:
    written = Written(tmp_path, RATE)
    assert written.figure("完成率")["编号"] == "F001"
    assert {written.figure(label)["编号"] for label in ("签约金额", "年度目标")} == {"F002", "F003"}
    assert "F001" in written.figure("签约金额")["出现处"]


def test_what_the_program_states_is_a_number_and_nothing_is_a_dash(tmp_path: Path) -> None:
    written = Written(tmp_path, STATED, UNKNOWN)
    pace, nothing = written.figure("序时进度"), written.figure("完成率")
    assert pace["算得值"] == pytest.approx(83.333)
    assert pace["说明"] == "程序算出的数，不能由明细直接相加"
    assert (nothing["数值"], nothing["算得值"], nothing["说明"]) == ("—", "—", "没有可算的数")


def test_the_printed_number_is_the_exact_one_rounded(tmp_path: Path) -> None:
    line = Written(tmp_path, STATED).figure("序时进度")
    assert line["数值"] == "=ROUND(F4,2)"
    assert Written(tmp_path, STATED).figure("序时进度", values=True)["数值"] == 83.33


def test_a_cell_of_the_circular_points_to_the_printed_number() -> None:
    sheets = SourceSheets(document(COUNT, SUM))
    assert sheets.cell(COUNT) == f"='{FIGURES}'!$D$4"
    assert sheets.cell(SUM) == f"='{FIGURES}'!$D$5"


def test_the_rows_have_name_task_force_day_and_amount(tmp_path: Path) -> None:
    written = Written(tmp_path, COUNT, SUM)
    first, second = written.rows("F001")
    assert first[:5] == ("F001", "签约项目", "项目", "汾河焦化", "焦化")
    assert second[3:5] == ("（已不在）", "")
    assert first[5].date() == date(2026, 3, 5), "the day of the event, not of the row"
    assert first[6:] == (None, "")
    money = written.rows("F002")
    assert [row[6] for row in money] == [2.8, 5]
    assert money[0][5].date() == date(2026, 1, 1), "without an event the day of the row"
    assert money[0][7] == "亿元"
    assert money[1][5] is None


def test_too_many_rows_leave_out_the_figures_with_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_sheets, "_MAX_LINES", 3)
    many = replace(COUNT, label="全部项目", value=D(3), rows=("p1", "p2", "p3"), days=())
    written = Written(tmp_path, many, replace(COUNT, days=()))
    assert written.rows("F001") == []
    assert len(written.rows("F002")) == 2
    line = written.figure("全部项目")
    assert (line["算得值"], line["方法"]) == (3, "原值")
    assert line["说明"] == "行数太多，没有逐行列出；在程序里点这个数可以看到"


@pytest.mark.parametrize(
    ("value", "places", "printed", "form"),
    [("2.345", 2, 2.35, "#,##0.00"), ("2.5", 0, 3, "#,##0"), ("-2.5", 0, -3, "#,##0"), ("1204", 1, 1204, "#,##0.0")],
)
def test_numbers_are_rounded_half_up_as_on_paper(value: str, places: int, printed: float, form: str) -> None:
    figure = replace(STATED, value=D(value), places=places)
    assert printed_value(figure) == printed
    assert number_format(figure) == form


def test_a_document_without_figures_has_two_empty_lists(tmp_path: Path) -> None:
    written = Written(tmp_path)
    assert written.rows("F001") == []
