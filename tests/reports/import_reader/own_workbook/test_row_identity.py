"""Which exported row a returned line is: by its code where the line still looks like the row, else by its values."""

from collections.abc import Sequence

from models.fields.field import field_of
from models.ledgers import Lead
from reports.import_reader.own_workbook.cell_comparison import ExportedColumn
from reports.import_reader.own_workbook.row_identity import ReturnedLine, RowIdentity
from reports.import_reader.own_workbook.sheet_recognition import RecognisedSheet
from reports.import_reader.workbook_data import CellValue
from reports.xlsx.hidden_sheet import ExportedSheet, row_code
from tests.reports.import_reader.files import sheet_of

KEYS = ("name", "investor", "place", "channel", "content")
IDS = {letter: f"{number:032x}" for number, letter in enumerate("ABCD", start=1)}
# The four rows as they were exported; C and D have the same name.
EXPORTED: dict[str, tuple[str, ...]] = {
    "A": ("汾河焦化", "甲公司", "太原", "云平台", "焦炉煤气"),
    "B": ("龙门医药", "乙公司", "上海", "中介", "原料药"),
    "C": ("智慧物流", "丙公司", "西安", "云平台", "仓储"),
    "D": ("智慧物流", "丁公司", "郑州", "中介", "冷链"),
}
COLUMNS = {key: number for number, key in enumerate(KEYS, start=1)}
Line = tuple[str, Sequence[CellValue]]  # the letter whose code the line carries ("" for none), and its values


def identity(*, code_column: int | None = 0, columns: dict[str, int] | None = None) -> RowIdentity:
    part = ExportedSheet("lead", "线索", KEYS, frozenset(), {IDS[key]: ({}, row) for key, row in EXPORTED.items()})
    recognised = RecognisedSheet(sheet_of([[""] * 6]), 0, code_column, columns or COLUMNS, {}, {})
    return RowIdentity(part, recognised, {key: ExportedColumn(field_of(Lead, key), {}, masked=False) for key in KEYS})


def match(*lines: Line, matcher: RowIdentity | None = None) -> list[str]:
    """Return the letter of the row each line is matched with, "" for a new row."""
    returned = [
        ReturnedLine(number, [row_code(IDS[letter]) if letter else "", *values])
        for number, (letter, values) in enumerate(lines, start=2)
    ]
    (matcher or identity()).match_rows(returned)
    letters = {row: letter for letter, row in IDS.items()}
    return [letters[line.row] if line.row else "" for line in returned]


def changed(letter: str, **values: str) -> list[str]:
    return [values.get(key, was) for key, was in zip(KEYS, EXPORTED[letter], strict=True)]


NEW = ("新材料", "戊公司", "北京", "推介会", "薄膜")


def test_untouched_lines_in_any_order_are_their_rows() -> None:
    assert match(*((letter, EXPORTED[letter]) for letter in "DBCA")) == ["D", "B", "C", "A"]


def test_a_line_without_a_code_is_new_if_it_looks_like_no_row() -> None:
    assert match(("A", EXPORTED["A"]), ("", NEW)) == ["A", ""]


def test_an_edited_line_keeps_its_row_while_half_of_it_is_as_before() -> None:
    assert match(("A", changed("A", investor="己公司", place="天津"))) == ["A"]
    assert match(("A", changed("A", name="汾河新材料", investor="己公司"))) == ["A"]


def test_a_row_renamed_like_another_that_was_deleted_is_still_itself() -> None:
    assert match(("A", changed("A", name="龙门医药"))) == ["A"]


def test_a_code_beside_other_values_is_not_believed() -> None:
    # The sheet was sorted without its hidden column: each line carries the code of another row.
    shifted = [("A", EXPORTED["B"]), ("B", EXPORTED["C"]), ("C", EXPORTED["D"]), ("D", EXPORTED["A"])]
    assert match(*shifted) == ["B", "C", "D", "A"]


def test_a_row_rewritten_from_end_to_end_is_still_the_row_of_its_code_if_nobody_else_claims_it() -> None:
    assert match(("A", NEW), ("B", EXPORTED["B"])) == ["A", "B"]
    assert match(("A", NEW), ("", EXPORTED["A"])) == ["", "A"]


def test_of_two_lines_with_one_code_the_likelier_keeps_it() -> None:
    copy = changed("A", investor="己公司", content="焦油")
    assert match(("A", copy), ("A", EXPORTED["A"])) == ["", "A"]
    assert match(("A", EXPORTED["A"]), ("A", copy)) == ["A", ""]
    assert match(("A", EXPORTED["A"]), ("A", EXPORTED["A"])) == ["A", ""], "of two equal lines the upper"


def test_without_any_code_rows_are_found_by_their_values() -> None:
    lines = [("", EXPORTED[letter]) for letter in "DACB"]
    assert match(*lines, matcher=identity(code_column=None)) == ["D", "A", "C", "B"]


def test_values_written_otherwise_are_the_same_values() -> None:
    assert match(("", [" 汾河 焦化", "甲公司 ", "太原", "云平台", "另一段"])) == ["A"]


def test_a_name_alone_is_enough_only_if_one_row_has_it() -> None:
    assert match(("", ["汾河焦化", "别的公司", "", "", ""])) == ["A"]
    assert match(("", ["智慧物流", "别的公司", "", "", ""])) == [""]
    assert match(("C", EXPORTED["C"]), ("", ["智慧物流", "别的公司", "", "", ""])) == ["C", "D"]


def test_a_name_twice_is_its_row_once() -> None:
    assert match(("", ["汾河焦化", "别的公司", "", "", ""]), ("", ["汾河焦化", "又一家", "", "", ""])) == ["A", ""]


def test_blank_lines_claim_nothing() -> None:
    assert match(("", ["", "", "", "", ""])) == [""]


def test_long_texts_are_no_keys() -> None:
    # Progress is rewritten every month: a line is found by the other columns.
    matcher = identity(code_column=None, columns={key: COLUMNS[key] for key in ("name", "content")})
    assert match(("", ["汾河焦化", "", "", "", "本月新写的一段"]), matcher=matcher) == ["A"]


def test_columns_that_were_deleted_do_not_count() -> None:
    matcher = identity(columns={key: COLUMNS[key] for key in ("name", "investor")})
    assert match(("A", ["汾河焦化", "甲公司", "改", "改", "改"]), matcher=matcher) == ["A"]


def test_how_alike_a_line_and_a_row_are() -> None:
    matcher = identity()
    line = ReturnedLine(2, ["", *changed("A", investor="己公司", place="")])
    assert matcher.similarity(line, IDS["A"]) == (3, 5)
    assert matcher.similarity(line, IDS["C"]) == (1, 5)  # both came by 云平台


def test_only_a_line_exactly_as_exported_is_untouched() -> None:
    matcher = identity()
    lines = [
        ReturnedLine(2, ["", *EXPORTED["A"]], IDS["A"]),
        ReturnedLine(3, ["", *changed("B", content="改")], IDS["B"]),
        ReturnedLine(4, ["", *EXPORTED["C"]]),
    ]
    assert [matcher.is_untouched(line) for line in lines] == [True, False, False]
    assert matcher.as_exported(IDS["A"]) == EXPORTED["A"]
