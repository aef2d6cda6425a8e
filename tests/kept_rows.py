"""Promises and duties for tests, in a county with one firm and one project."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.ledgers import Enterprise, Obligation, Term
from models.storage.store import Session
from tests.rows import add_project, add_row, add_task_force

PROMISE = {"side": "政府", "kind": "承诺", "source": "投资合同"}
DUTY = {"side": "企业", "kind": "履约", "source": "投资合同"}
DAY = date(2026, 10, 31)


@dataclass(frozen=True, slots=True)
class FirmRows:
    """The row ids of a task force, its firm and the firm's project."""

    force: str
    firm: str
    project: str


def add_firm(session: Session, name: str = "甲公司", **facts: Any) -> FirmRows:
    """Add a task force of 发改局, a firm of the library, and its project signed on 2 March 2026."""
    force = add_task_force(session, "铝", 1, lead_units="发改局")
    firm = add_row(session, Enterprise, name=name)
    project = add_project(
        session, f"{name}项目", {"签约": date(2026, 3, 2)}, task_force=force, enterprise=firm, **facts
    )
    return FirmRows(force, firm, project)


def add_promise(session: Session, name: str, **facts: Any) -> str:
    """Add a promise of the government."""
    return add_row(session, Obligation, name=name, **(PROMISE | facts))


def add_duty(session: Session, name: str, **facts: Any) -> str:
    """Add a duty of an enterprise."""
    return add_row(session, Obligation, name=name, **(DUTY | facts))


def add_review_word(session: Session) -> None:
    """Add the word by which promises of these tests are marked as tied."""
    add_row(session, Term, dictionary="review_word", word="税收返还", rank=1)


def add_both_sides(session: Session) -> FirmRows:
    """Add three promises that are due (one paid, one half, one not), four that are not, and three duties.

    Of the promises 100 + 50 of 100 + 100 + 200 万元 are paid: 1 of 3 by count, 37.50 % by amount. Of the duties one is
    done and one is half done, one has no real number.
    """
    rows = add_firm(session, land=Decimal(50), real_tax=Decimal(250))
    add_review_word(session)
    of_firm = {"project": rows.project, "task_force": rows.force, "unit": "财政局"}
    met = {"condition": "投产", "met_on": date(2026, 8, 1), "applied_on": date(2026, 8, 10), "due": date(2026, 9, 30)}
    paid = {"fulfilled": Decimal(100), "paid_on": date(2026, 9, 1)}
    add_promise(session, "已兑的补助", amount=Decimal(100), **of_firm, **met, **paid)
    add_promise(session, "兑一半的补助", amount=Decimal(100), fulfilled=Decimal(50), **of_firm, **met)
    add_promise(session, "没兑的补助", amount=Decimal(200), **of_firm, **met)
    add_promise(session, "没申请的补助", amount=Decimal(70), **of_firm, **(met | {"applied_on": None}))
    add_promise(session, "税收返还三年", amount=Decimal(900), **of_firm, **met)
    add_promise(session, "没说达没达到的", **of_firm, condition="达产", due=date(2026, 9, 1))
    add_promise(session, "明年的补助", amount=Decimal(30), **of_firm, condition="达产", due=date(2027, 9, 1))
    late = {"project": rows.project, "due": date(2026, 9, 30)}
    add_duty(session, "按时开工", measure="开工时间", **late, state="已销号", closed_on=date(2026, 5, 1))
    add_duty(session, "年纳税五百万", measure="年税收", promised=Decimal(500), clause="第六条", **late)
    add_duty(session, "用工二百人", measure="用工人数", promised=Decimal(200), **late)
    return rows
