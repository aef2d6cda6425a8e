"""From what a sheet offers to what would be written: shown, corrected and answered before anything happens."""

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
    """What one offer would do to a ledger; looked at, corrected and answered before it is applied.

    ``edits`` is how long the book's log was when the plan was made; ``absent`` are rows to be moved to the bin;
    ``typed`` is what the clerk typed over the sheet's cells, by the row's number and the field.
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
        """What the clerk answered so far, by the row's number."""
        return {row.place: row.decision for row in self.rows if row.decision is not None}

    @property
    def links(self) -> Mapping[str, str]:
        """The rows to be made for unknown names."""
        return self.ground.links

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many rows are what."""
        found = Counter(row.verdict for row in self.rows)
        return {verdict: found[verdict] for verdict in Verdict}

    @property
    def refused(self) -> list[RefusedCell]:
        """Every cell the book cannot take, in the sheet's order."""
        return [cell for row in self.rows for cell in row.refused.values()]

    @property
    def conflicts(self) -> int:
        """How many cells were changed here and there."""
        return sum(len(row.clashing) for row in self.rows)

    def row(self, place: int) -> PlannedRow:
        """Find a row by its number in the sheet."""
        found = next((row for row in self.rows if row.place == place), None)
        if found is None:
            raise Refusal(f"这张表没有第{place}行。")
        return found


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the preview: what the book has, what it will have, and why not; texts as the clerk reads them."""

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
    """Judge every row of an offer; ``ground`` is shared by the plans of one intake, so that their rows meet.

    ``decisions`` are the clerk's answers by the row's number, where some were given before.
    """
    ledger = ledger_named(offer.ledger)
    ground = ground or Ground(session, reading, options)
    made = Plan(ledger, offer, options, ground.edits, ground)
    judge = Judge(ground, offer, ledger)
    what = f"核对《{offer.file}》"
    for number, offered in enumerate(offer.rows):
        if number % _STEP == 0:
            yield number, len(offer.rows), what
        row = judge.judge(offered, decisions.get(offered.place))
        if row is not None:
            made.rows.append(row)
    drop_known(session, [row for row in made.rows if row.verdict is Verdict.CHANGED])
    changed = [row for row in made.rows if row.verdict is Verdict.CHANGED]
    if laws.has_law(ledger):
        for start in range(0, len(changed), _STEP):
            yield len(offer.rows), len(offer.rows), what
            _hold(session, ledger, changed[start : start + _STEP], ground)
    for row in changed:
        judge.settle(row)
    _remember(made)
    return made


def revise(session: Session, made: Plan, place: int, key: str, raw: object) -> PlannedRow:
    """Read one cell anew as the clerk typed it over, and judge its row again."""
    row = made.row(place)
    made.typed[place, key] = raw
    return _again(session, made, _retyped(row.offered, key, raw), row.decision)


def retyped(offer: Offer, typed: Mapping[tuple[int, str], object]) -> Offer:
    """Give an offer with cells as the clerk typed them over."""
    rows = {row.place: row for row in offer.rows} if typed else {}
    for (place, key), raw in typed.items():
        if place in rows:
            rows[place] = _retyped(rows[place], key, raw)
    return replace(offer, rows=tuple(rows.values())) if typed else offer


def _retyped(offered: OfferedRow, key: str, raw: object) -> OfferedRow:
    cells = [replace(c, raw=raw, fault="", untouched=False) if c.key == key else c for c in offered.cells]
    if all(cell.key != key for cell in cells):
        cells.append(OfferedCell(key, "", raw))
    return replace(offered, cells=tuple(cells))


def decide(session: Session, made: Plan, place: int, decision: Decision | None) -> PlannedRow:
    """Take the clerk's answer for a possible duplicate; None takes it back."""
    return _again(session, made, made.row(place).offered, decision)


def _again(session: Session, made: Plan, offered: OfferedRow, decision: Decision | None) -> PlannedRow:
    made.ground.use(session)
    judge = Judge(made.ground, made.offer, made.ledger)
    row = judge.judge(offered, decision) or PlannedRow(offered.place, offered, Verdict.SAME)
    if row.verdict is Verdict.CHANGED and laws.has_law(made.ledger):
        _hold(session, made.ledger, [row], made.ground)
    judge.settle(row)
    number = made.rows.index(made.row(offered.place))
    made.rows[number] = row
    rows = tuple(offered if one.place == offered.place else one for one in made.offer.rows)
    made.offer = replace(made.offer, rows=rows)
    return row


def _hold(session: Session, ledger: type[Ledger], rows: list[PlannedRow], ground: Ground) -> None:
    """Hold changed rows against their ledger's laws; nothing stays changed on the objects this is tried on."""
    kept = {row.id: row for row in rows_of(session, ledger, [str(row.row) for row in rows])}
    for row in rows:
        found = kept.get(str(row.row))
        if found is None:
            continue  # It came with edits that are not taken in yet; applying the plan looks again.
        for _ in range(2):
            faults = _faults(session, found, row, ground)
            if not faults:
                break
            refuse_by_law(ledger, row, faults)
            if not any(row.values.pop(key, None) for key in faults):
                row.values = {}
        if not row.values and not row.steps:
            row.verdict = Verdict.REFUSED


def _faults(session: Session, found: Ledger, row: PlannedRow, ground: Ground) -> Mapping[str, str]:
    """Try a row's new values on it: what its laws say against them; what they fill in joins the values."""
    keys = set(row.values)
    for key, read in row.values.items():
        if not str(read.value).startswith(TO_COME) and key != "stage":
            found.put(key, read.read)
    faults = laws.keep(found, session, ground.today)
    if faults:
        session.expire(found)
        old = laws.keep(found, session, ground.today)  # what was wrong before is no reason to refuse something else
        session.expire(found)
        return {key: said for key, said in faults.items() if key in keys or old.get(key) != said}
    standing = ground.standing(type(found))[found.id]
    by_law = {key: value for key, value in changed_values(found).items() if key not in keys and MARK not in key}
    for key, value in by_law.items():
        row.values[key] = Taken(column_of(type(found), key).kind.load(value), "", value)
        row.old[key] = (standing.get(key), standing.get(key + MARK, ""))
    row.filled = frozenset(by_law)
    session.expire(found)
    return {}


def _remember(made: Plan) -> None:
    """Note which rows the sheet no longer has, where those are to go."""
    if made.options.remove_missing:
        standing = made.ground.standing(made.ledger)
        made.absent = tuple(row for row in made.offer.absent if row in standing and not standing[row].get("removed"))


def shown_cells(session: Session, made: Plan, place: int) -> list[ShownCell]:
    """Give a row's cells as the preview shows them."""
    from models.browse import linked_names, text_of

    row = made.row(place)
    standing: Mapping[str, Any] = made.ground.standing(made.ledger).get(row.row or "", {})
    cells = {cell.key: cell for cell in row.offered.cells}
    found = []
    for key in dict.fromkeys([*cells, *row.values, *row.refused]):
        field, cell = column_of(made.ledger, key), cells.get(key)
        old, new = standing.get(key), row.values.get(key)
        ids = [value for value in (old, new.value if new else None) if value is not None]
        names = linked_names(session, [field], [("", "", one) for one in ids])
        before = text_of(field, field.kind.load(old), standing.get(key + MARK, ""), names) if old is not None else ""
        after = before if new is None else _text(made, key, new, names)
        said = row.refused[key].said if key in row.refused else ""
        at, raw = (cell.at, cell.raw) if cell else ("", None)
        found.append(ShownCell(key, field.label, at, raw, before, after, said, key in row.clashing))
    return found


def _text(made: Plan, key: str, read: Taken, names: Mapping[str, str]) -> str:
    from models.browse import text_of

    if read.value is None:
        return ""
    if str(read.value).startswith(TO_COME):
        return f"{made.links.get(str(read.value), str(read.value).partition('/')[2])}（将新建）"
    return text_of(column_of(made.ledger, key), read.value, read.mark, names)
