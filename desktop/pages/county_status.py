"""How the county stands: key figures against the pace of the year, the libraries; charts by task force and month."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.app.page_context import PageContext
from desktop.theme.lights import light_pixmap
from desktop.widgets.tile import Tile
from models.fields.base import ledger_by_table
from models.statistics.dashboard import SOON
from models.statistics.libraries import LibraryCount, read_libraries
from models.storage.store import Store

if TYPE_CHECKING:
    # For annotations only: the job that computes the figures imports them, to keep the start fast.
    from desktop.widgets.chart_view import ChartView
    from reports.content.document import Chart
    from reports.figures.figure import Figure
    from reports.figures.key_figures import KeyFigure

_GRID = 8  # pixels between tiles
_BELOW = 16  # pixels below the tiles, and below the charts
_PACE_HINT = "虚线是到本月底应达到的；点一条看是哪些"


@dataclass(frozen=True, slots=True)
class StatusData:
    """The pace of the year as printed, the key figures, the libraries, and the charts; empty without a county."""

    pace: str = ""
    key_figures: "tuple[KeyFigure, ...]" = ()
    libraries: tuple[LibraryCount, ...] = ()
    charts: "tuple[Chart, ...]" = ()


StatusSteps = Generator[tuple[int, int, str], None, StatusData]


class StatusCharts(QWidget):
    """Charts below each other, each under its caption.

    Signals:
        figure_activated: a figure of a chart was chosen (the Figure).
    """

    figure_activated = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.views: list[ChartView] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def show_charts(self, charts: "Sequence[Chart]") -> None:
        """Show these charts in place of those before."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.views = []
        self._layout.setContentsMargins(0, 0, 0, _BELOW if charts else 0)
        for chart in charts:
            from desktop.widgets.chart_view import ChartView

            caption = _label(chart.caption, "title")
            caption.setContentsMargins(0, 0 if not self.views else 16, 0, 0)
            hint = _label(_PACE_HINT if chart.line is not None else f"单位：{chart.unit}；点一处看是哪些", "count")
            view = ChartView(chart, self._context.colours, self)
            view.figure_activated.connect(self.figure_activated)
            self.views.append(view)
            for part in (caption, hint, view):
                self._layout.addWidget(part)


class CountyStatus(QWidget):
    """Tiles of key figures and libraries, computed in a job while they are visible; ``charts`` stand elsewhere.

    Signals:
        rows_wanted: the rows behind a figure should be shown (ledger class, ids, heading).
    """

    rows_wanted = Signal(object, object, str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._busy, self._stale = False, True
        self.charts = StatusCharts(context, parent)
        self.charts.figure_activated.connect(self._on_chosen)
        self.tiles: list[Tile] = []
        self.library_tiles: list[Tile] = []
        self._heading, self._pace_label = _label("全县进度", "title"), _label("", "count")
        self._figure_grid, self._library_grid = QGridLayout(), QGridLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._body = QWidget()  # hidden where there is nothing to show, while this widget stays and can be asked again
        outer.addWidget(self._body)
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, 0, _BELOW)
        layout.setSpacing(4)
        layout.addWidget(self._heading)
        layout.addWidget(self._pace_label)
        for grid in (self._figure_grid, self._library_grid):
            grid.setSpacing(_GRID)
            layout.addSpacing(4)
            layout.addLayout(grid)
        self._body.hide()

    def refresh(self) -> None:
        """Compute it again, now or when it next becomes visible."""
        self._stale = True
        if self.isVisible() and not self._busy:
            self._busy, self._stale = True, False
            steps = status_job(self._context.book_session.store, self._context.today)
            self._context.jobs.run(
                "算全县进度", steps, self._on_computed, lambda _: self._on_computed(StatusData()), quiet=True
            )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _on_computed(self, data: StatusData) -> None:
        self._busy = False
        self.show_status(data)
        if self._stale:
            self.refresh()

    def show_status(self, data: StatusData) -> None:
        """Show the figures in place of those before; nothing where there are none."""
        for tile in (*self.tiles, *self.library_tiles):
            tile.setParent(None)
            tile.deleteLater()
        libraries = data.libraries if any(library.rows for library in data.libraries) else ()
        self.tiles = [self._figure_tile(figure) for figure in data.key_figures]
        self.library_tiles = [self._library_tile(library) for library in libraries]
        for grid, tiles in ((self._figure_grid, self.tiles), (self._library_grid, self.library_tiles)):
            for column, tile in enumerate(tiles):
                grid.addWidget(tile, 0, column)
        self._body.setVisible(bool(self.tiles or self.library_tiles))
        self._pace_label.setVisible(bool(self.tiles) and bool(data.pace))
        self._pace_label.setText(f"今年累计；到本月底序时进度 {data.pace}，▲ 是慢于序时的。点一块看是哪些")
        self.charts.show_charts(data.charts)

    def _figure_tile(self, figure: "KeyFigure") -> Tile:
        completion, gap = figure.completion, figure.gap
        notes = ["没有下达年度任务"]
        if gap.value is not None:
            how = f"慢 {gap.text.lstrip('-')}" if figure.is_behind else f"快 {gap.text}"
            notes = [f"完成 {completion.phrase}", f"{how} 个百分点"]
        tile = Tile(figure.name, figure.done.phrase, notes, self)
        if figure.is_behind:
            tile.mark(light_pixmap(SOON, self._context.colours, 12), "慢于序时")
        tile.setToolTip(f"{completion.formula}；点开看是哪些")
        tile.clicked.connect(lambda: self._on_chosen(figure.done))
        return tile

    def _library_tile(self, library: LibraryCount) -> Tile:
        about = library.ledger.about
        tile = Tile(library.name, f"{len(library.rows):,} {about.measure_word}", (), self)
        tile.clicked.connect(lambda: self.rows_wanted.emit(library.ledger, library.rows, library.name))
        return tile

    def _on_chosen(self, figure: "Figure") -> None:
        if figure.ledger and figure.rows:
            self.rows_wanted.emit(ledger_by_table(figure.ledger), figure.rows, figure.label)


def status_job(store: Store, today: date) -> StatusSteps:
    """Compute how the county stands by this month's end; nothing in a book without a county."""
    from models.errors import UserError
    from models.rules.duty_schedule import period_of
    from models.settings.definitions import load_definitions
    from reports.circulars.parts.charts import by_force, trend
    from reports.circulars.workflow.compose import load_facts
    from reports.figures.figure import PeriodFigures
    from reports.figures.key_figures import key_figures

    yield 0, 2, "算全县进度"
    try:
        facts = load_facts(store)
    except UserError:
        return StatusData()
    board = PeriodFigures(facts, period_of("month", today))
    yield 1, 2, "数四库"
    with store.reading() as session:
        libraries = read_libraries(session, load_definitions(session).libraries)
    return StatusData(board.elapsed().phrase, key_figures(board), tuple(libraries), (*by_force(board), *trend(board)))


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(kind)
    label.setWordWrap(True)
    return label
