"""Who is ranked: task forces, their lead units, townships, or the firms that brought others (以商招商)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Enterprise, Lead, Project, Target, TaskForce
from models.standing import FIRMS, FORCES, TOWNSHIPS, UNITS

_PLACES = ("乡", "镇", "街道", "办事处", "开发区", "高新区", "园区", "林场", "农场")
_FIRM_WORDS = ("公司", "集团", "厂", "企业", "合作社", "商会", "协会", "研究院", "研究所", "银行")
Raw = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Holders:
    """Whose a row is: the column of each ledger that says so, and which subjects a value of it means."""

    names: dict[str, str]
    keys: Mapping[str, tuple[str, ...]]
    project: Any
    lead: Any = None
    by_force: bool = False


def fetch(session: Session, query: Any) -> list[Raw]:
    """Fetch rows straight from the driver, past the types: amounts in ten-thousandths, days as ISO text."""
    result: Any = session.connection().execute(query)
    found: list[Raw] = result.cursor.fetchall()
    result.close()
    return found


def _forces(session: Session) -> list[Raw]:
    columns = (TaskForce.id, TaskForce.name, TaskForce.short, TaskForce.lead_units)
    kept = sa.select(*columns).where(TaskForce.removed.is_(False))
    return fetch(session, kept.order_by(TaskForce.rank, TaskForce.id))


def holders(session: Session, subject: str) -> Holders:
    """Find the subjects of a kind, in the order they print, and how rows name them."""
    if subject in {FORCES, UNITS}:
        forces = _forces(session)
        if subject == FORCES:
            names = {row: short or name for row, name, short, _ in forces}
            return Holders(names, {row: (row,) for row in names}, Project.task_force, Lead.task_force, by_force=True)
        listed = {row: [one for one in (units or "").split("、") if one] for row, _, _, units in forces}
        names = _full_names(listed.values())
        keys = {row: tuple(dict.fromkeys(_core(one) for one in units)) for row, units in listed.items()}
        return Holders(names, keys, Project.task_force, Lead.task_force, by_force=True)
    column: Any = Project.township if subject == TOWNSHIPS else Project.referrer
    seen = {whose for (whose,) in fetch(session, sa.select(column).where(Project.removed.is_(False)).distinct())}
    if subject == FIRMS:
        seen |= {
            whose for (whose,) in fetch(session, sa.select(Lead.referrer).where(Lead.removed.is_(False)).distinct())
        }
        seen = _firms(session, seen)
    else:
        owners = sa.select(Target.owner).where(Target.removed.is_(False)).distinct()
        seen |= {whose for (whose,) in fetch(session, owners) if whose and whose.endswith(_PLACES)}
    names = {whose: whose for whose in sorted(one for one in seen if one)}
    lead = Lead.referrer if subject == FIRMS else None
    return Holders(names, {whose: (whose,) for whose in names}, column, lead)


def _core(unit: str) -> str:
    """Give what two spellings of one unit share: “市交通局、工科局” means 市工科局."""
    return unit[1:] if unit[:1] in "市县区" else unit


def _full_names(listed: Iterable[list[str]]) -> dict[str, str]:
    """Name each unit once, by the fuller of its spellings."""
    names: dict[str, str] = {}
    for unit in (one for units in listed for one in units):
        names[_core(unit)] = max(names.get(_core(unit), ""), unit, key=len)
    return names


def _values(session: Session, ledger: Any, column: Any) -> set[str | None]:
    return {value for (value,) in fetch(session, sa.select(column).where(ledger.removed.is_(False)).distinct())}


def _firms(session: Session, seen: set[str | None]) -> set[str | None]:
    """Keep the referrers that are firms, for a person is not ranked; add the firms a target was set for."""
    firms = sa.select(Enterprise.id, Enterprise.name).where(Enterprise.removed.is_(False))
    known: dict[str, str] = dict(fetch(session, firms))
    named = {known.get(row or "") for row in _values(session, Target, Target.enterprise)}
    names = set(known.values())
    return {one for one in seen if one and (one in names or any(word in one for word in _FIRM_WORDS))} | named
