"""存在问题 and 下步打算 of the small county, by hand, at the ends of the year and for one task force."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from models.ledgers import Obligation
from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.statistics.events import for_task_force
from models.storage.store import Store
from reports.circulars.parts.problems import (
    lead_units,
    next_step_section,
    problem_section,
    units_by_obligations,
    units_of_projects,
)
from reports.content.document import Block, Paragraph, SectionHeading
from reports.figures.figure import PeriodFigures
from tests.rows import copy_template, open_unsynced

CountyBook = tuple[Store, dict[str, str]]


def board(book: Store, period: str = "2026-10", force: str = "") -> PeriodFigures:
    """Return the figures of a period, of the county or of one task force."""
    with book.reading() as session:
        facts = read_statistics(session)
    if force:
        facts = for_task_force(facts, next(part for part in facts.forces if part.id == force))
    return PeriodFigures(facts, read_period(period))


def texts(blocks: tuple[Block, ...]) -> list[str]:
    """Return headings and paragraphs."""
    return [block.text for block in blocks if isinstance(block, SectionHeading | Paragraph)]


def test_a_county_without_rows_has_no_problem(empty_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        assert texts(problem_section(board(book))) == [
            "三、存在问题",
            "从本月数据看，未发现低于序时进度、超期未开工和逾期未办的情况。",
        ]
        assert texts(problem_section(board(book, "2026-Q3")))[1].startswith("从目前数据看")
        assert texts(next_step_section(board(book))) == ["四、下步打算"]


def test_sections_are_numbered_without_gaps(county: CountyBook) -> None:
    headings = [text for text in texts(problem_section(board(county[0]))) if text.startswith("（")]
    assert headings == ["（一）部分专班进度滞后", "（二）项目转化不够快", "（三）责任事项有逾期"]
    next_steps = [text for text in texts(next_step_section(board(county[0], "2026-12"))) if text.startswith("（一）")]
    assert next_steps == ["（一）按期兑现销号"]  # no month is left to sign in, nothing is planned to start


def test_a_task_force_s_own_report_speaks_of_itself(county: CountyBook) -> None:
    book, ids = county
    sentences = texts(problem_section(board(book, force=ids["A"])))
    assert sentences[1:3] == ["（一）签约进度滞后", "签约金额完成率低于序时进度5.33个百分点。"]
    plans = texts(next_step_section(board(book, force=ids["A"])))
    # 10 - 7.8 = 2.2 in two months; the lead unit is its own.
    assert "全年还需签约2.20亿元，后2个月月均需签约1.10亿元。" in plans[2]
    assert plans[2].endswith("低于序时进度的每周报告一次进展。（责任单位：开发区）")


def test_the_rest_of_the_target_is_spread_over_the_months_left(county: CountyBook) -> None:
    plans = texts(next_step_section(board(county[0], "2026-11")))
    # P7 of 5,000 万元 was signed in November: 15 - 9.3.
    assert "全年还需签约5.70亿元，后1个月月均需签约5.70亿元。" in plans[2]


def test_a_target_reached_is_not_asked_for_again(county: CountyBook, monkeypatch: pytest.MonkeyPatch) -> None:
    book, ids = county
    figures = board(book, force=ids["A"])
    reached = replace(figures.target("signed_value"), value=Decimal("7.8"))
    monkeypatch.setattr(figures, "target", lambda *_: reached)
    plans = texts(next_step_section(figures))
    assert plans[1:3] == [
        "（一）巩固签约成果",
        "年度签约目标已完成，要把力量转到项目开工和资金到位上来。（责任单位：开发区）",
    ]


def test_units_are_those_of_the_project_or_of_its_task_force(county: CountyBook) -> None:
    figures = board(county[0])
    courses = {course.name: course for course in figures.facts.projects.values()}
    assert units_of_projects(figures, [courses["P1"]]) == "开发区"
    assert units_of_projects(figures, [courses["P7"]]) == "各专班牵头单位"  # of no task force
    named = replace(courses["P1"], unit="市教育局、住建局、开发区管委会")
    assert units_of_projects(figures, [named, courses["P3"]]) == "市教育局、市住建局、开发区管委会、工科局"
    assert lead_units(figures) == "各专班牵头单位"


def test_the_unit_with_most_obligations_comes_first() -> None:
    items = [Obligation(unit=unit) for unit in ("乙局", "甲局", None, "丙局", "丙局", "")]
    assert units_by_obligations(items) == ["丙局", "乙局", "甲局"]


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ("2026-10", "11月到期的责任事项2件，连同已逾期的2件，"),
        ("2026-09", "10月到期的责任事项"),
        ("2026-12", "1月没有到期的责任事项，已逾期的4件，"),
    ],
)
def test_what_is_due_and_what_is_late(county: CountyBook, period: str, sentence: str) -> None:
    plans = texts(next_step_section(board(county[0], period)))
    assert any(text.startswith(sentence) for text in plans), plans
