"""The section 下步打算: demands with unit and day, and who is called in for a talk (约谈) by the county's rule."""

from datetime import date, timedelta
from decimal import Decimal

from models.ledgers import Obligation, TaskForce
from models.rules.periods import Period, read_period
from models.rules.vocabulary import Stage
from models.settings.definitions import Definitions
from reports.circulars.parts.force_names import name_forces
from reports.circulars.parts.letterhead import scope_name, short_date
from reports.circulars.parts.problems import (
    Section,
    count_items,
    count_projects,
    forces_behind,
    is_open,
    numbered,
    overdue_obligations,
)
from reports.circulars.parts.responsible import lead_units, responsible_text, units_of_projects
from reports.circulars.parts.wording import paragraph
from reports.circulars.phrases.bank import SlotValue, say
from reports.content.document import Block, SectionHeading, TextSpan
from reports.figures.figure import LEFT, Figure, PeriodFigures

_MAX_NAMES = 8


def next_step_section(board: PeriodFigures, title: str = "四、下步打算") -> tuple[Block, ...]:
    """Compose 下步打算 from the plans and deadlines of the next month."""
    coming = _next_month(board.period)
    parts = (_remaining_target(board), _to_start(board, coming), _to_settle(board, coming), interview_section(board))
    return SectionHeading(1, title), *numbered([part for part in parts if part])


def _next_month(period: Period) -> Period:
    after = period.last + timedelta(days=1)
    return read_period(f"{after.year}-{after.month:02}")


def report_day(board: PeriodFigures) -> str:
    """Return the day by which units report back: the county's day of the month after the period, as 11月10日.

    A circular made on that day or later asks for the next such day, since nobody can report back before reading it.
    """
    issued = board.facts.issued_on
    day = _report_day_in(board, _next_month(board.period))
    if issued is not None and day <= issued:
        month = read_period(f"{issued.year}-{issued.month:02}")
        day = _report_day_in(board, month)
        day = day if day > issued else _report_day_in(board, _next_month(month))
    return short_date(day, board.period.year)


def _report_day_in(board: PeriodFigures, month: Period) -> date:
    return month.first.replace(day=min(Definitions(board.facts.settings).report_day, month.last.day))


def office_name(board: PeriodFigures) -> str:
    """Return whom task forces and units report to: the headquarters' office, else who issues the circulars."""
    county = board.facts.county_row
    if county is None:
        return "领导小组办公室"
    if county.office:
        return str(county.office)
    organ = str(county.organ or f"{county.name}招商引资领导小组")
    return organ if organ.endswith(("办", "办公室", "中心", "局")) else f"{organ}办公室"


def _demand(board: PeriodFigures) -> dict[str, SlotValue]:
    return {"日期": report_day(board), "办公室": office_name(board)}


def _remaining_target(board: PeriodFigures) -> Section | None:
    """Compose the paragraph on the rest of the year's signing target and the monthly amount it needs."""
    goal, done = board.target("signed_value"), board.year("signed_value")
    months = 12 - board.period.last.month
    if months and all(board.target(key).value is None for key in board.compared):
        key = "next.untargeted" if board.facts.only_force is None else "next.untargeted.own"
        text = say(board.facts.settings, key, _demand(board) | {"单位": lead_units(board)})
        return "下达年度任务", paragraph(text, key="next.signing")
    if goal.value is None or months == 0:
        return None
    left = max(goal.value - (done.value or Decimal(0)), Decimal(0))
    formula = f"年度目标{goal.text}亿元−累计{done.text}亿元"
    facts = ("signed_value.left", "签约金额剩余任务", "亿元", left, formula, done.rows, 2, "project")
    rest = Figure(*facts, operands=(goal, done), relation=LEFT)
    whole = not board.facts.only_force
    values = _demand(board) | {"单位": lead_units(board), "剩余": rest}
    if left == 0:
        key = "next.signed" if whole else "next.signed.own"
        return "巩固签约成果", paragraph(say(board.facts.settings, key, values), key="next.signing")
    how = f"{rest.formula}，÷{months}个月"
    each = Figure("signed_value.monthly", "月均需签约", "亿元", left / months, how, done.rows, 2, "project")
    values |= {"月均": each, "月数": _months_left(months), "在谈数": board.talks()}
    key = "next.signing.last" if months == 1 else "next.signing"
    key = key if board.talks().value else "next.signing.empty"
    text = say(board.facts.settings, key if whole else f"{key}.own", values)
    return "倒排签约任务", paragraph(text, key="next.signing")


def _months_left(months: int) -> Figure:
    return Figure("months.left", "本年剩余月数", "个月", Decimal(months), "12个月−已过月数", (), 0)


def _to_start(board: PeriodFigures, coming: Period) -> Section | None:
    """Compose the paragraph on projects planned to start next month; None where there is none."""
    due = [
        c
        for c in board.facts.held_projects
        if c.plan_start
        and coming.first <= c.plan_start <= coming.last
        and c.entered.get(Stage.STARTED, date.max) > board.period.last
        and not c.has_ended(board.period.last)
    ]
    if not due:
        return None
    month = f"{coming.first.month}月"
    ordered = sorted(due, key=lambda course: (course.plan_start or date.max, course.name))
    listed = [f"{course.name}（{short_date(course.plan_start, coming.year)}）" for course in ordered[:_MAX_NAMES]]
    formula = f"计划开工时间在{coming.name}、尚未开工的项目数"
    values: dict[str, SlotValue] = {
        "月份": month,
        "个数": count_projects("to_start", f"{month}计划开工项目", due, formula),
        "名单": "、".join(listed) + ("等" if len(ordered) > _MAX_NAMES else ""),
        "单位": units_of_projects(board, due),
    }
    return "抓好项目开工", paragraph(say(board.facts.settings, "next.start", values), key="next.start")


def _to_settle(board: PeriodFigures, coming: Period) -> Section | None:
    """Compose the paragraph on obligations due next month and overdue; None where there is none."""
    last = board.period.last
    due = [item for item in board.facts.obligations if is_open(item, last) and _falls_in(item, coming)]
    late = overdue_obligations(board)
    if not due and not late:
        return None
    month = f"{coming.first.month}月"
    formula = f"时限在{coming.name}、尚未销号的责任事项数"
    values = _demand(board) | {
        "月份": month,
        "到期": count_items("due_next", "下月到期事项", due, formula),
        "逾期": count_items("overdue", "逾期未销号事项", late, "时限在期末及以前、期末尚未销号的责任事项数"),
        "单位": responsible_text(board.facts, late + due),
    }
    which = "both" if due and late else "due" if due else "late"
    text = say(board.facts.settings, f"next.settle.{which}", values)
    return "按期兑现销号", paragraph(text, key="next.settle")


def _falls_in(obligation: Obligation, period: Period) -> bool:
    return period.first <= (obligation.extended_to or obligation.due or date.max) <= period.last


# --- 约谈


def interview_section(board: PeriodFigures) -> Section | None:
    """Compose who is called in for lagging far behind the pace; None where the county has no such rule or nobody is."""
    definitions = Definitions(board.facts.settings)
    if not definitions.interviews_laggards or board.facts.only_force is not None:
        return None
    limit = definitions.interview_gap
    behind = [force for force, gap in forces_behind(board) if (gap.value or Decimal(0)) <= -limit]
    if not behind:
        return None
    values = _interview_values(board, behind) | {"差距": limit_figure(limit)}
    return "落实约谈制度", paragraph(say(board.facts.settings, "interview.behind", values), key="next.interview")


def limit_figure(limit: Decimal) -> Figure:
    """Return the county's limit as a figure that names the setting."""
    places = 0 if limit == limit.to_integral_value() else 2
    return Figure("interview.gap", "约谈的差距", "个百分点", limit, "统计口径“约谈的差距”", (), places)


def _interview_values(board: PeriodFigures, forces: list[TaskForce]) -> dict[str, SlotValue]:
    return _demand(board) | {"名单": name_forces(forces), "范围": scope_name(board.facts)}


def interview_twice(board: PeriodFigures, forces: list[TaskForce]) -> tuple[TextSpan, ...]:
    """Compose the sentence on task forces last twice in a row; empty where the county's rule does not call them in."""
    if not forces or not Definitions(board.facts.settings).interviews_last_twice:
        return ()
    return say(board.facts.settings, "interview.twice", _interview_values(board, forces))
