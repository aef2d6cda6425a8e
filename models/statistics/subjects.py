"""The subjects of a ranking: task forces, their lead units, townships, or firms that referred others (以商招商)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.fields.base import Ledger
from models.ledgers import Activity, Enterprise, Funding, Lead, Project, Receipt, Target, TaskForce, Visit
from models.rules.scheme_vocabulary import RankingSubject
from models.statistics.counting_rules import exists_on, is_anchor_firm, is_live
from models.statistics.events import Event

_PLACES = ("乡", "镇", "街道", "办事处", "开发区", "高新区", "园区", "林场", "农场")
_FIRM_WORDS = ("公司", "集团", "厂", "企业", "合作社", "商会", "协会", "研究院", "研究所", "银行")
NO_INDUSTRY = "未分行业"
_PROJECT_LEDGERS = frozenset({Project.__tablename__, Funding.__tablename__})
_ALL_LEDGERS = _PROJECT_LEDGERS | {ledger.__tablename__ for ledger in (Lead, Visit, Activity, Receipt)}


@dataclass(frozen=True, slots=True)
class SubjectIndex:
    """The subjects of one kind, and how to find the subjects of an event.

    ``names`` are the subjects' names by key, in the order they print; ``keys`` the subjects that a task force, a
    township or a referring firm means. ``groups`` is each subject's industry, for schemes that rank industry by
    industry. ``ledgers`` are those whose rows name a subject of this kind: townships have no leads of their own.
    """

    names: dict[str, str]
    keys: Mapping[str, tuple[str, ...]]
    holder: Callable[[Event], str | None]
    ledgers: frozenset[str]
    groups: Mapping[str, str] = field(default_factory=dict)

    def by_subject(self, events: Iterable[Event]) -> dict[str, list[Event]]:
        """Group events by the key of their subjects; an event of a task force of two units counts for both."""
        groups: dict[str, list[Event]] = {}
        keys, holder = self.keys, self.holder
        for event in events:
            for key in keys.get(holder(event) or "", ()):
                groups.setdefault(key, []).append(event)
        return groups


def subject_index(session: Session, subject: str, last: date) -> SubjectIndex:
    """Read the subjects of a kind, in the order they print, and how events name them.

    Task forces dissolved by the last day counted are no subjects.
    """
    if subject == RankingSubject.TASK_FORCE:
        return _task_forces(session, last)
    if subject == RankingSubject.UNIT:
        return _units(session, last)
    return _enterprises(session) if subject == RankingSubject.ENTERPRISE else _townships(session)


def _task_forces(session: Session, last: date) -> SubjectIndex:
    forces = _live_task_forces(session, last)
    return SubjectIndex(
        {force.id: force.short_name for force in forces},
        {force.id: (force.id,) for force in forces},
        attrgetter("task_force"),
        _ALL_LEDGERS,
        {force.id: force.category or NO_INDUSTRY for force in forces},
    )


def _units(session: Session, last: date) -> SubjectIndex:
    """Index the lead units of the task forces; one unit may lead several."""
    units = {
        force.id: [unit for unit in (force.lead_units or "").split("、") if unit]
        for force in _live_task_forces(session, last)
    }
    keys = {row: tuple(dict.fromkeys(_unit_core(unit) for unit in listed)) for row, listed in units.items()}
    return SubjectIndex(_full_names(units.values()), keys, attrgetter("task_force"), _ALL_LEDGERS)


def _townships(session: Session) -> SubjectIndex:
    places = _distinct(session, Project, Project.township)
    places |= {owner for owner in _distinct(session, Target, Target.owner) if owner.endswith(_PLACES)}
    return _by_name(places, attrgetter("township"), _PROJECT_LEDGERS)


def _enterprises(session: Session) -> SubjectIndex:
    referrers = _distinct(session, Project, Project.referrer) | _distinct(session, Lead, Lead.referrer)
    index = _by_name(_firms(session, referrers), attrgetter("referrer"), _PROJECT_LEDGERS | {Lead.__tablename__})
    return replace(index, groups=_industries(session, index.names))


def _by_name(names: set[str], holder: Callable[[Event], str | None], ledgers: frozenset[str]) -> SubjectIndex:
    ordered = sorted(names)
    return SubjectIndex({name: name for name in ordered}, {name: (name,) for name in ordered}, holder, ledgers)


def _live_task_forces(session: Session, last: date) -> list[TaskForce]:
    """List the task forces that are there at the end of the last day counted."""
    query = sa.select(TaskForce).where(is_live(TaskForce), exists_on(last)).order_by(TaskForce.rank, TaskForce.id)
    return list(session.execute(query).scalars())


def _distinct(session: Session, ledger: type[Ledger], column: InstrumentedAttribute[str | None]) -> set[str]:
    """Return the values of a column in live rows, without empty ones."""
    query = sa.select(column).where(is_live(ledger)).distinct()
    return {value for value in session.execute(query).scalars() if value}


def _unit_core(unit: str) -> str:
    """Return what two spellings of a unit share, without 市, 县 or 区: “市交通局、工科局” means 市工科局."""
    return unit[1:] if unit[:1] in "市县区" else unit


def _full_names(listed: Iterable[list[str]]) -> dict[str, str]:
    """Return each unit once, by the longest of its spellings."""
    names: dict[str, str] = {}
    for unit in (spelling for units in listed for spelling in units):
        names[_unit_core(unit)] = max(names.get(_unit_core(unit), ""), unit, key=len)
    return names


def _firms(session: Session, referrers: set[str]) -> set[str]:
    """Keep the referrers that are firms, since persons are not ranked; add the firms that have a target.

    The county's anchor firms (骨干企业、链主、链核) are ranked even if they referred nobody (河津 二（四）).
    """
    columns = (Enterprise.id, Enterprise.name, Enterprise.kind, Enterprise.anchor)
    firms = session.execute(sa.select(*columns).where(is_live(Enterprise))).all()
    name_by_id = {row: name for row, name, *_ in firms}
    names = set(name_by_id.values())
    added = {name_by_id[row] for row in _distinct(session, Target, Target.enterprise) if row in name_by_id}
    added |= {name for _, name, kind, anchor in firms if is_anchor_firm(kind, anchor)}
    return {name for name in referrers if name in names or any(word in name for word in _FIRM_WORDS)} | added


def _industries(session: Session, names: Iterable[str]) -> dict[str, str]:
    """Return each firm's industry: its own, or the name of the task force it belongs to."""
    columns = (Enterprise.name, Enterprise.industry, TaskForce.short, TaskForce.name)
    query = sa.select(*columns).outerjoin(TaskForce, TaskForce.id == Enterprise.task_force)
    rows = session.execute(query.where(is_live(Enterprise)).order_by(Enterprise.id))
    known = {firm: industry or short or force for firm, industry, short, force in rows}
    return {name: known.get(name) or NO_INDUSTRY for name in names}
