"""The tables of 拿地即开工 and 标准地: projects from land to start, their permit steps, what their sites promised."""

from collections.abc import Sequence
from datetime import date

from models.rules.site_standards import StandardState
from models.statistics.site_progress import SiteProject, SiteStandard, SiteStep, average_to_start
from reports.figures.figure import EMPTY
from reports.figures.special_table import (
    Cell,
    SpecialColumn,
    SpecialLine,
    SpecialTable,
    day_text,
    plain_text,
    special_count,
    special_figure,
)


def sites_table(projects: Sequence[SiteProject], today: date) -> SpecialTable:
    """One line for each project: steps done, the one at hand, steps late, and the days from land to start."""
    average, counted = average_to_start(projects)
    rows = tuple(project.row for project in counted)
    summary: list[Cell] = [
        special_count("sites", "排了审批步骤的项目", "个", [project.row for project in projects], "project"),
        "项目排了审批步骤",
    ]
    if average is not None:
        summary += ["，拿地到开工平均", special_figure("average", "拿地到开工", "天", average, rows, "project")]
    return SpecialTable(
        "拿地即开工",
        (
            SpecialColumn("项目", 28),
            SpecialColumn("已办\n（步）", 6, is_number=True),
            SpecialColumn("共\n（步）", 6, is_number=True),
            SpecialColumn("正在办的步骤", 20),
            SpecialColumn("超期步骤\n（步）", 8, is_number=True),
            SpecialColumn("拿地日", 10),
            SpecialColumn("开工日", 10),
            SpecialColumn("拿地到开工\n（天）", 10, is_number=True),
        ),
        tuple(_site_line(project, today) for project in projects),
        tuple(summary),
        "拿地日是“这一步算拿地”的步骤实际办结那天，开工日照阶段记录；两个日子都有的才算平均。",
    )


def _site_line(project: SiteProject, today: date) -> SpecialLine:
    row_ids, name = (project.row,), project.name
    done = [step.row for step in project.steps if step.done is not None]
    late = [step.row for step in project.steps if step.days_late(today)]
    now = next((step.name for step in project.steps if step.done is None), EMPTY)
    cells = (
        name,
        special_count("done", name, "步", done, "milestone"),
        special_count("steps", name, "步", [step.row for step in project.steps], "milestone"),
        now,
        special_count("late", name, "步", late, "milestone"),
        day_text(project.land_on),
        day_text(project.started_on),
        special_figure("to_start", name, "天", project.days_to_start, row_ids, "project"),
    )
    is_open = any(step.done is None and step.days_late(today) for step in project.steps)
    return SpecialLine(cells, "project", project.row, is_open)


def steps_table(projects: Sequence[SiteProject], today: date) -> SpecialTable:
    """One line for each step of each project: the day promised, the day it was done, and the days late."""
    lines = tuple(_step_line(project, step, today) for project in projects for step in project.steps)
    late = [line.row for line in lines if line.is_open]
    return SpecialTable(
        "审批步骤",
        (
            SpecialColumn("项目", 28),
            SpecialColumn("步骤", 20),
            SpecialColumn("承诺办结", 10),
            SpecialColumn("实际办结", 10),
            SpecialColumn("超期\n（天）", 8, is_number=True),
        ),
        lines,
        ("过了承诺的日子还没有办结的", special_count("late_steps", "超期的步骤", "步", late, "milestone")),
        "超期天数：办结的算到办结那天，没有办结的算到今天。",
    )


def _step_line(project: SiteProject, step: SiteStep, today: date) -> SpecialLine:
    late = step.days_late(today)
    cells = (
        project.name,
        step.name,
        day_text(step.promised),
        day_text(step.done),
        special_figure("days_late", step.name, "天", late or None, (step.row,), "milestone"),
    )
    return SpecialLine(cells, "milestone", step.row, step.done is None and late > 0)


def standards_table(sites: Sequence[SiteStandard], today: date) -> SpecialTable:
    """One line for each indicator of a site: promised, real, and whether it is met."""

    def of_state(state: StandardState) -> list[str]:
        return [site.row for site in sites if site.state is state]

    summary: tuple[Cell, ...] = (
        special_count("standards", "标准地指标", "项", [site.row for site in sites], "land_standard"),
        "指标，已达标",
        special_count("met", "已达标", "项", of_state(StandardState.MET), "land_standard"),
        "，未达标",
        special_count("missed", "未达标", "项", of_state(StandardState.MISSED), "land_standard"),
    )
    return SpecialTable(
        "标准地",
        (
            SpecialColumn("项目", 28),
            SpecialColumn("指标", 16),
            SpecialColumn("承诺值", 10, is_number=True),
            SpecialColumn("实际值", 10, is_number=True),
            SpecialColumn("单位", 12),
            SpecialColumn("达标期限", 10),
            SpecialColumn("核验日期", 10),
            SpecialColumn("状态", 8),
        ),
        tuple(
            SpecialLine(
                (
                    site.project_name,
                    site.indicator,
                    plain_text(site.promised),
                    plain_text(site.real),
                    site.unit or EMPTY,
                    day_text(site.due),
                    day_text(site.checked_on),
                    site.state,
                ),
                "land_standard",
                site.row,
                site.state is StandardState.MISSED or site.is_late(today),
            )
            for site in sites
        ),
        summary,
        "单位能耗按不高于、其余按不低于承诺值算达标（“标准地要求”另填的照填）；不是数的看核验结果。",
    )
