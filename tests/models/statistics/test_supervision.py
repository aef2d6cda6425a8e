"""Supervision: the days of 13710, the responsible units, what a firm owes, and what is left out."""

from datetime import date
from typing import Any

import pytest

from models.errors import UserError
from models.ledgers import Enterprise, Feedback, Obligation, Project, Term
from models.rules.deadlines import DeadlineLight
from models.rules.vocabulary import ObligationRule
from models.statistics.supervision import (
    NO_UNIT,
    SupervisionItem,
    items_by_unit,
    items_of_unit,
    split_units,
    supervision_items,
    urgent_items,
)
from models.storage.store import Session, Store
from tests.rows import TODAY, add_row, add_task_force


def add_obligation(session: Session, name: str, **facts: Any) -> str:
    """Add one obligation to a book."""
    return add_row(session, Obligation, **({"name": name, "side": "政府", "state": "办理中"} | facts))


def fill(book: Store) -> dict[str, str]:
    """Add obligations of every sort to a book; today is 20 November."""
    with book.writing("事项") as session:
        force = add_task_force(session, "铝", 1, lead_units="工科局")
        of = add_row(session, Project, name="铝项目", task_force=force)
        firm = add_row(session, Enterprise, name="甲公司")
        days = {"raised_on": date(2026, 11, 12), "feedback_due": date(2026, 11, 15)}
        rows = {
            "late": add_obligation(
                session, "环评", unit="环保局、住建局", due=date(2026, 11, 10), rule=ObligationRule.MAJOR
            ),
            "extended": add_obligation(
                session, "用地", unit="自然资源局", due=date(2026, 11, 1), extended_to=date(2026, 11, 25)
            ),
            "silent": add_obligation(session, "用电", unit="供电公司", due=date(2026, 12, 31), **days),
            "fed": add_obligation(session, "用水", unit="供电公司", due=date(2026, 12, 31), **days),
            "firm": add_obligation(session, "投产", side="企业", unit="甲公司", project=of, enterprise=firm, due=TODAY),
            "far": add_obligation(session, "以后", unit="供电公司", due=date(2026, 11, 28)),
            "done": add_obligation(session, "办完", unit="供电公司", due=date(2026, 1, 1), closed_on=date(2026, 1, 5)),
            "said done": add_obligation(session, "说办完", unit="供电公司", due=date(2026, 1, 1), state="已销号"),
            "nobody": add_obligation(session, "没人管", due=date(2026, 11, 21)),
            "removed": add_obligation(session, "删了", due=date(2026, 11, 1)),
        }
        add_row(session, Feedback, obligation=rows["fed"], on=date(2026, 11, 14), text="正在办")
        add_row(session, Feedback, obligation=rows["fed"], on=date(2026, 11, 18), text="快好了")
    with book.writing("删") as session:
        session.get_one(Obligation, rows["removed"]).removed = True
    return rows


def matters_by_row(book: Store) -> dict[str, SupervisionItem]:
    with book.reading() as session:
        return {matter.row: matter for matter in supervision_items(session)}


def test_overdue_due_soon_and_not_fed_back_are_chased_and_nothing_else(book: Store) -> None:
    rows = fill(book)
    by_row = matters_by_row(book)
    chased = {matter.row for matter in urgent_items(by_row.values(), TODAY)}
    assert chased == {rows[name] for name in ("late", "extended", "silent", "firm", "nobody")}
    assert {matter.row for matter in urgent_items(by_row.values(), TODAY, 8)} == chased | {rows["far"]}


def test_days_lights_and_last_words(book: Store) -> None:
    rows = fill(book)
    by_row = matters_by_row(book)
    states = {
        name: (by_row[row].days_late(TODAY), by_row[row].feedback_late(TODAY), by_row[row].light(TODAY, 3))
        for name, row in rows.items()
        if row in by_row
    }
    assert states == {
        "late": (10, 0, DeadlineLight.RED),
        "extended": (-5, 0, DeadlineLight.GREEN),
        "silent": (-41, 5, DeadlineLight.RED),
        "fed": (-41, 0, DeadlineLight.GREEN),
        "firm": (0, 0, DeadlineLight.YELLOW),
        "far": (-8, 0, DeadlineLight.GREEN),
        "done": (0, 0, DeadlineLight.DONE),
        "said done": (0, 0, DeadlineLight.DONE),
        "nobody": (-1, 0, DeadlineLight.YELLOW),
    }
    fed = by_row[rows["fed"]]
    assert (fed.fed_back, fed.last_feedback) == (date(2026, 11, 14), "快好了")
    assert by_row[rows["late"]].is_major


def test_every_unit_answers_and_a_firm_s_duty_is_its_task_force_s_to_press(book: Store) -> None:
    rows = fill(book)
    by_row = matters_by_row(book)
    urgent = urgent_items(by_row.values(), TODAY)
    assert {unit: [matter.row for matter in mine] for unit, mine in items_by_unit(urgent)} == {
        "环保局": [rows["late"]],
        "住建局": [rows["late"]],
        "自然资源局": [rows["extended"]],
        "供电公司": [rows["silent"]],
        "工科局": [rows["firm"]],
        NO_UNIT: [rows["nobody"]],
    }
    assert by_row[rows["firm"]].debtor == "甲公司"
    assert (by_row[rows["firm"]].project, by_row[rows["firm"]].enterprise) == ("铝项目", "甲公司")
    assert items_of_unit(urgent, "环保")[0] == "环保局"
    assert items_of_unit(urgent, "铝专班") == ("铝专班", [by_row[rows["firm"]]])


@pytest.mark.parametrize(
    ("text", "message"), [("局", "有4个责任单位的名称含“局”"), ("没有的", "没有“没有的”到期、逾期")]
)
def test_a_name_nobody_or_several_have_is_rejected(book: Store, text: str, message: str) -> None:
    fill(book)
    urgent = urgent_items(matters_by_row(book).values(), TODAY)
    with pytest.raises(UserError, match=message):
        items_of_unit(urgent, text)


def test_units_are_parted_however_they_were_written() -> None:
    assert split_units("发改局、工科局；住建局,发改局\n 水利局") == ("发改局", "工科局", "住建局", "水利局")
    assert split_units("") == ()


def test_an_open_promise_says_where_its_review_stands_and_nothing_else_does(book: Store) -> None:
    with book.writing("例") as session:
        add_row(session, Term, dictionary="review_word", word="税收返还", rank=1)
        for name, facts in (
            ("税收返还", {"side": "政府", "kind": "承诺"}),
            ("税收返还的问题", {"side": "政府", "kind": "问题"}),
            ("销号的税收返还", {"side": "政府", "kind": "承诺", "state": "已销号"}),
            ("企业的", {"side": "企业", "kind": "履约"}),
        ):
            add_row(session, Obligation, name=name, **facts)
    by_name = {matter.name: matter.review for matter in matters_by_row(book).values()}
    review = by_name.pop("税收返还")
    assert review is not None
    assert (review.state, review.needs_review) == ("未审查", True)
    assert set(by_name.values()) == {None}
