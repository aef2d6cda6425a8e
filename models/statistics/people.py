"""The people of the task forces over a year so far: who serves how long, their visits and talks, training, talents."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import Lead, Member, Negotiation, Talent, TaskForce, Training, Visit
from models.queries.ledger_query import cell_texts
from models.rules.rates import half_up
from models.rules.service_days import days_served, pro_rata, strength
from models.rules.vocabulary import LeadChannel, LeadMethod, LeadState, MemberRole, TalentState
from models.settings.definitions import Definitions, load_definitions
from models.statistics.counting_rules import exists_on, is_live

_OUTSIDERS = frozenset({MemberRole.AMBASSADOR, MemberRole.ADVISOR})
_CHUNK_ROWS = 5000
_ZERO = Decimal(0)


@dataclass(slots=True)
class MemberRecord:
    """A person of a task force over the days of a report; ``texts`` are name, unit, post, role and telephone.

    ``days`` are those served; ``asked_visits`` and ``asked_talks`` what the county asks for them, None for nothing.
    """

    row: str
    force: str | None
    names: frozenset[str]
    role: str
    texts: tuple[str, ...]
    is_seconded: bool
    since: date | None
    until: date | None
    days: int
    asked_visits: Decimal | None = None
    asked_talks: Decimal | None = None
    visits: list[str] = field(default_factory=list)
    talks: list[str] = field(default_factory=list)

    @property
    def is_outsider(self) -> bool:
        """Whether it is somebody who helps from outside: 招商大使, 招商顾问."""
        return self.role in _OUTSIDERS

    def serves_on(self, day: date) -> bool:
        """Whether the person serves on a day."""
        return bool(days_served(self.since, self.until, day, day))


@dataclass(frozen=True, slots=True)
class ForcePeople:
    """A task force: its heads, the members who serve or served, its visits and talks, and how many trainings.

    ``strength`` is how many people serving all along its members make.
    """

    row: str
    name: str
    leader: str
    head: str
    liaison: str
    members: tuple[MemberRecord, ...]
    strength: Decimal
    visits: tuple[str, ...]
    talks: tuple[str, ...]
    trained: int

    def present(self, day: date) -> tuple[MemberRecord, ...]:
        """Return the members who serve on a day."""
        return tuple(member for member in self.members if member.serves_on(day))

    def per_head(self, rows: tuple[str, ...]) -> Decimal | None:
        """Return how many rows each of its people has, to one decimal; None without people."""
        return half_up(Decimal(len(rows)) / self.strength, 1) if self.strength else None


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """A training: its id, day, texts (name, kind, day, days, place, organiser, task forces), attendances."""

    row: str
    texts: tuple[str, ...]
    forces: tuple[str, ...]
    heads: int


@dataclass(frozen=True, slots=True)
class TalentDemand:
    """A demand for people: its texts (post, firm, kind, degree, due, state, unit), wanted and hired."""

    row: str
    force: str | None
    texts: tuple[str, ...]
    wanted: int
    hired: int
    is_open: bool
    asked: str = ""  # skills and pay


@dataclass(frozen=True, slots=True)
class People:
    """Everything about the people from ``first`` to ``last``; ``outsiders`` are the county's 招商大使 and 顾问."""

    first: date
    last: date
    forces: tuple[ForcePeople, ...]
    outsiders: tuple[MemberRecord, ...]
    trainings: tuple[TrainingRecord, ...]
    talents: tuple[TalentDemand, ...]
    stationed_leads: tuple[tuple[str, bool], ...] = ()  # (row, whether recognised) of those found by 驻点小分队

    @property
    def stationed(self) -> tuple[MemberRecord, ...]:
        """Those who are stationed away (驻点小分队) and serve on the last day."""
        members = (member for force in self.forces for member in force.members)
        return tuple(
            member for member in members if member.role == MemberRole.STATIONED and member.serves_on(self.last)
        )

    def force(self, row: str) -> ForcePeople | None:
        """Return a task force by its id."""
        return next((force for force in self.forces if force.row == row), None)


def people_of_year(session: Session, last: date, *, unmasked: bool = False) -> People:
    """Read the people from January to a day; telephones are masked unless ``unmasked``."""
    first = date(last.year, 1, 1)
    members = _members(session, first, last, unmasked=unmasked)
    _add_duties(members, load_definitions(session), last.year)
    contacts = [_contacts(session, Visit, members, first, last), _contacts(session, Negotiation, members, first, last)]
    trainings = tuple(_trainings(session, first, last))
    trained = _trained(trainings)
    forces = sa.select(TaskForce).where(is_live(TaskForce), exists_on(last)).order_by(TaskForce.rank, TaskForce.id)
    return People(
        first,
        last,
        tuple(
            _force(row, members, (contacts[0], contacts[1]), trained.get(row.id, 0), (first, last))
            for row in session.execute(forces).scalars()
        ),
        tuple(member for member in members if member.is_outsider and member.serves_on(last)),
        trainings,
        tuple(_talents(session)),
        _stationed_leads(session, first, last),
    )


def _force(
    row: TaskForce,
    members: Iterable[MemberRecord],
    contacts: tuple[Mapping[str, list[str]], Mapping[str, list[str]]],
    trained: int,
    span: tuple[date, date],
) -> ForcePeople:
    served = tuple(member for member in members if member.force == row.id and not member.is_outsider)
    days = sum(member.days for member in served)
    visits, talks = (tuple(rows.get(row.id, ())) for rows in contacts)
    heads = (row.leader or _holders(served, MemberRole.HEAD, span[1]), row.head or "")
    liaison = row.liaison or _holders(served, MemberRole.CONTACT, span[1])
    return ForcePeople(row.id, row.short_name, *heads, liaison, served, strength(days, *span), visits, talks, trained)


def _holders(members: Iterable[MemberRecord], role: str, day: date) -> str:
    """Return the names of the members of a role who serve on a day, where the task force names nobody itself."""
    return "、".join(member.texts[0] for member in members if member.role == role and member.serves_on(day))


def _members(session: Session, first: date, last: date, *, unmasked: bool) -> list[MemberRecord]:
    """Read those who served on any day of the span, in the order they were entered."""
    served = sa.and_(
        sa.or_(Member.until.is_(None), Member.until >= first), sa.or_(Member.since.is_(None), Member.since <= last)
    )
    columns = (Member.id, Member.task_force, Member.name, Member.role, Member.seconded, Member.since, Member.until)
    rows = session.execute(sa.select(*columns).where(is_live(Member), served).order_by(Member.id)).all()
    texts: dict[str, tuple[str, ...]] = {}
    keys = ("name", "unit", "post", "role", "phone")
    for start in range(0, len(rows), _CHUNK_ROWS):
        chunk = [row.id for row in rows[start : start + _CHUNK_ROWS]]
        texts |= cell_texts(session, Member, chunk, keys, unmasked=unmasked)
    return [
        MemberRecord(
            row.id,
            row.task_force,
            frozenset(row.name.split("、")),
            row.role or "",
            texts[row.id],
            bool(row.seconded),
            row.since,
            row.until,
            days_served(row.since, row.until, first, last),
        )
        for row in rows
    ]


def _add_duties(members: Iterable[MemberRecord], rules: Definitions, year: int) -> None:
    """Set what the county asks of each member for the days served; outsiders are asked for nothing."""
    for member in members:
        if not member.is_outsider:
            visits, talks = rules.visits_per_member, rules.talks_per_member
            member.asked_visits = pro_rata(visits, member.days, year) if visits else None
            member.asked_talks = pro_rata(talks, member.days, year) if talks else None


def _contacts(
    session: Session, ledger: type[Visit | Negotiation], members: Iterable[MemberRecord], first: date, last: date
) -> dict[str, list[str]]:
    """Add visits or talks to the members they name while they served; return all of them by task force."""
    by_name: dict[tuple[str, str], list[MemberRecord]] = {}
    for member in members:
        for name in member.names:
            by_name.setdefault((member.force or "", name), []).append(member)
    rows: dict[str, list[str]] = {}
    named = sa.func.coalesce(Visit.leader, "") + "、" + sa.func.coalesce(Visit.people, "")
    people = named if ledger is Visit else sa.func.coalesce(Negotiation.ours, "")
    query = sa.select(ledger.id, ledger.task_force, ledger.on, people)
    query = query.where(is_live(ledger), ledger.on.between(first, last)).order_by(ledger.on, ledger.id)
    for row, force, on, names in session.execute(query):
        rows.setdefault(force or "", []).append(row)
        took_part = {
            member.row: member for name in names.split("、") for member in by_name.get((force or "", name), ())
        }
        for member in took_part.values():
            if on is not None and member.serves_on(on):
                (member.visits if ledger is Visit else member.talks).append(row)
    return rows


def _trainings(session: Session, first: date, last: date) -> Iterator[TrainingRecord]:
    query = sa.select(Training.id, Training.task_forces, Training.people, Training.heads)
    rows = session.execute(query.where(is_live(Training), Training.on.between(first, last)).order_by(Training.on)).all()
    keys = ("name", "kind", "on", "days", "place", "organiser", "task_forces")
    texts = cell_texts(session, Training, [row.id for row in rows], keys)
    for row in rows:
        heads = row.heads if row.heads is not None else len([name for name in (row.people or "").split("、") if name])
        yield TrainingRecord(row.id, texts[row.id], tuple((row.task_forces or "").split()), heads)


def _trained(trainings: Iterable[TrainingRecord]) -> dict[str, int]:
    """Count the trainings of each task force that took part by itself or with others."""
    counts: dict[str, int] = {}
    for training in trainings:
        for force in training.forces:
            counts[force] = counts.get(force, 0) + 1
    return counts


def _stationed_leads(session: Session, first: date, last: date) -> tuple[tuple[str, bool], ...]:
    """Return the leads of the span that stationed people found (运城 Y8), by their channel or their method."""
    found_by_squad = sa.or_(Lead.channel == LeadChannel.SQUAD, Lead.method == LeadMethod.STATIONED)
    query = sa.select(Lead.id, Lead.state).where(is_live(Lead), Lead.reported_on.between(first, last), found_by_squad)
    rows = session.execute(query.order_by(Lead.reported_on, Lead.id)).all()
    return tuple((row.id, row.state == LeadState.RECOGNISED) for row in rows)


def _asked(skills: str | None, pay: str | None) -> str:
    return "；".join(part for part in (" ".join((skills or "").split()), pay) if part)


def _talents(session: Session) -> Iterator[TalentDemand]:
    """Yield the demands that were not cancelled, the open ones first."""
    live = (is_live(Talent), sa.func.coalesce(Talent.state, "") != TalentState.CANCELLED)
    facts = Talent.task_force, Talent.wanted, Talent.hired, Talent.state, Talent.skills, Talent.pay
    query = sa.select(Talent.id, *facts).where(*live)
    rows = session.execute(query.order_by(Talent.id)).all()
    keys = ("name", "enterprise", "kind", "degree", "due", "state", "unit")
    texts: dict[str, tuple[str, ...]] = {}
    for start in range(0, len(rows), _CHUNK_ROWS):
        texts |= cell_texts(session, Talent, [row.id for row in rows[start : start + _CHUNK_ROWS]], keys)
    demands = []
    for row in rows:
        wanted, hired = row.wanted or 0, row.hired or 0
        is_open = row.state != TalentState.MET and (row.wanted is None or hired < wanted)
        demands.append(
            TalentDemand(row.id, row.task_force, texts[row.id], wanted, hired, is_open, _asked(row.skills, row.pay))
        )
    yield from sorted(demands, key=lambda demand: (not demand.is_open, demand.texts[4] or "9", demand.row))
