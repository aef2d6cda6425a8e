"""The results of promotion events, counted by hand."""

from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import Activity, Enterprise, Visit
from models.statistics.funnel import Funnel, funnel
from models.storage.store import Store
from tests.rows import add_lead, add_project, add_row, add_task_force

D = Decimal
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def count_funnel(book: Store, last: date = LAST, force: str | None = None) -> Funnel:
    with book.reading() as session:
        return funnel(session, FIRST, last, force)


def step_values(funnel: Funnel) -> dict[str, Decimal]:
    return {step.label: step.value for step in (*funnel.side_figures, *funnel.steps)}


def test_a_city_s_year_comes_out_of_what_its_events_say(book: Store) -> None:
    """运城 2024: 28 events, 545 projects docked, 68 signed worth 165.15 亿元."""
    with book.writing("二十八场") as session:
        for number in range(28):
            facts = {"docked": 19 if number else 32, "signed": 2 if number else 14}  # 27×19＋32＝545, 27×2＋14＝68
            amount = D(60_000) if number else D(31_500)  # 27×6亿＋3.15亿＝165.15亿
            add_row(session, Activity, name=f"第{number}场", on=date(2026, 3, 1), signed_amount=amount, **facts)
    values = step_values(count_funnel(book))
    assert (values["招商活动"], values["对接项目"], values["签约项目"], values["签约金额"]) == (
        D(28),
        D(545),
        D(68),
        D("165.15"),
    )


def test_leads_and_projects_that_name_the_event_are_counted_from_their_own_rows(book: Store) -> None:
    with book.writing("两场") as session:
        facts = {"invited": 40, "firms": 28, "docked": 9, "intended": 6, "on": date(2026, 3, 1)}
        linked = add_row(session, Activity, name="有来源的", leads=99, signed=99, started=99, **facts)
        other = add_row(session, Activity, name="自己填的", firms=10, leads=3, signed=1, on=date(2026, 4, 1))
        leads = [add_lead(session, f"线索{n}", activity=linked) for n in range(5)]
        signed = [
            add_project(session, f"项目{n}", course, activity=linked, signed_amount=D(20_000))
            for n, course in enumerate(
                (
                    {"签约": date(2026, 5, 1)},
                    {"签约": date(2026, 6, 1), "开工": date(2026, 9, 1)},
                    {"在谈": date(2026, 6, 1)},
                )
            )
        ][:2]
        add_row(session, Activity, name="去年的", firms=500, on=date(2025, 3, 1))
    funnel = count_funnel(book)
    assert {step.label: int(step.value) for step in funnel.steps} == {
        "邀请企业": 40,
        "到会企业": 38,
        "获得线索": 8,  # five linked, three said
        "对接项目": 9,
        "达成意向": 6,
        "签约项目": 3,  # two linked, one said
        "开工项目": 1,
    }
    steps = {step.key: step for step in funnel.steps}
    assert (steps["leads"].ledger, steps["leads"].rows) == ("lead", tuple(leads))
    assert steps["leads"].explanation == "来源写明是这些活动的5条，另有活动自己登记的3条"
    assert (steps["signed"].ledger, set(steps["signed"].rows)) == ("project", set(signed))
    assert (steps["firms"].ledger, set(steps["firms"].rows)) == ("activity", {linked, other})
    assert funnel.side_figures[-1].value == D(4)  # 亿元
    by_event = {event.name: event.counts["signed"] for event in funnel.events}
    assert by_event == {"有来源的": 2, "自己填的": 1}
    # Seen from the end of May the second project was neither signed nor started.
    assert step_values(count_funnel(book, date(2026, 5, 31)))["签约项目"] == 2


def test_one_task_force_s_events_are_its_own(book: Store) -> None:
    with book.writing("两个专班") as session:
        first, other = add_task_force(session, "铝", 1), add_task_force(session, "钢", 2)
        add_row(session, Activity, name="甲", firms=10, task_force=first, on=date(2026, 3, 1))
        add_row(session, Activity, name="乙", firms=7, task_force=other, on=date(2026, 3, 1))
        firm = add_row(session, Enterprise, name="示例公司")
        for day, force, facts in ((1, first, {"enterprise": firm}), (2, first, {"enterprise": firm}), (3, other, {})):
            add_row(
                session, Visit, direction="外出", company="示例公司", on=date(2026, 3, day), task_force=force, **facts
            )
        add_row(session, Visit, direction="外出", company="没去成", done=False, on=date(2026, 3, 9), task_force=first)
    values = step_values(count_funnel(book, force=first))
    assert (values["招商活动"], values["到会企业"], values["外出招商"], values["考察企业"]) == (D(1), D(10), D(2), D(1))


@pytest.mark.parametrize("key", ["invited", "started"])
def test_nothing_held_is_zero(book: Store, key: str) -> None:
    funnel = count_funnel(book)
    assert {step.key: step.value for step in funnel.steps}[key] == 0
    assert funnel.events == ()
