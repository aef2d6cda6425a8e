"""The sources of a circular's figures: the names of the rows behind them, and the annex that lists both."""

from dataclasses import replace

from models.fields.base import ledger_by_table
from models.queries.row_names import row_names
from models.storage.store import Store
from reports.circulars.parts.wording import column
from reports.content.document import Align, Annex, Document, FigureSource, Row, Table, TextSpan, figures
from reports.content.figure_trace import FigureOrigin, TraceEntry, trace_entries
from reports.figures.figure import EMPTY, Figure

TITLE = "数据来源清单"
_MAX_ROWS_NAMED = 6  # at most so many rows of a figure are named on paper


def with_names(store: Store, document: Document) -> Document:
    """Add the current names of the rows behind a document's figures, so that they can still be listed later."""
    wanted: dict[str, dict[str, None]] = {}
    waiting = list(dict.fromkeys(figures(document)))
    for figure in waiting:
        if figure.ledger:
            wanted.setdefault(figure.ledger, {}).update(dict.fromkeys(figure.rows))
        waiting += figure.operands
    sources: list[FigureSource] = []
    with store.reading() as session:
        for ledger, rows in wanted.items():
            names = row_names(session, ledger, list(rows))
            known = ((row, names[row]) for row in rows if row in names)
            sources += [FigureSource(ledger, row, entry.name, entry.task_force, entry.day) for row, entry in known]
    return replace(document, sources=tuple(sources))


def with_annex(document: Document) -> Document:
    """Add the list of sources as the last annex; the document must hold the rows' names."""
    return replace(document, annexes=(*document.annexes, annex(document)))


def annex(document: Document) -> Annex:
    """Build the annex of the figures stated in the text, each with its rows."""
    names = {(source.ledger, source.row): source.name for source in document.sources}
    listed = trace_entries(document)
    numbers = {entry.figure: entry.number for entry in listed}
    rows = tuple(_row(entry, names, numbers) for entry in listed if entry.in_text)
    columns = (
        column("编号", 3.2),
        column("出现处", 9, Align.LEFT),
        column("指标", 8, Align.LEFT),
        column("数值", 4.5, Align.RIGHT),
        column("单位", 3.6),
        column("行数", 3, Align.RIGHT),
        column("算法", 13, Align.LEFT),
        column("依据的行", 18, Align.LEFT),
    )
    notes = (f"依据的行多于{_MAX_ROWS_NAMED}项的只列前{_MAX_ROWS_NAMED}项，全部的行见 Excel 的“来源明细”。",)
    return Annex(TITLE, (Table("", columns, rows, notes=notes),), landscape=True)


def _row(entry: TraceEntry, names: dict[tuple[str, str], str], numbers: dict[Figure, str]) -> Row:
    figure = entry.figure
    count = str(len(figure.rows)) if figure.rows else EMPTY
    facts = (figure.unit, count, figure.formula, _basis_text(entry, names, numbers))
    return Row(
        (
            *map(TextSpan, (entry.number, entry.where, figure.label)),
            TextSpan(figure.text, figure),
            *map(TextSpan, facts),
        )
    )


def _basis_text(entry: TraceEntry, names: dict[tuple[str, str], str], numbers: dict[Figure, str]) -> str:
    """Return the names of the first rows, or the numbers of the figures this one is derived from."""
    figure = entry.figure
    if entry.origin is FigureOrigin.DERIVED:
        return f"由 {'、'.join(numbers[operand] for operand in figure.operands)} 推算"
    if not figure.rows:
        return EMPTY
    row_labels = [names.get((figure.ledger, row), "（已不在）") for row in figure.rows[:_MAX_ROWS_NAMED]]
    more = f"等{len(figure.rows)}项" if len(figure.rows) > _MAX_ROWS_NAMED else ""
    return f"{ledger_by_table(figure.ledger).about.label}：{'、'.join(row_labels)}{more}"
