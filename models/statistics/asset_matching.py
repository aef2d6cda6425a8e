"""Match idle plants and land with projects that need them (襄城：气凝胶项目盘活首瑞橡胶), and total what is in use.

A match is a proposal with its reasons and open questions; a person decides. An asset that is too small is never
proposed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.amounts import format_number
from models.ledgers import Asset, Project, Target
from models.rules.scheme_vocabulary import TargetMetric
from models.rules.stages import SUSPENDED
from models.rules.vocabulary import AssetState, BuildNature, Stage
from models.statistics.counting_rules import is_live

# A project that has started building has a site already.
_STAGES_WITHOUT_SITE = (Stage.LEAD, Stage.STUDY, Stage.TALKS, Stage.SIGNED, "")
_TARGETS = {"plant": TargetMetric.PLANT_REUSED, "land": TargetMetric.LAND_REUSED}
_MAX_MATCHES = 20
_PROJECTS = sa.select(
    Project.id,
    Project.name,
    Project.plant,
    Project.land,
    Project.power,
    Project.water,
    Project.gas,
    Project.emissions,
    Project.industry,
    Project.site,
    Project.township,
    Project.nature,
)
_ASSETS = sa.select(
    Asset.id,
    Asset.name,
    Asset.plant,
    Asset.land,
    Asset.power,
    Asset.water,
    Asset.gas,
    Asset.emissions,
    Asset.industry,
    Asset.place,
)


@dataclass(frozen=True, slots=True)
class AssetMatch:
    """A proposal: the other row and its name, its score (more is better), the reasons, and the open questions."""

    row: str
    name: str
    score: int
    reasons: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    @property
    def explanation(self) -> str:
        """The reasons and open questions as one sentence."""
        asked = f"；要问：{'、'.join(self.unknown)}" if self.unknown else ""
        return "；".join(self.reasons) + asked


@dataclass(frozen=True, slots=True)
class AreasInUse:
    """Areas put to use in a year and the year's targets: plants in ㎡, land in 亩; None where no target is set."""

    plant: Decimal
    land: Decimal
    plant_goal: Decimal | None
    land_goal: Decimal | None
    rows: tuple[str, ...]


def match_projects(session: Session, asset: str) -> list[AssetMatch]:
    """Propose projects for an idle asset, the best first; none for an asset in use."""
    asset_row = session.get(Asset, asset)
    if asset_row is None or asset_row.removed or asset_row.project or asset_row.state == AssetState.REUSED:
        return []
    taken = sa.select(Asset.project).where(is_live(Asset), Asset.project.is_not(None))
    query = _PROJECTS.where(
        is_live(Project),
        Project.id.not_in(taken),
        sa.func.coalesce(Project.stage, "").in_(_STAGES_WITHOUT_SITE),
        sa.func.coalesce(Project.status, "").not_in(SUSPENDED),
        # A project that states no area and is of another industry is never proposed, so it is not read.
        sa.or_(
            Project.plant <= (asset_row.plant or 0),
            Project.land <= (asset_row.land or 0),
            Project.industry.in_((asset_row.industry or "").split("、")),
        ),
    )
    site = _Site(
        *(asset_row.plant, asset_row.land, asset_row.power, asset_row.water, asset_row.gas, asset_row.emissions),
        *(asset_row.industry, asset_row.place),
    )
    return _best_matches(
        (row, name, _compare(site, _Needs._make(needs))) for row, name, *needs in session.execute(query)
    )


def match_assets(session: Session, project: str) -> list[AssetMatch]:
    """Propose idle assets for a project that has no site yet, the best first."""
    project_row = session.get(Project, project)
    if (
        project_row is None
        or project_row.removed
        or (project_row.stage or "") not in _STAGES_WITHOUT_SITE
        or project_row.status in SUSPENDED
    ):
        return []
    has = sa.select(Asset.id).where(Asset.project == project, is_live(Asset))
    if session.execute(has.limit(1)).scalar() is not None:
        return []
    idle = _ASSETS.where(
        is_live(Asset), Asset.project.is_(None), sa.func.coalesce(Asset.state, "") != AssetState.REUSED
    )
    needs = _Needs(
        *(project_row.plant, project_row.land, project_row.power),
        *(project_row.water, project_row.gas, project_row.emissions),
        *(project_row.industry, project_row.site, project_row.township, project_row.nature),
    )
    return _best_matches((row, name, _compare(_Site._make(site), needs)) for row, name, *site in session.execute(idle))


class _Site(NamedTuple):
    """What an asset offers."""

    plant: Decimal | None
    land: Decimal | None
    power: Decimal | None
    water: Decimal | None
    gas: Decimal | None
    emissions: Decimal | None
    industry: str | None
    place: str | None


class _Needs(NamedTuple):
    """What a project needs, and where it is to stand."""

    plant: Decimal | None
    land: Decimal | None
    power: Decimal | None
    water: Decimal | None
    gas: Decimal | None
    emissions: Decimal | None
    industry: str | None
    site: str | None
    township: str | None
    nature: str | None


@dataclass(frozen=True, slots=True)
class _Fit:
    score: int
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]


def _best_matches(candidates: Iterable[tuple[str, str, _Fit | None]]) -> list[AssetMatch]:
    matches = [
        AssetMatch(row, name, fit.score, fit.reasons, fit.unknown) for row, name, fit in candidates if fit is not None
    ]
    return sorted(matches, key=lambda match: (-match.score, match.name, match.row))[:_MAX_MATCHES]


def _compare(asset: _Site, project: _Needs) -> _Fit | None:
    """Compare an asset with a project; None where something is too small, or there is no reason to propose it."""
    points, reasons, unknown = 0, [], []
    speaks = False
    for has, needs, noun, unit, weight in (
        (asset.plant, project.plant, "厂房", "㎡", 3),
        (asset.land, project.land, "土地", "亩", 3),
        (asset.power, project.power, "供电", "kVA", 1),
        (asset.water, project.water, "供水", "吨/日", 1),
        (asset.gas, project.gas, "供气", "m³/日", 1),
        (asset.emissions, project.emissions, "环境容量", "吨/年", 1),
    ):
        if needs and has is not None and has < needs:
            return None
        if needs and has:
            points += weight + (needs * 2 >= has)  # an asset that would be more than half empty fits less well
            reasons.append(f"{noun}{_number_text(has)}{unit}，够用（需{_number_text(needs)}{unit}）")
            speaks = speaks or weight > 1
        elif needs:
            unknown.append(f"{noun}多大")
    if project.industry and project.industry in (asset.industry or "").split("、"):
        points, speaks = points + 3, True
        reasons.append(f"适合{project.industry}")
    if shared := _shared_place(asset.place, project):
        points += 2
        reasons.append(f"同在{shared}")
    if project.nature == BuildNature.REUSE:
        points += 1
        reasons.append("项目建设性质是盘活")
    return _Fit(points, tuple(reasons), tuple(unknown)) if speaks else None


def _shared_place(place: str | None, project: _Needs) -> str:
    """Return the place that both name: the project's site or township contains the asset's place, or vice versa."""
    for area in (project.site, project.township):
        if place and area and (area in place or place in area):
            return str(min(area, place, key=len))
    return ""


def _number_text(value: Decimal) -> str:
    return format_number(value.normalize())


def put_to_use(session: Session, asset: str, project: str, on: date) -> None:
    """Link an asset to the project that reuses it (盘活), with the areas it takes.

    Raises UserError where either row is gone, or the asset is matched with another project.
    """
    row, other = session.get(Asset, asset), session.get(Project, project)
    if row is None or row.removed or other is None or other.removed:
        raise UserError("资产或项目已不在台账里，请刷新后再试。")
    if row.project and row.project != project:
        raise UserError(f"“{row.name}”已经匹配给别的项目；要改，先清空“匹配项目”。")
    row.project, row.state, row.used_on = project, AssetState.REUSED, on
    row.used_plant = _area_taken(row.plant, other.plant)
    row.used_land = _area_taken(row.land, other.land)
    session.flush()


def _area_taken(has: Decimal | None, needs: Decimal | None) -> Decimal | None:
    """Return the area that a project takes of an asset: what it needs, or all where it does not say."""
    if not has:
        return None
    return min(has, needs) if needs else has


def areas_in_use(session: Session, year: int) -> AreasInUse:
    """Sum the areas put to use in a year, with the year's targets (襄城 2019：厂房10万平方米、土地600亩)."""
    columns = (Asset.id, Asset.used_plant, Asset.used_land)
    within = Asset.used_on.between(date(year, 1, 1), date(year, 12, 31))
    rows = session.execute(sa.select(*columns).where(is_live(Asset), within).order_by(Asset.id)).all()
    plant = sum((used for _, used, _ in rows if used), Decimal(0))
    land = sum((used for _, _, used in rows if used), Decimal(0))
    goals = {key: _goal(session, metric, year) for key, metric in _TARGETS.items()}
    return AreasInUse(plant, land, goals["plant"], goals["land"], tuple(row[0] for row in rows))


def _goal(session: Session, metric: str, year: int) -> Decimal | None:
    query = sa.select(Target.value).where(
        is_live(Target), Target.metric == metric, Target.period.in_((str(year), f"{year}年"))
    )
    values = [value for value in session.execute(query).scalars() if value is not None]
    return sum(values, Decimal(0)) if values else None
