"""The issued circular of the period before: what it said stays said, and what was entered since is listed as 补报."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from models.circulars import issuing
from models.circulars.issuing import IssuedCircular
from models.circulars.text_edits import CircularKey
from models.queries.row_names import row_names
from models.rules.periods import BATCH, Period
from models.statistics.metrics import BY_KEY
from models.storage import archive
from models.storage.store import Store
from reports.circulars.parts.wording import fill, join_names, paragraph
from reports.content import snapshot_codec
from reports.content.document import Document, DocumentLayout, Paragraph, RowKind, Table, TextSpan, blocks, figures
from reports.figures.figure import Figure, PeriodFigures
from reports.figures.rankings import previous

# The metrics whose rows are followed from one issue to the next, each with the measure word of its rows.
FOLLOWED: Mapping[str, str] = {
    "leads_reported": "条",
    "leads_recognised": "条",
    "visits_out": "次",
    "visits_in": "次",
    "activities": "场",
    "signed": "个",
    "started": "个",
    "produced": "个",
    "funds": "笔",
}
LATE_KEY = "late"  # the key of the paragraph, and the first part of the keys of its figures
PLACES_CAPTION = "得分和名次"
_MAX_NAMES = 5

Places = Mapping[tuple[str, str], int | None]  # by group (an industry, or empty) and name


@dataclass(frozen=True, slots=True)
class PreviousIssue:
    """The circular in force of the period before, with its content as it went out."""

    circular: IssuedCircular
    document: Document

    def rows(self, key: str) -> frozenset[str] | None:
        """Return the rows it counted for a metric in the year to date; None where it prints no such figure."""
        printed = [figure for figure in figures(self.document) if figure.key == f"{key}.year"]
        return frozenset(row for figure in printed for row in figure.rows) if printed else None

    @property
    def places(self) -> Places:
        """The places it printed."""
        return printed_places(self.document)


def printed_places(document: Document) -> Places:
    """Return the places that a ranking circular prints; empty for other circulars."""
    places: dict[tuple[str, str], int | None] = {}
    for block in blocks(document):
        if not isinstance(block, Table) or PLACES_CAPTION not in block.caption:
            continue
        group = ""
        for row in block.rows:
            if row.kind is RowKind.GROUP:
                group = row.cells[0].text
            else:
                place = row.cells[0].text
                places[group, row.cells[1].text] = int(place) if place.isdigit() else None
    return places


def previous_issue(store: Store, kind: str, period: Period, task_force: str | None = None) -> PreviousIssue | None:
    """Return the circular of a kind (by its name) issued for the period before; None where there is none in force."""
    if period.kind == BATCH:
        return None
    with store.reading() as session:
        circular = issuing.issued_circular(session, CircularKey("", previous(period).key, task_force), kind)
        if circular is None:
            return None
        content = archive.load_content(session, circular.id, circular.content)
    return PreviousIssue(circular, snapshot_codec.decode_snapshot(content))


def entered_since(before: PreviousIssue, board: PeriodFigures) -> dict[str, tuple[str, ...]]:
    """Return, by metric, the rows that count in the period before today but were not counted when it was issued.

    ``board`` holds the figures of that period as they are counted today.
    """
    late: dict[str, tuple[str, ...]] = {}
    for key in FOLLOWED:
        counted = before.rows(key)
        if counted is not None and (rows := tuple(row for row in board.year(key).rows if row not in counted)):
            late[key] = rows
    return late


def with_late_entries(store: Store, document: Document, before: PreviousIssue, board: PeriodFigures) -> Document:
    """Add the paragraph that lists what was entered too late for the previous circular; 纪要 have none."""
    late = entered_since(before, board)
    if not late or document.layout is DocumentLayout.MINUTES:
        return document
    spans: list[TextSpan] = []
    with store.reading() as session:
        for key, rows in late.items():
            metric = BY_KEY[key]
            named = row_names(session, metric.ledger, rows)
            facts = (f"{LATE_KEY}.{key}", f"补报{metric.label}", FOLLOWED[key], Decimal(len(rows)))
            figure = Figure(*facts, "上期印发后才录入、日期在上期及以前的", rows, 0, metric.ledger)
            listed = join_names([named[row].name for row in rows if row in named], _MAX_NAMES)
            spans += [*fill(f"{'；' if spans else ''}{metric.label}{{n}}", n=figure), TextSpan(f"（{listed}）")]
    year = f"{board.period.year}年累计"
    since = f"上期（{before.circular.name}）印发后补报的："
    text = paragraph(since, tuple(spans), f"。已计入{year}，不计入本期。", key=LATE_KEY)
    first = next((at for at, block in enumerate(document.body) if isinstance(block, Paragraph)), -1)
    return replace(document, body=(*document.body[: first + 1], text, *document.body[first + 1 :]))
