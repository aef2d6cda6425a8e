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

from desktop.commands import main
from models import issuing, store
from models.rules.duties import period_of
from models.rules.periods import BATCH, Period, read_period
from models.store import Store
from reports.circulars import compose
from reports.circulars.footing import faults
from reports.circulars.production import MAKERS, facts_of
from reports.content import Document, Heading, Paragraph, blocks, figures
from reports.figures import MEASURES, Board
from tests import pdfa
from tests.reports.county import small_county
from tests.rows import TODAY, copied, open_fast

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
    one = period_of(kind, date(2026, 1, 4))
    while one.first <= last:
        yield one
        one = period_of(kind, date.fromordinal(one.last.toordinal() + 1))


def wrong(document: Document) -> list[str]:
    """List what no circular may have: sums that do not foot, keys missing or twice, broken sentences, figures bare."""
    found = faults(document)
    keys = Counter(block.key for block in blocks(document) if isinstance(block, Paragraph))
    found += [f"key {key!r} stands {number} times" for key, number in keys.items() if number > 1 or not key]
    said = [block.text for block in blocks(document) if isinstance(block, Paragraph | Heading)]
    found += [f"broken: {one}" for one in said if any(bad in one for bad in BROKEN)]
    found += [f"no formula: {one.label}" for one in figures(document) if not one.formula]
    found += [f"no ledger: {one.label}" for one in figures(document) if one.rows and not one.ledger]
    return found


@pytest.fixture(scope="module")
def small(empty_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Open the county counted by hand."""
    with open_fast(copied(empty_book, tmp_path_factory.mktemp("year"))) as book:
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
    [("big", kind) for kind in MAKERS] + [("small", kind) for kind, one in MAKERS.items() if one.rank is None],
)
def test_every_period_of_the_year_is_written_without_a_fault(
    name: str, kind: str, request: pytest.FixtureRequest
) -> None:
    book: Store = request.getfixturevalue(name)
    for period in periods(MAKERS[kind].period, TODAY):
        assert wrong(compose(book, kind, period)[0]) == [], period.key


@pytest.mark.parametrize("kind", [key for key, one in MAKERS.items() if one.rank is None])
def test_every_task_force_has_its_own(big: Store, kind: str) -> None:
    *_, period = periods(MAKERS[kind].period, TODAY)
    forces = facts_of(big).forces
    others = [force.short for force in forces]
    for force in forces[:4]:
        made, board = compose(big, kind, period, task_force=force.id)
        assert wrong(made) == []
        assert made.signed_by == force.name
        said = "".join(block.text for block in blocks(made) if isinstance(block, Paragraph))
        assert not [name for name in others if name != force.short and f"{name}专班" in said]
        whole = Board(facts_of(big), board.period)
        assert [board.year(one.key).value for one in MEASURES] == [
            whole.year(one.key, force.id).value for one in MEASURES
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
    facts = facts_of(request.getfixturevalue(name))
    months = [Board(facts, one) for one in periods("month", date(2026, 12, 31))]
    wider = [*periods("quarter", date(2026, 12, 31)), *periods("half-year", date(2026, 12, 31)), read_period("2026")]
    for measure in MEASURES:
        for period in wider:
            within = [one.now(measure.key) for one in months if period.first <= one.period.first <= period.last]
            whole = Board(facts, period).now(measure.key)
            assert whole.value == sum((one.value or Decimal(0) for one in within), Decimal(0)), (
                measure.key,
                period.key,
            )
            assert set(whole.rows) == {row for one in within for row in one.rows}
        assert months[-1].year(measure.key).value == Board(facts, read_period("2026")).now(measure.key).value


@pytest.mark.parametrize("kind", ["week", "half-month"])
def test_shorter_periods_count_every_row_of_the_months_once(big: Store, kind: str) -> None:
    """The demonstration's year; its first week begins in December and its last ends in January."""
    facts = facts_of(big)
    boards = [Board(facts, one) for one in periods(kind, date(2026, 12, 31))]
    months = [Board(facts, one) for one in periods("month", date(2026, 12, 31))]
    for measure in MEASURES:
        rows = Counter(row for board in boards for row in board.now(measure.key).rows)
        assert set(rows.values()) <= {1}
        assert set(rows) >= {row for month in months for row in month.now(measure.key).rows}


def commanded(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:
    """Run a command that issues; give its answer."""
    code = main([*(str(one) for one in arguments), "--issue", "--json"])
    said = capsys.readouterr()
    assert code == 0, said.err
    return json.loads(said.out)


def the_year(book: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Issue the year by its one command; where time is short, one circular of each of its kinds."""
    out = ("--out", folder, "--pdf", "--today", "2027-01-15")
    if FULL:
        made = commanded(capsys, "year", book, "--year", "2026", *out)
        assert made["refused"] == []
        found: list[dict[str, Any]] = made["issued"]
        return found
    return [commanded(capsys, "circular", book, "--kind", kind, "--period", key, *out) for kind, key in SAMPLE.items()]


@pytest.mark.campaign
def test_the_year_is_issued_by_one_command_and_every_page_is_archival(
    demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = copied(demo_book, tmp_path)
    issued = the_year(book, tmp_path / "出", capsys)
    counts = Counter(one["kind"] for one in issued)
    # 2026 has 53 ISO weeks, the last of them ending in January.
    assert set(counts) == {"周动态", "半月调度", "月通报", "季排名", "半年观摩", "年终总结"}
    if FULL:
        assert sorted(counts.values()) == [1, 2, 4, 12, 24, 53]
    files = [Path(path) for one in issued for path in one["paths"]]
    assert len(files) == len(issued)
    assert pdfa.faults(files) == []


@pytest.mark.campaign
def test_only_documents_of_the_office_take_its_numbers(
    demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = copied(demo_book, tmp_path)
    issued = the_year(book, tmp_path / "出", capsys)
    weeks = {one["period"]: one["number"] for one in issued if one["kind"] == "周动态"}
    assert weeks == {period: f"第{int(period[-2:])}期" for period in weeks}
    assert {one["number"] for one in issued if one["kind"] == "半月调度"} == {""}
    official = [one["number"] for one in issued if one["kind"] not in {"周动态", "半月调度"}]
    for year in ("2026", "2027"):
        mine = [number for number in official if f"〔{year}〕" in number]
        assert mine == [f"河招组〔{year}〕{count}号" for count in range(1, len(mine) + 1)]
    with store.open_book(book, write=False) as opened, opened.reading() as session:
        assert issuing.gaps(session) == []
        assert issuing.find(session, "2026-W43周动态").number == "第43期"
        assert issuing.find(session, "2026-10-1半月调度").number == ""
