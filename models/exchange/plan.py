"""The import preview: plan what an import table would change; shown, corrected and decided before it is applied."""

from collections import Counter
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from models import laws
from models.base import Ledger, ledger_named
from models.edits import MARK
from models.exchange.columns import column_of
from models.exchange.ground import TO_COME, Ground
from models.exchange.judging import Judge, refuse_by_law
from models.exchange.known import drop_known
from models.exchange.offer import Offer, OfferedCell, OfferedRow
from models.exchange.verdicts import NOTHING_TICKED, Decision, Options, PlannedRow, RefusedCell, Taken, Verdict
from models.history import rows_of
from models.kind import Context
from models.record import changed_values
from models.refusal import Refusal

_STEP = 500


@dataclass(slots=True)
class Plan:
    """What one import table would change in a ledger; previewed, corrected and decided before it is applied.

    ``edit_count`` is the number of edits in the book when the plan was made; ``missing_rows`` are rows to be moved to
    the recycle bin; ``typed`` is what the clerk typed over the sheet's cells, by row number and field key.
    """

    ledger: type[Ledger]
    offer: Offer
    options: Options
    edits: int
    ground: Ground = field(repr=False)
    rows: list[PlannedRow] = field(default_factory=list)
    absent: tuple[str, ...] = ()
    typed: dict[tuple[int, str], object] = field(default_factory=dict)

    @property
    def decisions(self) -> dict[int, Decision]:
        """The clerk's answers so far, by row number."""
        return {row.place: row.decision for row in self.rows if row.decision is not None}

    @property
    def links(self) -> Mapping[str, str]:
        """The rows to be created for unknown names: token -> the name as written."""
        return self.ground.links

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """The number of rows by outcome."""
        counts = Counter(row.verdict for row in self.rows)
        return {outcome: counts[outcome] for outcome in Verdict}

    @property
    def refused(self) -> list[RefusedCell]:
        """All rejected cells, in the sheet's order."""
        return [cell for row in self.rows for cell in row.refused.values()]

    @property
    def conflicts(self) -> int:
        """The number of cells that were changed both in the sheet and in the book."""
        return sum(len(row.clashing) for row in self.rows)

    def row(self, place: int) -> PlannedRow:
        """Return a row by its number in the sheet; raises UserError where there is none."""
        match = next((row for row in self.rows if row.place == place), None)
        if match is None:
            raise Refusal(f"这张表没有第{place}行。")
        return match


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the preview: the book's value, the new value, and why it is rejected; texts as the clerk reads them."""

    key: str
    label: str
    at: str
    raw: object
    old: str
    new: str
    said: str = ""
    clashing: bool = False


def plan(
    session: Session,
    offer: Offer,
    reading: Context,
    options: Options = NOTHING_TICKED,
    ground: Ground | None = None,
    decisions: Mapping[int, Decision] = MappingProxyType({}),
) -> Generator[tuple[int, int, str], None, Plan]:
    """Classify every row of an import table and return the plan.

    A job generator: yields (done, total, label) as it goes. ``import_context`` is the context shared by all plans of
    one import, so that their rows are matched with each other; ``decisions`` are answers the clerk gave before, by row
    number.
    """
    ledger = ledger_named(offer.ledger)
    ground = ground or Ground(session, reading, options)
    import_plan = Plan(ledger, offer, options, ground.edits, ground)
    classifier = Judge(ground, offer, ledger)
    what = f"核对《{offer.file}》"
    for number, import_row in enumerate(offer.rows):
        if number % _STEP == 0:
            yield number, len(offer.rows), what
        row = classifier.judge(import_row, decisions.get(import_row.place))
        if row is not None:
            import_plan.rows.append(row)
    drop_known(session, [row for row in import_plan.rows if row.verdict is Verdict.CHANGED])
    changed = [row for row in import_plan.rows if row.verdict is Verdict.CHANGED]
    if laws.has_law(ledger):
        for start in range(0, len(changed), _STEP):
            yield len(offer.rows), len(offer.rows), what
            _hold(session, ledger, changed[start : start + _STEP], ground)
    for row in changed:
        classifier.settle(row)
    _remember(import_plan)
    return import_plan


def revise(session: Session, made: Plan, place: int, key: str, raw: object) -> PlannedRow:
    """Replace one cell by what the clerk typed, and plan its row again."""
    row = made.row(place)
    made.typed[place, key] = raw
    return _again(session, made, _retyped(row.offered, key, raw), row.decision)


def retyped(offer: Offer, typed: Mapping[tuple[int, str], object]) -> Offer:
    """Return a copy of an import table with cells replaced by what the clerk typed, by (row number, field key)."""
    rows = {row.place: row for row in offer.rows} if typed else {}
    for (place, key), raw in typed.items():
        if place in rows:
            rows[place] = _retyped(rows[place], key, raw)
    return replace(offer, rows=tuple(rows.values())) if typed else offer


def _retyped(import_row: OfferedRow, key: str, raw: object) -> OfferedRow:
    cells = [replace(c, raw=raw, fault="", untouched=False) if c.key == key else c for c in import_row.cells]
    if all(cell.key != key for cell in cells):
        cells.append(OfferedCell(key, "", raw))
    return replace(import_row, cells=tuple(cells))


def decide(session: Session, made: Plan, place: int, decision: Decision | None) -> PlannedRow:
    """Apply the clerk's answer to a possible duplicate and plan its row again; None withdraws the answer."""
    return _again(session, made, made.row(place).offered, decision)


def _again(session: Session, import_plan: Plan, import_row: OfferedRow, decision: Decision | None) -> PlannedRow:
    import_plan.ground.use(session)
    classifier = Judge(import_plan.ground, import_plan.offer, import_plan.ledger)
    row = classifier.judge(import_row, decision) or PlannedRow(import_row.place, import_row, Verdict.SAME)
    if row.verdict is Verdict.CHANGED and laws.has_law(import_plan.ledger):
        _hold(session, import_plan.ledger, [row], import_plan.ground)
    classifier.settle(row)
    number = import_plan.rows.index(import_plan.row(import_row.place))
    import_plan.rows[number] = row
    rows = tuple(import_row if other.place == import_row.place else other for other in import_plan.offer.rows)
    import_plan.offer = replace(import_plan.offer, rows=rows)
    return row


def _hold(session: Session, ledger: type[Ledger], rows: list[PlannedRow], import_context: Ground) -> None:
    """Validate changed rows; the loaded objects are expired afterwards, so nothing stays changed on them."""
    records = {row.id: row for row in rows_of(session, ledger, [str(row.row) for row in rows])}
    for row in rows:
        record = records.get(str(row.row))
        if record is None:
            continue  # It comes with edits that are not merged yet; it is validated again when the plan is applied.
        for _ in range(2):
            faults = _faults(session, record, row, import_context)
            if not faults:
                break
            refuse_by_law(ledger, row, faults)
            if not any(row.values.pop(key, None) for key in faults):
                row.values = {}
        if not row.values and not row.steps:
            row.verdict = Verdict.REFUSED


def _faults(session: Session, record: Ledger, row: PlannedRow, import_context: Ground) -> Mapping[str, str]:
    """Try a row's new values on the loaded object; return new validation errors, or add the derived values to the row.

    Errors that the row had before are no reason to reject a change of something else.
    """
    keys = set(row.values)
    for key, read in row.values.items():
        if not str(read.value).startswith(TO_COME) and key != "stage":
            record.put(key, read.read)
    faults = laws.keep(record, session, import_context.today)
    if faults:
        session.expire(record)
        old = laws.keep(record, session, import_context.today)
        session.expire(record)
        return {key: message for key, message in faults.items() if key in keys or old.get(key) != message}
    stored = import_context.standing(type(record))[record.id]
    by_law = {key: value for key, value in changed_values(record).items() if key not in keys and MARK not in key}
    for key, value in by_law.items():
        row.values[key] = Taken(column_of(type(record), key).kind.load(value), "", value)
        row.old[key] = (stored.get(key), stored.get(key + MARK, ""))
    row.filled = frozenset(by_law)
    session.expire(record)
    return {}


def _remember(import_plan: Plan) -> None:
    """Note the rows that the sheet no longer has, where the clerk chose to remove them."""
    if import_plan.options.remove_missing:
        stored_rows = import_plan.ground.standing(import_plan.ledger)
        import_plan.absent = tuple(
            row for row in import_plan.offer.absent if row in stored_rows and not stored_rows[row].get("removed")
        )


def shown_cells(session: Session, made: Plan, place: int) -> list[ShownCell]:
    """Return a row's cells as the preview shows them."""
    from models.browse import linked_names, text_of

    row = made.row(place)
    stored: Mapping[str, Any] = made.ground.standing(made.ledger).get(row.row or "", {})
    cells = {cell.key: cell for cell in row.offered.cells}
    shown = []
    for key in dict.fromkeys([*cells, *row.values, *row.refused]):
        field, cell = column_of(made.ledger, key), cells.get(key)
        old, new = stored.get(key), row.values.get(key)
        ids = [value for value in (old, new.value if new else None) if value is not None]
        names = linked_names(session, [field], [("", "", row_id) for row_id in ids])
        before = text_of(field, field.kind.load(old), stored.get(key + MARK, ""), names) if old is not None else ""
        after = before if new is None else _text(made, key, new, names)
        message = row.refused[key].said if key in row.refused else ""
        at, raw = (cell.at, cell.raw) if cell else ("", None)
        shown.append(ShownCell(key, field.label, at, raw, before, after, message, key in row.clashing))
    return shown


def _text(import_plan: Plan, key: str, read: Taken, names: Mapping[str, str]) -> str:
    from models.browse import text_of

    if read.value is None:
        return ""
    if str(read.value).startswith(TO_COME):
        return f"{import_plan.links.get(str(read.value), str(read.value).partition('/')[2])}（将新建）"
    return text_of(column_of(import_plan.ledger, key), read.value, read.mark, names)
