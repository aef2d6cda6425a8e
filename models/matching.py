"""Idle plants and land matched with projects that need them (襄城：气凝胶项目盘活首瑞橡胶), and what was put to use.

A match is proposed with its reasons and what is not known; a person decides. What is too small is never proposed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.amounts import short
from models.ledgers import Asset, Project, Target
from models.refusal import Refusal
from models.rules.stages import ASIDE

USED, MATCHED = "已盘活", "已匹配"
_WANTING = ("线索", "研判", "在谈", "签约", "")  # a project that has started building has found its place
_REVIVAL = "盘活"  # the building nature (建设性质) of a project that wants what stands idle
_TARGETS = {"plant": "盘活厂房面积", "land": "盘活土地面积"}
_MOST = 20
_NEEDS = ("plant", "land", "power")
_PROJECT: tuple[Any, ...] = tuple(
    getattr(Project, key) for key in ("id", "name", *_NEEDS, "industry", "site", "township", "nature")
)
_ASSET: tuple[Any, ...] = tuple(getattr(Asset, key) for key in ("id", "name", *_NEEDS, "industry", "place"))


@dataclass(frozen=True, slots=True)
class Match:
    """A proposal: the other row and its name, how well it fits (more is better), why, and what has to be asked."""

    row: str
    name: str
    points: int
    reasons: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """Say the reasons as a sentence."""
        asked = f"；要问：{'、'.join(self.unknown)}" if self.unknown else ""
        return "；".join(self.reasons) + asked


@dataclass(frozen=True, slots=True)
class InUse:
    """Areas put to use in a span against the year's target: ㎡ of plants, 亩 of land; a target never set is None."""

    plant: Decimal
    land: Decimal
    plant_goal: Decimal | None
    land_goal: Decimal | None
    rows: tuple[str, ...]


def for_asset(session: Session, asset: str) -> list[Match]:
    """Propose projects for an idle asset, the best first; none for one that is in use."""
    found = session.get(Asset, asset)
    if found is None or found.removed or found.project or found.state == USED:
        return []
    taken = sa.select(Asset.project).where(Asset.removed.is_(False), Asset.project.is_not(None))
    kept = sa.select(*_PROJECT).where(
        Project.removed.is_(False),
        Project.id.not_in(taken),
        sa.func.coalesce(Project.stage, "").in_(_WANTING),
        sa.func.coalesce(Project.status, "").not_in(ASIDE),
        # What neither says how much room it needs nor is of a fitting industry is never proposed, so it is not read.
        sa.or_(
            Project.plant <= (found.plant or 0),
            Project.land <= (found.land or 0),
            Project.industry.in_((found.industry or "").split("、")),
        ),
    )
    return _best((one.id, one.name, _fit(found, one)) for one in session.execute(kept))


def for_project(session: Session, project: str) -> list[Match]:
    """Propose idle assets for a project that has no place yet, the best first."""
    found = session.get(Project, project)
    if found is None or found.removed or (found.stage or "") not in _WANTING or found.status in ASIDE:
        return []
    has = sa.select(Asset.id).where(Asset.project == project, Asset.removed.is_(False))
    if session.execute(has.limit(1)).scalar() is not None:
        return []
    idle = sa.select(*_ASSET).where(
        Asset.removed.is_(False), Asset.project.is_(None), sa.func.coalesce(Asset.state, "") != USED
    )
    return _best((one.id, one.name, _fit(one, found)) for one in session.execute(idle))


@dataclass(frozen=True, slots=True)
class _Fit:
    points: int
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]


def _best(found: Iterable[tuple[str, str, _Fit | None]]) -> list[Match]:
    matches = [Match(row, name, fit.points, fit.reasons, fit.unknown) for row, name, fit in found if fit is not None]
    return sorted(matches, key=lambda one: (-one.points, one.name, one.row))[:_MOST]


def _fit(asset: Any, project: Any) -> _Fit | None:
    """Judge one pair; None where something is too small, or nothing speaks for it."""
    points, reasons, unknown = 0, [], []
    speaks = False
    for has, needs, noun, unit, weight in (
        (asset.plant, project.plant, "厂房", "㎡", 3),
        (asset.land, project.land, "土地", "亩", 3),
        (asset.power, project.power, "供电", "kVA", 1),
    ):
        if needs and has is not None and has < needs:
            return None
        if needs and has:
            points += weight + (needs * 2 >= has)  # what would stand half empty fits less well
            reasons.append(f"{noun}{_say(has)}{unit}，够用（需{_say(needs)}{unit}）")
            speaks = speaks or weight > 1
        elif needs:
            unknown.append(f"{noun}多大")
    if project.industry and project.industry in (asset.industry or "").split("、"):
        points, speaks = points + 3, True
        reasons.append(f"适合{project.industry}")
    if shared := _same_place(asset.place, project):
        points += 2
        reasons.append(f"同在{shared}")
    if project.nature == _REVIVAL:
        points += 1
        reasons.append("项目建设性质是盘活")
    return _Fit(points, tuple(reasons), tuple(unknown)) if speaks else None


def _same_place(place: str | None, project: Any) -> str:
    """Give the place both name: a project's site or township that the asset's place names, or the other way round."""
    for one in (project.site, project.township):
        if place and one and (one in place or place in one):
            return str(min(one, place, key=len))
    return ""


def _say(value: Decimal) -> str:
    return short(value.normalize())


def put_to_use(session: Session, asset: str, project: str, on: date) -> None:
    """Link an asset to the project that takes it up (盘活), with the areas it takes; refuse one that is taken."""
    row, other = session.get(Asset, asset), session.get(Project, project)
    if row is None or row.removed or other is None or other.removed:
        raise Refusal("资产或项目已不在台账里，请刷新后再试。")
    if row.project and row.project != project:
        raise Refusal(f"“{row.name}”已经匹配给别的项目；要改，先清空“匹配项目”。")
    row.project, row.state, row.used_on = project, USED, on
    row.used_plant = _taken(row.plant, other.plant)
    row.used_land = _taken(row.land, other.land)
    session.flush()


def _taken(has: Decimal | None, needs: Decimal | None) -> Decimal | None:
    """Give the area a project takes of an asset: what it needs, or all where it does not say."""
    if not has:
        return None
    return min(has, needs) if needs else has


def in_use(session: Session, year: int) -> InUse:
    """Add up what was put to use in a year, against the year's targets (襄城 2019：厂房10万平方米、土地600亩)."""
    columns = (Asset.id, Asset.used_plant, Asset.used_land)
    within = Asset.used_on.between(date(year, 1, 1), date(year, 12, 31))
    rows = session.execute(sa.select(*columns).where(Asset.removed.is_(False), within).order_by(Asset.id)).all()
    plant = sum((used for _, used, _ in rows if used), Decimal(0))
    land = sum((used for _, _, used in rows if used), Decimal(0))
    goals = {key: _goal(session, metric, year) for key, metric in _TARGETS.items()}
    return InUse(plant, land, goals["plant"], goals["land"], tuple(row[0] for row in rows))


def _goal(session: Session, metric: str, year: int) -> Decimal | None:
    kept: Any = sa.select(Target.value).where(
        Target.removed.is_(False), Target.metric == metric, Target.period.in_((str(year), f"{year}年"))
    )
    values = [value for value in session.execute(kept).scalars() if value is not None]
    return sum(values, Decimal(0)) if values else None
