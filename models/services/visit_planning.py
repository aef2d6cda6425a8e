"""What a clerk does with the visit plan: match visits made to planned ones, and draw the plan up from the firms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.audit.recorder import add_many
from models.errors import UserError
from models.fields.kind import PickedRow, ReadContext
from models.ledgers import Contact, Enterprise, Visit, VisitPlan
from models.rules.visit_plans import planned_months
from models.rules.vocabulary import VisitDirection
from models.services.row_service import save_row
from models.statistics.counting_rules import is_live


@dataclass(frozen=True, slots=True)
class DrawnUpPlan:
    """How many planned visits of how many firms were added, and the firms whose text says neither months nor times."""

    added: int
    firms: int
    unread: tuple[str, ...]


def match_visits(session: Session, pairs: Iterable[tuple[str, str]], reading: ReadContext) -> int:
    """Let visits fulfil planned ones, given as (plan, visit); return how many.

    Raises UserError where a visit fulfils another plan by now.
    """
    matched = 0
    for plan, visit in pairs:
        row = session.get(Visit, visit)
        if row is None or row.removed or row.plan not in {None, plan}:
            raise UserError("有一次走访刚被改过，已不能对上；请刷新后再试。")
        save_row(session, Visit, visit, {"plan": PickedRow(plan)}, reading)
        matched += 1
    return matched


def draw_up_plan(session: Session, year: int) -> DrawnUpPlan:
    """Add the planned visits of a year of all firms with 年度拜访计划, except those that have any in that year.

    The person to visit is the firm's contact met last. Raises UserError where there is nothing to add or to read.
    """
    planned = sa.exists().where(
        VisitPlan.enterprise == Enterprise.id,
        is_live(VisitPlan),
        VisitPlan.month.between(date(year, 1, 1), date(year, 12, 31)),
    )
    text = sa.func.coalesce(Enterprise.visit_plan, "")
    columns = (Enterprise.id, Enterprise.name, Enterprise.task_force, text)
    query = sa.select(*columns).where(is_live(Enterprise), text != "", sa.not_(planned)).order_by(Enterprise.id)
    waiting = [tuple(row) for row in session.execute(query)]
    persons = dict(_latest_contacts(session)) if waiting else {}
    rows, unread = list[dict[str, object]](), list[str]()
    firms = 0
    for firm, name, force, wanted in waiting:
        months = planned_months(wanted or "")
        firms += bool(months)
        if not months:
            unread.append(f"{name}（{wanted}）")
        person, post = persons.get(firm, (None, None))
        rows += [
            {
                "company": name,
                "enterprise": firm,
                "person": person,
                "person_post": post,
                "direction": VisitDirection.OUT,
                "month": date(year, month, 1),
                "task_force": force,
            }
            for month in months
        ]
    if not rows and not unread:
        raise UserError(
            f"{year}年没有可排的：企业库里的“年度拜访计划”（例如 3月、9月，或者 4次）还没有填，或者填了的都已排过。"
        )
    add_many(session, VisitPlan, rows)
    return DrawnUpPlan(len(rows), firms, tuple(unread))


def _latest_contacts(session: Session) -> Iterator[tuple[str | None, tuple[str | None, str | None]]]:
    """Yield each firm's contact person, the one met last after the others."""
    query = sa.select(Contact.enterprise, Contact.name, Contact.post).where(is_live(Contact))
    in_order = query.order_by(sa.func.coalesce(Contact.last_met, sa.literal("", sa.String())), Contact.id.desc())
    for firm, name, post in session.execute(in_order):
        yield firm, (name, post)
