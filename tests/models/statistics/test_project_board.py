"""The board of the four libraries: which leads and projects stand in which column, for how long, and how late."""

from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import Milestone
from models.rules.deadlines import DeadlineLight
from models.statistics.project_board import NO_LIBRARY, project_board
from models.storage.store import Session, Store
from tests.definitions import set_definitions
from tests.rows import add_lead, add_project, add_row, add_task_force

TODAY = date(2026, 11, 20)
D = Decimal


def fill(session: Session) -> str:
    """Add two leads in hand, one refused and one grown into a project, and six projects; return a task force."""
    force = add_task_force(session, "铝", 1)
    add_lead(session, "在手线索", reported_on=date(2026, 11, 1), total=D(8000), task_force=force)
    add_lead(session, "不予认定的线索", state="不予认定")
    grown = add_lead(session, "已转项目的线索")
    add_project(session, "在谈一", {"在谈": date(2026, 11, 10)}, lead=grown, total=D(30000), task_force=force)
    add_project(session, "在谈二", {"研判": date(2026, 3, 1), "在谈": date(2026, 4, 1)}, total=D(50000))
    late = add_project(session, "签约逾期", {"签约": date(2026, 10, 1)}, total=D(100))
    add_row(session, Milestone, project=late, name="用地手续", plan_on=date(2026, 11, 10))
    add_project(session, "签约大项目", {"签约": date(2026, 9, 1)}, total=D(90000))
    add_project(session, "停下来的", {"开工": date(2026, 5, 1)}, status="暂停", status_on=date(2026, 6, 1))
    add_project(session, "谈崩了的", {"在谈": date(2026, 5, 1)}, status="终止", status_on=date(2026, 6, 1))
    return force


def names(book: Store, force: str | None = None) -> dict[str, list[str]]:
    """Return the names on the cards by column."""
    with book.reading() as session:
        return {column.name: [card.name for card in column.cards] for column in project_board(session, TODAY, force)}


@pytest.fixture
def force(book: Store) -> str:
    """Fill a small county; give one task force's id."""
    with book.writing("示例") as session:
        return fill(session)


def test_each_stands_in_its_library_the_late_first_then_the_largest(book: Store, force: str) -> None:
    assert names(book) == {
        "线索库": ["在手线索"],
        "在谈库": ["在谈二", "在谈一"],
        "签约库": ["签约逾期", "签约大项目"],
        "建设投产库": ["停下来的"],
    }


def test_a_card_says_since_when_and_why_it_is_late(book: Store, force: str) -> None:
    with book.reading() as session:
        cards = {card.name: card for column in project_board(session, TODAY) for card in column.cards}
        totals = {column.name: column.total for column in project_board(session, TODAY)}
    assert cards["在谈二"].days_in_stage(TODAY) == 233  # 1 April to 20 November
    assert cards["在手线索"].days_in_stage(TODAY) == 19
    assert (cards["签约逾期"].light, cards["签约大项目"].light) == (DeadlineLight.RED, DeadlineLight.GREEN)
    assert "用地手续" in cards["签约逾期"].message
    assert cards["停下来的"].status == "暂停"
    assert totals == {"线索库": D(8000), "在谈库": D(80000), "签约库": D(90100), "建设投产库": D(0)}


def test_a_task_force_sees_its_own(book: Store, force: str) -> None:
    assert names(book, force) == {"线索库": ["在手线索"], "在谈库": ["在谈一"], "签约库": [], "建设投产库": []}


def test_a_project_without_a_stage_stands_in_no_library_until_it_has_one(book: Store) -> None:
    with book.writing("示例") as session:
        add_project(session, "还没登记阶段", {})
    assert names(book)[NO_LIBRARY] == ["还没登记阶段"]


def test_the_columns_are_the_county_s_own_libraries(book: Store, force: str) -> None:
    with book.writing("口径") as session:
        set_definitions(session, libraries="意向库：线索、研判、在谈；落地库：签约、开工、竣工、投产、达效")
    assert [(name, len(cards)) for name, cards in names(book).items()] == [("意向库", 3), ("落地库", 3)]
