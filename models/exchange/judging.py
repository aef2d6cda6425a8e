"""Classify the rows of an import table: read the cells, match the book's row, and plan what would change."""

from collections.abc import Mapping
from typing import Any

from models import laws
from models.base import Ledger
from models.edits import MARK, REMOVED
from models.exchange.cells import CellReader, shown
from models.exchange.columns import column_of
from models.exchange.ground import Ground, tokens_of
from models.exchange.matching import Match, Matcher, read_before
from models.exchange.offer import UNKNOWN, Offer, OfferedCell, OfferedRow
from models.exchange.steps import STAGE_KEYS, Steps, has_steps, told_by
from models.exchange.verdicts import (
    CLEARED,
    Answer,
    Decision,
    PlannedRow,
    RefusedCell,
    Taken,
    Verdict,
    taken,
)
from models.field import fields
from models.refusal import Refusal

_OURS = "@@"  # prefix of the key under which the matcher remembers a row of this import beside the book's
_GONE = "这一行已在回收站：这里删了，那边又改过。"


class Judge(CellReader):
    """Classifies the rows of one import table."""

    def __init__(self, ground: Ground, offer: Offer, ledger: type[Ledger]) -> None:
        super().__init__(ground, offer, ledger)
        self._keys = read_before(ledger)
        self._required = tuple(field for field in fields(ledger) if field.required)
        self._stamped = tuple(f for f in fields(ledger) if f.kind.stamped and f.key not in STAGE_KEYS)
        self._lawful = laws.has_law(ledger)
        self._steps = has_steps(ledger)

    def judge(self, offered: OfferedRow, decision: Decision | None = None) -> PlannedRow | None:
        """Plan what becomes of a row; None for an empty row.

        ``decision`` is the clerk's answer to a possible duplicate, where one was given.
        """
        row = PlannedRow(offered.place, offered, decision=decision)
        read, blank = self.read(row)
        if not read and not row.refused and offered.row not in self.standing:
            return None
        known: dict[str, Any] = {**self.offer.facts}
        for key in self._keys:
            if key in read:
                known[key] = read[key].stored
        import_key = f"{_OURS}{self.offer.file}/{self.offer.sheet}/{offered.place}"
        self._place(row, known, import_key)
        stage_values = told_by(read) if self._steps else {}
        if row.verdict is Verdict.DUPLICATE:
            row.values = read
        elif row.row is None:
            self._new(row, read)
        else:
            self._compare(row, read, blank)
        if self._steps and row.verdict is not Verdict.DUPLICATE:
            self._go(row, stage_values)
        if row.verdict is Verdict.NEW:
            self._found(row, known, import_key)
        return row

    @property
    def matcher(self) -> Matcher:
        """The matcher of the ledger's rows; built on first use, since a sheet with row ids never needs it."""
        return self.ground.matcher(self.ledger)

    def _place(self, row: PlannedRow, known: Mapping[str, Any], import_key: str) -> None:
        """Match the book's row: by the id in the hidden sheet, by code or name, or by the clerk's answer."""
        answer = row.decision.answer if row.decision and not row.skipped else None
        if row.offered.row in self.standing and answer is None:
            self._claim(row, str(row.offered.row))
            return
        self.matcher.forget(import_key)
        match = self.matcher.find(known, import_key)
        if match is None or answer is Answer.NEW:
            return
        if answer is Answer.THAT_ROW:
            self._answered(row, match)
        elif match.row.startswith(_OURS) or match.why:
            row.verdict, row.why, row.level = Verdict.DUPLICATE, match.why or "名称和关键栏相同", match.level
            if match.row.startswith(_OURS):
                row.twin = _told(match.row)
            else:
                row.row = match.row
        else:
            self._claim(row, match.row)

    def _answered(self, row: PlannedRow, match: Match) -> None:
        """Match a possible duplicate with the row that the clerk named."""
        chosen_row = row.decision.row if row.decision else None
        target = chosen_row or match.row
        if target not in self.standing:
            raise Refusal("与它相同的那一行也在这次要收的表里，还没有写进账本；请选“不收”，或“作为新的一行”。")
        row.row = target

    def _claim(self, row: PlannedRow, target: str) -> None:
        """Match a row of the book, unless an earlier row of the same sheet is matched with it."""
        before = self.ground.taken.get(target)
        row.row = target
        if before and before[0] == self._sheet and before[1] != row.place:
            row.verdict, row.level = Verdict.DUPLICATE, 1
            row.why, row.twin = "本表里前面已有这一行", f"第{before[1]}行"
        else:
            self.ground.taken[target] = (self._sheet, row.place)

    @property
    def _sheet(self) -> str:
        return f"{self.offer.file}/{self.offer.sheet}"

    def _new(self, row: PlannedRow, read: dict[str, Taken]) -> None:
        """Plan a new row from the values read and the table's common values; reject it without a required field."""
        for key, value in self.offer.facts.items():
            if key not in read and key not in row.refused and value is not None:
                read[key] = Taken(column_of(self.ledger, key).kind.load(value), "", value)
        row.values = read
        for field in self._stamped:
            if read.pop(field.key, None):  # The book that first registers a row stamps who reported first.
                stamped_cell = next(cell for cell in row.offered.cells if cell.key == field.key)
                self.refuse(row, stamped_cell, f"{field.label}：由程序在首次登记时记下，不能填。")
        for field in self._required:
            if field.key not in read:
                cell = next((cell for cell in row.offered.cells if cell.key == field.key), None)
                message = f"{field.label}：必填，不能空着。"
                missing_cell = RefusedCell(field.key, cell.at if cell else "", field.label, "", message)
                row.refused.setdefault(field.key, missing_cell)
                row.verdict = Verdict.REFUSED
        if row.verdict is Verdict.NEW and self._lawful:
            self._hold(row)

    def _hold(self, row: PlannedRow) -> None:
        """Validate a new row; drop the values that fail, or reject the row where that does not help."""
        for _ in range(2):
            values = {key: read.value for key, read in row.values.items()}
            faults = laws.keep_new(self.ledger, values, self.ground.session, self.ground.today)
            if not faults:
                if len(values) > len(row.values):
                    by_law = {key: v for key, v in values.items() if v is not None and key not in row.values}
                    row.values |= {key: taken(column_of(self.ledger, key), v) for key, v in by_law.items()}
                    row.filled = frozenset(by_law)
                return
            refuse_by_law(self.ledger, row, faults)
            if not any(row.values.pop(key, None) for key in faults):
                break
        row.verdict = Verdict.REFUSED

    def _compare(self, row: PlannedRow, read: Mapping[str, Taken], blank: list[str]) -> None:
        """Plan the changes of an existing row: each cell against its exported value where known, else the book's.

        A cell changed both in the sheet and in the book since the export is a conflict.
        """
        now = self.standing[str(row.row)]
        cells = {cell.key: cell for cell in row.offered.cells} if read or blank else {}
        clashing = set()
        for key, value in read.items():
            field, cell = column_of(self.ledger, key), cells[key]
            new = (value.stored, value.mark)
            old = (now.get(key), now.get(key + MARK, ""))
            was = old if cell.was is UNKNOWN else (cell.was, cell.was_mark)
            if new in (old, was):
                continue
            if field.private and field.kind.mask(str(old[0] or "")) == shown(cell.raw):
                continue  # The masked text as exported, which the field would read as a name.
            if field.kind.stamped:
                self.refuse(row, cell, f"{field.label}：由程序记下，不能改。")
                continue
            before = self._set_elsewhere(str(row.row), key)
            if value in before[1:]:
                continue  # Another file already sets this value, in conflict with a third.
            if old != was or now.get(REMOVED) or (before and value != before[0]):
                clashing.add(key)
            row.values[key], row.old[key] = value, old
        row.clashing = frozenset(clashing)
        row.kept = tuple(key for key in blank if self._left_blank(row, cells[key], now))
        if now.get(REMOVED) and row.values:
            row.notes += (_GONE,)
        row.verdict = Verdict.CHANGED if row.values else Verdict.REFUSED if row.refused else Verdict.SAME

    def _set_elsewhere(self, row: str, key: str) -> list[Taken]:
        """Return what other sheets of this import set the same field to, in their order."""
        return [read for read, sheet in self.ground.claimed.get((row, key), ()) if sheet != self._sheet]

    def _left_blank(self, row: PlannedRow, cell: OfferedCell, now: Mapping[str, Any]) -> bool:
        """Plan to clear a field whose cell is blank, where the clerk allowed it; True where the field stays filled."""
        key, field = cell.key, column_of(self.ledger, cell.key)
        old = (now.get(key), now.get(key + MARK, ""))
        if old[0] is None or cell.was is None or key in STAGE_KEYS:
            return False
        if not self.ground.options.clear_blanks or field.required or field.kind.stamped:
            return True
        row.values[key], row.old[key] = CLEARED, old
        if cell.was is not UNKNOWN and old != (cell.was, cell.was_mark):
            row.clashing |= {key}
        return False

    def _go(self, row: PlannedRow, stage_values: dict[str, Taken]) -> None:
        """Turn the row's stage columns into planned rows of the stage log."""
        if row.verdict is Verdict.REFUSED and row.row is None:
            return
        now = self.standing.get(row.row or "", {})
        values = {key: column_of(self.ledger, key).kind.load(now[key]) for key in now if _is_field(self.ledger, key)}
        values |= {key: read.value for key, read in row.values.items()}
        stage_steps = Steps(self.ground, row.row, stage_values, values)
        for key, message in stage_steps.refused.items():
            self.refuse(row, next(cell for cell in row.offered.cells if cell.key == key), message)
        row.steps, row.notes = tuple(stage_steps.steps), row.notes + tuple(stage_steps.notes)
        if row.steps:
            if row.row is not None:
                row.old["stage"] = (now.get("stage"), "")
            row.values["stage"] = Taken(stage_steps.stage, "", stage_steps.stage)
            row.verdict = Verdict.NEW if row.row is None else Verdict.CHANGED
        elif row.verdict is Verdict.SAME and row.refused:
            row.verdict = Verdict.REFUSED

    def _found(self, row: PlannedRow, known: Mapping[str, Any], import_key: str) -> None:
        """Let later rows of this import be matched with a new one."""
        self.matcher.note(import_key, known)
        self.ground.coming.update(tokens_of(self.ledger, row.values))

    def settle(self, row: PlannedRow) -> None:
        """Let later files of this import know which values this row sets."""
        if row.verdict is Verdict.CHANGED:
            for key, value in row.values.items():
                self.ground.claimed.setdefault((str(row.row), key), []).append((value, self._sheet))


def refuse_by_law(ledger: type[Ledger], row: PlannedRow, faults: Mapping[str, str]) -> None:
    """Note validation errors on a row, at the cell of the field where the sheet has one."""
    cells = {cell.key: cell for cell in row.offered.cells}
    for key, message in faults.items():
        cell = cells.get(key)
        at, value = (cell.at, shown(cell.raw)) if cell else ("", "")
        row.refused[key] = RefusedCell(key, at, column_of(ledger, key).label, value, message)


def _is_field(ledger: type[Ledger], key: str) -> bool:
    return key in ledger.__table__.columns and key != REMOVED


def _told(import_key: str) -> str:
    """Return the label of a row of this import: “《甲.xlsx》表1 第5行”."""
    file, sheet, place = import_key.removeprefix(_OURS).rsplit("/", 2)
    return f"《{file}》{sheet} 第{place}行"
