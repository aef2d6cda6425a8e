"""Who answers for what: units of projects, units of obligations, bureaus and firms apart."""

from dataclasses import replace

import pytest

from models.ledgers import Obligation
from reports.circulars.parts.responsible import (
    is_owed_by_firm,
    lead_units,
    responsible_text,
    spread,
    unit_of,
    units_by_obligations,
    units_of_projects,
)
from tests.reports.circulars.parts.county_figures import CountyBook, board


def test_units_are_those_of_the_project_or_of_its_task_force(county: CountyBook) -> None:
    figures = board(county[0])
    courses = {course.name: course for course in figures.facts.projects.values()}
    assert units_of_projects(figures, [courses["P1"]]) == "开发区"
    assert units_of_projects(figures, [courses["P7"]]) == "各专班牵头单位"  # of no task force
    named = replace(courses["P1"], unit="市教育局、住建局、开发区管委会")
    assert units_of_projects(figures, [named, courses["P3"]]) == "市教育局、市住建局、开发区管委会、工科局"
    assert lead_units(figures) == "各专班牵头单位"


def test_the_unit_with_most_obligations_comes_first(county: CountyBook) -> None:
    items = [Obligation(unit=unit) for unit in ("乙局", "甲局", None, "丙局", "丙局", "")]
    assert units_by_obligations(board(county[0]).facts, items) == ["丙局", "乙局", "甲局"]


@pytest.mark.parametrize(
    ("side", "unit", "by_firm"),
    [
        ("政府", "市人社局", False),
        ("企业", "甲公司", True),
        ("政府", "甲公司", False),  # its side says who owes it
        (None, "甲有限公司", True),
        (None, "市供电公司", False),  # a utility serves firms as a bureau does
        (None, "市人社局", False),
    ],
)
def test_a_firm_is_told_from_a_bureau(side: str | None, unit: str, by_firm: bool) -> None:
    assert is_owed_by_firm(Obligation(side=side, unit=unit)) is by_firm


def obligation(number: int, side: str, unit: str) -> Obligation:
    """Return an obligation with an id."""
    return Obligation(id=f"{number:032}", side=side, unit=unit)


def test_firms_stand_apart_from_bureaus(county: CountyBook) -> None:
    book, ids = county
    facts = board(book).facts
    items = [
        obligation(1, "政府", "市人社局"),
        obligation(2, "企业", "甲公司"),
        obligation(3, "政府", "市发改局"),
        obligation(4, "政府", "市人社局"),
    ]
    assert responsible_text(facts, items) == "责任单位：市人社局、市发改局；督促履约企业：甲公司"
    assert responsible_text(facts, items[1:2]) == "由各专班督促履约企业：甲公司"
    assert responsible_text(board(book, force=ids["B"]).facts, items[1:2]) == "由钢铁专班督促履约企业：甲公司"
    assert responsible_text(facts, []) == "责任单位：各责任单位"


def test_units_with_as_many_share_their_number(county: CountyBook) -> None:
    items = [
        obligation(number, "政府", unit)
        for number, unit in enumerate(("市人社局", "市人社局", "市发改局", "市住建局"), start=1)
    ]
    spans = spread(board(county[0]).facts, items)
    assert "".join(span.text for span in spans) == "市人社局2件，市住建局、市发改局各1件"
    assert [len(span.figure.rows) for span in spans if span.figure] == [2, 1]


def test_of_a_single_unit_the_number_is_not_said_again(county: CountyBook) -> None:
    items = [obligation(1, "政府", "市人社局"), obligation(2, "政府", "市人社局")]
    assert "".join(span.text for span in spread(board(county[0]).facts, items)) == "市人社局"


def test_without_a_unit_it_is_the_task_force_or_the_firm_that_answers(county: CountyBook) -> None:
    """焦化 has the lead unit 开发区, 钢铁 has 工科局; P1 is 焦化's."""
    book, ids = county
    facts = board(book).facts
    (first,) = (course for course in facts.projects.values() if course.name == "P1")
    assert unit_of(facts, Obligation(side="政府", task_force=ids["B"])) == "工科局"
    assert unit_of(facts, Obligation(side="政府", project=first.row)) == "开发区"
    assert unit_of(facts, Obligation(side="政府")) == ""
    assert unit_of(facts, Obligation(side="政府", unit="市人社局", task_force=ids["B"])) == "市人社局"
    owed = Obligation(side="企业", project=first.row, task_force=ids["A"])
    assert unit_of(facts, owed) == (first.investor or "")
