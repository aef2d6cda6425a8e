"""Task forces in sentences: named once, grouped by equal numbers, cut where a group is long."""

from decimal import Decimal

from models.ledgers import TaskForce
from reports.circulars.parts.force_names import grouped, name_all_or_some, name_forces, of_forces
from reports.content.document import TextSpan
from reports.figures.figure import Figure

FORCES = [
    TaskForce(id=f"{number:032}", name=f"{short}招商专班", short=short) for number, short in enumerate("甲乙丙丁戊己庚")
]


def leads(force: TaskForce, number: int) -> tuple[TaskForce, Figure]:
    """Return a task force with so many leads."""
    rows = tuple(f"{force.id}-{row}" for row in range(number))
    return force, Figure("leads_reported.now", "上报线索", "条", Decimal(number), "数", rows, 0, "lead")


def text(spans: tuple[TextSpan, ...]) -> str:
    """Return the spans as one string."""
    return "".join(span.text for span in spans)


def test_names_are_joined_and_counted() -> None:
    assert text(name_forces([])) == ""
    assert text(name_forces(FORCES[:1])) == "甲专班"
    assert text(name_forces(FORCES[:2])) == "甲、乙2个专班"
    assert text(name_forces(FORCES, 3)) == "甲、乙、丙等7个专班"
    (count,) = (span.figure for span in name_forces(FORCES, 3) if span.figure)
    assert count.value == 7
    assert count.rows == tuple(force.id for force in FORCES)


def test_everyone_is_called_so() -> None:
    assert text(name_all_or_some(FORCES, FORCES)) == "各专班"
    assert text(name_all_or_some(FORCES[:1], FORCES[:1])) == "甲专班"
    assert text(name_all_or_some(FORCES[:2], FORCES)) == "甲、乙2个专班"


def test_those_with_the_same_number_share_it() -> None:
    numbers = (1, 3, 1, 3, 1, 0, 2)
    figures = [leads(force, number) for force, number in zip(FORCES, numbers, strict=True)]
    assert text(grouped(figures)) == "乙、丁2个专班各3条，庚专班2条，甲、丙、戊3个专班各1条"
    assert text(grouped(figures, 2)) == "乙、丁2个专班各3条，庚专班2条"
    busy, idle = of_forces(figures)
    assert [force.short for force in idle] == ["己"]
    assert len(busy) == 6


def test_a_long_group_is_cut_with_its_full_number() -> None:
    assert text(grouped([leads(force, 1) for force in FORCES])) == "甲、乙、丙等7个专班各1条"


def test_nothing_makes_no_text() -> None:
    assert grouped([leads(force, 0) for force in FORCES]) == ()
