"""Annotations of .xls sheets, from BIFF records written by hand after MS-XLS."""

from struct import pack

import pytest

from reports.import_reader.parse.xls_annotations import annotations_in_xls, read_globals

BOF, EOF, BOUND_SHEET, DATE_MODE, FILE_PASS = 0x809, 0x0A, 0x85, 0x22, 0x2F
ROW, COLUMNS, BOOL_OR_ERROR, FORMULA = 0x208, 0x7D, 0x205, 0x06


def record(kind: int, body: bytes = b"") -> bytes:
    return pack("<HH", kind, len(body)) + body


def bound_sheet(place: int, name: bytes = b"Sheet1") -> bytes:
    return record(BOUND_SHEET, pack("<IBBBB", place, 0, 0, len(name), 0) + name)


def row_record(row: int, *, hidden: bool) -> bytes:
    return record(ROW, pack("<HHHHHHI", row, 0, 5, 255, 0, 0, 0)[:12] + pack("<I", 0x120 if hidden else 0x100))


def column_record(first: int, last: int, *, hidden: bool) -> bytes:
    return record(COLUMNS, pack("<HHHHHH", first, last, 2048, 15, 1 if hidden else 0, 0))


def error_record(row: int, column: int, code: int, *, is_error: bool = True) -> bytes:
    return record(BOOL_OR_ERROR, pack("<HHHBB", row, column, 15, code, is_error))


def formula_record(row: int, column: int, result: bytes) -> bytes:
    assert len(result) == 8
    return record(FORMULA, pack("<HHH", row, column, 15) + result + pack("<HI", 0, 0))


def error_result(code: int) -> bytes:
    return bytes([2, 0, code, 0, 0, 0, 0xFF, 0xFF])


def test_the_globals_name_every_sheet_and_the_calendar() -> None:
    stream = record(BOF, b"\0" * 16) + bound_sheet(1000) + bound_sheet(2500) + record(DATE_MODE, b"\1\0") + record(EOF)
    assert read_globals(stream) == ([1000, 2500], True, False)
    stream = record(BOF, b"\0" * 16) + bound_sheet(70) + record(DATE_MODE, b"\0\0") + record(EOF)
    assert read_globals(stream) == ([70], False, False)


def test_a_password_is_seen_before_the_sheets_are() -> None:
    stream = record(BOF, b"\0" * 16) + record(FILE_PASS, b"\1\0\1\0\1\0") + bound_sheet(1000) + record(EOF)
    assert read_globals(stream) == ([1000], False, True)


def test_the_records_of_sheets_are_not_taken_for_globals() -> None:
    stream = record(BOF, b"\0" * 16) + bound_sheet(70) + record(EOF) + record(FILE_PASS, b"\1\0") + bound_sheet(9)
    assert read_globals(stream) == ([70], False, False)


def test_a_stream_cut_in_a_record_ends_there() -> None:
    whole = record(BOF, b"\0" * 16) + bound_sheet(70) + bound_sheet(90)
    assert read_globals(whole[:-3]) == ([70], False, False)
    assert read_globals(b"") == ([], False, False)


def sheet_of(*records: bytes) -> bytes:
    return record(BOF, b"\0" * 16) + b"".join(records) + record(EOF)


def test_hidden_rows_and_columns_are_listed() -> None:
    annotations = annotations_in_xls(
        sheet_of(
            column_record(1, 3, hidden=True),
            column_record(4, 4, hidden=False),
            row_record(0, hidden=False),
            row_record(7, hidden=True),
            row_record(8, hidden=True),
        ),
        0,
    )
    assert annotations.hidden_columns == [1, 2, 3]
    assert annotations.hidden_rows == [7, 8]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (0x00, "#NULL!"),
        (0x07, "#DIV/0!"),
        (0x0F, "#VALUE!"),
        (0x17, "#REF!"),
        (0x1D, "#NAME?"),
        (0x24, "#NUM!"),
        (0x2A, "#N/A"),
        (0x99, "#N/A"),
    ],
)
def test_errors_typed_and_computed_have_their_names(code: int, text: str) -> None:
    stream = sheet_of(error_record(2, 3, code), formula_record(4, 5, error_result(code)))
    assert annotations_in_xls(stream, 0).faults == [(2, 3, text), (4, 5, text)]


def test_truth_values_numbers_and_texts_are_no_errors() -> None:
    number = pack("<d", 12.5)
    text_result = bytes([0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
    boolean_result = bytes([1, 0, 1, 0, 0, 0, 0xFF, 0xFF])
    stream = sheet_of(
        error_record(1, 1, 1, is_error=False),
        formula_record(2, 2, number),
        formula_record(2, 3, text_result),
        formula_record(2, 4, boolean_result),
    )
    assert annotations_in_xls(stream, 0).faults == []


def test_a_chart_inside_a_sheet_is_skipped_and_the_sheet_goes_on() -> None:
    chart = sheet_of(row_record(99, hidden=True), error_record(98, 1, 0x07))
    stream = sheet_of(chart, row_record(5, hidden=True))
    assert annotations_in_xls(stream, 0).hidden_rows == [5]
    assert annotations_in_xls(stream, 0).faults == []


def test_each_sheet_is_read_from_its_own_place() -> None:
    first = sheet_of(row_record(1, hidden=True))
    second = sheet_of(row_record(2, hidden=True))
    assert annotations_in_xls(first + second, 0).hidden_rows == [1]
    assert annotations_in_xls(first + second, len(first)).hidden_rows == [2]


def test_records_too_short_to_hold_what_they_should_are_passed_over() -> None:
    stream = sheet_of(
        record(ROW, b"\1\0"), record(COLUMNS, b"\0"), record(BOOL_OR_ERROR, b"\0" * 4), record(FORMULA, b"\0" * 8)
    )
    annotations = annotations_in_xls(stream, 0)
    assert (annotations.hidden_rows, annotations.hidden_columns, annotations.faults) == ([], [], [])
