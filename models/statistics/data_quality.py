"""Data quality: what in the ledgers is probably wrong or incomplete, checked before a circular is made."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.fields.amounts import MoneyKind
from models.fields.base import Ledger
from models.fields.field import Field, fields
from models.fields.kind import number_of
from models.fields.kinds import LineKind, ProseKind
from models.ledgers import LEDGERS, Enterprise, Funding, Obligation, Project, Receipt, StageMove, Target, TaskForce
from models.rules import plausibility
from models.rules.periods import Period
from models.rules.rates import without_trailing_zeros
from models.rules.target_spans import is_target_of_year
from models.rules.vocabulary import Stage
from models.statistics import counting_rules
from models.statistics.counting_rules import exists_on, is_live
from models.statistics.raw_rows import fetch_raw


@dataclass(frozen=True, slots=True)
class DataIssue:
    """A data problem: the rows of one ledger that it is about, and the message."""

    ledger: str
    rows: tuple[str, ...]
    message: str


def find_outliers(session: Session) -> Iterator[DataIssue]:
    """Find amounts of money a thousand times off from others of the field: usually a wrong unit (万元、元、亿元)."""
    for ledger in LEDGERS:
        for field in fields(ledger):
            if isinstance(field.kind, MoneyKind):
                yield from _field_outliers(session, ledger, field)


def _field_outliers(session: Session, ledger: type[Ledger], field: Field) -> Iterator[DataIssue]:
    column, title = getattr(ledger, field.key), getattr(ledger, ledger.about.title)
    query: Any = sa.select(ledger.id, title, column).where(is_live(ledger), column.is_not(None))
    rows = fetch_raw(session, query.order_by(ledger.id))
    for number in plausibility.outliers([value for _, _, value in rows]):
        row, name, value = rows[number][0], rows[number][1], Decimal(number_of(field.kind.load(rows[number][2])))
        statement = f"{ledger.about.label}“{name}”的{field.label}是 {value.normalize():f} {field.kind.unit}"
        yield DataIssue(ledger.__tablename__, (row,), f"{statement}，和同栏的数相差上千倍，像是单位填错了。")


def find_lost_units(session: Session) -> Iterator[DataIssue]:
    """Find texts with an amount of money that lost its 万 or 亿, such as “总投资261.72元” (科学导报 2024)."""
    for ledger in LEDGERS:
        texts = [field for field in fields(ledger) if isinstance(field.kind, (LineKind, ProseKind))]
        if not ledger.about.in_navigation or not texts:
            continue
        columns = [getattr(ledger, field.key) for field in texts]
        held = sa.or_(*(column.contains("元") for column in columns))
        query: Any = sa.select(ledger.id, getattr(ledger, ledger.about.title), *columns)
        for row, name, *values in fetch_raw(session, query.where(is_live(ledger), held).order_by(ledger.id)):
            for field, text in zip(texts, values, strict=True):
                for slip in plausibility.amounts_without_unit(text or ""):
                    statement = f"{ledger.about.label}“{name}”的{field.label}写着“{slip}”"
                    yield DataIssue(ledger.__tablename__, (row,), f"{statement}，像是漏了“万”或“亿”。")


def find_target_mismatches(session: Session, year: int) -> Iterator[DataIssue]:
    """Find targets of the county that differ from the sum of its task forces' targets."""
    query = sa.select(Target).where(is_live(Target), Target.enterprise.is_(None), Target.owner.is_(None))
    series: dict[tuple[str, str], list[tuple[Target, Decimal]]] = {}
    for target in session.execute(query).scalars():
        if target.value is not None and is_target_of_year(target.period, year):
            series.setdefault((target.metric, target.unit or ""), []).append((target, target.value))
    for (metric, unit), targets in series.items():
        county_values = [value for target, value in targets if not target.task_forces]
        parts = [value for target, value in targets if target.task_forces]
        total, added = sum(county_values, Decimal(0)), sum(parts, Decimal(0))
        if county_values and parts and not plausibility.adds_up(total, parts):
            sums = f"全县目标 {total.normalize():f}{unit}，各专班相加是 {added.normalize():f}{unit}"
            yield DataIssue("target", tuple(target.id for target, _ in targets), f"{year}年“{metric}”{sums}，对不上。")


def find_missing_amounts(session: Session, rows: Collection[str], settings: Mapping[str, str]) -> Iterator[DataIssue]:
    """Find projects among ``rows``, printed as signed, whose signed amount is not entered, with what is known of each.

    A county that counts the total instead (setting ``signed_worth``) needs that one.
    """
    columns = (Project.id, Project.name, Project.total, Project.foreign, Project.signed_amount)
    query = sa.select(*columns).where(is_live(Project)).order_by(Project.id)
    lacking: list[tuple[str, str]] = []
    for row, name, total, foreign, signed_amount in session.execute(query):
        if row in rows and not counting_rules.signed_worth(signed_amount, total, settings):
            facts = [f"总投资{_amount_text(total)}万元"] if total else []
            facts += [f"合同外资{_amount_text(foreign)}万美元"] if foreign else []
            known = f"只有{'、'.join(facts)}" if facts else "什么金额也没有"
            lacking.append((row, f"“{name}”（{known}）"))
    if lacking:
        named = _names_text([text for _, text in lacking])
        message = f"已签约的项目没有填签约金额：{named}。请补填；没有填的不计入签约金额。"
        yield DataIssue(Project.__tablename__, tuple(row for row, _ in lacking), message)


def _amount_text(value: Decimal) -> str:
    return f"{without_trailing_zeros(value):,f}"


def find_unnamed_task_forces(session: Session) -> Iterator[DataIssue]:
    """Find the task forces that a circular cannot name well: without 简称, or without 牵头单位."""
    forces = list(session.execute(sa.select(TaskForce).where(is_live(TaskForce)).order_by(TaskForce.rank)).scalars())
    for lacking, what, why in (
        ([force for force in forces if not force.short], "简称", "通报里的称呼由名称截取"),
        ([force for force in forces if not force.lead_units], "牵头单位", "通报里印成“—”，都没有填的不印这一栏"),
    ):
        if lacking:
            names = _names_text([force.name for force in lacking])
            message = f"{names}没有填{what}，{why}；请在“招商专班”里填写。"
            yield DataIssue(TaskForce.__tablename__, tuple(force.id for force in lacking), message)


def find_ownerless_obligations(session: Session, rows: Collection[str]) -> Iterator[DataIssue]:
    """Find obligations among ``rows``, printed by name, for which no unit or no person answers."""
    query = sa.select(Obligation).where(Obligation.id.in_(rows)).order_by(Obligation.due, Obligation.id)
    items = list(session.execute(query).scalars())
    for lacking, what, printed in (
        ([item for item in items if not item.unit], "责任单位", "会印所属专班（企业的事项印投资方），都没有的印“—”"),
        ([item for item in items if item.unit and not item.owner], "责任人", "会印成“—”"),
    ):
        if lacking:
            names = _names_text(list(dict.fromkeys(item.name for item in lacking)))
            message = f"印出的责任事项里{names}没有{what}，{printed}。"
            yield DataIssue(Obligation.__tablename__, tuple(item.id for item in lacking), message)


def find_gate_overrides(session: Session, period: Period) -> Iterator[DataIssue]:
    """Find projects that reached 签约 or 开工 within a period by a gate override (放行)."""
    query = (
        sa.select(Project.id, Project.name, Project.passed_by, Project.passed_why, StageMove.stage)
        .join(StageMove, StageMove.project == Project.id)
        .where(is_live(Project), is_live(StageMove), StageMove.stage.in_((Stage.SIGNED, Stage.STARTED)))
        .where(StageMove.on.between(period.first, period.last), Project.passed_by.is_not(None))
        .order_by(Project.id)
    )
    for row, name, by, why, stage in session.execute(query):
        yield DataIssue("project", (row,), f"项目“{name}”{stage}时由{by}放行：{why or '没有写理由'}。")


def find_missing_reports(session: Session, period: Period) -> Iterator[DataIssue]:
    """Find task forces and firms whose report for a period is missing or late; nothing where none are recorded."""
    receipts = sa.select(Receipt).where(is_live(Receipt))
    if session.execute(sa.select(receipts.exists())).scalar() is not True:
        return
    in_period = list(session.execute(receipts.where(Receipt.period == period.key)).scalars())
    yield from _missing_reports_of_firms(session, period, [receipt for receipt in in_period if receipt.enterprise])
    in_period = [receipt for receipt in in_period if not receipt.enterprise]
    query = sa.select(TaskForce.id, TaskForce.name).where(is_live(TaskForce), exists_on(period.last))
    query = query.order_by(TaskForce.rank)
    forces = {row: name for row, name in session.execute(query)}  # noqa: C416 - a Result has keys(), dict() is misled
    reported = {receipt.task_force for receipt in in_period if receipt.received_on is not None or receipt.empty}
    silent = [row for row in forces if row not in reported]
    if silent:
        names = _names_text([forces[row] for row in silent])
        yield DataIssue("task_force", tuple(silent), f"{period.name}没有报送的专班：{names}。")
    late = [
        receipt for receipt in in_period if receipt.received_on and receipt.due and receipt.received_on > receipt.due
    ]
    if late:
        names = _names_text([forces.get(receipt.task_force, "") for receipt in late])
        yield DataIssue("receipt", tuple(receipt.id for receipt in late), f"{period.name}迟报的专班：{names}。")


def _missing_reports_of_firms(session: Session, period: Period, receipts: Sequence[Receipt]) -> Iterator[DataIssue]:
    """Find the firms that are to report regularly (河津：企业定期梳理上报) and did not, or were late."""
    query = sa.select(Enterprise.id, Enterprise.name).where(is_live(Enterprise), Enterprise.reports == sa.literal(1))
    firms = {row.id: row.name for row in session.execute(query.order_by(Enterprise.name, Enterprise.id))}
    reported = {receipt.enterprise for receipt in receipts if receipt.received_on is not None or receipt.empty}
    if silent := [row for row in firms if row not in reported]:
        names = _names_text([firms[row] for row in silent])
        yield DataIssue("enterprise", tuple(silent), f"{period.name}没有报送的企业：{names}。")
    late = [
        receipt for receipt in receipts if receipt.received_on and receipt.due and receipt.received_on > receipt.due
    ]
    if late:
        names = _names_text([firms.get(receipt.enterprise or "", "企业库以外的企业") for receipt in late])
        yield DataIssue("receipt", tuple(receipt.id for receipt in late), f"{period.name}迟报的企业：{names}。")


def find_undivided_openings(session: Session, period: Period) -> Iterator[DataIssue]:
    """Find opening fundings that hold money of a period and of days before it: the period's own part is unknown."""
    is_undivided = sa.and_(
        Funding.covers_to >= period.first,
        sa.or_(Funding.covers_from.is_(None), Funding.covers_from < period.first),
    )
    query = sa.select(Funding.id, Funding.covers_to).where(is_live(Funding), is_undivided)
    openings = [(row, day) for row, day in session.execute(query.order_by(Funding.id)) if day is not None]
    if openings:
        last = max(day for _, day in openings).isoformat()
        message = (
            f"到位资金期初 {len(openings)} 笔（最晚截至{last}）里有{period.name}的钱，没有分开登记，"
            "本期的到位资金没有把它算进去；通报上写“没有到位”的，请改写，或把本期到的另记一笔、从期初里减去。"
        )
        yield DataIssue("funding", tuple(row for row, _ in openings), message)


def _names_text(names: Sequence[str], most: int = 6) -> str:
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[:most])}等{len(names)}个"
