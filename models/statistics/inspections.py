"""Inspections of firms (涉企检查报审): those made without approval, and those of firms inspected too often.

An inspection counts as approved if it was agreed to on or before the day it was made, or on no day stated. A firm's
inspections are counted by calendar year, in the order they were made; the county's setting says how many it may have.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Inspection
from models.rules.vocabulary import InspectionAnswer
from models.settings.definitions import Definitions
from models.statistics.alert import Alert
from models.statistics.counting_rules import is_live

UNAPPROVED_KIND, TOO_OFTEN_KIND, UNANSWERED_KIND = "没有批准就检查", "超过年度次数", "还没有批复"


@dataclass(frozen=True, slots=True)
class InspectionRecord:
    """An inspection: its row, the texts of a list, its days, whether it was approved, and whether it was too many.

    ``number`` is which inspection of the firm in that year it is, from 1; nought while it is not made.
    """

    row: str
    name: str
    company: str
    unit: str
    ground: str
    approver: str
    result: str
    task_force: str | None
    asked_on: date | None
    planned_on: date | None
    answer: str
    answered_on: date | None
    on: date | None
    number: int
    limit: int

    @property
    def is_unapproved(self) -> bool:
        """Whether it was made without an approval on or before its day."""
        in_time = self.on is not None and (self.answered_on is None or self.answered_on <= self.on)
        return self.on is not None and not (self.answer == InspectionAnswer.AGREED and in_time)

    @property
    def is_too_many(self) -> bool:
        """Whether the firm had been inspected as often as it may be in that year before."""
        return bool(self.limit) and self.number > self.limit


def inspection_limit(rules: Definitions) -> int:
    """Return how often a firm may be inspected in a year; nought for no limit."""
    return rules.days("inspections_per_firm", "0")


def inspections(session: Session, rules: Definitions, last: date) -> list[InspectionRecord]:
    """List all inspections by the day they were made, else planned or asked for; one after ``last`` is not made yet."""
    day = sa.func.coalesce(Inspection.on, Inspection.planned_on, Inspection.asked_on)
    rows = session.execute(sa.select(Inspection).where(is_live(Inspection)).order_by(day, Inspection.id)).scalars()
    limit, times = inspection_limit(rules), dict[tuple[str, int], int]()
    listed = []
    for row in rows:
        company, number = (row.company or "").strip(), 0
        on = row.on if row.on is not None and row.on <= last else None
        if on is not None and company:
            number = times[company, on.year] = times.get((company, on.year), 0) + 1
        texts = (row.name, company, row.unit or "", row.ground or "", row.approver or "", row.result or "")
        days = (row.asked_on, row.planned_on, row.answer or "", row.answered_on, on)
        listed.append(InspectionRecord(row.id, *texts, row.task_force, *days, number, limit))
    return listed


def made_within(records: list[InspectionRecord], first: date, last: date) -> list[InspectionRecord]:
    """Return those made within a span."""
    return [record for record in records if record.on is not None and first <= record.on <= last]


def inspection_alerts(session: Session, today: date, rules: Definitions) -> Iterator[Alert]:
    """Find the year's inspections made without approval or too often, and those whose planned day came unanswered."""
    for record in inspections(session, rules, today):
        what = f"{record.unit or '没有写明的单位'}检查{record.company or '没有写明的企业'}"
        if record.on is not None and record.on.year == today.year:
            visit_text, days = f"{what}（{record.on.isoformat()}）", (today - record.on).days
            if record.is_unapproved:
                yield _alert(record, UNAPPROVED_KIND, days, f"{visit_text}，没有事先批准")
            if record.is_too_many:
                yield _alert(
                    record, TOO_OFTEN_KIND, days, f"{visit_text}，是今年第{record.number}次，每年最多{record.limit}次"
                )
        elif record.on is None and not record.answer and record.planned_on is not None:
            left = (record.planned_on - today).days
            if left <= rules.warn_days:
                yield _alert(
                    record, UNANSWERED_KIND, abs(left), f"{what}，计划{record.planned_on.isoformat()}去，还没有批复"
                )


def _alert(record: InspectionRecord, kind: str, days: int, message: str) -> Alert:
    return Alert(Inspection, record.row, record.name, record.task_force, kind, days, message)
