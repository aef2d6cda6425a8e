"""Write import plans to the book as they were previewed, in the caller's transaction: one batch, undone as one."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy.orm import Session

from models import history, laws
from models.base import Ledger, ledger_named
from models.edits import MARK, ROW, Pen, Values, edits_of, heads
from models.exchange.ground import TO_COME, Ground, edits_in, tokens_of
from models.exchange.offer import UNKNOWN
from models.exchange.plan import Plan, plan
from models.exchange.steps import has_steps
from models.exchange.verdicts import Applied, PlannedRow, Step, Taken, Verdict, taken
from models.field import Field, field_of, fields
from models.kinds import Link, Links, Moment
from models.ledgers import LEDGERS, Project, StageMove
from models.ledgers.project import FIRST_STAGE
from models.record import SAW, add_many, add_stored

_FEW = 500
_FIRST = ("task_force", "chain", "chain_node", "enterprise", "lead", "project", "activity", "meeting")
_CHANGED_SINCE = "预览之后账本里又有改动，这一行没有写入；请重新核对这张表。"


def apply(session: Session, plans: Sequence[Plan]) -> Applied:
    """Write plans exactly as previewed, within ``store.writing``.

    If the book has changed since the preview, the plans are made again, and rows that come out differently are left
    out and named in the result.
    """
    writer: Pen = session.info["pen"]
    work = _Work(session)
    session.flush()
    now = edits_in(session)
    if any(import_plan.edits != now for import_plan in plans):
        plans = work.anew(plans)
    ordered = sorted(plans, key=lambda import_plan: _rank(import_plan.ledger))
    work.make_links(ordered)
    for import_plan in ordered:
        work.make(import_plan)
    work.look(ordered)
    for import_plan in ordered:
        work.change(import_plan)
    session.flush()
    for import_plan in ordered:
        work.clash(import_plan)
        work.take_away(import_plan)
    session.flush()
    counts = Counter(row.verdict for import_plan in plans for row in import_plan.rows)
    counts[Verdict.NEW], counts[Verdict.CHANGED] = len(work.made), work.changed
    totals = {outcome: counts[outcome] for outcome in Verdict}
    return Applied(writer.batch if writer.wrote else "", totals, tuple(work.refused), tuple(work.made), work.clashes)


def in_order(ledgers: Iterable[type[Ledger]]) -> list[type[Ledger]]:
    """Sort ledgers so that link targets come before the rows that link to them; plan and apply in this order."""
    return sorted(ledgers, key=_rank)


def _rank(ledger: type[Ledger]) -> int:
    name = ledger.__tablename__
    return _FIRST.index(name) if name in _FIRST else len(_FIRST) + LEDGERS.index(ledger)


class _Work:
    """Writes the plans of one import; collects the ids of new rows, the counts, and the messages of rejected rows."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.made: list[str] = []
        self.changed = 0
        self.clashes = 0
        self.refused: list[str] = []
        self._ids: dict[str, str] = {}  # token of a row that was pending -> its id
        self._who: str = session.info["pen"].who
        self._before: dict[str, dict[str, list[str]]] = {}  # heads of conflicting rows before the import

    def anew(self, plans: Sequence[Plan]) -> list[Plan]:
        """Make the plans again on the book as it is now; rows that come out differently than shown are rejected."""
        import_context = Ground(self.session, plans[0].ground.reading, plans[0].options)
        replanned = []
        for import_plan in plans:
            decisions = {row.place: row.decision for row in import_plan.rows if row.decision}
            new_plan = _run(
                plan(
                    self.session,
                    import_plan.offer,
                    import_context.reading,
                    import_plan.options,
                    import_context,
                    decisions,
                )
            )
            shown = {row.place: row for row in import_plan.rows}
            for row in list(new_plan.rows):
                before = shown.get(row.place)
                if row.writes and (before is None or not _same(before, row)):
                    self._refuse(import_plan, row, _CHANGED_SINCE)
                    new_plan.rows.remove(row)
            replanned.append(new_plan)
        return replanned

    def make_links(self, plans: Sequence[Plan]) -> None:
        """Create rows for unknown linked names, where the clerk allowed it and no table of this import brings them."""
        if not any(import_plan.links for import_plan in plans):
            return
        new = [
            (import_plan.ledger, row)
            for import_plan in plans
            for row in import_plan.rows
            if row.writes and row.row is None
        ]
        coming = {token for ledger, row in new for token in tokens_of(ledger, row.values)}
        wanted: dict[str, str] = {}
        for import_plan in plans:
            for row in import_plan.rows:
                if import_plan.links and row.writes:
                    wanted |= {token: import_plan.links[token] for token in _tokens(row) if token in import_plan.links}
        by_ledger: dict[str, list[str]] = {}
        for token in wanted:
            if token not in coming:
                by_ledger.setdefault(token.removeprefix(TO_COME).partition("/")[0], []).append(token)
        for name, tokens in by_ledger.items():
            ledger = ledger_named(name)
            title = field_of(ledger, ledger.about.title)
            reading = plans[0].ground.reading
            rows = [{title.key: taken(title, *title.kind.read(wanted[token], reading))} for token in tokens]
            steps = [(Step(FIRST_STAGE, plans[0].ground.today),)] * len(rows) if has_steps(ledger) else []
            self._ids |= dict(zip(tokens, self._add(ledger, rows, steps), strict=True))

    def make(self, import_plan: Plan) -> None:
        """Create the new rows of a plan."""
        rows = [row for row in import_plan.rows if row.writes and row.verdict is Verdict.NEW]
        rows = [row for row in rows if self._resolve(import_plan, row)]
        ids = self._add(import_plan.ledger, [row.values for row in rows], [row.steps for row in rows])
        for row, row_id in zip(rows, ids, strict=True) if import_plan.ground.promised else ():
            for token in tokens_of(import_plan.ledger, row.values):
                self._ids.setdefault(token, row_id)
        self.made += ids

    def look(self, plans: Sequence[Plan]) -> None:
        """Remember the heads of conflicting rows, before another table of this import changes them."""
        rows = {str(row.row) for import_plan in plans for row in import_plan.rows if row.clashing and row.writes}
        self._before = self.session.info["pen"].seen(sorted(rows))

    def change(self, import_plan: Plan) -> None:
        """Change the existing rows of a plan, except for the fields that conflict."""
        rows = [
            row
            for row in import_plan.rows
            if row.writes and row.verdict is Verdict.CHANGED and self._resolve(import_plan, row)
        ]
        for start in range(0, len(rows), _FEW):
            chunk = rows[start : start + _FEW]
            records = {
                record.id: record
                for record in history.rows_of(self.session, import_plan.ledger, [str(r.row) for r in chunk])
            }
            for row in chunk:
                record = records[str(row.row)]
                for key, read in row.values.items():
                    if key not in row.clashing and not (has_steps(import_plan.ledger) and key == "stage"):
                        record.put(key, read.read)
                if self._breaks_a_law(import_plan, row, record):
                    continue
                if row.steps and isinstance(record, Project):
                    self._step(record, row.steps)
                if type(record).carry is not Ledger.carry:
                    record.carry(self.session)
                self.changed += 1
            self.session.flush()

    def clash(self, import_plan: Plan) -> None:
        """Write conflicting fields as edits with the sheet's parents, so that both values remain for the clerk."""
        rows = [row for row in import_plan.rows if row.clashing and row.writes]
        logs = edits_of(self.session, [str(row.row) for row in rows])
        records = {
            record.id: record
            for record in history.rows_of(self.session, import_plan.ledger, [str(r.row) for r in rows])
        }
        for row in rows:
            record = records[str(row.row)]
            for key in row.clashing:
                parents = self._saw(row, key, logs[record.id])
                self.session.info.setdefault(SAW, {}).update(
                    {(record.id, key): parents, (record.id, key + MARK): parents}
                )
                record.put(key, row.values[key].read)
                self.clashes += 1
            if record.removed:
                # The sheet's author cannot have seen the removal: the whole row has no parents.
                self.session.info.setdefault(SAW, {})[(record.id, ROW)] = []
        self.session.flush()
        self.session.info.pop(SAW, None)

    def _saw(self, row: PlannedRow, key: str, log: Sequence[Any]) -> list[str]:
        """Return the ids of the edits that the sheet's author had seen when changing a cell (its parents)."""
        if seen := set(row.offered.seen):
            return [edit.id for edit in heads(e for e in log if e.id in seen).get(key, ())]
        was = next((cell.was for cell in row.offered.cells if cell.key == key), UNKNOWN)
        if was is UNKNOWN or was == row.old[key][0]:
            return self._before[str(row.row)].get(key, [])
        matching = [edit.id for edit in log if json.loads(edit.values).get(key, UNKNOWN) == was]
        return matching[-1:]

    def take_away(self, import_plan: Plan) -> None:
        """Move the rows that the sheet no longer has to the recycle bin, where the clerk allowed it."""
        history.remove(history.rows_of(self.session, import_plan.ledger, import_plan.absent))

    def _add(
        self, ledger: type[Ledger], rows: Sequence[Mapping[str, Taken]], steps: Sequence[Sequence[Step]] = ()
    ) -> list[str]:
        """Insert rows with their timestamps and stage moves; return their ids."""
        if not rows:
            return []
        stamps = [field.key for field in fields(ledger) if isinstance(field.kind, Moment)]
        now = time.strftime("%Y-%m-%d %H:%M")
        ids = add_stored(self.session, ledger, (_as_kept(row, dict.fromkeys(stamps, now)) for row in rows))
        if has_steps(ledger):
            moves = [
                {"project": row, "stage": step.stage, "on": step.on, "by": self._who}
                for row, row_steps in zip(ids, steps, strict=True)
                for step in row_steps
            ]
            add_many(self.session, StageMove, moves)
        self._settle(ledger, ids)
        return ids

    def _settle(self, ledger: type[Ledger], ids: Sequence[str]) -> None:
        """Update what is derived from new rows."""
        if ledger.carry is Ledger.carry:
            return
        for record in history.rows_of(self.session, ledger, ids):
            record.carry(self.session)

    def _breaks_a_law(self, import_plan: Plan, row: PlannedRow, record: Ledger) -> bool:
        """Validate a changed row once more; one that fails is restored and rejected."""
        faults = laws.keep(record, self.session, import_plan.ground.today) if laws.has_law(import_plan.ledger) else {}
        messages = [text for key, text in faults.items() if key in row.values]
        if messages:
            self.session.expire(record)
            self._refuse(import_plan, row, "".join(messages))
        return bool(messages)

    def _step(self, project: Project, steps: Sequence[Step]) -> None:
        for step in steps:
            if step.move:
                self.session.get_one(StageMove, step.move).on = step.on
            else:
                self.session.add(StageMove(project=project.id, stage=step.stage, on=step.on, by=self._who))
        self.session.flush()
        project.stand(self.session)

    def _resolve(self, import_plan: Plan, row: PlannedRow) -> bool:
        """Replace pending tokens by row ids; False where a required link's row was not created."""
        for field in _links(import_plan.ledger):
            key, read = field.key, row.values.get(field.key)
            if read is None or TO_COME not in (read.value or ""):
                continue
            ids = [self._ids.get(token, token) for token in read.value.split(" ")]
            if any(row_id.startswith(TO_COME) for row_id in ids):
                self._refuse(import_plan, row, f"{field.label}：所指的那一行没有收进来，这一格没有写入。")
                del row.values[key]
                if field.required and row.row is None:
                    return False
            else:
                row.values[key] = Taken(" ".join(ids), read.mark, " ".join(ids))
        return True

    def _refuse(self, import_plan: Plan, row: PlannedRow, message: str) -> None:
        self.refused.append(f"《{import_plan.offer.file}》{import_plan.offer.sheet} 第{row.place}行：{message}")


def _same(shown: PlannedRow, now: PlannedRow) -> bool:
    """Whether a row would still be written as it was shown."""
    as_shown, as_planned_now = ((r.verdict, r.row, r.values, r.steps, r.old, r.clashing) for r in (shown, now))
    return as_shown == as_planned_now


@cache
def _links(ledger: type[Ledger]) -> tuple[Field, ...]:
    return tuple(field for field in fields(ledger) if isinstance(field.kind, (Link, Links)))


def _as_kept(row: Mapping[str, Taken], stamps: Values) -> tuple[Values, dict[str, str]]:
    """Return a new row's values as stored, including the timestamps, and its marks."""
    values = {key: stored for key, (_, _, stored) in row.items() if stored is not None}
    return values | stamps, {key: mark for key, (_, mark, _) in row.items() if mark}


def _tokens(row: PlannedRow) -> list[str]:
    texts = [read.value for read in row.values.values() if isinstance(read.value, str) and TO_COME in read.value]
    return [token for text in texts for token in text.split(" ") if token.startswith(TO_COME)]


def _run(steps: Any) -> Any:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value
