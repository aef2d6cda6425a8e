"""A chart of each task force's progress towards its target of the year; its bars open their rows."""

from collections.abc import Generator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.pages.fittings import Fittings
from models.base import ledger_named
from models.store import Store

if TYPE_CHECKING:
    # For annotations only: the job that computes the figures imports them, to keep the start fast.
    from desktop.look.chart_view import ChartView
    from reports.content import Chart
    from reports.figures import Figure

Charting = Generator[tuple[int, int, str], None, "tuple[Chart, ...]"]


class PaceChart(QWidget):
    """A heading and a chart, computed in a job while it is visible; hidden where no target is set.

    Signals:
        rows_wanted: the rows behind a bar should be shown (ledger class, ids, heading).
    """

    rows_wanted = Signal(object, object, str)

    def __init__(self, fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fit = fittings
        self._busy = False
        self._stale = True
        self.view: ChartView | None = None
        self._heading = QLabel()
        self._heading.setObjectName("title")
        self._said = QLabel("到本月底应达到虚线；点一条看是哪些项目")
        self._said.setObjectName("count")
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 24, 0, 0)
        self._inside.setSpacing(4)
        self._inside.addWidget(self._heading)
        self._inside.addWidget(self._said)
        self._inside.addSpacing(8)
        self._heading.hide()
        self._said.hide()

    def refresh(self) -> None:
        """Compute the chart again, now or when it next becomes visible."""
        self._stale = True
        if self.isVisible() and not self._busy:
            self._busy, self._stale = True, False
            steps = charting(self._fit.desk.store, self._fit.today)
            self._fit.jobs.run("算各专班完成率", steps, self._on_charted, lambda _: self._on_charted(()), quiet=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _on_charted(self, charts: "tuple[Chart, ...]") -> None:
        self._busy = False
        self.show_charts(charts)
        if self._stale:
            self.refresh()

    def show_charts(self, found: "tuple[Chart, ...]") -> None:
        """Show the first of the charts, or nothing."""
        self._heading.setVisible(bool(found))
        self._said.setVisible(bool(found))
        if not found:
            if self.view is not None:
                self.view.hide()
            return
        self._heading.setText(found[0].caption)
        if self.view is None:
            from desktop.look.chart_view import ChartView

            self.view = ChartView(found[0], self._fit.colours, self)
            self.view.chosen.connect(self._on_chosen)
            self._inside.addWidget(self.view)
        self.view.show_chart(found[0])
        self.view.show()

    def _on_chosen(self, figure: "Figure") -> None:
        if figure.ledger and figure.rows:
            self.rows_wanted.emit(ledger_named(figure.ledger), figure.rows, figure.label)


def charting(store: Store, today: date) -> Charting:
    """Compute the charts of progress by this month's end; none in a book without a county."""
    from models.refusal import Refusal
    from models.rules.duties import period_of
    from reports.circulars.charts import by_force
    from reports.circulars.production import facts_of
    from reports.figures import Board

    yield 0, 1, "算各专班完成率"
    try:
        facts = facts_of(store)
    except Refusal:
        return ()
    return by_force(Board(facts, period_of("month", today)))
