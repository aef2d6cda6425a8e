"""Whether the ledgers still say what the previous circular said: differences are settled before the next is issued."""

from collections.abc import Iterator

from models.circulars.text_edits import CircularKey
from models.rules.periods import Period
from models.statistics.metrics import BY_KEY
from models.storage.store import Store
from reports.circulars.parts.previous_issue import FOLLOWED, Places, PreviousIssue, entered_since, printed_places
from reports.circulars.workflow.compose import compose
from reports.circulars.workflow.findings import PrecheckFinding, Severity
from reports.content.document import Document, RowKind, Table, blocks
from reports.figures.figure import UNASSIGNED_NAME, PeriodFigures
from reports.figures.rankings import previous

_MAX_NAMES = 6


def past_findings(store: Store, about: CircularKey, period: Period, before: PreviousIssue) -> Iterator[PrecheckFinding]:
    """Compare the previous circular with the same period counted today: rows that came late or went, and places.

    Late rows are listed by the next circular as 补报, so they only have to be looked at; what no longer counts and
    places that would be others have to be settled, by correcting the previous circular or with a reason.
    """
    again, board = compose(store, about.kind, previous(period), about.scheme, about.task_force)
    name = before.circular.name
    for key, rows in entered_since(before, board).items():
        metric = BY_KEY[key]
        message = f"上期（{name}）印发后补录了{len(rows)}{FOLLOWED[key]}属于上期的{metric.label}，本期列为补报。"
        yield PrecheckFinding(Severity.ADVISORY, message, metric.ledger, rows)
    yield from _gone(before, board)
    yield from _moved(before, again)
    if changed := _changed_places(before.places, printed_places(again)):
        listed = "；".join(changed[:_MAX_NAMES]) + (f"等{len(changed)}个" if len(changed) > _MAX_NAMES else "")
        message = (
            f"上期（{name}）印发的名次，和按今天的账本重算的不同：{listed}。本期的“上期名次”“连续两期”照印发件写；"
            "请核对补录和改动的行，要改上期的请先更正。"
        )
        yield PrecheckFinding(Severity.BLOCKING, message)


def _gone(before: PreviousIssue, board: PeriodFigures) -> Iterator[PrecheckFinding]:
    """Report the rows that the previous circular counted and that do not count any more."""
    for key, measure in FOLLOWED.items():
        rows = tuple(sorted((before.rows(key) or frozenset()) - set(board.year(key).rows)))
        if rows:
            metric = BY_KEY[key]
            message = (
                f"上期（{before.circular.name}）数过的{metric.label}有{len(rows)}{measure}现在不算了"
                "（删去、改了日期或改派），累计会对不上；请核对，要改上期的请先更正。"
            )
            yield PrecheckFinding(Severity.BLOCKING, message, metric.ledger, rows)


def _moved(before: PreviousIssue, again: Document) -> Iterator[PrecheckFinding]:
    """Report the rows that the previous circular counted for one task force and that count for another today.

    A task force that was only renamed is none: its old name is gone, and its new name is new.
    """
    then, now = _holders(before.document), _holders(again)
    old_names, new_names = set(then.values()), set(now.values())
    moved: dict[tuple[str, str, str], list[str]] = {}
    for (key, row), name in then.items():
        holder = now.get((key, row), name)
        if holder != name and (name in new_names or holder in old_names or holder == UNASSIGNED_NAME):
            moved.setdefault((key, name, holder), []).append(row)
    for (key, name, holder), rows in moved.items():
        metric = BY_KEY[key]
        message = (
            f"上期（{before.circular.name}）计在“{name}”名下的{metric.label}有{len(rows)}{FOLLOWED[key]}现在计在“{holder}”名下"
            "，以前各月的数会跟着变。从某天起由别的专班接手的，请改回原专班，用“编辑 · 流转给别的专班…”登记那一天；"
            "原来就登记错了的，写明理由。"
        )
        yield PrecheckFinding(Severity.BLOCKING, message, metric.ledger, tuple(rows))


def _holders(document: Document) -> dict[tuple[str, str], str]:
    """Return, by metric and row, the name of the task force whose line of a table counts it in the year to date."""
    holders: dict[tuple[str, str], str] = {}
    for block in blocks(document):
        for line in block.rows if isinstance(block, Table) else ():
            for cell in line.cells if line.kind is RowKind.PLAIN else ():
                key = cell.figure.key.removesuffix(".year") if cell.figure else ""
                if cell.figure and key in FOLLOWED and cell.figure.key.endswith(".year") and len(line.cells) > 1:
                    holders |= dict.fromkeys(((key, row) for row in cell.figure.rows), line.cells[1].text)
    return holders


def _changed_places(issued: Places, counted: Places) -> list[str]:
    return [
        f"{name}印发第{place}、重算{f'第{counted[group, name]}' if counted.get((group, name)) else '没有名次'}"
        for (group, name), place in issued.items()
        if place is not None and counted.get((group, name)) != place
    ]
