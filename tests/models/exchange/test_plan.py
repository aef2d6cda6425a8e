"""What a sheet's rows are to the book, judged before anything is written."""

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


def told(made: Plan) -> list[Verdict]:
    """Give the verdicts in the sheet's order."""
    return [row.verdict for row in made.rows]


def new(row: PlannedRow) -> Mapping[str, object]:
    """Give the values a row would set."""
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
        made = planned(session, offered("lead", KEYS, *rows))
    assert told(made) == [
        Verdict.NEW,
        Verdict.CHANGED,
        Verdict.DUPLICATE,
        Verdict.DUPLICATE,
        Verdict.REFUSED,
    ]
    assert new(made.rows[1]) == {"total": Decimal(13_000)}
    assert made.rows[1].old == {"total": (120_000_000, "")}
    assert made.rows[2].twin == "第5行"
    assert "投资方相同" in made.rows[3].why
    assert made.rows[4].refused["name"].at == "A8"


def test_nothing_changes_where_the_sheet_says_what_the_book_says(county: Store) -> None:
    with county.reading() as session:
        made = planned(session, offered("lead", KEYS, ("示例炭黑项目", "示例恒远公司", "1.2亿元", "焦化")))
    assert told(made) == [Verdict.SAME]


def test_a_refused_cell_says_where_what_why_and_what_it_may_have_meant(county: Store) -> None:
    keys = ("name", "total", "reported_on", "state", "task_force")
    with county.reading() as session:
        made = planned(session, offered("lead", keys, ("示例甲", "3—5亿元", "待定", "已认定了", "焦化组")))
    (row,) = made.rows
    assert row.verdict is Verdict.NEW
    assert new(row) == {"name": "示例甲"}
    found = {key: (cell.at, cell.value, cell.suggestion) for key, cell in row.refused.items()}
    assert found == {
        "total": ("B4", "3—5亿元", "3亿元"),
        "reported_on": ("C4", "待定", ""),
        "state": ("D4", "已认定了", "已认定"),
        "task_force": ("E4", "焦化组", "焦化"),
    }
    assert "区间" in row.refused["total"].said


@pytest.mark.parametrize(
    ("sheet", "now", "verdict", "clashing"),
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
    county: Store, sheet: object, now: int, verdict: Verdict, clashing: bool
) -> None:
    with county.writing("别人改") as session:
        row = session.query(Lead).one()
        row.total = Decimal(now)
        found = row.id
    offer = offered("lead", ("total",), (sheet,), ids=[found], was=[{"total": 120_000_000}])
    with county.reading() as session:
        made = planned(session, offer)
    assert told(made) == [verdict]
    assert (made.conflicts == 1) is clashing


def test_a_blank_clears_only_where_ticked(county: Store) -> None:
    offer = offered("lead", KEYS, ("示例炭黑项目", "示例恒远公司", "", "焦化"))
    with county.reading() as session:
        assert told(planned(session, offer)) == [Verdict.SAME]
        assert planned(session, offer).rows[0].kept == ("total",)
        made = planned(session, offer, Options(clear_blanks=True))
    assert told(made) == [Verdict.CHANGED]
    assert new(made.rows[0]) == {"total": None}


def test_a_row_missing_from_the_sheet_goes_only_where_ticked(county: Store) -> None:
    with county.reading() as session:
        found = session.query(Lead).one().id
        offer = offered("lead", KEYS, absent=(found,))
        assert planned(session, offer).absent == ()
        assert planned(session, offer, Options(remove_missing=True)).absent == (found,)


def test_a_firm_is_found_by_its_code_whatever_it_is_called_now(county: Store) -> None:
    offer = offered("enterprise", ("code", "name"), ("91110000600037341L", "示例恒远科技有限公司"))
    with county.reading() as session:
        made = planned(session, offer)
    assert told(made) == [Verdict.CHANGED]
    assert new(made.rows[0]) == {"name": "示例恒远科技有限公司"}


def test_a_firm_of_nearly_the_same_name_is_asked(county: Store) -> None:
    offer = offered("enterprise", ("name",), ("示例恒远新材料股份有限公司",))
    with county.reading() as session:
        made = planned(session, offer)
    assert told(made) == [Verdict.DUPLICATE]


def test_a_detail_row_is_found_by_its_parent_and_month(county: Store) -> None:
    with county.writing("新增") as session:
        row = project(session, "示例项目", {"签约": date(2026, 3, 1)})
        add_many(session, Funding, [{"project": row, "month": date(2026, 9, 1), "amount": Decimal(100)}])
    keys = ("project", "month", "amount")
    offer = offered("funding", keys, ("示例项目", "2026年9月", 120), ("示例项目", "2026年10月", 50))
    with county.reading() as session:
        made = planned(session, offer)
    assert told(made) == [Verdict.CHANGED, Verdict.NEW]


def test_the_same_name_from_another_task_force_is_asked(county: Store) -> None:
    offer = offered("lead", KEYS, ("示例炭黑项目", "示例恒远公司", 12_000, "钢铁"))
    with county.reading() as session:
        made = planned(session, offer)
        assert told(made) == [Verdict.DUPLICATE]
        assert "上报专班不同" in made.rows[0].why
        row = decide(session, made, 4, Decision(Answer.THAT_ROW))
        assert row.verdict is Verdict.CHANGED
        assert decide(session, made, 4, Decision(Answer.NEW)).verdict is Verdict.NEW
        assert decide(session, made, 4, Decision(Answer.SKIP)).writes is False


def test_a_cell_typed_over_in_the_preview_is_read_anew(county: Store) -> None:
    with county.reading() as session:
        made = planned(session, offered("lead", ("name", "total"), ("示例甲", "3—5亿元"), ("", "5")))
        assert revise(session, made, 4, "total", "3亿元").refused == {}
        assert revise(session, made, 5, "name", "示例乙").verdict is Verdict.NEW
        assert revise(session, made, 5, "name", "示例甲").verdict is Verdict.DUPLICATE
        with pytest.raises(Refusal, match="没有第9行"):
            revise(session, made, 9, "name", "示例丙")
    assert made.refused == []
    assert new(made.rows[0]) == {"name": "示例甲", "total": Decimal(30_000)}


def test_an_unknown_name_becomes_a_row_only_where_ticked(county: Store) -> None:
    offer = offered("lead", ("name", "enterprise"), ("示例甲", "示例新来公司"))
    with county.reading() as session:
        made = planned(session, offer)
        assert "enterprise" in made.rows[0].refused
        made = planned(session, offer, Options(create_links=True))
        shown = {cell.key: cell.new for cell in shown_cells(session, made, 4)}
    assert made.rows[0].refused == {}
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
        made = planned(session, offered("lead", keys, *rows))
        assert not session.dirty
    assert told(made) == [Verdict.REFUSED, Verdict.NEW, Verdict.NEW, Verdict.REFUSED]
    assert made.rows[1].filled == {"recognised_on"}
    assert set(made.rows[2].refused) == {"recognised_on"}
    assert "理由" in made.rows[3].refused["reason"].said


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
        made = planned(session, offered("project", keys, *rows))
    steps = [[(step.stage, step.on.isoformat()) for step in row.steps] for row in made.rows]
    assert steps[0] == [("签约", "2024-03-01"), ("开工", "2024-05-01")]
    assert steps[1] == [("签约", "2024-03-01")]
    assert steps[2] == [("签约", "2024-03-01")]
    assert set(made.rows[2].refused) == {"stage", "started_on"}
    assert steps[3] == [("在谈", "2026-11-20")]
    assert steps[4] == [("签约", "2024-03-01"), ("开工", "2026-11-20")]
    assert "没有开工日期" in made.rows[4].notes[0]
    assert "还没有到" in made.rows[5].refused["signed_on"].said


def test_what_a_new_row_says_of_its_first_report_is_left_to_the_book(county: Store) -> None:
    with county.reading() as session:
        made = planned(session, offered("lead", ("name", "first_report"), ("示例甲", "2020-1-1 08:00")))
    assert new(made.rows[0]) == {"name": "示例甲"}
    assert "不能填" in made.rows[0].refused["first_report"].said
