"""Hand projects and leads over to another task force on a day, and dissolve task forces (撤并) into another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import FieldErrors, UserError
from models.ledgers import Chain, Enterprise, Lead, Member, Obligation, Project, TaskForce, Transfer
from models.services import validation
from models.statistics.counting_rules import is_live, is_open

TRANSFER_FIELDS = ("to_force", "on", "reason", "decided_by")  # what the clerk fills in
_COUNTED = (Project, Lead)  # transferred with a day, since figures count by their task force
_LEFT_BEHIND = (*_COUNTED, Enterprise, Obligation)


@dataclass(frozen=True, slots=True)
class Handover:
    """Who takes over from which day on, why, and who agreed."""

    to_force: str
    on: date
    reason: str | None = None
    decided_by: str | None = None


def rows_left_behind(session: Session, forces: Sequence[str]) -> str:
    """Return what still belongs to some task forces, as a clerk reads it: “2个项目、1条线索”; empty for nothing."""
    parts = []
    for ledger in _LEFT_BEHIND:
        owner = getattr(ledger, TaskForce.__tablename__)
        query = sa.select(sa.func.count()).where(is_live(ledger), owner.in_(forces))
        if count := session.execute(query).scalar_one():
            parts.append(f"{count}{ledger.about.measure_word}{ledger.about.row_label}")
    return "、".join(parts)


def transfer_rows(
    session: Session, ledger: type[Project | Lead], rows: Sequence[str], handover: Handover, today: date
) -> int:
    """Hand rows over, with a project's open obligations, and return how many; those the taker has already stay.

    Raises FieldErrors by the key of the transfer's field, its message naming the row; UserError where none is left.
    """
    if (taker := session.get(TaskForce, handover.to_force)) is None or taker.removed:
        raise FieldErrors({"to_force": "请选接手的专班。"})
    if taker.dissolved and taker.dissolved <= handover.on:
        raise FieldErrors({"to_force": f"{taker.name}已在 {taker.dissolved.isoformat()} 撤并，不能再接手。"})
    handed_over = 0
    for row in rows:
        handed = session.get(Project, row) if ledger is Project else session.get(Lead, row)
        if handed is not None and not handed.removed and handed.task_force != handover.to_force:
            _transfer(session, handed, handover, today)
            handed_over += 1
    if not handed_over:
        raise UserError(f"选中的{ledger.about.label}已经在{taker.name}了，没有要流转的。")
    return handed_over


def _transfer(session: Session, handed: Project | Lead, handover: Handover, today: date) -> None:
    before = handed.task_force
    transfer = Transfer(
        **{type(handed).__tablename__: handed.id},
        to_force=handover.to_force,
        on=handover.on,
        reason=handover.reason,
        decided_by=handover.decided_by,
    )
    if faults := validation.validate(transfer, session, today):
        raise FieldErrors({key: f"“{handed.name}”{message}" for key, message in faults.items()})
    session.add(transfer)
    transfer.update_dependents(session)
    if isinstance(handed, Project):
        still_due = sa.select(Obligation).where(is_live(Obligation), is_open(), Obligation.project == handed.id)
        for obligation in session.execute(still_due.where(Obligation.task_force == before)).scalars():
            obligation.task_force = handover.to_force
    session.flush()


def dissolve(session: Session, force: str, handover: Handover | None, on: date, today: date) -> str:
    """Dissolve a task force on a day and return what it handed over, as a clerk reads it (empty for nothing).

    Its projects and leads go over with that day, so that earlier months stay its own; its chains, firms and open
    obligations follow, and its members leave. Raises UserError where rows are left and nobody takes them.
    """
    row = session.get(TaskForce, force)
    if row is None or row.removed:
        raise UserError("这个专班已不在账本里，请刷新后再试。")
    if on > today:
        raise FieldErrors({"on": f"撤并日期：{on.isoformat()} 还没有到。"})
    left = rows_left_behind(session, [force])
    if left and handover is None:
        raise FieldErrors(
            {"to_force": f"{row.name}名下还有{left}，请选并入哪个专班；要分给几个专班的，先在台账里选中流转。"}
        )
    if handover is not None:
        _hand_over_all(session, force, handover, today)
        row.successor = handover.to_force
    row.dissolved = on
    for member in session.execute(
        sa.select(Member).where(is_live(Member), Member.task_force == force, Member.until.is_(None))
    ).scalars():
        member.until = on
    session.flush()
    return left


def _hand_over_all(session: Session, force: str, handover: Handover, today: date) -> None:
    if handover.to_force == force:
        raise FieldErrors({"to_force": "不能并入自己，请选另一个专班。"})
    for ledger in _COUNTED:
        owned = sa.select(ledger.id).where(is_live(ledger), ledger.task_force == force).order_by(ledger.id)
        if rows := session.execute(owned).scalars().all():
            transfer_rows(session, ledger, rows, handover, today)
    followers: list[Enterprise | Chain | Obligation] = [
        *session.execute(sa.select(Enterprise).where(is_live(Enterprise), Enterprise.task_force == force)).scalars(),
        *session.execute(sa.select(Chain).where(is_live(Chain), Chain.task_force == force)).scalars(),
        *session.execute(
            sa.select(Obligation).where(is_live(Obligation), is_open(), Obligation.task_force == force)
        ).scalars(),
    ]
    for follower in followers:
        follower.task_force = handover.to_force
