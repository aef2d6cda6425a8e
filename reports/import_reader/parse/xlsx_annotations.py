"""Annotations of .xlsx and .xlsb that the fast parser omits: errors, formulas without a value, what is hidden."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack_from
from xml.parsers import expat

from reports.import_reader.parse.zip_package import xlsb_records
from reports.import_reader.workbook_data import NO_VALUE, PICTURE, MergedArea

ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_PICTURE_FORMULA = b"DISPIMG("  # WPS shows a picture in a cell by this formula
_CHUNK_BYTES = 1 << 20
_MAX_COLUMNS = 16_384
_CELL_ADDRESS = re.compile(rb'\sr=["\']([A-Za-z]{1,3})(\d{1,7})["\']')
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>([^<]*)</")
_HIDDEN = re.compile(rb'\shidden=["\'](?:1|true)["\']')
_ERROR = re.compile(rb'\st=["\']e["\']')
_NUMBER = re.compile(rb'\s(r|min|max)=["\'](\d{1,7})["\']')


@dataclass(slots=True)
class SheetAnnotations:
    """Annotations of one sheet; rows and columns count from 0."""

    faults: list[tuple[int, int, str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[MergedArea] = field(default_factory=list)

    def hide_columns(self, first: int, last: int) -> None:
        """Add a range of hidden columns, cut at the largest column a sheet can have."""
        self.hidden_columns += range(first, min(last, _MAX_COLUMNS - 1) + 1)


def column_number(name: bytes) -> int:
    """Return a column's index by its letters; b"AB" is 27."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - 64
    return number - 1


def annotations_in_xml(package: zipfile.ZipFile, part: str) -> SheetAnnotations:
    """Scan an .xlsx sheet: by regular expression if cells carry their address, otherwise with an XML parser."""
    with package.open(part) as stream:
        annotations = _scan_quickly(_chunks_of_whole_cells(iter(lambda: stream.read(_CHUNK_BYTES), b"")))
    if annotations is not None:
        return annotations
    with package.open(part) as stream:
        return _scan_with_parser(iter(lambda: stream.read(_CHUNK_BYTES), b""))


def _chunks_of_whole_cells(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Regroup a stream of XML so that chunks end after a complete cell."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        cut = max(rest.rfind(b"</c>"), rest.rfind(b":c>")) + 4
        if cut > 4:
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _scan_quickly(blocks: Iterator[bytes]) -> SheetAnnotations | None:
    """Search blocks of XML by regular expression; None if a cell does not carry its address."""
    annotations = SheetAnnotations()
    prefix = b""
    for number, block in enumerate(blocks):
        if number == 0 and (root := re.search(rb"<(\w+:)?worksheet", block)):
            prefix = root[1] or b""
        for start, tag in _tags_with(block, b"hidden=", _HIDDEN):
            _note_hidden(annotations, block[start + 1 : start + 1 + len(prefix) + 3].removeprefix(prefix), tag)
        cells = [start for start, _ in _tags_with(block, b"t=", _ERROR, b'"e"', b"'e'")]
        cells += _cells_with(block, prefix, _PICTURE_FORMULA)
        for start in [*cells, *_formulas_without_value(block, prefix)]:
            if not _note_error(annotations, block, start):
                return None
    return annotations


def _tags_with(block: bytes, word: bytes, sure: re.Pattern[bytes], *ends: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the tags with an attribute, found by plain search and confirmed by ``sure``."""
    for end in ends or (b"",):
        place = block.find(word + end)
        while place >= 0:
            start = block.rfind(b"<", 0, place)
            stop = block.find(b">", place)
            if start >= 0 and sure.search(tag := block[start : stop + 1]):
                yield start, tag
            place = block.find(word + end, place + 1)


def _note_hidden(annotations: SheetAnnotations, name: bytes, tag: bytes) -> None:
    numbers = {key: int(value) for key, value in _NUMBER.findall(tag)}
    if name.startswith(b"row") and b"r" in numbers:
        annotations.hidden_rows.append(numbers[b"r"] - 1)
    elif name.startswith(b"col") and numbers.keys() >= {b"min", b"max"}:
        annotations.hide_columns(numbers[b"min"] - 1, numbers[b"max"] - 1)


def _formulas_without_value(block: bytes, prefix: bytes) -> Iterator[int]:
    """Yield the cells whose formula has no stored value; an empty text result counts as a value."""
    place = block.find(b"<" + prefix + b"f")
    while place >= 0:
        if block[place + len(prefix) + 2 : place + len(prefix) + 3] in b" >/\n\r\t":
            end = block.find(b"</" + prefix + b"c>", place)
            start = block.rfind(b"<" + prefix + b"c ", 0, place)
            value = _VALUE.search(block, place, end)
            text = re.search(rb'\st=["\']str["\']', block[start : block.find(b">", start)])
            written = value or b"<" + prefix + b"v" in block[place:end]
            if (
                start >= 0
                and not (written if text else value and value[1])
                and b"<" + prefix + b"is>" not in block[place:end]
            ):
                yield start
        place = block.find(b"<" + prefix + b"f", place + 2)


def _cells_with(block: bytes, prefix: bytes, text: bytes) -> Iterator[int]:
    """Yield the cells that contain a text."""
    place = block.find(text)
    while place >= 0:
        if (start := block.rfind(b"<" + prefix + b"c ", 0, place)) >= 0:
            yield start
        place = block.find(text, max(block.find(b"c>", place), place + 1))


def _note_error(annotations: SheetAnnotations, block: bytes, start: int) -> bool:
    """Record a cell's error or missing value; False if the cell does not carry its address."""
    stop = block.find(b">", start)
    where = _CELL_ADDRESS.search(block, start, stop + 1)
    if where is None:
        return False
    end = block.find(b"c>", stop)
    value = _VALUE.search(block, stop, end)
    is_error = _ERROR.search(block, start, stop + 1)
    error = value[1].decode("utf-8", "replace").strip() if value and is_error else NO_VALUE
    error = PICTURE if block.find(_PICTURE_FORMULA, stop, end) >= 0 else error
    annotations.faults.append((int(where[2]) - 1, column_number(where[1]), error or NO_VALUE))
    return True


class _XlsxReader:
    """Parser handlers that count rows and cells."""

    def __init__(self) -> None:
        self.annotations = SheetAnnotations()
        self.row = self.column = -1
        self.kind = self.text = ""
        self.formula = self.valued = self.in_value = self.in_formula = self.picture = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        name = tag.rpartition(":")[2]
        hidden = attributes.get("hidden") in {"1", "true"}
        if name == "row":
            self.row, self.column = int(attributes.get("r", self.row + 2)) - 1, -1
            if hidden:
                self.annotations.hidden_rows.append(self.row)
        elif name == "col" and hidden:
            self.annotations.hide_columns(int(attributes["min"]) - 1, int(attributes["max"]) - 1)
        elif name == "c":
            place = re.fullmatch(r"([A-Za-z]+)\d+", attributes.get("r", ""))
            self.column = column_number(place[1].encode()) if place else self.column + 1
            self.kind, self.text, self.formula, self.valued = attributes.get("t", "n"), "", False, False
            self.picture = False
        self.formula |= name == "f"
        self.in_value, self.in_formula = name == "v", name == "f"
        self.valued |= name in {"v", "is"}

    def write(self, text: str) -> None:
        """Collect the text of a value."""
        if self.in_value:
            self.text += text
        self.picture |= self.in_formula and _PICTURE_FORMULA.decode() in text

    def end(self, tag: str) -> None:
        """Check a cell at its end."""
        self.in_value = self.in_formula = False
        if tag.rpartition(":")[2] != "c":
            return
        empty = not self.text and not (self.valued and self.kind in {"str", "inlineStr"})
        if self.picture:
            self.annotations.faults.append((self.row, self.column, PICTURE))
        elif self.kind == "e" or (self.formula and empty):
            self.annotations.faults.append((self.row, self.column, self.text.strip() or NO_VALUE))


def _scan_with_parser(chunks: Iterator[bytes]) -> SheetAnnotations:
    """Parse a sheet whose cells carry no address and must be counted."""
    reader, parser = _XlsxReader(), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler, parser.buffer_text = reader.write, True
    for chunk in chunks:
        parser.Parse(chunk, False)
    return reader.annotations


def annotations_in_xlsb(data: bytes) -> SheetAnnotations:
    """Scan an .xlsb sheet's records (MS-XLSB 2.4)."""
    annotations, row = SheetAnnotations(), -1
    for kind, start, size in xlsb_records(data):
        if kind == 0 and size >= 12:  # BrtRowHdr
            row = int.from_bytes(data[start : start + 4], "little")
            if data[start + 11] & 0x10:
                annotations.hidden_rows.append(row)
        elif kind in {3, 11} and size >= 9:  # BrtCellError, BrtFmlaError
            error = ERRORS.get(data[start + 8], "#N/A")
            annotations.faults.append((row, int.from_bytes(data[start : start + 4], "little"), error))
        elif kind == 60 and size >= 18:  # BrtColInfo
            first, last, _, _, flags = unpack_from("<IIIIH", data, start)
            if flags & 1:
                annotations.hide_columns(first, last)
        elif kind == 176 and size >= 16:  # BrtMergeCell
            top, bottom, left, right = unpack_from("<IIII", data, start)
            annotations.merges.append(MergedArea(top, left, bottom, right))
    return annotations
