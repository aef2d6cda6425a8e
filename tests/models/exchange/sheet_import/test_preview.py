"""The preview classifies each row of a sheet against the book before anything is written."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from models.audit.recorder import add_many
from models.errors import UserError
from models.exchange.sheet_import.preview import ImportPlan, decide_row, preview_cells, retype_cell
from models.exchange.sheet_import.row_outcome import (
    DuplicateAnswer,
    FundsOptions,
    ImportOptions,
    PlannedRow,
    RowDecision,
    RowOutcome,
)
from models.ledgers import Enterprise, Funding, Lead, Term
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan
from tests.rows import add_lead, add_project, add_row, add_task_force

KEYS = ("name", "investor", "total", "task_force")


@pytest.fixture
def county(book: Store) -> Store:
    """Add two task forces, a firm, a lead and a few words."""
    with book.writing("新增") as session:
        force = add_task_force(session, "焦化", 1)
        add_task_force(session, "钢铁", 2)
        add_row(session, Enterprise, name="示例恒远新材料有限公司", code="91110000600037341L")
        add_lead(session, "示例炭黑项目", investor="示例恒远公司", total=Decimal(12_000), task_force=force)
        words = [("lead_state", "已上报", 1), ("lead_state", "已认定", 2), ("lead_state", "不予认定", 3)]
        add_many(session, Term, [{"dictionary": d, "word": w, "rank": r} for d, w, r in words])
    return book


def outcomes(plan: ImportPlan) -> list[RowOutcome]:
    """Return the row outcomes in the sheet's order."""
    return [row.outcome for row in plan.rows]


def new_values(row: PlannedRow) -> Mapping[str, object]:
    """Return the values a row would set, by key."""
    return {key: read.value for key, read in row.values.items()}


def test_each_row_is_new_changed_same_a_possible_duplicate_or_rejected(county: Store) -> None:
    rows = (
        ("示例针状焦项目", "示例甲公司", "1.2亿", "焦化"),
        ("示例炭黑项目", "示例恒远公司", 13_000, "焦化"),
        ("示例 炭黑项目", "示例恒远公司", "12000", "焦化招商专班"),
        ("示例年产10万吨炭黑项目", "示例恒远有限公司", 12_500, "钢铁"),
        ("", "示例乙公司", 5, "焦化"),
    )
    with county.reading() as session:
        plan = make_plan(session, import_table("lead", KEYS, *rows))
    assert outcomes(plan) == [
        RowOutcome.NEW,
        RowOutcome.CHANGED,
        RowOutcome.DUPLICATE,
        RowOutcome.DUPLICATE,
        RowOutcome.REFUSED,
    ]
    assert new_values(plan.rows[1]) == {"total": Decimal(13_000)}
    assert plan.rows[1].old == {"total": (120_000_000, "")}
    assert plan.rows[2].repeats == "第5行"
    assert "投资方相同" in plan.rows[3].reason
    assert plan.rows[4].rejected["name"].address == "A8"


def test_nothing_changes_where_the_sheet_says_what_the_book_says(county: Store) -> None:
    with county.reading() as session:
        plan = make_plan(session, import_table("lead", KEYS, ("示例炭黑项目", "示例恒远公司", "1.2亿元", "焦化")))
    assert outcomes(plan) == [RowOutcome.SAME]


def test_a_rejected_cell_says_where_what_why_and_what_it_may_have_meant(county: Store) -> None:
    keys = ("name", "total", "reported_on", "state", "task_force")
    with county.reading() as session:
        plan = make_plan(session, import_table("lead", keys, ("示例甲", "3—5亿元", "待定", "已认定了", "焦化组")))
    (row,) = plan.rows
    assert row.outcome is RowOutcome.NEW
    assert new_values(row) == {"name": "示例甲"}
    refused_cells = {key: (cell.address, cell.value, cell.suggestion) for key, cell in row.rejected.items()}
    assert refused_cells == {
        "total": ("B4", "3—5亿元", "3亿元"),
        "reported_on": ("C4", "待定", ""),
        "state": ("D4", "已认定了", "已认定"),
        "task_force": ("E4", "焦化组", "焦化"),
    }
    assert "区间" in row.rejected["total"].message


@pytest.mark.parametrize(
    ("sheet", "now", "outcome", "clashing"),
    [
        (12_000, 12_000, RowOutcome.SAME, False),
        (12_000, 15_000, RowOutcome.SAME, False),  # untouched: what the book has since stays
        (13_000, 12_000, RowOutcome.CHANGED, False),
        (13_000, 13_000, RowOutcome.SAME, False),
        (13_000, 15_000, RowOutcome.CHANGED, True),
        ("", 12_000, RowOutcome.SAME, False),
    ],
)
def test_a_cell_we_exported_is_held_against_what_it_was(
    county: Store, sheet: object, now: int, outcome: RowOutcome, clashing: bool
) -> None:
    with county.writing("别人改") as session:
        row = session.query(Lead).one()
        row.total = Decimal(now)
        lead_id = row.id
    table = import_table("lead", ("total",), (sheet,), ids=[lead_id], exported_values=[{"total": 120_000_000}])
    with county.reading() as session:
        plan = make_plan(session, table)
    assert outcomes(plan) == [outcome]
    assert (plan.conflict_count == 1) is clashing


def test_a_blank_clears_only_where_ticked(county: Store) -> None:
    table = import_table("lead", KEYS, ("示例炭黑项目", "示例恒远公司", "", "焦化"))
    with county.reading() as session:
        assert outcomes(make_plan(session, table)) == [RowOutcome.SAME]
        assert make_plan(session, table).rows[0].kept_blanks == ("total",)
        plan = make_plan(session, table, ImportOptions(clear_blanks=True))
    assert outcomes(plan) == [RowOutcome.CHANGED]
    assert new_values(plan.rows[0]) == {"total": None}


def test_a_row_missing_from_the_sheet_goes_only_where_ticked(county: Store) -> None:
    with county.reading() as session:
        lead_id = session.query(Lead).one().id
        table = import_table("lead", KEYS, missing_rows=(lead_id,))
        assert make_plan(session, table).missing_rows == ()
        assert make_plan(session, table, ImportOptions(remove_missing=True)).missing_rows == (lead_id,)


def test_a_firm_is_found_by_its_code_whatever_it_is_called_now(county: Store) -> None:
    table = import_table("enterprise", ("code", "name"), ("91110000600037341L", "示例恒远科技有限公司"))
    with county.reading() as session:
        plan = make_plan(session, table)
    assert outcomes(plan) == [RowOutcome.CHANGED]
    assert new_values(plan.rows[0]) == {"name": "示例恒远科技有限公司"}


def test_a_firm_of_nearly_the_same_name_is_asked(county: Store) -> None:
    table = import_table("enterprise", ("name",), ("示例恒远新材料股份有限公司",))
    with county.reading() as session:
        plan = make_plan(session, table)
    assert outcomes(plan) == [RowOutcome.DUPLICATE]


def test_a_detail_row_is_found_by_its_parent_and_month(county: Store) -> None:
    with county.writing("新增") as session:
        row = add_project(session, "示例项目", {"签约": date(2026, 3, 1)})
        add_many(session, Funding, [{"project": row, "month": date(2026, 9, 1), "amount": Decimal(100)}])
    keys = ("project", "month", "amount")
    table = import_table("funding", keys, ("示例项目", "2026年9月", 120), ("示例项目", "2026年10月", 50))
    with county.reading() as session:
        plan = make_plan(session, table)
    assert outcomes(plan) == [RowOutcome.CHANGED, RowOutcome.NEW]


def test_the_same_name_from_another_task_force_is_asked(county: Store) -> None:
    table = import_table("lead", KEYS, ("示例炭黑项目", "示例恒远公司", 12_000, "钢铁"))
    with county.reading() as session:
        plan = make_plan(session, table)
        assert outcomes(plan) == [RowOutcome.DUPLICATE]
        assert "上报专班不同" in plan.rows[0].reason
        row = decide_row(session, plan, 4, RowDecision(DuplicateAnswer.THAT_ROW))
        assert row.outcome is RowOutcome.CHANGED
        assert decide_row(session, plan, 4, RowDecision(DuplicateAnswer.NEW)).outcome is RowOutcome.NEW
        assert decide_row(session, plan, 4, RowDecision(DuplicateAnswer.SKIP)).writes is False


def test_a_cell_typed_over_in_the_preview_is_read_anew(county: Store) -> None:
    with county.reading() as session:
        plan = make_plan(session, import_table("lead", ("name", "total"), ("示例甲", "3—5亿元"), ("", "5")))
        assert retype_cell(session, plan, 4, "total", "3亿元").rejected == {}
        assert retype_cell(session, plan, 5, "name", "示例乙").outcome is RowOutcome.NEW
        assert retype_cell(session, plan, 5, "name", "示例甲").outcome is RowOutcome.DUPLICATE
        with pytest.raises(UserError, match="没有第9行"):
            retype_cell(session, plan, 9, "name", "示例丙")
    assert plan.rejected_cells == []
    assert new_values(plan.rows[0]) == {"name": "示例甲", "total": Decimal(30_000)}


def test_an_unknown_name_becomes_a_row_only_where_ticked(county: Store) -> None:
    table = import_table("lead", ("name", "enterprise"), ("示例甲", "示例新来公司"))
    with county.reading() as session:
        plan = make_plan(session, table)
        assert "enterprise" in plan.rows[0].rejected
        plan = make_plan(session, table, ImportOptions(create_links=True))
        shown = {cell.key: cell.new for cell in preview_cells(session, plan, 4)}
    assert plan.rows[0].rejected == {}
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
        plan = make_plan(session, import_table("lead", keys, *rows))
        assert not session.dirty
    assert outcomes(plan) == [RowOutcome.REFUSED, RowOutcome.NEW, RowOutcome.NEW, RowOutcome.REFUSED]
    assert plan.rows[1].derived == {"recognised_on"}
    assert set(plan.rows[2].rejected) == {"recognised_on"}
    assert "理由" in plan.rows[3].rejected["reason"].message


def test_a_project_s_stage_columns_become_steps_and_what_cannot_be_is_rejected(county: Store) -> None:
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
        plan = make_plan(session, import_table("project", keys, *rows))
    steps = [[(step.stage, step.on.isoformat()) for step in row.steps] for row in plan.rows]
    assert steps[0] == [("签约", "2024-03-01"), ("开工", "2024-05-01")]
    assert steps[1] == [("签约", "2024-03-01")]
    assert steps[2] == [("签约", "2024-03-01")]
    assert set(plan.rows[2].rejected) == {"stage", "started_on"}
    assert steps[3] == [("在谈", "2026-11-20")]
    assert steps[4] == [("签约", "2024-03-01"), ("开工", "2026-11-20")]
    assert "没有开工日期" in plan.rows[4].notes[0]
    assert "还没有到" in plan.rows[5].rejected["signed_on"].message


def test_what_a_new_row_says_of_its_first_report_is_left_to_the_book(county: Store) -> None:
    with county.reading() as session:
        plan = make_plan(session, import_table("lead", ("name", "first_report"), ("示例甲", "2020-1-1 08:00")))
    assert new_values(plan.rows[0]) == {"name": "示例甲"}
    assert "不能填" in plan.rows[0].rejected["first_report"].message


def test_a_stage_day_and_funds_are_shown_as_the_rows_that_they_become(county: Store) -> None:
    columns = ("name", "signed_on", "funds_to_date", "funds_of_year")
    table = import_table("project", columns, ("示例新项目", "2026年3月", 5000, 2000))
    with county.reading() as session:
        plan = make_plan(session, table, ImportOptions(funds=FundsOptions(date(2026, 10, 31))))
        shown = {cell.key: cell.new for cell in preview_cells(session, plan, plan.rows[0].row_number)}
    before, of_year = "到位资金期初（截至2025-12-31）3,000万元", "到位资金期初（2026-01-01至2026-10-31）2,000万元"
    assert shown["signed_on"] == "2026-03-01（记入阶段）"
    assert (shown["funds_to_date"], shown["funds_of_year"]) == (f"{before}、{of_year}", of_year)
    assert "签约日期只写到月，记作 2026-03-01。" in plan.rows[0].notes


def test_a_cell_that_becomes_nothing_says_why(county: Store) -> None:
    columns = ("name", "problem", "total", "funds_to_date")
    table = import_table("project", columns, ("示例新项目", "暂无", "/", 5000))
    with county.reading() as session:
        plan = make_plan(session, table)
        notes = {cell.key: cell.note for cell in preview_cells(session, plan, plan.rows[0].row_number)}
    assert (notes["total"], notes["funds_to_date"]) == ("按空着算", "还没有收，先答上面的到位资金")
