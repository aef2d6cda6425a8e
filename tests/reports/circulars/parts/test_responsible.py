"""Who answers for what: units of projects, units of obligations, bureaus and firms apart."""

from dataclasses import replace

import pytest

from models.ledgers import Obligation
from reports.circulars.parts.responsible import (
    is_owed_by_firm,
    lead_units,
    responsible_text,
    spread,
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


def test_the_unit_with_most_obligations_comes_first() -> None:
    items = [Obligation(unit=unit) for unit in ("乙局", "甲局", None, "丙局", "丙局", "")]
    assert units_by_obligations(items) == ["丙局", "乙局", "甲局"]


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


def test_firms_stand_apart_from_bureaus() -> None:
    items = [
        obligation(1, "政府", "市人社局"),
        obligation(2, "企业", "甲公司"),
        obligation(3, "政府", "市发改局"),
        obligation(4, "政府", "市人社局"),
    ]
    assert responsible_text(items) == "责任单位：市人社局、市发改局；督促履约企业：甲公司"
    assert responsible_text(items[1:2]) == "由各专班督促履约企业：甲公司"
    assert responsible_text([]) == "责任单位：各责任单位"


def test_units_with_as_many_share_their_number() -> None:
    items = [
        obligation(number, "政府", unit)
        for number, unit in enumerate(("市人社局", "市人社局", "市发改局", "市住建局"), start=1)
    ]
    spans = spread(items)
    assert "".join(span.text for span in spans) == "市人社局2件，市住建局、市发改局各1件"
    assert [len(span.figure.rows) for span in spans if span.figure] == [2, 1]
