"""Registering a project's next stage from what was typed: one dated move, or a refusal for each bad field."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.definitions import definitions
from models.facts import SIGNED, STARTED
from models.field import field_of, fields
from models.intake import Refusals
from models.kind import Context
from models.ledgers.project import Project, StageMove
from models.refusal import Refusal
from models.rules import screening, stages

ASKED = ("stage", "on", "amount", "evidence")  # the fields of a move a clerk fills


def advance(session: Session, row: str, typed: Mapping[str, object], by: str, reading: Context) -> StageMove:
    """Move a project into a stage; ``typed`` holds the fields of ASKED, ``by`` who registers it."""
    project = session.get(Project, row)
    if project is None:
        raise Refusal("这个项目已不在账本里，请刷新后再试。")
    refused: dict[str, str] = {}
    read = {}
    for key in ASKED:
        try:
            read[key] = field_of(StageMove, key).read(typed.get(key), reading)
        except Refusal as refusal:
            refused[key] = str(refusal)
    if refused:
        raise Refusals(refused)
    stage, on = read["stage"].value, read["on"].value
    stages.may_move(project.stage or "", stage, on, entered(session, row), reading.today)
    refuse_closed_gate(session, project, stage)
    facts = {key: read[key].value for key in ("amount", "evidence")}
    marks = {key: one.mark for key, one in read.items() if one.mark}
    return project.advance(session, stage, on, by=by, marks=marks, **facts)


def entered(session: Session, row: str) -> dict[str, date]:
    """Tell the first day a project entered each stage."""
    query = sa.select(StageMove.stage, sa.func.min(StageMove.on)).where(
        StageMove.project == row, StageMove.removed.is_(False)
    )
    return {stage: on for stage, on in session.execute(query.group_by(StageMove.stage))}  # noqa: C416 - a Result has keys()


def gate(project: Project, stage: str) -> screening.Gate:
    """Tell what stands between a project and a stage: diligence and laws before 签约, 包联 and 五个一 after."""
    facts = {field.key: getattr(project, field.key) for field in fields(Project)}
    if stage == SIGNED:
        return screening.gate_to_sign(facts, facts)
    return screening.gate_after_signing(facts) if stage == STARTED else screening.Gate(stage, ())


def refuse_closed_gate(session: Session, project: Project, stage: str) -> None:
    """Stop a project at a closed gate where the county says gates bind, unless a named person let it through."""
    closed = gate(project, stage)
    let_through = bool(project.passed_by and project.passed_why)
    if closed.open or let_through or not definitions(session).gates_bind:
        return
    missing = "、".join(closed.missing)
    raise Refusal(f"进入“{stage}”前还缺：{missing}。请补齐，或在“联审与放行”里写明放行人和理由。")
