"""The gates of a project's stages and of payments (关口).

Before 签约: due diligence, legal checks, the joint review, the decision, the points of the agreement, and the fair
competition review of what is promised; each binds as its own setting says. Before 开工: 包联 and 五个一.
Before a reward or a promise is paid: the review again.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.field import fields
from models.ledgers import Obligation, Project, Reward, StageMove
from models.rules import screening, stages
from models.rules.fair_review import PAYING_GATE
from models.rules.vocabulary import Stage
from models.settings.definitions import MANDATORY, REMINDER, UNCHECKED, load_definitions
from models.statistics.review_risks import project_promises, review_of
from models.statistics.signing_review import read_signing_review

# The checks before signing by the key of their setting, as the sheet names them.
CHECK_NAMES = {
    "gates": "审慎签约和四法一政策",
    "gate_diligence": "尽调表",
    "gate_joint": "部门联审",
    "gate_legal": "司法审核",
    "gate_decision": "集体决策",
    "gate_points": "协议要点",
    "review_gate": PAYING_GATE,
}


def stage_days(session: Session, project: str, except_move: str = "") -> dict[str, date]:
    """Return the first day a project entered each stage; the stage move ``except_move`` is left out."""
    query = sa.select(StageMove.stage, sa.func.min(StageMove.on)).where(
        StageMove.project == project, StageMove.removed.is_(False), StageMove.id != except_move
    )
    return {stage: on for stage, on in session.execute(query.group_by(StageMove.stage))}  # noqa: C416 - a Result has keys()


def gates_between(project: Project, to: str) -> tuple[screening.Gate, ...]:
    """List the gates between a project's stage and another; skipping a stage does not skip its gate."""
    facts = _facts(project)
    gates: dict[str, screening.Gate] = {
        Stage.SIGNED: screening.gate_to_sign(facts, facts),
        Stage.STARTED: screening.gate_after_signing(facts),
    }
    return tuple(gate for stage, gate in gates.items() if _is_passed(project, stage, to))


def _facts(project: Project) -> dict[str, Any]:
    return {field.key: getattr(project, field.key) for field in fields(Project)}


def _is_passed(project: Project, stage: str, to: str) -> bool:
    """Whether a project that moves to a stage enters or skips another."""
    order: dict[str, int] = {stage: number for number, stage in enumerate(stages.STAGE_ORDER)}
    now, then = order.get(project.stage or "", -1), order.get(to, -1)
    return stage == to or now < order[stage] < then


def open_reviews(session: Session, project: Project, to: str) -> tuple[str, ...]:
    """Name the promises to a project that want a fair competition review before it is signed; none once it is."""
    if not _is_passed(project, Stage.SIGNED, to):
        return ()
    return _review_gaps(session, project)


def _review_gaps(session: Session, project: Project) -> tuple[str, ...]:
    promises = project_promises(session, project.id)
    named = [(f"“{row.name}”", standing.state) for row, standing in promises]
    for point, standing in read_signing_review(session, project.id).points:
        if standing.needs_review:
            named.append((f"协议要点“{point.point}”", "，".join(filter(None, (standing.state, standing.tie_text)))))
    return tuple(f"{PAYING_GATE}：{name}（{state}）" for name, state in named)


def signing_gaps(session: Session, project: Project, to: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what the review before signing lacks, by the key of its setting; nothing once the project is signed."""
    if not _is_passed(project, Stage.SIGNED, to):
        return ()
    return read_signing_review(session, project.id).gaps(_facts(project))


@dataclass(frozen=True, slots=True)
class GateCheck:
    """One check before signing: its name, what the county sets (必须、提醒、不查), and what is missing."""

    name: str
    level: str
    missing: tuple[str, ...]


def signing_checks(session: Session, project: Project) -> tuple[GateCheck, ...]:
    """Return every check before signing with what it finds, whatever the project's stage; 不查 ones are left out."""
    county, facts = load_definitions(session), _facts(project)
    gaps = (
        ("gates", screening.gate_to_sign(facts, facts).missing),
        *read_signing_review(session, project.id).gaps(facts),
        ("review_gate", _review_gaps(session, project)),
    )
    levels = ((key, county.gate_level(key), missing) for key, missing in gaps)
    return tuple(GateCheck(CHECK_NAMES[key], level, missing) for key, level, missing in levels if level != UNCHECKED)


@dataclass(frozen=True, slots=True)
class GateStatus:
    """What is still missing for a stage, whether that blocks the project, and whether somebody overrode it (放行).

    ``reminders`` are those of ``missing`` that the county only reminds of although others block.
    """

    missing: tuple[str, ...] = ()
    binding: bool = False
    overridden: bool = False
    reminders: tuple[str, ...] = ()


def gate_status(session: Session, row: str, to: str) -> GateStatus:
    """Return what a project still lacks for a stage, before it is moved there; empty for an unknown project."""
    project = session.get(Project, row)
    if project is None:
        return GateStatus()
    binding, reminders = _wanted(session, project, to)
    return GateStatus(
        (*binding, *reminders), bool(binding), bool(_is_overridden(project)), reminders if binding else ()
    )


def _wanted(session: Session, project: Project, to: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what a project lacks for a stage: what blocks it as the county sets, and what is only said."""
    county = load_definitions(session)
    names = tuple(name for gate in gates_between(project, to) for name in gate.missing)
    lacking = (
        ("gates", names),
        *signing_gaps(session, project, to),
        ("review_gate", open_reviews(session, project, to)),
    )
    binding = tuple(name for key, part in lacking if county.gate_level(key) == MANDATORY for name in part)
    return binding, tuple(name for key, part in lacking if county.gate_level(key) == REMINDER for name in part)


def _is_overridden(row: Project | Reward | Obligation) -> bool:
    return bool((row.passed_by or "").strip() and (row.passed_why or "").strip())


def gate_error(session: Session, project: Project, to: str) -> str:
    """Return the error that keeps a project from a stage, if the county made gates binding; empty if it may pass.

    A named person with a written reason (放行) overrides every gate of a project.
    """
    wanted, _ = _wanted(session, project, to)
    if _is_overridden(project) or not wanted:
        return ""
    return f"进入“{to}”前还缺：{'、'.join(wanted)}。请补齐，或在“联审与放行”里写明放行人和理由。"


def payment_error(session: Session, ledger: type[Reward | Obligation], row: Reward | Obligation) -> str:
    """Return the error that keeps a reward or promise from being paid, if the county made reviews binding."""
    if _is_overridden(row) or not load_definitions(session).reviews_are_mandatory:
        return ""
    lacking = payment_gap(session, ledger, row)
    return f"兑付前还缺{PAYING_GATE}：{lacking}。请补齐，或写明兑付放行人和理由。" if lacking else ""


def payment_gap(session: Session, ledger: type[Reward | Obligation], row: Reward | Obligation) -> str:
    """Say why a reward or promise should not be paid as it stands; empty where nothing is open."""
    standing = review_of(session, ledger, row)
    if standing is None or not standing.needs_review:
        return ""
    return f"{standing.state}，{standing.tie_text}" if standing.tie_text else standing.state
