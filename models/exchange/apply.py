"""Writes what plans showed, all of it in one transaction of the caller's: one batch, taken back as one."""

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
    """Write plans exactly as they were shown; a row the book has changed under is left out and named."""
    pen: Pen = session.info["pen"]
    work = _Work(session)
    session.flush()
    now = edits_in(session)
    if any(made.edits != now for made in plans):
        plans = work.anew(plans)
    ordered = sorted(plans, key=lambda made: _rank(made.ledger))
    work.make_links(ordered)
    for made in ordered:
        work.make(made)
    work.look(ordered)
    for made in ordered:
        work.change(made)
    session.flush()
    for made in ordered:
        work.clash(made)
        work.take_away(made)
    session.flush()
    counts = Counter(row.verdict for made in plans for row in made.rows)
    counts[Verdict.NEW], counts[Verdict.CHANGED] = len(work.made), work.changed
    told = {verdict: counts[verdict] for verdict in Verdict}
    return Applied(pen.batch if pen.wrote else "", told, tuple(work.refused), tuple(work.made), work.clashes)


def in_order(ledgers: Iterable[type[Ledger]]) -> list[type[Ledger]]:
    """Put ledgers so that what is linked to comes before what links to it; plan and apply in this order."""
    return sorted(ledgers, key=_rank)


def _rank(ledger: type[Ledger]) -> int:
    name = ledger.__tablename__
    return _FIRST.index(name) if name in _FIRST else len(_FIRST) + LEDGERS.index(ledger)


class _Work:
    """One intake being written: what was made so far, by id and by name, and what could not be."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.made: list[str] = []
        self.changed = 0
        self.clashes = 0
        self.refused: list[str] = []
        self._ids: dict[str, str] = {}  # what stands for a row to come -> its id
        self._who: str = session.info["pen"].who
        self._before: dict[str, dict[str, list[str]]] = {}  # the heads of rows in conflict, before this intake

    def anew(self, plans: Sequence[Plan]) -> list[Plan]:
        """Plan again on the book as it now is; rows that come out otherwise than shown are left out."""
        ground = Ground(self.session, plans[0].ground.reading, plans[0].options)
        found = []
        for made in plans:
            decisions = {row.place: row.decision for row in made.rows if row.decision}
            now = _run(plan(self.session, made.offer, ground.reading, made.options, ground, decisions))
            shown = {row.place: row for row in made.rows}
            for row in list(now.rows):
                before = shown.get(row.place)
                if row.writes and (before is None or not _same(before, row)):
                    self._refuse(made, row, _CHANGED_SINCE)
                    now.rows.remove(row)
            found.append(now)
        return found

    def make_links(self, plans: Sequence[Plan]) -> None:
        """Make the rows for unknown names, where that was ticked and no sheet of this intake brings them."""
        if not any(made.links for made in plans):
            return
        new = [(made.ledger, row) for made in plans for row in made.rows if row.writes and row.row is None]
        coming = {token for ledger, row in new for token in tokens_of(ledger, row.values)}
        wanted: dict[str, str] = {}
        for made in plans:
            for row in made.rows:
                if made.links and row.writes:
                    wanted |= {token: made.links[token] for token in _tokens(row) if token in made.links}
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

    def make(self, made: Plan) -> None:
        """Make the new rows of a plan."""
        rows = [row for row in made.rows if row.writes and row.verdict is Verdict.NEW]
        rows = [row for row in rows if self._resolve(made, row)]
        ids = self._add(made.ledger, [row.values for row in rows], [row.steps for row in rows])
        for row, one in zip(rows, ids, strict=True) if made.ground.promised else ():
            for token in tokens_of(made.ledger, row.values):
                self._ids.setdefault(token, one)
        self.made += ids

    def look(self, plans: Sequence[Plan]) -> None:
        """Note what rows in conflict have now, before another sheet of this intake sets it."""
        rows = {str(row.row) for made in plans for row in made.rows if row.clashing and row.writes}
        self._before = self.session.info["pen"].seen(sorted(rows))

    def change(self, made: Plan) -> None:
        """Change the rows of a plan, all but what was changed in the book meanwhile."""
        rows = [row for row in made.rows if row.writes and row.verdict is Verdict.CHANGED and self._resolve(made, row)]
        for start in range(0, len(rows), _FEW):
            few = rows[start : start + _FEW]
            found = {one.id: one for one in history.rows_of(self.session, made.ledger, [str(r.row) for r in few])}
            for row in few:
                one = found[str(row.row)]
                for key, read in row.values.items():
                    if key not in row.clashing and not (has_steps(made.ledger) and key == "stage"):
                        one.put(key, read.read)
                if self._breaks_a_law(made, row, one):
                    continue
                if row.steps and isinstance(one, Project):
                    self._step(one, row.steps)
                if type(one).carry is not Ledger.carry:
                    one.carry(self.session)
                self.changed += 1
            self.session.flush()

    def clash(self, made: Plan) -> None:
        """Write what was changed here and there so that both values stand beside each other for the clerk."""
        rows = [row for row in made.rows if row.clashing and row.writes]
        logs = edits_of(self.session, [str(row.row) for row in rows])
        found = {one.id: one for one in history.rows_of(self.session, made.ledger, [str(r.row) for r in rows])}
        for row in rows:
            one = found[str(row.row)]
            for key in row.clashing:
                saw = self._saw(row, key, logs[one.id])
                self.session.info.setdefault(SAW, {}).update({(one.id, key): saw, (one.id, key + MARK): saw})
                one.put(key, row.values[key].read)
                self.clashes += 1
            if one.removed:
                self.session.info.setdefault(SAW, {})[(one.id, ROW)] = []  # nobody there knew it was removed here
        self.session.flush()
        self.session.info.pop(SAW, None)

    def _saw(self, row: PlannedRow, key: str, log: Sequence[Any]) -> list[str]:
        """Tell which edits the sheet's writer had before her when she changed a cell."""
        if seen := set(row.offered.seen):
            return [edit.id for edit in heads(e for e in log if e.id in seen).get(key, ())]
        was = next((cell.was for cell in row.offered.cells if cell.key == key), UNKNOWN)
        if was is UNKNOWN or was == row.old[key][0]:
            return self._before[str(row.row)].get(key, [])
        told = [edit.id for edit in log if json.loads(edit.values).get(key, UNKNOWN) == was]
        return told[-1:]

    def take_away(self, made: Plan) -> None:
        """Move the rows the sheet no longer has to the bin, where that was ticked."""
        history.remove(history.rows_of(self.session, made.ledger, made.absent))

    def _add(
        self, ledger: type[Ledger], rows: Sequence[Mapping[str, Taken]], steps: Sequence[Sequence[Step]] = ()
    ) -> list[str]:
        """Add rows with the stamps and steps a new row has."""
        if not rows:
            return []
        stamps = [field.key for field in fields(ledger) if isinstance(field.kind, Moment)]
        now = time.strftime("%Y-%m-%d %H:%M")
        ids = add_stored(self.session, ledger, (_as_kept(row, dict.fromkeys(stamps, now)) for row in rows))
        if has_steps(ledger):
            moves = [
                {"project": row, "stage": step.stage, "on": step.on, "by": self._who}
                for row, own in zip(ids, steps, strict=True)
                for step in own
            ]
            add_many(self.session, StageMove, moves)
        self._settle(ledger, ids)
        return ids

    def _settle(self, ledger: type[Ledger], ids: Sequence[str]) -> None:
        """Bring up to date what rests on new rows."""
        if ledger.carry is Ledger.carry:
            return
        for one in history.rows_of(self.session, ledger, ids):
            one.carry(self.session)

    def _breaks_a_law(self, made: Plan, row: PlannedRow, one: Ledger) -> bool:
        """Hold a changed row against its laws once more; one that breaks them stays as it was, and is named."""
        faults = laws.keep(one, self.session, made.ground.today) if laws.has_law(made.ledger) else {}
        said = [text for key, text in faults.items() if key in row.values]
        if said:
            self.session.expire(one)
            self._refuse(made, row, "".join(said))
        return bool(said)

    def _step(self, project: Project, steps: Sequence[Step]) -> None:
        for step in steps:
            if step.move:
                self.session.get_one(StageMove, step.move).on = step.on
            else:
                self.session.add(StageMove(project=project.id, stage=step.stage, on=step.on, by=self._who))
        self.session.flush()
        project.stand(self.session)

    def _resolve(self, made: Plan, row: PlannedRow) -> bool:
        """Put ids where names stood for rows to come; False where a row cannot be without one that did not come."""
        for field in _links(made.ledger):
            key, read = field.key, row.values.get(field.key)
            if read is None or TO_COME not in (read.value or ""):
                continue
            ids = [self._ids.get(one, one) for one in read.value.split(" ")]
            if any(one.startswith(TO_COME) for one in ids):
                self._refuse(made, row, f"{field.label}：所指的那一行没有收进来，这一格没有写入。")
                del row.values[key]
                if field.required and row.row is None:
                    return False
            else:
                row.values[key] = Taken(" ".join(ids), read.mark, " ".join(ids))
        return True

    def _refuse(self, made: Plan, row: PlannedRow, said: str) -> None:
        self.refused.append(f"《{made.offer.file}》{made.offer.sheet} 第{row.place}行：{said}")


def _same(shown: PlannedRow, now: PlannedRow) -> bool:
    """Tell whether a row would still be written as it was shown."""
    one, other = ((r.verdict, r.row, r.values, r.steps, r.old, r.clashing) for r in (shown, now))
    return one == other


@cache
def _links(ledger: type[Ledger]) -> tuple[Field, ...]:
    return tuple(field for field in fields(ledger) if isinstance(field.kind, (Link, Links)))


def _as_kept(row: Mapping[str, Taken], stamps: Values) -> tuple[Values, dict[str, str]]:
    """Give a new row's values as stored, the program's stamps among them, and their marks apart."""
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
