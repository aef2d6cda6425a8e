"""工作台: what waits today, and how the ledgers stand this month."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.icons import drawing
from desktop.pages.fittings import Fittings
from desktop.palette import MARGIN
from models.base import Ledger
from models.ledgers import Activity, Enterprise, Funding, Lead, Negotiation, Obligation, Project, StageMove, Visit
from models.waiting import Survey, Waiting

SURVEYED: tuple[type[Ledger], ...] = (
    Lead,
    Visit,
    Negotiation,
    Project,
    StageMove,
    Funding,
    Obligation,
    Activity,
    Enterprise,
)
# Told apart without colour: a square is overdue, a triangle is soon, a circle is open.
_SIGNS = {"overdue": "square", "soon": "triangle-alert", "open": "circle"}
_WIDEST = 1240  # pixels: on a wide screen what belongs together stays together
_WEEKDAYS = "一二三四五六日"


class HomePage(QWidget):
    """Lists what waits; each line opens its rows.

    Signals:
        view_wanted: a View and the heading its chip bears.
        row_wanted: a ledger's name and a row's id.
        page_wanted: the key of a page.
        survey_wanted: the book should be looked through again.
    """

    view_wanted = Signal(object, str)
    row_wanted = Signal(str, str)
    page_wanted = Signal(str)
    survey_wanted = Signal()

    def __init__(self, fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._fit = fittings
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        self.lines: list[QPushButton] = []

    def refresh(self) -> None:
        """Ask for the book to be looked through again."""
        self.survey_wanted.emit()

    def show_survey(self, found: Survey) -> None:
        """Show what was found."""
        self.lines = []
        inner, body = QWidget(), QWidget()
        inner.setObjectName("page")
        body.setMaximumWidth(_WIDEST)
        columns = QHBoxLayout(body)
        columns.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        columns.setSpacing(40)
        columns.addLayout(self._today(found.waiting), 3)
        columns.addLayout(self._state(found.counts), 2)
        outer = QHBoxLayout(inner)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body, 1)
        outer.addStretch(0)
        self._area.setWidget(inner)

    def _today(self, found: Sequence[Waiting]) -> QVBoxLayout:
        """Set what waits, line by line, under today's date."""
        today = self._fit.today
        layout = QVBoxLayout()
        layout.setSpacing(4)
        layout.addWidget(_label("今天要办的", "title"))
        day = f"{today.year}年{today.month}月{today.day}日 星期{_WEEKDAYS[today.weekday()]}"
        layout.addWidget(_label(day, "count"))
        layout.addSpacing(12)
        for one in found:
            layout.addWidget(self._line(one))
            for row, words in one.first:
                layout.addWidget(self._named(one, row, words))
            layout.addSpacing(10)
        if not found:
            layout.addWidget(_label("没有临期、逾期的责任事项，线索都已认定，项目都在更新。", "count"))
        layout.addStretch(1)
        return layout

    def _line(self, one: Waiting) -> QPushButton:
        line = QPushButton(f"  {one.sentence}")
        line.setObjectName("line")
        line.setIcon(self._sign(one.urgency))
        line.setIconSize(QSize(16, 16))
        line.setToolTip("点开看是哪些")
        line.setCursor(Qt.CursorShape.PointingHandCursor)
        line.clicked.connect(lambda: self.view_wanted.emit(one.view, one.heading))
        self.lines.append(line)
        return line

    def _named(self, one: Waiting, row: str, words: str) -> QPushButton:
        """Make the line of one row that waits."""
        line = QPushButton(words)
        line.setObjectName("detail")
        line.setCursor(Qt.CursorShape.PointingHandCursor)
        line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line.clicked.connect(lambda: self.row_wanted.emit(one.view.ledger.__tablename__, row))
        return line

    def _sign(self, urgency: str) -> QPixmap:
        colours = self._fit.colours
        colour = {"overdue": colours.red, "soon": colours.amber, "open": colours.accent}[urgency]
        return drawing(_SIGNS[urgency], colour, 16)

    def _state(self, numbers: Mapping[str, tuple[int, int]]) -> QVBoxLayout:
        """Set how the ledgers stand."""
        layout = QVBoxLayout()
        layout.setSpacing(4)
        layout.addWidget(_label("台账情况", "title"))
        layout.addWidget(_label("点台账名称打开", "count"))
        layout.addSpacing(12)
        layout.addLayout(self._numbers(numbers))
        layout.addStretch(1)
        return layout

    def _numbers(self, numbers: Mapping[str, tuple[int, int]]) -> QGridLayout:
        """Set the counts in columns: the ledger, this month's, all."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(0)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, heading in enumerate(("台账", "本月", "总数")):
            label = _label(heading, "second")
            label.setContentsMargins(8 if not column else 0, 0, 0, 4)
            grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignLeft if not column else right)
        for row, ledger in enumerate(SURVEYED, start=1):
            month, total = numbers[ledger.__tablename__]
            name = QPushButton(ledger.about.label)
            name.setObjectName("line")
            name.setCursor(Qt.CursorShape.PointingHandCursor)
            name.clicked.connect(lambda _=False, key=ledger.__tablename__: self.page_wanted.emit(key))
            grid.addWidget(name, row, 0)
            grid.addWidget(_label(f"{month:,}" if month else "—"), row, 1, right)
            grid.addWidget(_label(f"{total:,} {ledger.about.measure}"), row, 2, right)
        grid.setColumnMinimumWidth(0, 160)
        grid.setColumnMinimumWidth(1, 72)
        grid.setColumnMinimumWidth(2, 96)
        grid.setColumnStretch(3, 1)
        return grid


def _label(text: str, kind: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(kind)
    return label
