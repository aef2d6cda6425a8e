"""How far a new book has been set up (建账向导), read from the book itself; only the passing over is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.base import Ledger
from models.fields.field import field_of
from models.ledgers import Chain, ChainNode, Circular, County, Holiday, Member, Policy, Scheme, Target, TaskForce
from models.rules.duty_schedule import UNSET
from models.rules.target_spans import read_target_span
from models.rules.vocabulary import HolidayState
from models.settings.definitions import choice_labels, load_definitions
from models.settings.guide_progress import passed_over
from models.statistics.counting_rules import SqlCondition, exists_on, is_live

FIRST_CIRCULAR = "circular"  # the key of the last step
_UNNAMED = "（请填"  # how the name of a county that has not been typed begins
_NEEDED = ("name", "organ", "number_word", "recipients")  # what a circular is headed and addressed with
_NAMED_SCHEMES = 2  # in a step's sentence
_LATE_IN_YEAR = 11  # month from which next year's holidays are expected to be published


@dataclass(frozen=True, slots=True)
class SetupState:
    """One step: its key and title, a sentence on what there is or lacks, whether it is done, and whether passed over.

    ``ledger`` is the table it fills; empty where it fills none.
    """

    key: str
    title: str
    text: str
    is_done: bool
    is_passed_over: bool = False
    ledger: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return not self.is_done and not self.is_passed_over


@dataclass(frozen=True, slots=True)
class _StepFacts:
    """What the book holds for a step."""

    text: str
    is_done: bool
    ledger: str = ""


def read_setup(session: Session, today: date) -> tuple[SetupState, ...]:
    """Read the state of every step, in the order of the guide."""
    passed = passed_over(session)
    return tuple(
        SetupState(key, title, state.text, state.is_done, key in passed, state.ledger)
        for key, title, state in _steps(session, today)
    )


def open_steps(session: Session, today: date) -> tuple[SetupState, ...]:
    """List the steps that are neither done nor passed over."""
    return tuple(step for step in read_setup(session, today) if step.is_open)


def _steps(session: Session, today: date) -> Iterator[tuple[str, str, _StepFacts]]:
    yield "county", "县名、印发单位、代字、主送", _county(session)
    yield "forces", "招商专班", _forces(session, today)
    yield "members", "专班人员", _rows(session, Member, "人", "还没有登记：组长、联络员和成员")
    yield "chains", "产业链", _chains(session)
    yield "targets", "目标任务", _targets(session, today)
    yield "cadence", "工作节奏", _cadence(session)
    yield "schemes", "排名方案", _schemes(session)
    yield "policies", "政策", _rows(session, Policy, "条", "还没有：本县现行的奖励和扶持政策")
    yield "holidays", "节假日", _holidays(session, today)
    yield FIRST_CIRCULAR, "第一份通报", _circulars(session)


def _county(session: Session) -> _StepFacts:
    county = session.execute(sa.select(County).where(is_live(County)).order_by(County.id)).scalars().first()
    lacking = [field_of(County, key).label for key in _NEEDED if not _is_typed(getattr(county, key, None))]
    if lacking:
        return _StepFacts(f"还没填：{'、'.join(lacking)}", is_done=False)
    copies = "" if county is not None and county.copies else "；抄送单位空着，没有就不填"
    return _StepFacts(
        f"{county.name if county else ''}，文号用“{county.number_word if county else ''}”{copies}", is_done=True
    )


def _is_typed(value: str | None) -> bool:
    return bool(value) and not str(value).startswith(_UNNAMED)


def _forces(session: Session, today: date) -> _StepFacts:
    existing = exists_on(today)
    count = _count(session, TaskForce, existing)
    without = _count(session, TaskForce, existing, sa.func.coalesce(TaskForce.lead_units, "") == "")
    lacking = f"，{without} 个没有牵头单位" if without else ""
    text = f"已有 {count} 个{lacking}" if count else "还没有：每条产业链、每个招商方向一个专班"
    return _StepFacts(text, bool(count), TaskForce.__tablename__)


def _rows(session: Session, ledger: type[Ledger], measure_word: str, lacking: str) -> _StepFacts:
    count = _count(session, ledger)
    return _StepFacts(f"已有 {count:,} {measure_word}" if count else lacking, bool(count), ledger.__tablename__)


def _chains(session: Session) -> _StepFacts:
    count, nodes = _count(session, Chain), _count(session, ChainNode)
    text = f"已有 {count} 条、{nodes} 个环节" if count else "还没有：招商图谱由产业链和环节画出"
    return _StepFacts(text, bool(count), Chain.__tablename__)


def _targets(session: Session, today: date) -> _StepFacts:
    """Find the targets whose days have not passed: those of a document of past years measure nothing any more."""
    query = sa.select(Target.period, sa.func.count()).where(is_live(Target)).group_by(Target.period)
    rows = session.execute(query).all()
    counts = {row[0]: row[1] for row in rows}
    current = sum(count for period, count in counts.items() if _covers(period, today))
    if current:
        return _StepFacts(f"已有 {current} 个还没到期的目标", is_done=True, ledger=Target.__tablename__)
    text = f"{sum(counts.values())} 个目标都过了期限，今年的还没有" if counts else f"还没有：{today.year}年的目标"
    return _StepFacts(text, is_done=False, ledger=Target.__tablename__)


def _covers(period: str, today: date) -> bool:
    try:
        return read_target_span(period).last >= today
    except UserError:
        return False


def _cadence(session: Session) -> _StepFacts:
    definitions = load_definitions(session)
    chosen = definitions.text("cadence_set", UNSET)
    try:
        names = "、".join(duty.name for duty in definitions.duties)
    except UserError as error:
        return _StepFacts(str(error), is_done=False)
    if chosen == UNSET:
        return _StepFacts("还没有定：哪一天出周动态、月通报、季排名", is_done=False)
    label = choice_labels("cadence_set").get(chosen, chosen).partition("：")[0].partition("（")[0]
    return _StepFacts(f"{label}：{names}", is_done=True)


def _schemes(session: Session) -> _StepFacts:
    query = sa.select(Scheme.name).where(is_live(Scheme), Scheme.active == sa.literal(1)).order_by(Scheme.id)
    names = list(session.execute(query).scalars())
    if not names:
        count = _count(session, Scheme)
        examples = f"，{count} 个样本可以改" if count else ""
        return _StepFacts(f"没有正在使用的方案{examples}，季排名出不来", is_done=False, ledger=Scheme.__tablename__)
    more = f"等 {len(names)} 个" if len(names) > _NAMED_SCHEMES else ""
    text = f"正在使用：{'、'.join(names[:_NAMED_SCHEMES])}{more}"
    return _StepFacts(text, is_done=True, ledger=Scheme.__tablename__)


def _holidays(session: Session, today: date) -> _StepFacts:
    years = [today.year, today.year + 1] if today.month >= _LATE_IN_YEAR else [today.year]
    states = {year: _published(session, year) for year in years}
    text = "；".join(f"{year}年{'已公布' if published else '还不是公布的'}" for year, published in states.items())
    return _StepFacts(text, states[today.year], Holiday.__tablename__)


def _published(session: Session, year: int) -> bool:
    days = Holiday.on.between(date(year, 1, 1), date(year, 12, 31))
    return _count(session, Holiday, days, Holiday.state == HolidayState.PUBLISHED) > 0


def _circulars(session: Session) -> _StepFacts:
    count = _count(session, Circular)
    return _StepFacts(f"已印发 {count:,} 份" if count else "还没有印发过", bool(count), Circular.__tablename__)


def _count(session: Session, ledger: type[Ledger], *where: SqlCondition) -> int:
    return session.execute(sa.select(sa.func.count()).select_from(ledger).where(is_live(ledger), *where)).scalar_one()
