"""重奖项目: who meets the county's rule, at its very edge; what is listed and said until somebody decides."""

from datetime import date
from decimal import Decimal

import pytest

from models.audit import history
from models.ledgers import County, Project
from models.queries.scope import Scope
from models.rules.periods import read_period
from models.statistics.alerts import daily_alerts
from models.statistics.dashboard import dashboard_items
from models.statistics.merit import MeritState, decide, merit_projects
from models.storage.store import Store
from reports.circulars import compose
from reports.content.document import figures
from tests.definitions import set_definitions
from tests.reports.written import sentences
from tests.rows import TODAY, add_project, add_row, add_task_force

SIGNED = {"签约": date(2026, 3, 1)}


@pytest.fixture
def county(book: Store) -> tuple[Store, dict[str, str]]:
    """Fill a county with six projects, of which three exceed 10亿元; one of them was declined."""
    with book.writing("示例") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办", number_word="示招")
        force = add_task_force(session, "军工", 1)
        rows = {
            name: add_project(session, name, course, fixed=Decimal(fixed), **facts)
            for name, course, fixed, facts in (
                ("整十亿", SIGNED, "100000", {}),
                ("多一点", SIGNED, "100000.01", {"task_force": force}),
                ("最大", SIGNED | {"开工": date(2026, 6, 1)}, "250000", {}),
                ("不提的", SIGNED, "300000", {"merit": False}),
                ("在谈的", {"在谈": date(2026, 3, 1)}, "500000", {}),
                ("终止的", SIGNED, "500000", {"status": "终止", "status_on": date(2026, 5, 1)}),
            )
        }
        set_definitions(session, merit_fixed="10")
    return book, rows | {"专班": force}


def test_signed_projects_above_the_threshold_are_listed_the_undecided_first(
    county: tuple[Store, dict[str, str]],
) -> None:
    book, rows = county
    with book.reading() as session:
        listed = merit_projects(session)
        assert [(project.name, project.state) for project in listed] == [
            ("最大", MeritState.OPEN),
            ("多一点", MeritState.OPEN),
            ("不提的", MeritState.DECLINED),
        ]
        assert listed[0].reason == "固定资产投资25亿元，超过10亿元"
        assert [project.row for project in merit_projects(session, rows["专班"])] == [rows["多一点"]]
        (item,) = (item for item in dashboard_items(session, Scope(), TODAY) if "重奖" in item.sentence)
        assert item.sentence == "2 个项目达到重奖条件，还没有提出"
        assert set(item.view.row_ids or ()) == {rows["最大"], rows["多一点"]}


def test_without_a_threshold_nothing_is_asked_for(county: tuple[Store, dict[str, str]]) -> None:
    book, _ = county
    with book.writing("口径") as session:
        set_definitions(session, merit_fixed="0")
    with book.reading() as session:
        assert merit_projects(session) == []
        assert not [alert for alert in daily_alerts(session, TODAY) if "重奖" in alert.kind]
    assert "重奖" not in "".join(sentences(compose(book, "year", read_period("2026"))[0]))


def test_deciding_is_undone_in_one_step(county: tuple[Store, dict[str, str]]) -> None:
    book, rows = county
    with book.writing("提出重奖") as session:
        assert decide(session, [rows["最大"], rows["多一点"], rows["最大"]], proposed=True) == 2
    with book.reading() as session:
        assert not [alert for alert in daily_alerts(session, TODAY) if "重奖" in alert.kind]
        batch = history.undoable(session, book.who)[0]
        assert batch is not None
    with book.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    with book.reading() as session:
        assert session.get_one(Project, rows["最大"]).merit is None


def test_the_year_s_report_says_what_was_proposed(county: tuple[Store, dict[str, str]]) -> None:
    book, rows = county
    with book.writing("提出") as session:
        decide(session, [rows["最大"]], proposed=True)
    document, _ = compose(book, "year", read_period("2026"))
    assert (
        "固定资产投资超过10亿元的新引进项目3个。已提出重奖1个：最大。还没有提出的1个：多一点，由领导小组研究。"
        in sentences(document)
    )
    # What was signed in another year is that year's.
    assert "重奖" not in "".join(sentences(compose(book, "year", read_period("2025"))[0]))
    by_key = {figure.key: figure.rows for figure in figures(document)}
    assert (by_key["merit.proposed"], by_key["merit.open"]) == ((rows["最大"],), (rows["多一点"],))
