"""Whatever reads a book's numbers reads the same: every consumer of the counting engine is compared on drawn books.

The reference is worked out from the fates of the rows (tests/counted_rows.py), not from the book. A number that one
consumer counts otherwise than the others fails with the consumer, the metric and both numbers.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import Phase, given, settings

from desktop.cli.main import main
from models.ledgers import LEDGERS
from models.queries.scope import Scope
from models.rules.periods import read_period
from models.rules.scheme_vocabulary import QuotaMetric, RankingSubject
from models.statistics.activity_log import EVENTS, LEADS, RECOGNISED, VISITS_IN, VISITS_OUT, activity_log
from models.statistics.aggregates import count_aggregates
from models.statistics.chain_map import chain_map
from models.statistics.dashboard import read_dashboard
from models.statistics.event_reader import read_statistics
from models.statistics.events import for_task_force
from models.statistics.funnel import funnel
from models.statistics.metrics import BY_SCORE, CIRCULAR_METRICS, CountedDays
from models.statistics.year_figures import WITHOUT_FORCE, year_figures
from models.storage.store import Store
from reports.circulars.parts.period_data import load_period_data
from reports.figures.figure import UNASSIGNED_NAME, PeriodFigures
from reports.figures.funnel_figures import funnel_figures
from reports.figures.quota_figures import quotas
from reports.figures.rankings import ranking
from tests.counted_rows import (
    CEDED_COUNTS,
    COUNTY,
    EVENT_LEADS,
    EVENT_SIGNED,
    EVENT_STARTED,
    FATES,
    FIRST,
    FORCES,
    LAST,
    LEADS_ON_CHAIN,
    MONTH,
    PROJECTS_ON_CHAIN,
    SIGNED_COUNTS,
    UNDECIDED,
    Amounts,
    BookFiller,
    DrawnBook,
    book_of_every_fate,
    drawn_books,
)
from tests.reports.form_templates.filled import first_sheet
from tests.reports.form_templates.forms import simple_source
from tests.rows import copy_template, finish, open_unsynced

OCTOBER = read_period(MONTH)
FIGURES = {f"{metric.key}.now": metric.key for metric in CIRCULAR_METRICS} | {"talks": "talks"}
QUOTAS = {
    QuotaMetric.LEADS: "leads_recognised",
    QuotaMetric.PROMOTION_INSIDE: "promotions",
    QuotaMetric.PROMOTION_OUTSIDE: "promotions",
    QuotaMetric.HUGE_PROJECTS: "over_10_yi",
}


def circular_figures(book: Store, ids: dict[str, str]) -> Amounts:
    """Read the figures of the county's circular, of the county and each task force."""
    with book.reading() as session:
        board = PeriodFigures(read_statistics(session, OCTOBER.year_start), OCTOBER)
    holders = {COUNTY: None} | {name: ids[name] for name in FORCES}
    return {
        (FIGURES[figure.key], name): figure.value or Decimal(0)
        for name, force in holders.items()
        for figure in board.all_figures(force)
        if figure.key in FIGURES
    }


def own_circulars(book: Store, ids: dict[str, str]) -> Amounts:
    """Read the figures of each task force's own circular."""
    with book.reading() as session:
        facts = read_statistics(session, OCTOBER.year_start)
    amounts: Amounts = {}
    for force in facts.forces:
        board = PeriodFigures(for_task_force(facts, force), OCTOBER)
        for figure in board.all_figures():
            if figure.key in FIGURES:
                amounts[FIGURES[figure.key], force.short or ""] = figure.value or Decimal(0)
    return amounts


def command_line(book: Store, _: dict[str, str]) -> Amounts:
    """Read what ``zhuanban figures --json`` prints."""
    printed = StringIO()
    with redirect_stdout(printed):
        assert main(["figures", str(book.path), "--kind", "month", "--period", MONTH, "--json"]) == 0
    amounts: Amounts = {}
    for subject in json.loads(printed.getvalue(), parse_float=Decimal)["subjects"]:
        name = subject["name"].removesuffix("招商专班") if subject["id"] else COUNTY
        for figure in subject["figures"]:
            if figure["key"] in FIGURES:
                # Rows of which none has an amount make no number.
                amounts[FIGURES[figure["key"]], name] = Decimal(figure["value"] or 0)
    return amounts


def filled_form(book: Store, _: dict[str, str]) -> Amounts:
    """Read a superior office's form after it was filled, of the county and each task force."""
    labels = {metric.key: metric.label for metric in CIRCULAR_METRICS} | {"talks": "在谈项目"}
    places = [(key, name) for key in labels for name in (COUNTY, *FORCES)]
    marks: dict[str, object] = {
        f"A{row}": f"{{{{{'县' if name == COUNTY else name}.{labels[key]}|8位|可空}}}}"
        for row, (key, name) in enumerate(places, start=1)
    }
    sheet = first_sheet(book, simple_source(marks), MONTH)
    return {place: Decimal(str(sheet.cell(row, 1).value or 0)) for row, place in enumerate(places, start=1)}


def rankings_of_task_forces(book: Store, ids: dict[str, str]) -> Amounts:
    """Read the aggregates that rankings of task forces score."""
    return _aggregates(book, RankingSubject.TASK_FORCE)


def rankings_of_units(book: Store, ids: dict[str, str]) -> Amounts:
    """Read the aggregates of the units; each leads one task force."""
    return {
        (key, name.removesuffix("局")): value for (key, name), value in _aggregates(book, RankingSubject.UNIT).items()
    }


def _aggregates(book: Store, subject: RankingSubject) -> Amounts:
    with book.reading() as session:
        aggregates = count_aggregates(session, subject, CountedDays(FIRST, LAST))
    return {
        (BY_SCORE[metric].key, aggregates.names[row]): aggregate.value
        for metric, by_subject in aggregates.done.items()
        for row, aggregate in by_subject.items()
    }


def ranking_lines(book: Store, _: dict[str, str]) -> Amounts:
    """Read the figures of the lines of a ranking for the month."""
    lines = ranking(book, OCTOBER).lines
    return {
        (BY_SCORE[metric].key, line.name): figure.value
        for line in lines
        for metric, figure in line.done.items()
        if figure.value is not None
    }


def event_funnel(book: Store, ids: dict[str, str]) -> Amounts:
    """Read the funnel of the month's events: trips and events held, and what came of the only event that rows name."""
    amounts: Amounts = {}
    keys = {"trips": "visits_out", "events": "activities", "leads": EVENT_LEADS, "signed": EVENT_SIGNED}
    keys |= {"started": EVENT_STARTED}
    with book.reading() as session:
        for name, force in ({COUNTY: None} | {name: ids[name] for name in FORCES}).items():
            counted = funnel(session, FIRST, LAST, force)
            for step in (*counted.steps, *counted.side_figures):
                if step.key in keys and (force is None or step.key in {"trips", "events"}):
                    amounts[keys[step.key], name] = step.value
    return amounts


def funnel_in_figures(book: Store, _: dict[str, str]) -> Amounts:
    """Read the funnel as ``zhuanban figures`` lists it."""
    keys = {"funnel.trips": "visits_out", "funnel.events": "activities", "funnel.signed": EVENT_SIGNED}
    return {
        (keys[figure.key], COUNTY): figure.value or Decimal(0)
        for figure in funnel_figures(book, OCTOBER)
        if figure.key in keys
    }


def recurring_quotas(book: Store, ids: dict[str, str]) -> Amounts:
    """Read the month's quotas; promotions inside and outside the county are counted apart."""
    with book.reading() as session:
        forces = read_statistics(session).forces
    amounts: Amounts = {}
    for result in quotas(book, forces, OCTOBER).results:
        place = QUOTAS[QuotaMetric(result.demand.metric)], result.name
        amounts[place] = amounts.get(place, Decimal(0)) + (result.done.value or Decimal(0))
        if result.secondary:
            amounts["leads_reported", result.name] = result.secondary.value or Decimal(0)
    return amounts


def weekly_log(book: Store, ids: dict[str, str]) -> Amounts:
    """Read the activity log that weekly bulletins count from, over the month."""
    kinds = {LEADS: "leads_reported", RECOGNISED: "leads_recognised", VISITS_OUT: "visits_out", VISITS_IN: "visits_in"}
    kinds |= {EVENTS: "activities"}
    amounts: Amounts = {}
    with book.reading() as session:
        for name, force in ({COUNTY: None} | {name: ids[name] for name in FORCES}).items():
            log = activity_log(session, FIRST, LAST, LAST, force)
            amounts |= {(key, name): Decimal(len(log.entries_of(kind))) for kind, key in kinds.items()}
    return amounts


def late_starts(book: Store, _: dict[str, str]) -> Amounts:
    """Read the list of late starts that bulletins print, of the county and of each task force."""
    with book.reading() as session:
        facts = read_statistics(session, OCTOBER.year_start)
    county = load_period_data(book, facts, OCTOBER)
    by_holder = {COUNTY: county} | {force.short or "": county.for_task_force(force) for force in facts.forces}
    return {("start_overdue", name): Decimal(len(data.late_starts)) for name, data in by_holder.items()}


def first_page(book: Store, ids: dict[str, str]) -> Amounts:
    """Read the dashboard: the leads that wait for a decision."""
    amounts: Amounts = {}
    for name, force in ({COUNTY: None} | {name: ids[name] for name in FORCES}).items():
        dashboard = finish(read_dashboard(book, LEDGERS, Scope(force), LAST))
        items = [item for item in dashboard.items if item.heading == "还没有认定的线索"]
        amounts[UNDECIDED, name] = Decimal(sum(item.count for item in items))
    return amounts


def map_of_chain(book: Store, ids: dict[str, str]) -> Amounts:
    """Read the map of the only chain."""
    with book.reading() as session:
        drawn = chain_map(session, ids["链"])
    boxes = (*drawn.boxes, drawn.unplaced)
    return {
        (LEADS_ON_CHAIN, COUNTY): Decimal(sum(len(box.leads) for box in boxes)),
        (PROJECTS_ON_CHAIN, COUNTY): Decimal(sum(len(box.projects) for box in boxes)),
    }


def figures_held_against_a_circular(book: Store, ids: dict[str, str]) -> Amounts:
    """Read the figures that the guide of moving in holds against the office's own circular."""
    with book.reading() as session:
        figures = year_figures(session, CountedDays(FIRST, LAST))
    return {
        (figure.metric.key, figure.holder_name if figure.holder else COUNTY): figure.value
        for figure in figures
        if figure.holder != WITHOUT_FORCE
    }


CONSUMERS: tuple[Callable[[Store, dict[str, str]], Amounts], ...] = (
    circular_figures,
    own_circulars,
    command_line,
    filled_form,
    rankings_of_task_forces,
    rankings_of_units,
    ranking_lines,
    event_funnel,
    funnel_in_figures,
    recurring_quotas,
    weekly_log,
    late_starts,
    first_page,
    map_of_chain,
    figures_held_against_a_circular,
)
# Metrics that the reference does not count; rankings agree on them with each other (``disagreements``).
UNCOUNTED = frozenset(metric.key for metric in BY_SCORE.values()) - frozenset(
    {key for fates in FATES.values() for keys in fates.values() for key in keys} | {"funds", "over_10_yi"}
)


def disagreements(book: Store, drawn: DrawnBook, ids: dict[str, str]) -> Iterator[str]:
    """Yield every number that a consumer counts otherwise than the reference."""
    expected = drawn.expected()
    # The event that rows name is itself held in October, by no task force.
    for holder in (COUNTY, UNASSIGNED_NAME):
        expected["activities", holder] = expected.get(("activities", holder), Decimal(0)) + 1
    for consumer in CONSUMERS:
        for (key, name), value in consumer(book, ids).items():
            if key not in UNCOUNTED and value != expected.get((key, name), Decimal(0)):
                yield f"{consumer.__name__}: {key} of {name} is {value}, not {expected.get((key, name), 0)}"


def filled(book: Store, drawn: DrawnBook) -> dict[str, str]:
    """Fill an empty book with drawn rows; return the ids."""
    with book.writing("画出的账本") as session:
        filler = BookFiller(session)
        filler.fill(drawn)
    return filler.ids


@pytest.mark.parametrize("signed", SIGNED_COUNTS)
@pytest.mark.parametrize("ceded_counts", CEDED_COUNTS)
def test_every_fate_counts_the_same_everywhere(
    empty_book: Path, tmp_path: Path, ceded_counts: str | None, signed: str | None
) -> None:
    drawn = book_of_every_fate(ceded_counts, signed)
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        ids = filled(book, drawn)
        assert list(disagreements(book, drawn, ids)) == []


# Drawn books are small as they are; making one smaller would take minutes. Fewer than usual, since each is a file.
@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate], max_examples=settings().max_examples // 4)
@given(drawn=drawn_books())
def test_every_consumer_counts_the_same(
    empty_book: Path, tmp_path_factory: pytest.TempPathFactory, drawn: DrawnBook
) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path_factory.mktemp("画出"))) as book:
        ids = filled(book, drawn)
        assert list(disagreements(book, drawn, ids)) == []


@pytest.mark.parametrize(
    ("rule", "consumer"),
    [
        ("models.statistics.activity_log.took_place", "weekly_log"),
        ("models.statistics.quotas.is_recognised", "recurring_quotas"),
        ("models.statistics.chain_map.is_not_rejected", "map_of_chain"),
    ],
)
def test_a_consumer_that_leaves_out_a_rule_is_named(
    empty_book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str, consumer: str
) -> None:
    drawn = book_of_every_fate(None, None)
    monkeypatch.setattr(rule, sa.true)
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        sentences = list(disagreements(book, drawn, filled(book, drawn)))
    assert {sentence.partition(":")[0] for sentence in sentences} == {consumer}
