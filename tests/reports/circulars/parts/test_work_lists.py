"""The period's work by task force and its deadlines, of the small county in October, by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.storage.store import Store
from reports.circulars.parts.period_data import PeriodData, load_period_data
from reports.circulars.parts.work_lists import deadline_table, signings_clause, work_table
from reports.content.document import Table
from tests.reports.county import small_county
from tests.rows import copy_template, open_unsynced


@pytest.fixture(scope="module")
def county(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, dict[str, str]]]:
    """Make the small county once; nobody here changes it."""
    with open_unsynced(copy_template(empty_book, tmp_path_factory.mktemp("county"))) as book:
        yield book, small_county(book)


def data_of(book: Store, period: str = "2026-10") -> PeriodData:
    """Load the data of a period."""
    with book.reading() as session:
        facts = read_statistics(session)
    return load_period_data(book, facts, read_period(period))


def texts(table: Table | None) -> list[list[str]]:
    """Return a table's cells as printed."""
    assert table is not None
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_work_of_a_month_adds_up_with_what_is_nobody_s(county: tuple[Store, dict[str, str]]) -> None:
    table = work_table(data_of(county[0]), "表1　工作情况")
    # Leads reported and recognised, visits out and in, talks, events; signed, started, in production.
    assert texts(table) == [
        ["1", "焦化", "2", "2", "1", "1", "0", "1", "1", "1", "0"],  # L1 L2 | L1 L3 | V1 | V4 | P2 | P1
        ["2", "钢铁", "0", "0", "1", "0", "0", "0", "1", "0", "1"],  # V3 | P3 | P4
        ["", "未分专班", "1", "0", "0", "0", "0", "0", "0", "0", "0"],  # L7
        ["", "合计", "3", "2", "2", "1", "0", "1", "2", "1", "1"],
    ]


def test_without_anything_unassigned_there_is_no_such_row(county: tuple[Store, dict[str, str]]) -> None:
    assert [row[1] for row in texts(work_table(data_of(county[0], "2026-09"), "表1"))] == ["焦化", "钢铁", "合计"]


def test_deadlines_are_those_past_and_those_of_the_next_period(county: tuple[Store, dict[str, str]]) -> None:
    table = deadline_table(data_of(county[0]), "表2", 10)
    assert [row[1:] for row in texts(table)] == [
        # O2 was closed on 1 November only; O1 falls due on the last day; O3 was closed in time.
        ["O2", "企业单位", "—", "2026-10-15", "逾期16天"],
        ["O1", "政府单位", "—", "2026-10-31", "当天到期"],
        ["O4", "政府单位", "—", "2026-11-20", "将到期（已延期）"],
        ["O5", "政府单位", "—", "2026-11-30", "将到期"],
    ]
    assert table is not None
    assert table.notes == ()


def test_of_many_deadlines_the_rest_is_counted(county: tuple[Store, dict[str, str]]) -> None:
    table = deadline_table(data_of(county[0]), "表2", 1)
    assert [row[1] for row in texts(table)] == ["O2", "O4"]
    assert table is not None
    assert table.notes == ("按时限先后，逾期和将到期的各列1件，其余2件见台账。",)


def test_without_deadlines_there_is_no_table(empty_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        assert deadline_table(data_of(book), "表2", 10) is None


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ("2026-10", "新签约项目2个、签约金额6.00亿元，新开工项目1个，新投产项目1个"),
        ("2026-02", "新开工项目1个，没有新签约、新投产项目"),  # P4 on 2 February
        ("2026-03", "新签约项目1个、签约金额2.80亿元，没有新开工、新投产项目"),  # P1 on 5 March
        ("2026-04", "没有新签约、新开工、新投产项目"),
        # P7 of no task force was signed on 5 November and started on the 18th.
        ("2026-11", "新签约项目1个、签约金额0.50亿元，新开工项目1个，没有新投产项目"),
    ],
)
def test_what_was_signed_started_and_put_into_production(
    county: tuple[Store, dict[str, str]], period: str, sentence: str
) -> None:
    assert "".join(span.text for span in signings_clause(data_of(county[0], period))) == sentence


def test_who_did_nothing_is_named(county: tuple[Store, dict[str, str]]) -> None:
    """In March only 焦化 worked: L3 was reported, P1 signed; in July nobody did anything."""
    for period, idle in (("2026-10", []), ("2026-03", ["钢铁"]), ("2026-07", ["焦化", "钢铁"])):
        assert [force.short_name for force in data_of(county[0], period).idle_task_forces()] == idle


def test_a_task_force_s_own_data_is_its_part(county: tuple[Store, dict[str, str]]) -> None:
    data = data_of(county[0])
    steel = data.for_task_force(data.facts.forces[1])
    assert steel.scope_name == "钢铁专班"
    assert [row[1] for row in texts(work_table(steel, "表1"))] == ["钢铁", "合计"]
    assert [project.name for project in data.late_starts] == ["P2"]  # planned for 25 October; P3 has ended
    assert steel.late_starts == ()
