"""Supervision: the days of 13710, the responsible units, what a firm owes, and what is left out."""

from datetime import date
from typing import Any

import pytest

from models.ledgers import Enterprise, Feedback, Obligation, Project
from models.refusal import Refusal
from models.rules.deadlines import MAJOR, Light
from models.store import Session, Store
from models.supervision import UNNAMED, Matter, by_unit, matters, pressing, split, whose
from tests.rows import TODAY, add, task_force


def owed(session: Session, name: str, **facts: Any) -> str:
    """Add one obligation to a book."""
    return add(session, Obligation, **({"name": name, "side": "政府", "state": "办理中"} | facts))


def fill(book: Store) -> dict[str, str]:
    """Add obligations of every sort to a book; today is 20 November."""
    with book.writing("事项") as session:
        force = task_force(session, "铝", 1, lead_units="工科局")
        of = add(session, Project, name="铝项目", task_force=force)
        firm = add(session, Enterprise, name="甲公司")
        days = {"raised_on": date(2026, 11, 12), "feedback_due": date(2026, 11, 15)}
        rows = {
            "late": owed(session, "环评", unit="环保局、住建局", due=date(2026, 11, 10), rule=MAJOR),
            "extended": owed(session, "用地", unit="自然资源局", due=date(2026, 11, 1), extended_to=date(2026, 11, 25)),
            "silent": owed(session, "用电", unit="供电公司", due=date(2026, 12, 31), **days),
            "fed": owed(session, "用水", unit="供电公司", due=date(2026, 12, 31), **days),
            "firm": owed(session, "投产", side="企业", unit="甲公司", project=of, enterprise=firm, due=TODAY),
            "far": owed(session, "以后", unit="供电公司", due=date(2026, 11, 28)),
            "done": owed(session, "办完", unit="供电公司", due=date(2026, 1, 1), closed_on=date(2026, 1, 5)),
            "said done": owed(session, "说办完", unit="供电公司", due=date(2026, 1, 1), state="已销号"),
            "nobody": owed(session, "没人管", due=date(2026, 11, 21)),
            "removed": owed(session, "删了", due=date(2026, 11, 1)),
        }
        add(session, Feedback, obligation=rows["fed"], on=date(2026, 11, 14), text="正在办")
        add(session, Feedback, obligation=rows["fed"], on=date(2026, 11, 18), text="快好了")
    with book.writing("删") as session:
        session.get_one(Obligation, rows["removed"]).removed = True
    return rows


def read(book: Store) -> dict[str, Matter]:
    with book.reading() as session:
        return {matter.row: matter for matter in matters(session)}


def test_overdue_due_soon_and_not_fed_back_are_chased_and_nothing_else(book: Store) -> None:
    rows = fill(book)
    by_row = read(book)
    chased = {matter.row for matter in pressing(by_row.values(), TODAY)}
    assert chased == {rows[name] for name in ("late", "extended", "silent", "firm", "nobody")}
    assert {matter.row for matter in pressing(by_row.values(), TODAY, 8)} == chased | {rows["far"]}


def test_days_lights_and_last_words(book: Store) -> None:
    rows = fill(book)
    by_row = read(book)
    states = {
        name: (by_row[row].days_late(TODAY), by_row[row].feedback_late(TODAY), by_row[row].light(TODAY, 3))
        for name, row in rows.items()
        if row in by_row
    }
    assert states == {
        "late": (10, 0, Light.RED),
        "extended": (-5, 0, Light.GREEN),
        "silent": (-41, 5, Light.RED),
        "fed": (-41, 0, Light.GREEN),
        "firm": (0, 0, Light.YELLOW),
        "far": (-8, 0, Light.GREEN),
        "done": (0, 0, Light.DONE),
        "said done": (0, 0, Light.DONE),
        "nobody": (-1, 0, Light.YELLOW),
    }
    fed = by_row[rows["fed"]]
    assert (fed.fed_back, fed.told) == (date(2026, 11, 14), "快好了")
    assert by_row[rows["late"]].is_major


def test_every_unit_answers_and_a_firm_s_duty_is_its_task_force_s_to_press(book: Store) -> None:
    rows = fill(book)
    by_row = read(book)
    urgent = pressing(by_row.values(), TODAY)
    assert {unit: [matter.row for matter in mine] for unit, mine in by_unit(urgent)} == {
        "环保局": [rows["late"]],
        "住建局": [rows["late"]],
        "自然资源局": [rows["extended"]],
        "供电公司": [rows["silent"]],
        "工科局": [rows["firm"]],
        UNNAMED: [rows["nobody"]],
    }
    assert by_row[rows["firm"]].debtor == "甲公司"
    assert (by_row[rows["firm"]].project, by_row[rows["firm"]].enterprise) == ("铝项目", "甲公司")
    assert whose(urgent, "环保")[0] == "环保局"
    assert whose(urgent, "铝专班") == ("铝专班", [by_row[rows["firm"]]])


@pytest.mark.parametrize(
    ("text", "message"), [("局", "有4个责任单位的名称含“局”"), ("没有的", "没有“没有的”到期、逾期")]
)
def test_a_name_nobody_or_several_have_is_refused(book: Store, text: str, message: str) -> None:
    fill(book)
    urgent = pressing(read(book).values(), TODAY)
    with pytest.raises(Refusal, match=message):
        whose(urgent, text)


def test_units_are_parted_however_they_were_written() -> None:
    assert split("发改局、工科局；住建局,发改局\n 水利局") == ("发改局", "工科局", "住建局", "水利局")
    assert split("") == ()
