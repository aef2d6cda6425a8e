"""The gates of a project's stages (关口): due diligence and legal checks before 签约, 包联 and 五个一 before 开工."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.field import fields
from models.ledgers import Project, StageMove
from models.rules import screening, stages
from models.rules.vocabulary import Stage
from models.settings.definitions import load_definitions


def stage_days(session: Session, project: str, except_move: str = "") -> dict[str, date]:
    """Return the first day a project entered each stage; the stage move ``except_move`` is left out."""
    query = sa.select(StageMove.stage, sa.func.min(StageMove.on)).where(
        StageMove.project == project, StageMove.removed.is_(False), StageMove.id != except_move
    )
    return {stage: on for stage, on in session.execute(query.group_by(StageMove.stage))}  # noqa: C416 - a Result has keys()


def gates_between(project: Project, to: str) -> tuple[screening.Gate, ...]:
    """List the gates between a project's stage and another; skipping a stage does not skip its gate."""
    facts = {field.key: getattr(project, field.key) for field in fields(Project)}
    gates: dict[str, screening.Gate] = {
        Stage.SIGNED: screening.gate_to_sign(facts, facts),
        Stage.STARTED: screening.gate_after_signing(facts),
    }
    order: dict[str, int] = {stage: number for number, stage in enumerate(stages.STAGE_ORDER)}
    now, then = order.get(project.stage or "", -1), order.get(to, -1)
    return tuple(gate for stage, gate in gates.items() if stage == to or now < order[stage] < then)


@dataclass(frozen=True, slots=True)
class GateStatus:
    """What is still missing for a stage, whether that blocks the project, and whether somebody overrode it (放行)."""

    missing: tuple[str, ...] = ()
    binding: bool = False
    overridden: bool = False


def gate_status(session: Session, row: str, to: str) -> GateStatus:
    """Return what a project still lacks for a stage, before it is moved there; empty for an unknown project."""
    project = session.get(Project, row)
    if project is None:
        return GateStatus()
    names = tuple(name for gate in gates_between(project, to) for name in gate.missing)
    return GateStatus(names, load_definitions(session).gates_are_mandatory, bool(_is_overridden(project)))


def _is_overridden(project: Project) -> bool:
    return bool((project.passed_by or "").strip() and (project.passed_why or "").strip())


def gate_error(session: Session, project: Project, to: str) -> str:
    """Return the error that keeps a project from a stage, if the county made gates binding; empty if it may pass.

    A named person with a written reason (放行) overrides every gate of a project.
    """
    wanted = [name for gate in gates_between(project, to) for name in gate.missing]
    if _is_overridden(project) or not wanted or not load_definitions(session).gates_are_mandatory:
        return ""
    return f"进入“{to}”前还缺：{'、'.join(wanted)}。请补齐，或在“联审与放行”里写明放行人和理由。"
