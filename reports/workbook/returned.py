"""Our own workbook back from other hands: each sheet as an offer whose cells know what they were when they left."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from models import ledgers as _ledgers  # noqa: F401 - a sheet is found by its ledger's name, so all must be known
from models.base import ledger_named
from models.exchange.offer import UNKNOWN, Offer, OfferedCell, OfferedRow, UntouchedCells
from models.exchange.parcel import Parcel, from_text
from models.field import Field, fields
from models.kind import Stored, clean
from models.search import fold
from reports.reading.sheets import VISIBLE, Value, Workbook, at
from reports.workbook import guide, words
from reports.workbook.comparing import Column, still_alike
from reports.workbook.hidden import Damaged, Hidden, SheetPart, read_hidden
from reports.workbook.identity import Identity, Line
from reports.workbook.recognising import Found, is_heading, recognise

_TOTALS = frozenset({"合计", "总计", "小计", "共计"})


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back: from which book and export, when that was made, an offer for each sheet, and the edits inside.

    ``notes`` are sentences the clerk should see; ``parcel`` is for models/exchange/union.py, None where none travelled.
    """

    book: str
    export: str
    made: str
    offers: tuple[Offer, ...]
    parcel: Parcel | None
    notes: tuple[str, ...]


def returned(workbook: Workbook) -> Returned | None:
    """Read our own workbook back; None for one without our hidden part, which is then as foreign as any."""
    try:
        hidden = _hidden_of(workbook)
    except Damaged:
        return None
    if hidden is None:
        return None
    known = {part.ledger: _fields_of(part) for part in hidden.sheets}
    parts = {part.ledger: part for part in hidden.sheets if known[part.ledger]}
    parcel = from_text(hidden.parcel) if hidden.parcel else None
    seen = parcel.seen() if parcel else {}
    offers, notes, met = [], [], set()
    if hidden.parcel and parcel is None:
        notes.append("随表带来的留痕读不出来，只按格比对。")
    for sheet in workbook.sheets:
        if sheet.visible != VISIBLE or sheet.name == guide.NAME or not sheet.rows:
            continue
        recognised = recognise(sheet, parts.values(), known)
        if recognised is None:
            notes.append(f"工作表“{sheet.name}”不是导出时的表，没有读。")
            continue
        name, found = recognised
        met.add(name)
        offer, said = _SheetReturned(workbook, hidden, parts[name], found, known[name]).read(seen)
        offers.append(offer)
        notes += said
    notes += [f"工作表“{part.sheet}”不见了，账本里的不受影响。" for name, part in parts.items() if name not in met]
    return Returned(hidden.book, hidden.export, hidden.at, tuple(offers), parcel, tuple(notes))


def why_foreign(workbook: Workbook) -> str:
    """Say why a workbook that looks like ours is read as a foreign one; empty for one that never was ours."""
    try:
        if _hidden_of(workbook) is not None:
            return ""
    except Damaged as damage:
        return f"“{workbook.file}”{damage}，不能逐格比对；按一般的表读，行按代码、名称去找。"
    if any(sheet.name in {guide.NAME, words.NAME} for sheet in workbook.sheets):
        return f"“{workbook.file}”原是本程序导出的表，隐藏的底稿已不在；按一般的表读，行按代码、名称去找。"
    return ""


def _hidden_of(workbook: Workbook) -> Hidden | None:
    """Find the hidden part, whatever its sheet is called and however it is hidden by now."""
    for sheet in workbook.sheets:
        if sheet.rows and sheet.rows[0] and isinstance(sheet.rows[0][0], str):
            found = read_hidden(sheet.rows)
            if found is not None:
                return found
    return None


def _fields_of(part: SheetPart) -> dict[str, Field]:
    """Give an exported sheet's fields by key, those this program knows; none of a ledger it does not."""
    try:
        ledger = ledger_named(part.ledger)
    except KeyError:
        return {}
    return {field.key: field for field in fields(ledger) if field.key in part.keys}


class _SheetReturned:
    """One sheet being read back."""

    def __init__(
        self, workbook: Workbook, hidden: Hidden, part: SheetPart, found: Found, known: Mapping[str, Field]
    ) -> None:
        self.workbook, self.part, self.found = workbook, part, found
        self.columns = {key: Column(field, hidden.names, masked=key in part.masked) for key, field in known.items()}
        self._at = {key: place for place, key in enumerate(part.keys)}

    def read(self, seen: Mapping[str, tuple[str, ...]]) -> tuple[Offer, list[str]]:
        """Give the sheet's offer, and what is to be said of it; ``seen`` are the exporter's edits by row."""
        sheet, part = self.found.sheet, self.part
        lines = list(self._lines())
        identity = Identity(part, self.found, self.columns)
        identity.settle(lines)
        absent = tuple(row for row in part.rows if row not in identity.claimed)
        faulty = {row for row, _ in sheet.faults}
        rows = []
        for line in lines:
            later = line.place not in faulty and identity.is_as_left(line)
            make = partial(self._cells, line)
            cells = UntouchedCells(make) if later else tuple(make())
            rows.append(OfferedRow(line.place + 1, cells, line.row, seen.get(line.row or "", ())))
        offer = Offer(
            part.ledger, self.workbook.file, sheet.name, tuple(rows), from_1904=self.workbook.from_1904, absent=absent
        )
        return offer, self._said()

    def _said(self) -> list[str]:
        name, found = self.found.sheet.name, self.found
        said = []
        if found.unknown:
            said.append(f"“{name}”里多出来的栏没有读：{'、'.join(found.unknown.values())}。")
        if found.codes is None:
            said.append(f"“{name}”的“编号（勿改）”列已不在，各行按名称等关键内容对应。")
        for key, unit in found.units.items():
            label, own = self.columns[key].field.label, self.columns[key].field.kind.unit
            said.append(f"“{name}”里“{label}”的单位改成了{unit}：动过的数按{unit}读，没动过的仍是{own}。")
        return said

    def _lines(self) -> Iterator[Line]:
        """Give the rows below the headings that hold something; totals and repeated headings are no rows."""
        sheet, heading = self.found.sheet, self.found.heading
        held = sorted(self.found.columns.values())
        for place in range(heading + 1, len(sheet.rows)):
            values = sheet.rows[place]
            filled = [values[number] for number in held if values[number] != ""]
            faulty = any((place, number) in sheet.faults for number in held) if sheet.faults else False
            if not filled and not faulty:
                continue
            if filled and (fold(str(filled[0])) in _TOTALS or is_heading(values, sheet.rows[heading])):
                continue
            yield Line(place, values)

    def _cells(self, line: Line) -> Iterator[OfferedCell]:
        """Give a line's cells that say something."""
        marks, values = self.part.rows.get(line.row or "", ({}, ()))
        for key, number in self.found.columns.items():
            was = values[self._at[key]] if values else UNKNOWN
            cell = self._cell(line, key, number, was, marks.get(key, ""))
            if cell is not None:
                yield cell

    def _cell(self, line: Line, key: str, number: int, was: object, mark: str) -> OfferedCell | None:
        """Give one cell, told whether it was touched; None where it says nothing, as an untouched masked one."""
        column, place = self.columns[key], at(line.place, number)
        raw = _raw(line.values[number])
        fault = self.found.sheet.faults.get((line.place, number), "")
        if fault:
            return OfferedCell(key, place, raw, was, mark, fault)
        if was is UNKNOWN:
            return None if raw is None else OfferedCell(key, place, self._in_unit(key, raw))
        stored: Stored = was  # type: ignore[assignment]  # anything but UNKNOWN is as stored
        shown = column.shown(stored, mark)
        if column.same(raw, shown):
            if column.masked or stored is None:
                return None
            return OfferedCell(key, place, raw, stored, mark, untouched=True)
        if raw is None:
            return None if column.masked else OfferedCell(key, place, None, stored, mark)
        if column.masked:
            said = "这一格是打了码的，改动没有读；请填完整的内容。" if "*" in str(raw) else ""
            return OfferedCell(key, place, raw, fault=said)
        if column.was_cut(stored, mark) and still_alike(raw, shown):
            said = "原文超过表格一格能装的字数，导出时截短了；改动没有读，请到台账里改原文。"
            return OfferedCell(key, place, raw, stored, mark, said)
        return OfferedCell(key, place, self._in_unit(key, raw), stored, mark)

    def _in_unit(self, key: str, raw: object) -> object:
        """Write a number with the unit its heading now names, so that its field converts it in the open."""
        unit = self.found.units.get(key)
        return f"{clean(raw)}{unit}" if unit and isinstance(raw, (int, float)) and not isinstance(raw, bool) else raw


def _raw(value: Value) -> object:
    """Give a cell as an offer holds it: nothing for a blank, a day without its midnight."""
    if value == "":
        return None
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date()
    return value
