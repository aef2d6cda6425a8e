"""The subjects of a ranking: task forces, their lead units, townships, or firms that referred others (以商招商)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.duplicates.concession import ConcessionRule, concession_rule
from models.ledgers import Enterprise, Lead, Project, Target, TaskForce
from models.settings.ranking_schemes import FIRMS, FORCES, TOWNSHIPS, UNITS

_PLACES = ("乡", "镇", "街道", "办事处", "开发区", "高新区", "园区", "林场", "农场")
_FIRM_WORDS = ("公司", "集团", "厂", "企业", "合作社", "商会", "协会", "研究院", "研究所", "银行")
_ANCHOR, _LEADING = "骨干企业", {"链主", "链核"}
NO_INDUSTRY = "未分行业"
RawRow = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SubjectIndex:
    """The subjects of one kind, and how to find the subjects of a row.

    ``names`` are the subjects' names by key, in the order they print. ``project`` and ``lead`` are the columns that
    name the subject, ``keys`` the subjects that a value of such a column means. ``groups`` is each subject's industry,
    for schemes that rank industry by industry.
    """

    names: dict[str, str]
    keys: Mapping[str, tuple[str, ...]]
    project: Any
    lead: Any = None
    by_force: bool = False
    groups: Mapping[str, str] = field(default_factory=dict)
    concession: ConcessionRule = field(default_factory=ConcessionRule)


def fetch_raw(session: Session, query: Any) -> list[RawRow]:
    """Fetch rows from the database driver without type conversion: amounts in ten-thousandths, days as ISO text."""
    result: Any = session.connection().execute(query)
    rows: list[RawRow] = result.cursor.fetchall()
    result.close()
    return rows


def _forces(session: Session) -> list[RawRow]:
    columns = (TaskForce.id, TaskForce.name, TaskForce.short, TaskForce.lead_units, TaskForce.category)
    query = sa.select(*columns).where(TaskForce.removed.is_(False))
    return fetch_raw(session, query.order_by(TaskForce.rank, TaskForce.id))


def subject_index(session: Session, subject: str) -> SubjectIndex:
    """Read the subjects of a kind, in the order they print, and how rows name them."""
    ceded = concession_rule(session)
    if subject in {FORCES, UNITS}:
        forces = _forces(session)
        shared = {
            "project": ceded.owner_column(Project),
            "lead": ceded.owner_column(Lead),
            "by_force": True,
            "concession": ceded,
        }
        if subject == FORCES:
            names = {row: short or name for row, name, short, *_ in forces}
            force_keys: dict[str, tuple[str, ...]] = {row: (row,) for row in names}
            kinds = {row: category or NO_INDUSTRY for row, *_, category in forces}
            return SubjectIndex(names, force_keys, groups=kinds, **shared)
        listed = {row: [unit for unit in (units or "").split("、") if unit] for row, _, _, units, _ in forces}
        names = _full_names(listed.values())
        keys = {row: tuple(dict.fromkeys(_unit_core(unit) for unit in units)) for row, units in listed.items()}
        return SubjectIndex(names, keys, **shared)
    column: Any = Project.township if subject == TOWNSHIPS else Project.referrer
    seen = {value for (value,) in fetch_raw(session, sa.select(column).where(Project.removed.is_(False)).distinct())}
    if subject == FIRMS:
        seen |= {
            value for (value,) in fetch_raw(session, sa.select(Lead.referrer).where(Lead.removed.is_(False)).distinct())
        }
        seen = _firms(session, seen)
    else:
        owners = sa.select(Target.owner).where(Target.removed.is_(False)).distinct()
        seen |= {value for (value,) in fetch_raw(session, owners) if value and value.endswith(_PLACES)}
    names = {name: name for name in sorted(value for value in seen if value)}
    keys = {name: (name,) for name in names}
    if subject == FIRMS:
        return SubjectIndex(names, keys, column, Lead.referrer, groups=_industries(session, names), concession=ceded)
    return SubjectIndex(names, keys, column, concession=ceded)


def _unit_core(unit: str) -> str:
    """Return what two spellings of a unit share, without 市, 县 or 区: “市交通局、工科局” means 市工科局."""
    return unit[1:] if unit[:1] in "市县区" else unit


def _full_names(listed: Iterable[list[str]]) -> dict[str, str]:
    """Return each unit once, by the longest of its spellings."""
    names: dict[str, str] = {}
    for unit in (spelling for units in listed for spelling in units):
        names[_unit_core(unit)] = max(names.get(_unit_core(unit), ""), unit, key=len)
    return names


def _values(session: Session, ledger: Any, column: Any) -> set[str | None]:
    return {value for (value,) in fetch_raw(session, sa.select(column).where(ledger.removed.is_(False)).distinct())}


def _firms(session: Session, seen: set[str | None]) -> set[str | None]:
    """Keep the referrers that are firms, since persons are not ranked; add the firms that have a target.

    The county's anchor firms (骨干企业、链主、链核) are ranked even if they referred nobody (河津 二（四）).
    """
    columns = (Enterprise.id, Enterprise.name, Enterprise.kind, Enterprise.anchor)
    firms = fetch_raw(session, sa.select(*columns).where(Enterprise.removed.is_(False)))
    known: dict[str, str] = {row: name for row, name, *_ in firms}
    named: set[str | None] = {known.get(row or "") for row in _values(session, Target, Target.enterprise)}
    named |= {name for _, name, kind, anchor in firms if kind == _ANCHOR or anchor in _LEADING}
    names = set(known.values())
    return {name for name in seen if name and (name in names or any(word in name for word in _FIRM_WORDS))} | named


def _industries(session: Session, names: Iterable[str]) -> dict[str, str]:
    """Return each firm's industry: its own, or the name of the task force it belongs to."""
    columns = (Enterprise.name, Enterprise.industry, TaskForce.short, TaskForce.name)
    query = sa.select(*columns).outerjoin(TaskForce, TaskForce.id == Enterprise.task_force)
    rows = fetch_raw(session, query.where(Enterprise.removed.is_(False)).order_by(Enterprise.id))
    known = {firm: industry or short or force for firm, industry, short, force in rows}
    return {name: known.get(name) or NO_INDUSTRY for name in names}
