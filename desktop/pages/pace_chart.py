"""A chart of each task force's progress towards its target of the year; its bars open their rows."""

from collections.abc import Generator
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.app.page_context import PageContext
from models.fields.base import ledger_by_table
from models.storage.store import Store

if TYPE_CHECKING:
    # For annotations only: the job that computes the figures imports them, to keep the start fast.
    from desktop.widgets.chart_view import ChartView
    from reports.content.document import Chart
    from reports.figures.figure import Figure

PaceChartSteps = Generator[tuple[int, int, str], None, "tuple[Chart, ...]"]


class PaceChart(QWidget):
    """A heading and a chart, computed in a job while it is visible; hidden where no target is set.

    Signals:
        rows_wanted: the rows behind a bar should be shown (ledger class, ids, heading).
    """

    rows_wanted = Signal(object, object, str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._busy = False
        self._stale = True
        self.view: ChartView | None = None
        self._heading = QLabel()
        self._heading.setObjectName("title")
        self._hint = QLabel("到本月底应达到虚线；点一条看是哪些项目")
        self._hint.setObjectName("count")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 24, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self._heading)
        self._layout.addWidget(self._hint)
        self._layout.addSpacing(8)
        self._heading.hide()
        self._hint.hide()

    def refresh(self) -> None:
        """Compute the chart again, now or when it next becomes visible."""
        self._stale = True
        if self.isVisible() and not self._busy:
            self._busy, self._stale = True, False
            steps = pace_chart_job(self._context.book_session.store, self._context.today)
            self._context.jobs.run(
                "算各专班完成率", steps, self._on_charts_ready, lambda _: self._on_charts_ready(()), quiet=True
            )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _on_charts_ready(self, charts: "tuple[Chart, ...]") -> None:
        self._busy = False
        self.show_charts(charts)
        if self._stale:
            self.refresh()

    def show_charts(self, charts: "tuple[Chart, ...]") -> None:
        """Show the first of the charts, or nothing."""
        self._heading.setVisible(bool(charts))
        self._hint.setVisible(bool(charts))
        if not charts:
            if self.view is not None:
                self.view.hide()
            return
        self._heading.setText(charts[0].caption)
        if self.view is None:
            from desktop.widgets.chart_view import ChartView

            self.view = ChartView(charts[0], self._context.colours, self)
            self.view.figure_activated.connect(self._on_chosen)
            self._layout.addWidget(self.view)
        self.view.show_chart(charts[0])
        self.view.show()

    def _on_chosen(self, figure: "Figure") -> None:
        if figure.ledger and figure.rows:
            self.rows_wanted.emit(ledger_by_table(figure.ledger), figure.rows, figure.label)


def pace_chart_job(store: Store, today: date) -> PaceChartSteps:
    """Compute the charts of progress by this month's end; none in a book without a county."""
    from models.errors import UserError
    from models.rules.duty_schedule import period_of
    from reports.circulars.parts.charts import by_force
    from reports.circulars.workflow.compose import load_facts
    from reports.figures.figure import PeriodFigures

    yield 0, 1, "算各专班完成率"
    try:
        facts = load_facts(store)
    except UserError:
        return ()
    return by_force(PeriodFigures(facts, period_of("month", today)))
