"""对数: the year's figures counted from the book, beside the numbers of the office's own last circular."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.app.page_context import PageContext
from desktop.import_export.reports_panel import latest_months
from desktop.theme.palette import MARGIN
from desktop.widgets.text_table import TextTable
from models.errors import UserError
from models.fields.base import ledger_by_table
from models.queries.ledger_query import LedgerQuery
from models.rules.periods import Period, read_period
from models.statistics.moving_in import read_moving_in_state
from models.statistics.year_figures import YearFigure, year_figures, year_to_date
from models.storage.store import Store

COLUMNS = (("哪里的", 120), ("指标", 110), ("单位", 56), ("账本算出", 100), ("通报上写的", 120), ("差", 200))
_TYPED = 4  # the column typed into
_HINT = (
    "把上一期通报里的累计数填在“通报上写的”一列，不一样的会标出来；双击账本的数，或点“看是哪些行”，看它由哪几行加起来。"
)


@dataclass(frozen=True, slots=True)
class CountedYear:
    """The figures of a year up to a day, and the day that the opening funds are summed up to, if later than that."""

    figures: tuple[YearFigure, ...]
    late_opening: date | None


def count_year_job(store: Store, last: date, today: date) -> Generator[tuple[int, int, str], None, CountedYear]:
    """Count the figures as a job."""
    yield 0, 1, "算全年累计"
    with store.reading() as session:
        day = read_moving_in_state(session, today).opening_day
        return CountedYear(
            tuple(year_figures(session, year_to_date(last))), day if day is not None and day > last else None
        )


class FigureComparison(QWidget):
    """A table of figures with a column to type into; what is typed is remembered for each book and month.

    Signals:
        view_wanted: the rows behind a figure should be shown (the ledger query, the heading of its filter chip).
    """

    view_wanted = Signal(object, str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._is_counting, self._count_again = context, False, False
        self.counted = CountedYear((), None)
        self.shown: list[YearFigure] = []
        self.month, self.only_differing = QComboBox(), QCheckBox("只看不一样的")
        for period in latest_months(context.today):
            self.month.addItem(f"{period.year}年1月至{period.first.month}月累计", period.key)
        self.month.setCurrentIndex(1)  # the last month that has ended
        self.month.setAccessibleName("截至哪个月")
        self.rows_button, self.summary, self.warning = QPushButton("看是哪些行"), QLabel(), QLabel()
        self.rows_button.setObjectName("secondary")
        self.summary.setObjectName("count")
        self.warning.setObjectName("doubt")
        self.warning.setWordWrap(True)
        self.table = TextTable("对数", COLUMNS, context.colours, editable_column=_TYPED, parent=self)
        self.table.text_model.is_marked = self._is_differing
        _lay_out(self)
        self.month.activated.connect(lambda _: self.refresh())
        self.only_differing.toggled.connect(lambda _: self._show())
        self.rows_button.clicked.connect(self._request_rows)
        self.table.text_edited.connect(self._take_typed)
        self.table.doubleClicked.connect(self._on_double_click)

    @property
    def period(self) -> Period:
        """The month up to which the year is counted."""
        return read_period(str(self.month.currentData()), "month")

    def refresh(self) -> None:
        """Count the figures again; a request during a count starts another after it."""
        if self._is_counting:
            self._count_again = True
            return
        self._is_counting, self._count_again = True, False
        steps = count_year_job(self._context.book_session.store, self.period.last, self._context.today)
        self._context.jobs.run("算全年累计", steps, self._on_counted, self._on_failed, quiet=True)

    def _on_counted(self, counted: CountedYear) -> None:
        self._is_counting, self.counted = False, counted
        self._show()
        if self._count_again:
            self.refresh()

    def _on_failed(self, message: str) -> None:
        self._is_counting = False
        self._context.notifications.show_error(message)

    def _show(self) -> None:
        figures = self.counted.figures
        differing = [figure for figure in figures if self._difference(figure)]
        self.shown = differing if self.only_differing.isChecked() else list(figures)
        self.table.show_lazily(len(self.shown), self._texts)
        typed = sum(bool(self._typed(figure)) for figure in figures)
        self.summary.setText(
            f"填了 {typed} 个数，{f'{len(differing)} 个不一样' if differing else '都一样'}。" if typed else ""
        )
        day = self.counted.late_opening
        self.warning.setVisible(day is not None)
        if day is not None:
            self.warning.setText(
                f"到位资金的期初截至 {day.isoformat()}，晚于 {self.period.last.isoformat()}，没有算进这里的到位资金。"
            )

    def _texts(self, row: int) -> tuple[str, ...]:
        figure = self.shown[row]
        facts = (figure.holder_name, figure.metric.label, figure.metric.unit, figure.text)
        return (*facts, self._typed(figure), self._difference(figure))

    def _difference(self, figure: YearFigure) -> str:
        """Say how the book's number differs from the typed one; empty where it does not or none is typed."""
        try:
            difference = figure.difference(self._typed(figure))
        except UserError:
            return "看不懂这个数"
        if not difference:
            return ""
        return f"账本{'多' if difference > 0 else '少'} {abs(difference):,} {figure.metric.unit}"

    def _is_differing(self, row: int) -> bool:
        return bool(self._difference(self.shown[row]))

    # What is typed.

    def _book(self) -> str:
        store = self._context.book_session.store
        return str(store.path or store.engine.url.render_as_string())

    def _name(self, figure: YearFigure) -> str:
        return f"{self.period.key}/{figure.key}"

    def _typed(self, figure: YearFigure) -> str:
        return self._context.preferences.current.typed_figures.get(self._book(), {}).get(self._name(figure), "")

    def _take_typed(self, row: int, text: str) -> None:
        figure, typed = self.shown[row], self._context.preferences.current.typed_figures
        of_book = {**typed.get(self._book(), {}), self._name(figure): text.strip()}
        remembered = {name: value for name, value in of_book.items() if value}
        self._context.preferences.update(typed_figures={**typed, self._book(): remembered})
        try:
            figure.difference(text)
        except UserError as error:
            self._context.notifications.show_error(error)
        self._show()

    def _on_double_click(self, index: QModelIndex) -> None:
        if index.column() != _TYPED:
            self._request_rows()

    def _request_rows(self) -> None:
        row = self.table.current_row()
        if row is None or row >= len(self.shown):
            self._context.notifications.notify("请先点一下要看的那个数。")
            return
        figure = self.shown[row]
        if not figure.rows:
            self._context.notifications.notify(f"{figure.holder_name}的{figure.metric.label}是 0，没有行。")
            return
        query = LedgerQuery(ledger_by_table(figure.metric.ledger), row_ids=figure.rows)
        self.view_wanted.emit(query, f"对数：{figure.holder_name}{figure.metric.label}")


def _lay_out(panel: FigureComparison) -> None:
    hint = QLabel(_HINT)
    hint.setObjectName("second")
    hint.setWordWrap(True)
    head = QHBoxLayout()
    head.setContentsMargins(MARGIN, 0, MARGIN, 0)
    head.setSpacing(8)
    for widget in (panel.month, panel.only_differing, panel.rows_button):
        head.addWidget(widget)
    head.addWidget(panel.summary, 1)
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(0, 8, 0, 0)
    layout.setSpacing(6)
    for label in (hint, panel.warning):
        label.setContentsMargins(MARGIN, 0, MARGIN, 0)
    layout.addWidget(hint)
    layout.addLayout(head)
    layout.addWidget(panel.warning)
    layout.addWidget(panel.table, 1)
    panel.warning.hide()
    panel.table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
