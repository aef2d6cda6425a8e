"""Annotations of .xls and .et sheets that the fast parser omits, from their BIFF records (MS-XLS 2.4)."""

from collections.abc import Iterator
from struct import unpack_from

from reports.import_reader.parse.xlsx_annotations import ERRORS, SheetAnnotations

_BOF, _EOF, _BOUND_SHEET, _FORMULA, _BOOL_OR_ERROR, _ROW, _COLUMNS = 0x809, 0x0A, 0x85, 0x06, 0x205, 0x208, 0x7D
_FILE_PASS, _DATE_MODE = 0x2F, 0x22


def _records(data: bytes, place: int) -> Iterator[tuple[int, int, int]]:
    """Yield records from an offset on: type, offset of the body, length of the body."""
    while place + 4 <= len(data):
        kind, size = unpack_from("<HH", data, place)
        if place + 4 + size > len(data):
            return
        yield kind, place + 4, size
        place += 4 + size


def read_globals(stream: bytes) -> tuple[list[int], bool, bool]:
    """Return each sheet's offset, whether dates count from 1904, and whether the file is encrypted."""
    places, from_1904, locked = [], False, False
    for kind, start, size in _records(stream, 0):
        if kind == _EOF:
            break
        if kind == _BOUND_SHEET and size >= 6:
            places.append(unpack_from("<I", stream, start)[0])
        elif kind == _DATE_MODE and size >= 2:
            from_1904 = unpack_from("<H", stream, start)[0] == 1
        locked |= kind == _FILE_PASS
    return places, from_1904, locked


def annotations_in_xls(stream: bytes, place: int) -> SheetAnnotations:
    """Scan one sheet's records, skipping embedded charts."""
    annotations, depth = SheetAnnotations(), 0
    for kind, start, size in _records(stream, place):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth == 1:
            _collect(annotations, stream, kind, start, size)
    return annotations


def _collect(annotations: SheetAnnotations, stream: bytes, kind: int, start: int, size: int) -> None:
    if kind == _ROW and size >= 16:
        row, options = unpack_from("<H", stream, start)[0], unpack_from("<H", stream, start + 12)[0]
        if options & 0x20:
            annotations.hidden_rows.append(row)
    elif kind == _COLUMNS and size >= 10:
        first, last, _, _, options = unpack_from("<HHHHH", stream, start)
        if options & 1:
            annotations.hide_columns(first, last)
    elif kind == _BOOL_OR_ERROR and size >= 8:
        row, column, _, code, is_error = unpack_from("<HHHBB", stream, start)
        if is_error:
            annotations.faults.append((row, column, ERRORS.get(code, "#N/A")))
    elif kind == _FORMULA and size >= 14:
        row, column, _, sort, _, code = unpack_from("<HHHBBB", stream, start)
        if stream[start + 12 : start + 14] == b"\xff\xff" and sort == 2:
            annotations.faults.append((row, column, ERRORS.get(code, "#N/A")))
