"""A ledger query returns the rows asked for, in the order asked for, and masks private fields."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models.audit.recorder import add_many
from models.fields.field import field_of, fields
from models.fields.kind import ReadValue
from models.ledgers import Enterprise, Funding, Lead, Project, Visit
from models.queries import ledger_query
from models.queries.ledger_query import Condition, LedgerQuery
from models.storage.store import Store
from tests.rows import add_row, add_task_force

PLACES_BY_PINYIN = ["江苏苏州", "江苏无锡", "浙江宁波"]
ROWS: dict[str, dict[str, Any]] = {
    "甲": {
        "total": Decimal(500),
        "reported_on": date(2026, 3, 1),
        "place": "江苏苏州",
        "force": "焦化",
        "followed": True,
    },
    "乙": {
        "total": Decimal(1200),
        "reported_on": date(2026, 1, 5),
        "place": "浙江宁波",
        "force": "铝",
        "followed": False,
    },
    "丙": {"total": None, "reported_on": date(2026, 3, 1), "place": None, "force": None, "followed": None},
    "丁": {"total": Decimal(1200), "reported_on": None, "place": "江苏无锡", "force": "焦化", "followed": True},
}


@pytest.fixture
def leads(book: Store) -> Store:
    """Add four leads, created in this order, and one that is removed."""
    with book.writing("新增") as session:
        forces = {name: add_task_force(session, name, rank) for rank, name in enumerate(("焦化", "铝"), start=1)}
        for name, facts in ROWS.items():
            given_facts = {key: value for key, value in facts.items() if key != "force"}
            add_row(session, Lead, name=name, task_force=forces.get(facts["force"] or ""), **given_facts)
        add_row(session, Lead, name="戊", total=Decimal(9), removed=True, phone="13812345678")
    return book


def shown_names(book: Store, view: LedgerQuery, limit: int | None = None) -> str:
    """Return the names of a query's rows, in its order."""
    with book.reading() as session:
        rows = ledger_query.matching_ids(session, view, limit)
        names = ledger_query.titles_by_id(session, view.ledger, rows)
        assert limit or ledger_query.count_rows(session, view) == len(rows)
    return "".join(names[row] for row in rows)


def test_rows_come_newest_first_unless_specified_otherwise(leads: Store) -> None:
    assert shown_names(leads, LedgerQuery(Lead)) == "丁丙乙甲"
    assert shown_names(leads, LedgerQuery(Lead), limit=2) == "丁丙"
    assert shown_names(leads, LedgerQuery(Lead, removed=True)) == "戊"


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ((("total", False),), "甲丁乙丙"),
        ((("total", True),), "丁乙甲丙"),
        ((("reported_on", False), ("total", True)), "乙甲丙丁"),
        ((("task_force", False),), "丁甲乙丙"),
        ((("task_force", True),), "乙丁甲丙"),
        ((("followed", True), ("place", False)), "甲丁乙丙"),
        ((("task_force", False), ("place", True)), "丁甲乙丙"),
    ],
)
def test_empty_cells_stand_last_and_links_go_by_name(
    leads: Store, sort: tuple[tuple[str, bool], ...], order: str
) -> None:
    assert shown_names(leads, LedgerQuery(Lead, sort=sort)) == order


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (Condition("place", "contains", "江苏"), "丁甲"),
        (Condition("place", "lacks", "江苏"), "丙乙"),
        (Condition("place", "is", "浙江宁波"), "乙"),
        (Condition("place", "not", "浙江宁波"), "丁丙甲"),
        (Condition("place", "any", ("浙江宁波", "江苏无锡")), "丁乙"),
        (Condition("place", "any", (None, "浙江宁波")), "丙乙"),
        (Condition("place", "any", (None,)), "丙"),
        (Condition("place", "empty"), "丙"),
        (Condition("place", "filled"), "丁乙甲"),
        (Condition("total", "ge", Decimal(1200)), "丁乙"),
        (Condition("total", "le", Decimal(500)), "甲"),
        (Condition("total", "is", Decimal(1200)), "丁乙"),
        (Condition("reported_on", "ge", date(2026, 3, 1)), "丙甲"),
        (Condition("reported_on", "le", date(2026, 2, 28)), "乙"),
        (Condition("followed", "is", True), "丁甲"),
        (Condition("followed", "not", True), "丙乙"),
        (Condition("task_force", "contains", "焦"), "丁甲"),
        (Condition("task_force", "empty"), "丙"),
        (Condition("place", "contains", "%"), ""),
        (Condition("place", "contains", "_"), ""),
    ],
)
def test_a_filter_keeps_what_it_says(leads: Store, condition: Condition, names: str) -> None:
    assert shown_names(leads, LedgerQuery(Lead, where=(condition,))) == names


def test_filters_words_and_given_rows_narrow_together(leads: Store) -> None:
    wanted = LedgerQuery(Lead, where=(Condition("total", "ge", Decimal(500)), Condition("place", "contains", "江苏")))
    assert shown_names(leads, wanted) == "丁甲"
    assert shown_names(leads, wanted.with_changes(search_text="甲")) == "甲"
    with leads.reading() as session:
        last = ledger_query.matching_ids(session, LedgerQuery(Lead))[0]
    assert shown_names(leads, LedgerQuery(Lead, row_ids=(last,))) == "丁"
    assert shown_names(leads, LedgerQuery(Lead, row_ids=())) == ""
    with pytest.raises(ValueError, match="like"):
        shown_names(leads, LedgerQuery(Lead, where=(Condition("place", "like", "x"),)))


def test_a_cell_is_text_as_a_table_shows_it(book: Store) -> None:
    with book.writing("新增") as session:
        force = add_task_force(session, "焦化", 1)
        (row,) = add_many(
            session,
            Lead,
            [
                {
                    "name": "甲",
                    "total": ReadValue(Decimal(30_000), "约"),
                    "reported_on": ReadValue(date(2026, 9, 1), "月"),
                    "task_force": force,
                    "phone": "13812345678",
                    "content": "第一行\n第二行 " + "长" * 300,
                    "followed": False,
                }
            ],
        )
        keys = ("total", "reported_on", "task_force", "phone", "content", "followed", "place")
        texts = ledger_query.cell_texts(session, Lead, [row], keys)[row]
        assert texts[:4] == ("约30,000", "2026年9月", "焦化招商专班", "138****5678")
        assert texts[4].startswith("第一行 第二行 长")
        assert len(texts[4]) == 200
        assert texts[5:] == ("否", "")
        assert ledger_query.cell_texts(session, Lead, [row], ("phone",), unmasked=True)[row] == ("13812345678",)


def test_a_link_to_a_deleted_row_still_says_its_name(book: Store) -> None:
    with book.writing("新增") as session:
        firm = add_row(session, Enterprise, name="某公司")
        row = add_row(session, Lead, name="甲", enterprise=firm)
        session.get_one(Enterprise, firm).removed = True
        session.flush()
        assert ledger_query.cell_texts(session, Lead, [row], ("enterprise",))[row] == ("某公司",)


def test_sums_are_exact_and_leave_out_what_nobody_filled(book: Store) -> None:
    with book.writing("新增") as session:
        project = add_row(session, Project, name="甲")
        facts = [{"project": project, "month": date(2026, 10, 1), "amount": Decimal("0.1")} for _ in range(30)]
        rows = add_many(session, Funding, facts)
        assert ledger_query.column_sums(session, Funding, rows, ("amount", "foreign", "proof")) == {
            "amount": Decimal(3)
        }
        assert ledger_query.column_sums(session, Funding, [], ("amount",)) == {}


def test_a_link_editor_is_offered_the_latest_rows_and_then_those_of_the_letters_typed(leads: Store) -> None:
    with leads.reading() as session:
        latest = ledger_query.title_choices(session, Lead, "", limit=3)
        assert [name for _, name in latest] == ["丁", "丙", "乙"]
        assert [name for _, name in ledger_query.title_choices(session, Lead, "y")] == ["乙"]


def test_every_field_can_be_listed_and_those_of_the_table_come_first() -> None:
    for ledger in (Lead, Project, Visit):
        listed = [field.key for field in ledger_query.table_fields(ledger)]
        assert listed[: len(ledger.about.columns)] == list(ledger.about.columns)
        assert sorted(listed) == sorted(field.key for field in fields(ledger))


def test_records_of_a_sheet_come_in_the_views_order_a_thousand_at_a_time(leads: Store) -> None:
    with leads.reading() as session:
        view = LedgerQuery(Lead, sort=(("total", True),))
        rows = list(ledger_query.iter_records(session, view, fields(Lead), chunk_size=3))
        assert [row for row, _ in rows] == ledger_query.matching_ids(session, view)
        first = dict(zip([field.key for field in fields(Lead)], rows[0][1], strict=True))
        assert (first["name"].value, first["total"].value, first["task_force"].value) == ("丁", 1200.0, "焦化招商专班")


# --- random filters and orders against plain Python


def filter_in_python(session: Session, condition: Condition) -> set[str]:
    """Filter rows in plain Python, as the reference for the SQL."""
    predicates: dict[str, Callable[[Any], bool]] = {
        "ge": lambda value: value is not None and value >= condition.value,
        "le": lambda value: value is not None and value <= condition.value,
        "is": lambda value: value is not None and value == condition.value,
        "not": lambda value: value is None or value != condition.value,
        "empty": lambda value: value is None,
        "filled": lambda value: value is not None,
    }
    rows = session.query(Lead).filter(Lead.removed.is_(False))
    return {row.id for row in rows if predicates[condition.operator](getattr(row, condition.key))}


@pytest.mark.campaign
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_filter_and_order_is_what_python_would_give(leads: Store, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(["total", "reported_on", "place", "followed"]))
    operator = data.draw(st.sampled_from(["ge", "le", "is", "not", "empty", "filled"]))
    values = [facts[key] for facts in ROWS.values() if facts[key] is not None]
    condition = Condition(key, operator, data.draw(st.sampled_from(values)))
    order = data.draw(st.sampled_from(["total", "reported_on", "place"]))
    descending = data.draw(st.booleans())
    with leads.reading() as session:
        row_ids = ledger_query.matching_ids(session, LedgerQuery(Lead, where=(condition,), sort=((order, descending),)))
        if key != "followed" or operator in {"is", "not", "empty", "filled"}:
            assert set(row_ids) == filter_in_python(session, condition)
        values = [field_of(Lead, order).kind.store(getattr(session.get_one(Lead, row), order)) for row in row_ids]
    filled = [value for value in values if value is not None]
    places = {place: number for number, place in enumerate(PLACES_BY_PINYIN)}
    assert filled == sorted(filled, key=lambda value: places.get(value, value), reverse=descending)
    assert values[: len(filled)] == filled
