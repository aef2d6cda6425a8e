"""What counts as an event, on which day and for whom; a project's stage and state at the end of any day."""

from datetime import date
from decimal import Decimal

import pytest

from models.errors import UserError
from models.ledgers import (
    Activity,
    Chain,
    County,
    Enterprise,
    Funding,
    Lead,
    Obligation,
    PastFigure,
    Project,
    Quota,
    Target,
    TaskForce,
    Visit,
)
from models.statistics.event_reader import read_counted_data, read_statistics
from models.statistics.events import ProjectRecord, StatisticsData, for_task_force
from models.storage.store import Store
from tests.definitions import set_definitions
from tests.rows import add_lead, add_project, add_row, add_task_force

D = Decimal
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def record(**facts: object) -> ProjectRecord:
    """Return a project with nothing but what is given."""
    texts = dict.fromkeys(("row", "name", "investor", "stage", "status", "contract", "progress"), "")
    given: dict[str, object] = {"total": D(0), "signed_amount": D(0), "plan_start": None, "plan_produce": None}
    return ProjectRecord(**({"task_force": "A"} | texts | given | facts))  # type: ignore[arg-type]  # facts by name


def read(book: Store, since: date = date.min) -> StatisticsData:
    """Read the data of a report."""
    with book.reading() as session:
        return read_statistics(session, since)


# --- a project on a day -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 2, 28), ""),
        (MARCH, "在谈"),
        (date(2026, 3, 31), "在谈"),
        (APRIL, "开工"),  # signed and started on one day: the further stage
        (date(2027, 1, 1), "开工"),
    ],
)
def test_the_stage_at_the_end_of_a_day(day: date, stage: str) -> None:
    assert record(entered={"在谈": MARCH, "签约": APRIL, "开工": APRIL}).stage_on(day) == stage


def test_a_stage_is_entered_from_its_day_on() -> None:
    project = record(entered={"签约": MARCH})
    assert [project.has_entered("签约", day) for day in (date(2026, 2, 28), MARCH, APRIL)] == [False, True, True]
    assert not project.has_entered("开工", date(2999, 1, 1))


@pytest.mark.parametrize(
    ("day", "state", "ended"),
    [
        (date(2026, 2, 28), "正常", False),
        (MARCH, "暂停", False),
        (APRIL, "终止", True),
        (date(2026, 4, 30), "终止", True),
        (MAY, "重启", False),
    ],
)
def test_the_state_at_the_end_of_a_day(day: date, state: str, ended: bool) -> None:
    project = record(status="重启", state_changes=[(MARCH, "暂停"), (APRIL, "终止"), (MAY, "重启")])
    assert (project.state_on(day), project.has_ended(day)) == (state, ended)


@pytest.mark.parametrize(
    ("status_on", "day", "ended"),
    [(None, date(2000, 1, 1), True), (APRIL, date(2026, 3, 31), False), (APRIL, APRIL, True), (APRIL, MAY, True)],
)
def test_a_state_without_a_dated_change_holds_from_its_day_or_for_ever(
    status_on: date | None, day: date, ended: bool
) -> None:
    assert record(status="退库", status_on=status_on).has_ended(day) is ended


# --- what is read from the book -----------------------------------------------------------------------------------


def test_a_project_is_read_with_everything_that_reports_need(book: Store) -> None:
    with book.writing("项目") as session:
        force = add_task_force(session, "焦化", 1)
        chain = add_row(session, Chain, name="焦化链", task_force=force)
        firm = add_row(session, Enterprise, name="某集团", tier="中国500强")
        row = add_project(
            session,
            "焦炉项目",
            {"签约": APRIL, "在谈": MARCH},
            task_force=force,
            investor="某公司",
            total=D(30_000),
            signed_amount=D(28_000),
            contract="投资合同",
            progress="正在平场",
            plan_start=MAY,
            plan_produce=date(2027, 5, 1),
            one_unit="发改局",
            origin="省外",
            township="城关镇",
            referrer="某商会",
            activity="活动一 活动二",
            chain=chain,
            enterprise=firm,
        )
    assert read(book).projects[row] == ProjectRecord(
        row=row,
        name="焦炉项目",
        investor="某公司",
        task_force=force,
        stage="签约",
        status="",
        total=D(30_000),
        signed_amount=D(28_000),
        contract="投资合同",
        progress="正在平场",
        plan_start=MAY,
        plan_produce=date(2027, 5, 1),
        unit="发改局",
        entered={"在谈": MARCH, "签约": APRIL},
        size=D(30_000),
        origin="省外",
        township="城关镇",
        referrer="某商会",
        activities=("活动一", "活动二"),
        fits_chain=True,
        of_top_500=True,
        firm=firm,
    )


def test_a_state_is_read_with_its_day(book: Store) -> None:
    with book.writing("项目") as session:
        row = add_row(session, Project, name="甲", status="终止", status_on=APRIL)
    project = read(book).projects[row]
    assert (project.status, project.status_on) == ("终止", APRIL)
    assert [project.has_ended(day) for day in (MARCH, APRIL)] == [False, True]


def test_definitions_are_read_with_the_data(book: Store) -> None:
    with book.writing("口径") as session:
        set_definitions(session, pace="按日", signed="只计投资合同")
    assert read(book).settings == {"pace": "按日", "signed": "只计投资合同"}


def test_an_empty_project_has_empty_texts_and_no_chain(book: Store) -> None:
    with book.writing("项目") as session:
        row = add_row(session, Project, name="空")
    assert read(book).projects[row] == record(row=row, name="空", task_force=None)


def test_the_unit_that_serves_a_project_comes_before_its_department(book: Store) -> None:
    with book.writing("项目") as session:
        row = add_row(session, Project, name="甲", patron_unit="工信局", one_unit="发改局")
    assert read(book).projects[row].unit == "工信局"


@pytest.mark.parametrize(("of_chain", "of_project", "fits"), [("A", "A", True), ("B", "A", False), ("A", None, False)])
def test_a_project_fits_where_its_chain_is_its_own_task_force_s(
    book: Store, of_chain: str, of_project: str | None, fits: bool
) -> None:
    with book.writing("链") as session:
        ids = {name: add_task_force(session, name, rank) for rank, name in enumerate("AB")}
        chain = add_row(session, Chain, name="链", task_force=ids[of_chain])
        row = add_row(session, Project, name="甲", chain=chain, task_force=ids.get(of_project or ""))
    assert read(book).projects[row].fits_chain is fits


def test_a_stage_counts_from_its_first_day_and_states_keep_their_order(book: Store) -> None:
    with book.writing("项目") as session:
        row = add_project(session, "甲", {"签约": APRIL})
        project = session.get_one(Project, row)
        for stage, on in (("签约", MARCH), ("终止", MAY), ("暂停", APRIL)):
            project.advance(session, stage, on)
    data = read(book)
    assert data.projects[row].entered == {"签约": MARCH}
    assert data.projects[row].state_changes == [(APRIL, "暂停"), (MAY, "终止")]
    assert [(event.row, event.day) for event in data.events.signed] == [(row, MARCH)]


def test_events_carry_who_and_what_they_are_counted_by(book: Store) -> None:
    with book.writing("行") as session:
        force = add_task_force(session, "焦化", 1)
        leader = add_row(session, Enterprise, name="某央企", tier="央企")
        local = add_row(session, Enterprise, name="某厂", tier="本地龙头")
        facts = {"direction": "外出", "task_force": force}
        visits = [
            add_row(session, Visit, company="某央企", enterprise=leader, on=MARCH, level="分管领导", **facts),
            add_row(session, Visit, company="某厂", enterprise=local, on=APRIL, **facts),
            add_row(session, Visit, company="没入库的", on=MAY, **facts),
        ]
        add_row(session, Activity, name="推介", kind="专场推介", on=MARCH, task_force=force, signed_amount=D(9))
        add_row(session, Activity, name="节会", on=APRIL)
        add_lead(session, "线索", reported_on=MARCH, task_force=force, referrer="某商会")
        project = add_project(
            session,
            "甲",
            {"签约": MARCH},
            signed_amount=D(7),
            task_force=force,
            township="东乡",
            referrer="某所",
            origin="省外",
        )
        add_row(session, Funding, project=project, month=MARCH, amount=D(5), foreign=D(2))
        add_row(session, Funding, project=project, month=APRIL, origin="境外")
    events = read(book).events
    assert [(visit.day, visit.level, visit.firm, visit.of_leading_firm) for visit in events.visits_out] == [
        (MARCH, "分管领导", leader, True),
        (APRIL, "", local, False),
        (MAY, "", "没入库的", False),
    ]
    assert [visit.row for visit in events.visits_out] == visits
    assert {(event.kind, event.amount, event.task_force) for event in events.activities} == {
        ("专场推介", D(9), force),
        ("", D(0), None),
    }
    assert [(event.referrer, event.township, event.project) for event in events.leads_reported] == [("某商会", "", "")]
    (signing,) = events.signed
    assert (signing.project, signing.township, signing.referrer, signing.amount) == (project, "东乡", "某所", D(7))
    # A payment without an origin has its project's.
    payments = sorted((event.day, event.amount, event.origin, event.foreign) for event in events.funds)
    assert payments == [(MARCH, D(5), "省外", D(2)), (APRIL, D(0), "境外", D(0))]
    assert {(event.project, event.township, event.referrer, event.task_force) for event in events.funds} == {
        (project, "东乡", "某所", force)
    }


def test_an_opening_amount_counts_on_the_last_of_its_days_and_knows_the_first(book: Store) -> None:
    with book.writing("示例") as session:
        project = add_project(session, "甲", {"签约": MARCH})
        for first, last in ((None, None), (None, date(2026, 5, 20)), (date(2026, 1, 1), date(2026, 5, 31))):
            add_row(session, Funding, project=project, month=MAY, amount=D(8), covers_from=first, covers_to=last)
    assert [(event.day, event.since) for event in read(book).events.funds] == [
        (MAY, None),
        (date(2026, 5, 20), date.min),
        (date(2026, 5, 31), date(2026, 1, 1)),
    ]


def test_reading_since_a_day_leaves_out_earlier_events_but_no_project_nor_its_money(book: Store) -> None:
    with book.writing("行") as session:
        for on in (date(2026, 3, 31), APRIL):
            add_lead(session, f"线索{on}", reported_on=on, recognised_on=on, state="已认定")
            for direction in ("外出", "来访"):
                add_row(session, Visit, company="企业", direction=direction, on=on)
            add_row(session, Activity, name="活动", on=on)
            project = add_project(session, f"项目{on}", {"签约": on})
            add_row(session, Funding, project=project, month=MARCH, amount=D(1))
            add_row(session, Obligation, name=f"{on}销号", due=MARCH, closed_on=on)
        add_row(session, Obligation, name="没有销号", due=date(2020, 1, 1))
    with book.reading() as session:
        events = read_counted_data(session, APRIL).events
    dated = (events.leads_reported, events.leads_recognised, events.visits_out, events.visits_in, events.activities)
    assert [[event.day for event in kind] for kind in dated] == [[APRIL]] * 5
    assert (len(events.signed), len(events.funds)) == (2, 2)
    assert [obligation.name for obligation in read(book, APRIL).obligations] == ["没有销号", f"{APRIL}销号"]


def test_rows_in_the_recycle_bin_are_in_no_part_of_the_data(book: Store) -> None:
    with book.writing("行") as session:
        rows = [
            (TaskForce, add_task_force(session, "删", 1)),
            (County, add_row(session, County, name="删")),
            (Target, add_row(session, Target, metric="签约金额", period="2026")),
            (Quota, add_row(session, Quota, metric="招商专案", every="累计")),
            (Obligation, add_row(session, Obligation, name="删", due=MARCH)),
            (Chain, add_row(session, Chain, name="删")),
            (PastFigure, add_row(session, PastFigure, metric="签约金额", period="2025", value=D(1))),
            (Project, add_project(session, "删", {"签约": MARCH})),
        ]
        add_row(session, Chain, name="在")
        for ledger, row in rows:
            session.get_one(ledger, row).removed = True
    data = read(book)
    parts = (data.forces, data.targets, data.quotas, data.obligations, data.past, data.projects, data.events.signed)
    assert [len(part) for part in parts] == [0] * 7
    assert data.chains == 1
    with pytest.raises(UserError, match="还没有县情设置"):
        _ = data.county


def test_task_forces_come_in_their_order(book: Store) -> None:
    with book.writing("专班") as session:
        for name, rank in (("丙", 3), ("甲", 1), ("乙", 2)):
            add_task_force(session, name, rank)
    assert [force.short for force in read(book).forces] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("setting", "holder"),
    [(None, None), ("不计数", None), ("计给让出的专班", "A")],
    ids=["nothing", "none", "conceder"],
)
def test_a_conceded_row_counts_for_nobody_or_for_who_conceded_it(
    book: Store, setting: str | None, holder: str | None
) -> None:
    with book.writing("让出") as session:
        ids = {name: add_task_force(session, name, rank) for rank, name in enumerate("AB")}
        given_up = {"ceded": True, "ceded_by": ids["A"], "task_force": ids["B"]}
        add_row(session, Lead, name="让", reported_on=MARCH, recognised_on=MARCH, state="已认定", **given_up)
        project = add_project(session, "让", {"签约": MARCH}, total=D(1), **given_up)
        add_row(session, Funding, project=project, month=MARCH, amount=D(1))
        if setting:
            set_definitions(session, ceded_counts=setting)
    events = read(book).events
    kinds = (events.leads_reported, events.leads_recognised, events.signed, events.funds)
    expected = [ids[holder]] if holder else []
    assert [[event.task_force for event in kind] for kind in kinds] == [expected] * 4


# --- one task force of the county ---------------------------------------------------------------------------------


def test_a_task_force_s_data_is_its_own(book: Store) -> None:
    with book.writing("两个专班") as session:
        add_row(session, County, name="示例县")
        first, second = add_task_force(session, "A", 1), add_task_force(session, "B", 2)
        holders = {"甲": first, "乙": second, "丙": None}
        projects = [add_project(session, name, {"签约": MARCH}, task_force=holders[name]) for name in holders]
        for force in (first, second, None):
            add_lead(session, "线索", reported_on=MARCH, task_force=force)
            add_row(session, Target, metric="签约金额", period="2026", task_forces=force)
            add_row(session, Quota, metric="招商专案", every="累计", task_force=force)
        add_row(session, Target, metric="签约金额", period="2026", task_forces=f"{first} {second}")
        add_row(session, PastFigure, metric="签约金额", period="2025", value=D(1))
        # An obligation belongs to the task force it names, or to that of its project.
        for name, facts in (
            ("A的", {"task_force": first}),
            ("甲项目的", {"project": projects[0]}),
            ("B的", {"task_force": second}),
            ("乙项目的", {"project": projects[1]}),
            ("县里的", {}),
        ):
            add_row(session, Obligation, name=name, due=MAY, **facts)
    county = read(book)
    data = for_task_force(county, county.forces[0])
    assert (data.forces, data.only_force) == ([county.forces[0]], county.forces[0])
    assert county.only_force is None
    assert (list(data.projects), [event.row for event in data.events.signed]) == ([projects[0]], [projects[0]])
    assert [event.task_force for event in data.events.leads_reported] == [first]
    assert [target.task_forces for target in data.targets] == [first]
    assert {quota.task_force for quota in data.quotas} == {first, None}
    assert sorted(obligation.name for obligation in data.obligations) == ["A的", "甲项目的"]
    assert (len(county.past), data.past) == (1, ())
    assert (data.county.name, data.settings) == ("示例县", county.settings)
