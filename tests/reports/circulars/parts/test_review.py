"""What became of the last period's 下步打算: by what its circular announced, else by the ledgers' deadlines."""

from datetime import date
from pathlib import Path

import pytest

from models.circulars.text_edits import CircularKey
from models.ledgers import County, Obligation
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.workflow.issue import IssueOrder, issue
from tests.reports.written import sentences
from tests.rows import add_project, add_row, add_task_force, finish

OCTOBER = read_period("2026-10")


def fill(book: Store) -> dict[str, str]:
    """Fill a county with three duties due in October and two projects that were to start then."""
    ids: dict[str, str] = {}
    with book.writing("九月底") as session:
        add_row(
            session, County, name="示例县", level="县", organ="示例县招商办", number_word="示招", recipients="各乡镇"
        )
        force = add_task_force(session, "焦化", 1, lead_units="开发区")
        for number, name in enumerate(("甲事", "乙事", "丙事"), start=1):
            facts = {"unit": f"{name[0]}局", "owner": "示例甲", "raised_on": date(2026, 9, 1)}
            ids[name] = add_row(session, Obligation, name=name, side="政府", due=date(2026, 10, number), **facts)
        for name in ("子项目", "丑项目"):
            ids[name] = add_project(
                session, name, {"签约": date(2026, 9, 3)}, plan_start=date(2026, 10, 20), task_force=force
            )
    return ids


def october(book: Store, ids: dict[str, str], settled: tuple[str, ...]) -> None:
    """Settle some duties in October."""
    with book.writing("十月") as session:
        for name in settled:
            row = session.get_one(Obligation, ids[name])
            row.closed_on, row.state = date(2026, 10, 31), "已销号"


def reviewed(book: Store) -> str:
    """Return October's paragraph on what had been planned."""
    texts = sentences(compose(book, "month", OCTOBER)[0])
    heading = next(number for number, text in enumerate(texts) if "上月下步打算落实情况" in text)
    return texts[heading + 1]


@pytest.mark.parametrize(
    ("settled", "sentence"),
    [
        ((), "本月到期的3件责任事项没有办结：甲事（甲局）；乙事（乙局）；丙事（丙局）。"),
        (("甲事",), "本月到期的3件责任事项，已办结1件，没有办结的2件：乙事（乙局）；丙事（丙局）。"),
        (("甲事", "乙事", "丙事"), "本月到期的3件责任事项已办结销号。"),
    ],
)
def test_without_an_issue_the_ledgers_deadlines_are_gone_through(
    book: Store, settled: tuple[str, ...], sentence: str
) -> None:
    ids = fill(book)
    october(book, ids, settled)
    text = reviewed(book)
    assert text.startswith(sentence)
    assert text.endswith("本月计划开工的2个项目没有开工：丑项目、子项目。".replace("、", "；"))


def test_what_was_announced_is_gone_through_though_its_deadline_was_put_off(book: Store, tmp_path: Path) -> None:
    ids = fill(book)
    order = IssueOrder(CircularKey("month", "2026-09"), reason="试", formats=("xlsx",))
    finish(issue(book, order, tmp_path, date(2026, 10, 2)))
    october(book, ids, ("甲事",))
    with book.writing("延期") as session:
        session.get_one(Obligation, ids["乙事"]).extended_to = date(2026, 12, 1)
    assert reviewed(book).startswith(
        "上月提出本月应办结的3件责任事项，已办结1件，没有办结的2件：乙事（乙局）；丙事（丙局）。"
        "上月提出本月开工的2个项目没有开工："
    )


def test_where_nothing_was_planned_nothing_is_said(county: tuple[Store, dict[str, str]]) -> None:
    texts = sentences(compose(county[0], "month", read_period("2026-03"))[0])
    assert not any("下步打算落实情况" in text for text in texts)
