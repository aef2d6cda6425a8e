"""A whole year: every circular of every period, of the county and each task force, written and issued without fault."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import main
from models.circulars import issuing
from models.rules.duty_schedule import period_of
from models.rules.periods import BATCH, Period, read_period
from models.statistics.metrics import CIRCULAR_METRICS
from models.storage import store
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.parts.total_check import total_faults
from reports.circulars.workflow.compose import load_facts
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS
from reports.content.document import Document, Paragraph, SectionHeading, blocks, figures
from reports.figures.figure import PeriodFigures
from tests import pdfa
from tests.reports.county import small_county
from tests.rows import TODAY, copy_template, open_unsynced

FULL = os.environ.get("CAMPAIGN") == "full"
SAMPLE = {
    "half-month": "2026-10-1",
    "week": "2026-W43",
    "month": "2026-10",
    "quarter": "2026-Q3",
    "half-year": "2026-H1",
    "year": "2026",
}
BROKEN = ("None", "。。", "；；", "，，", "，。", "；。", "：。", "、。", "增长-", "增长−", "nan")


def periods(kind: str, last: date) -> Iterator[Period]:
    """Give every period of 2026 up to a day, the one under way with it."""
    if kind == BATCH:
        yield from (read_period(f"2026-{number}") for number in (1, 2, 3))
        return
    period = period_of(kind, date(2026, 1, 4))
    while period.first <= last:
        yield period
        period = period_of(kind, date.fromordinal(period.last.toordinal() + 1))


def problems_in(document: Document) -> list[str]:
    """List what no circular may have: wrong totals, missing or repeated keys, broken texts, figures without source."""
    problems = total_faults(document)
    keys = Counter(block.key for block in blocks(document) if isinstance(block, Paragraph))
    problems += [f"key {key!r} stands {number} times" for key, number in keys.items() if number > 1 or not key]
    sentences = [block.text for block in blocks(document) if isinstance(block, Paragraph | SectionHeading)]
    problems += [f"broken: {sentence}" for sentence in sentences if any(bad in sentence for bad in BROKEN)]
    problems += [f"no formula: {figure.label}" for figure in figures(document) if not figure.formula]
    problems += [f"no ledger: {figure.label}" for figure in figures(document) if figure.rows and not figure.ledger]
    return problems


@pytest.fixture(scope="module")
def small(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Open the county counted by hand."""
    with open_unsynced(copy_template(empty_book, tmp_path_factory.mktemp("year"))) as book:
        small_county(book)
        yield book


@pytest.fixture(scope="module")
def big(demo_book: Path) -> Iterator[Store]:
    """Open the demonstration."""
    with store.open_book(demo_book, write=False) as book:
        yield book


# The small county never chose a ranking scheme: what ranks is refused there by a sentence of its own.
@pytest.mark.parametrize(
    ("name", "kind"),
    [("big", kind) for kind in CIRCULAR_KINDS]
    + [("small", kind) for kind, declared in CIRCULAR_KINDS.items() if not declared.ranks],
)
def test_every_period_of_the_year_is_written_without_a_fault(
    name: str, kind: str, request: pytest.FixtureRequest
) -> None:
    book: Store = request.getfixturevalue(name)
    for period in periods(CIRCULAR_KINDS[kind].period, TODAY):
        assert problems_in(compose(book, kind, period)[0]) == [], period.key


@pytest.mark.parametrize("kind", [key for key, declared in CIRCULAR_KINDS.items() if not declared.ranks])
def test_every_task_force_has_its_own(big: Store, kind: str) -> None:
    *_, period = periods(CIRCULAR_KINDS[kind].period, TODAY)
    forces = load_facts(big).forces
    others = [force.short for force in forces]
    for force in forces[:4]:
        document, board = compose(big, kind, period, task_force=force.id)
        assert problems_in(document) == []
        assert document.signed_by == force.name
        text = "".join(block.text for block in blocks(document) if isinstance(block, Paragraph))
        assert not [name for name in others if name != force.short and f"{name}专班" in text]
        whole = PeriodFigures(load_facts(big), board.period)
        assert [board.year(measure.key).value for measure in CIRCULAR_METRICS] == [
            whole.year(measure.key, force.id).value for measure in CIRCULAR_METRICS
        ]


def test_a_key_stays_from_one_period_to_the_next(big: Store) -> None:
    """What a clerk edited is found again: the next month's circular of a busy county has the same keys."""
    keys = [
        {
            block.key
            for block in compose(big, "month", read_period(f"2026-{month:02}"))[0].body
            if isinstance(block, Paragraph)
        }
        for month in (9, 10)
    ]
    assert {"opening", "targets.signed", "targets.funds", "work.leads", "work.visits", "problems.behind"} <= keys[
        0
    ] & keys[1]


@pytest.mark.parametrize("name", ["small", "big"])
def test_months_foot_with_quarters_half_years_and_the_year(name: str, request: pytest.FixtureRequest) -> None:
    facts = load_facts(request.getfixturevalue(name))
    months = [PeriodFigures(facts, month) for month in periods("month", date(2026, 12, 31))]
    wider = [*periods("quarter", date(2026, 12, 31)), *periods("half-year", date(2026, 12, 31)), read_period("2026")]
    for measure in CIRCULAR_METRICS:
        for period in wider:
            within = [board.now(measure.key) for board in months if period.first <= board.period.first <= period.last]
            whole = PeriodFigures(facts, period).now(measure.key)
            assert whole.value == sum((figure.value or Decimal(0) for figure in within), Decimal(0)), (
                measure.key,
                period.key,
            )
            assert set(whole.rows) == {row for figure in within for row in figure.rows}
        assert months[-1].year(measure.key).value == PeriodFigures(facts, read_period("2026")).now(measure.key).value


@pytest.mark.parametrize("kind", ["week", "half-month"])
def test_shorter_periods_count_every_row_of_the_months_once(big: Store, kind: str) -> None:
    """The demonstration's year; its first week begins in December and its last ends in January."""
    facts = load_facts(big)
    boards = [PeriodFigures(facts, period) for period in periods(kind, date(2026, 12, 31))]
    months = [PeriodFigures(facts, month) for month in periods("month", date(2026, 12, 31))]
    for measure in CIRCULAR_METRICS:
        rows = Counter(row for board in boards for row in board.now(measure.key).rows)
        assert set(rows.values()) <= {1}
        assert set(rows) >= {row for month in months for row in month.now(measure.key).rows}


def issue_by_command(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    """Run a command that issues; give its answer."""
    code = main([*(str(argument) for argument in arguments), "--issue", "--json"])
    output = capsys.readouterr()
    assert code == 0, output.err
    return json.loads(output.out)


def issue_year_by_command(book: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Issue the year by its one command; where time is short, one circular of each of its kinds."""
    out = ("--out", folder, "--pdf", "--today", "2027-01-15")
    if FULL:
        result = issue_by_command(capsys, "year", book, "--year", "2026", *out)
        assert result["refused"] == []
        issued: list[dict[str, Any]] = result["issued"]
        return issued
    return [
        issue_by_command(capsys, "circular", book, "--kind", kind, "--period", key, *out)
        for kind, key in SAMPLE.items()
    ]


@pytest.mark.campaign
def test_the_year_is_issued_by_one_command_and_every_page_is_archival(
    demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = copy_template(demo_book, tmp_path)
    issued = issue_year_by_command(book, tmp_path / "出", capsys)
    counts = Counter(circular["kind"] for circular in issued)
    # 2026 has 53 ISO weeks, the last of them ending in January.
    assert set(counts) == {"周动态", "半月调度", "月通报", "季排名", "半年观摩", "年终总结"}
    if FULL:
        assert sorted(counts.values()) == [1, 2, 4, 12, 24, 53]
    files = [Path(path) for circular in issued for path in circular["paths"]]
    assert len(files) == len(issued)
    assert pdfa.pdfa_errors(files) == []


@pytest.mark.campaign
def test_only_documents_of_the_office_take_its_numbers(
    demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = copy_template(demo_book, tmp_path)
    issued = issue_year_by_command(book, tmp_path / "出", capsys)
    weeks = {circular["period"]: circular["number"] for circular in issued if circular["kind"] == "周动态"}
    assert weeks == {period: f"第{int(period[-2:])}期" for period in weeks}
    assert {circular["number"] for circular in issued if circular["kind"] == "半月调度"} == {""}
    official = [circular["number"] for circular in issued if circular["kind"] not in {"周动态", "半月调度"}]
    for year in ("2026", "2027"):
        year_numbers = [number for number in official if f"〔{year}〕" in number]
        assert year_numbers == [f"河招组〔{year}〕{count}号" for count in range(1, len(year_numbers) + 1)]
    with store.open_book(book, write=False) as opened, opened.reading() as session:
        assert issuing.skipped_numbers(session) == []
        assert issuing.find_issued(session, "2026-W43周动态").number == "第43期"
        assert issuing.find_issued(session, "2026-10-1半月调度").number == ""
