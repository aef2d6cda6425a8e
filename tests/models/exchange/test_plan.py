"""The preview classifies each row of a sheet against the book before anything is written."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from models.exchange.plan import Plan, decide, revise, shown_cells
from models.exchange.verdicts import Answer, Decision, Options, PlannedRow, Verdict
from models.ledgers import Enterprise, Funding, Lead, Term
from models.record import add_many
from models.refusal import Refusal
from models.store import Store
from tests.models.exchange.offers import offered, planned
from tests.rows import add, lead, project, task_force

KEYS = ("name", "investor", "total", "task_force")


@pytest.fixture
def county(book: Store) -> Store:
    """Add two task forces, a firm, a lead and a few words."""
    with book.writing("新增") as session:
        force = task_force(session, "焦化", 1)
        task_force(session, "钢铁", 2)
        add(session, Enterprise, name="示例恒远新材料有限公司", code="91110000600037341L")
        lead(session, "示例炭黑项目", investor="示例恒远公司", total=Decimal(12_000), task_force=force)
        words = [("lead_state", "已上报", 1), ("lead_state", "已认定", 2), ("lead_state", "不予认定", 3)]
        add_many(session, Term, [{"dictionary": d, "word": w, "rank": r} for d, w, r in words])
    return book


def told(plan: Plan) -> list[Verdict]:
    """Return the row outcomes in the sheet's order."""
    return [row.verdict for row in plan.rows]


def new(row: PlannedRow) -> Mapping[str, object]:
    """Return the values a row would set, by key."""
    return {key: read.value for key, read in row.values.items()}


def test_each_row_is_new_changed_same_a_possible_duplicate_or_refused(county: Store) -> None:
    rows = (
        ("示例针状焦项目", "示例甲公司", "1.2亿", "焦化"),
        ("示例炭黑项目", "示例恒远公司", 13_000, "焦化"),
        ("示例 炭黑项目", "示例恒远公司", "12000", "焦化招商专班"),
        ("示例年产10万吨炭黑项目", "示例恒远有限公司", 12_500, "钢铁"),
        ("", "示例乙公司", 5, "焦化"),
    )
    with county.reading() as session:
        plan = planned(session, offered("lead", KEYS, *rows))
    assert told(plan) == [
        Verdict.NEW,
        Verdict.CHANGED,
        Verdict.DUPLICATE,
        Verdict.DUPLICATE,
        Verdict.REFUSED,
    ]
    assert new(plan.rows[1]) == {"total": Decimal(13_000)}
    assert plan.rows[1].old == {"total": (120_000_000, "")}
    assert plan.rows[2].twin == "第5行"
    assert "投资方相同" in plan.rows[3].why
    assert plan.rows[4].refused["name"].at == "A8"


def test_nothing_changes_where_the_sheet_says_what_the_book_says(county: Store) -> None:
    with county.reading() as session:
        plan = planned(session, offered("lead", KEYS, ("示例炭黑项目", "示例恒远公司", "1.2亿元", "焦化")))
    assert told(plan) == [Verdict.SAME]


def test_a_refused_cell_says_where_what_why_and_what_it_may_have_meant(county: Store) -> None:
    keys = ("name", "total", "reported_on", "state", "task_force")
    with county.reading() as session:
        plan = planned(session, offered("lead", keys, ("示例甲", "3—5亿元", "待定", "已认定了", "焦化组")))
    (row,) = plan.rows
    assert row.verdict is Verdict.NEW
    assert new(row) == {"name": "示例甲"}
    refused_cells = {key: (cell.at, cell.value, cell.suggestion) for key, cell in row.refused.items()}
    assert refused_cells == {
        "total": ("B4", "3—5亿元", "3亿元"),
        "reported_on": ("C4", "待定", ""),
        "state": ("D4", "已认定了", "已认定"),
        "task_force": ("E4", "焦化组", "焦化"),
    }
    assert "区间" in row.refused["total"].said


@pytest.mark.parametrize(
    ("sheet", "now", "outcome", "clashing"),
    [
        (12_000, 12_000, Verdict.SAME, False),
        (12_000, 15_000, Verdict.SAME, False),  # untouched: what the book has since stays
        (13_000, 12_000, Verdict.CHANGED, False),
        (13_000, 13_000, Verdict.SAME, False),
        (13_000, 15_000, Verdict.CHANGED, True),
        ("", 12_000, Verdict.SAME, False),
    ],
)
def test_a_cell_we_exported_is_held_against_what_it_was(
    county: Store, sheet: object, now: int, outcome: Verdict, clashing: bool
) -> None:
    with county.writing("别人改") as session:
        row = session.query(Lead).one()
        row.total = Decimal(now)
        lead_id = row.id
    table = offered("lead", ("total",), (sheet,), ids=[lead_id], was=[{"total": 120_000_000}])
    with county.reading() as session:
        plan = planned(session, table)
    assert told(plan) == [outcome]
    assert (plan.conflicts == 1) is clashing


def test_a_blank_clears_only_where_ticked(county: Store) -> None:
    table = offered("lead", KEYS, ("示例炭黑项目", "示例恒远公司", "", "焦化"))
    with county.reading() as session:
        assert told(planned(session, table)) == [Verdict.SAME]
        assert planned(session, table).rows[0].kept == ("total",)
        plan = planned(session, table, Options(clear_blanks=True))
    assert told(plan) == [Verdict.CHANGED]
    assert new(plan.rows[0]) == {"total": None}


def test_a_row_missing_from_the_sheet_goes_only_where_ticked(county: Store) -> None:
    with county.reading() as session:
        lead_id = session.query(Lead).one().id
        table = offered("lead", KEYS, absent=(lead_id,))
        assert planned(session, table).absent == ()
        assert planned(session, table, Options(remove_missing=True)).absent == (lead_id,)


def test_a_firm_is_found_by_its_code_whatever_it_is_called_now(county: Store) -> None:
    table = offered("enterprise", ("code", "name"), ("91110000600037341L", "示例恒远科技有限公司"))
    with county.reading() as session:
        plan = planned(session, table)
    assert told(plan) == [Verdict.CHANGED]
    assert new(plan.rows[0]) == {"name": "示例恒远科技有限公司"}


def test_a_firm_of_nearly_the_same_name_is_asked(county: Store) -> None:
    table = offered("enterprise", ("name",), ("示例恒远新材料股份有限公司",))
    with county.reading() as session:
        plan = planned(session, table)
    assert told(plan) == [Verdict.DUPLICATE]


def test_a_detail_row_is_found_by_its_parent_and_month(county: Store) -> None:
    with county.writing("新增") as session:
        row = project(session, "示例项目", {"签约": date(2026, 3, 1)})
        add_many(session, Funding, [{"project": row, "month": date(2026, 9, 1), "amount": Decimal(100)}])
    keys = ("project", "month", "amount")
    table = offered("funding", keys, ("示例项目", "2026年9月", 120), ("示例项目", "2026年10月", 50))
    with county.reading() as session:
        plan = planned(session, table)
    assert told(plan) == [Verdict.CHANGED, Verdict.NEW]


def test_the_same_name_from_another_task_force_is_asked(county: Store) -> None:
    table = offered("lead", KEYS, ("示例炭黑项目", "示例恒远公司", 12_000, "钢铁"))
    with county.reading() as session:
        plan = planned(session, table)
        assert told(plan) == [Verdict.DUPLICATE]
        assert "上报专班不同" in plan.rows[0].why
        row = decide(session, plan, 4, Decision(Answer.THAT_ROW))
        assert row.verdict is Verdict.CHANGED
        assert decide(session, plan, 4, Decision(Answer.NEW)).verdict is Verdict.NEW
        assert decide(session, plan, 4, Decision(Answer.SKIP)).writes is False


def test_a_cell_typed_over_in_the_preview_is_read_anew(county: Store) -> None:
    with county.reading() as session:
        plan = planned(session, offered("lead", ("name", "total"), ("示例甲", "3—5亿元"), ("", "5")))
        assert revise(session, plan, 4, "total", "3亿元").refused == {}
        assert revise(session, plan, 5, "name", "示例乙").verdict is Verdict.NEW
        assert revise(session, plan, 5, "name", "示例甲").verdict is Verdict.DUPLICATE
        with pytest.raises(Refusal, match="没有第9行"):
            revise(session, plan, 9, "name", "示例丙")
    assert plan.refused == []
    assert new(plan.rows[0]) == {"name": "示例甲", "total": Decimal(30_000)}


def test_an_unknown_name_becomes_a_row_only_where_ticked(county: Store) -> None:
    table = offered("lead", ("name", "enterprise"), ("示例甲", "示例新来公司"))
    with county.reading() as session:
        plan = planned(session, table)
        assert "enterprise" in plan.rows[0].refused
        plan = planned(session, table, Options(create_links=True))
        shown = {cell.key: cell.new for cell in shown_cells(session, plan, 4)}
    assert plan.rows[0].refused == {}
    assert shown["enterprise"] == "示例新来公司（将新建）"


def test_laws_hold_for_new_and_changed_rows(county: Store) -> None:
    keys = ("name", "investor", "task_force", "state", "reported_on", "recognised_on")
    rows = (
        ("示例甲", "", "", "不予认定", "", ""),
        ("示例乙", "", "", "已认定", "2026-11-1", ""),
        ("示例丙", "", "", "", "2026-11-1", "2026-10-1"),
        ("示例炭黑项目", "示例恒远公司", "焦化", "不予认定", "", ""),
    )
    with county.reading() as session:
        plan = planned(session, offered("lead", keys, *rows))
        assert not session.dirty
    assert told(plan) == [Verdict.REFUSED, Verdict.NEW, Verdict.NEW, Verdict.REFUSED]
    assert plan.rows[1].filled == {"recognised_on"}
    assert set(plan.rows[2].refused) == {"recognised_on"}
    assert "理由" in plan.rows[3].refused["reason"].said


def test_a_project_s_stage_columns_become_steps_and_what_cannot_be_is_refused(county: Store) -> None:
    keys = ("name", "stage", "signed_on", "started_on")
    rows = (
        ("示例一", "开工", "2024-3-1", "2024-5-1"),
        ("示例二", "签约", "2024-3-1", ""),
        ("示例三", "签约", "2024-3-1", "2024-2-1"),
        ("示例四", "", "", ""),
        ("示例五", "开工", "2024-3-1", ""),
        ("示例六", "签约", "2027-3-1", ""),
    )
    with county.reading() as session:
        plan = planned(session, offered("project", keys, *rows))
    steps = [[(step.stage, step.on.isoformat()) for step in row.steps] for row in plan.rows]
    assert steps[0] == [("签约", "2024-03-01"), ("开工", "2024-05-01")]
    assert steps[1] == [("签约", "2024-03-01")]
    assert steps[2] == [("签约", "2024-03-01")]
    assert set(plan.rows[2].refused) == {"stage", "started_on"}
    assert steps[3] == [("在谈", "2026-11-20")]
    assert steps[4] == [("签约", "2024-03-01"), ("开工", "2026-11-20")]
    assert "没有开工日期" in plan.rows[4].notes[0]
    assert "还没有到" in plan.rows[5].refused["signed_on"].said


def test_what_a_new_row_says_of_its_first_report_is_left_to_the_book(county: Store) -> None:
    with county.reading() as session:
        plan = planned(session, offered("lead", ("name", "first_report"), ("示例甲", "2020-1-1 08:00")))
    assert new(plan.rows[0]) == {"name": "示例甲"}
    assert "不能填" in plan.rows[0].refused["first_report"].said
