"""The gates of a project's stages and of payments (关口).

Before 签约: due diligence, legal checks, the fair competition review of what is promised. Before 开工: 包联 and 五个一.
Before a reward or a promise is paid: the review again.
"""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.field import fields
from models.ledgers import Obligation, Project, Reward, StageMove
from models.rules import screening, stages
from models.rules.fair_review import PAYING_GATE
from models.rules.vocabulary import Stage
from models.settings.definitions import load_definitions
from models.statistics.review_risks import project_promises, review_of


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
    return tuple(gate for stage, gate in gates.items() if _is_passed(project, stage, to))


def _is_passed(project: Project, stage: str, to: str) -> bool:
    """Whether a project that moves to a stage enters or skips another."""
    order: dict[str, int] = {stage: number for number, stage in enumerate(stages.STAGE_ORDER)}
    now, then = order.get(project.stage or "", -1), order.get(to, -1)
    return stage == to or now < order[stage] < then


def open_reviews(session: Session, project: Project, to: str) -> tuple[str, ...]:
    """Name the promises to a project that want a fair competition review before it is signed; none once it is."""
    if not _is_passed(project, Stage.SIGNED, to):
        return ()
    promises = project_promises(session, project.id)
    return tuple(f"{PAYING_GATE}：“{row.name}”（{standing.state}）" for row, standing in promises)


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
    lacking = ((names, county.gates_are_mandatory), (open_reviews(session, project, to), county.reviews_are_mandatory))
    binding = tuple(name for part, binds in lacking if binds for name in part)
    return binding, tuple(name for part, binds in lacking if not binds for name in part)


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
