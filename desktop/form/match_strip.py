"""匹配: what could take up an idle asset, or where a project could move in, with reasons, and a button to link them."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from models.errors import UserError
from models.fields.base import Ledger
from models.ledgers import Asset, Project
from models.queries.row_detail import RowDetail
from models.statistics.asset_matching import (
    AreasInUse,
    AssetMatch,
    areas_in_use,
    match_assets,
    match_projects,
    put_to_use,
)

_MAX_SHOWN = 3
MATCHED_LEDGERS: tuple[type[Ledger], ...] = (Asset, Project)


class MatchStrip(QWidget):
    """Lists the best proposals for the row in the panel; hidden where there is none.

    Signals:
        saved: an asset was put to use (the id of the row in the panel).
        open_wanted: a proposal should be shown (ledger, id).
        user_error: a sentence for the line at the bottom of the window.
    """

    saved = Signal(str)
    open_wanted = Signal(str, str)
    user_error = Signal(str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self._ledger: type[Ledger] = Asset
        self._row, self._title = "", ""
        self.matches: list[AssetMatch] = []
        self.heading, self.year_label = QLabel(), QLabel()
        self.heading.setObjectName("heading")
        self.year_label.setObjectName("second")
        self.year_label.setWordWrap(True)
        self.link_buttons: list[QPushButton] = []
        self._lines = QWidget(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 4, 12, 4)
        self._column.setSpacing(4)
        for part in (self.heading, self._lines, self.year_label):
            self._column.addWidget(part)

    def show_row_detail(self, ledger: type[Ledger], row: str, row_detail: RowDetail) -> None:
        """Show what fits a row of the book."""
        self._ledger, self._row, self._title = ledger, row, row_detail.title
        find, year = (
            (match_projects if ledger is Asset else match_assets),
            self._book_session.reading_context().today.year,
        )
        self.matches = [] if row_detail.removed else self._book_session.read(lambda session: find(session, row))
        done = self._book_session.read(lambda session: areas_in_use(session, year)) if ledger is Asset else None
        self.heading.setText("可以引进的项目" if ledger is Asset else "可以利用的闲置资产")
        self.heading.setVisible(bool(self.matches))
        self.year_label.setText(progress_text(done, year) if done else "")
        self.year_label.setVisible(bool(self.year_label.text()))
        self._fill_lines()
        self.setVisible(bool(self.matches) or bool(self.year_label.text()))

    def _fill_lines(self) -> None:
        lines = QWidget(self)
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.link_buttons = []
        shown = _MAX_SHOWN if self._ledger is Asset else 1  # a project's own strips need the room
        for match in self.matches[:shown]:
            name, use = QPushButton(match.name), QPushButton("盘活")
            name.setObjectName("link")
            name.setStyleSheet("text-align: left")
            name.setToolTip(f"打开“{match.name}”")
            name.setCursor(Qt.CursorShape.PointingHandCursor)
            name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            name.clicked.connect(
                lambda _=False, match=match: self.open_wanted.emit(self._other_ledger().__tablename__, match.row)
            )
            use.setToolTip("把资产和项目连起来，状态改为已盘活；Ctrl+Z 可撤销")
            use.setAccessibleName(f"盘活：{match.name}")
            use.setEnabled(self._book_session.store.writable)
            use.clicked.connect(lambda _=False, match=match: self.link_match(match))
            self.link_buttons.append(use)
            why = QLabel(match.explanation)
            why.setObjectName("second")
            why.setWordWrap(True)
            line = QHBoxLayout()
            line.addWidget(name, 1)
            line.addWidget(use)
            column.addLayout(line)
            column.addWidget(why)
        if len(self.matches) > shown:
            more = QLabel(f"另有 {len(self.matches) - shown} 个也合适")
            more.setObjectName("second")
            column.addWidget(more)
        self._column.replaceWidget(self._lines, lines)
        self._lines.deleteLater()
        self._lines = lines
        lines.setVisible(bool(self.matches))

    def _other_ledger(self) -> type[Ledger]:
        return Project if self._ledger is Asset else Asset

    def link_match(self, match: AssetMatch) -> None:
        """Put the asset to use for the project, in one command."""
        asset, project = (self._row, match.row) if self._ledger is Asset else (match.row, self._row)
        names = (self._title, match.name) if self._ledger is Asset else (match.name, self._title)
        today: date = self._book_session.reading_context().today
        try:
            self._book_session.run(
                f"盘活 {names[0]}：{names[1]}", lambda session: put_to_use(session, asset, project, today)
            )
        except UserError as error:
            self.user_error.emit(str(error))
            return
        self.saved.emit(self._row)


def progress_text(areas: AreasInUse, year: int) -> str:
    """Say how much was put to use this year, against the target where there is one."""
    parts = []
    for noun, unit, area, goal in (
        ("厂房", "㎡", areas.plant, areas.plant_goal),
        ("土地", "亩", areas.land, areas.land_goal),
    ):
        if goal:
            parts.append(f"{noun} {area:,.0f}{unit}，完成目标 {goal:,.0f}{unit} 的 {area * 100 / goal:.1f}%")
        elif area:
            parts.append(f"{noun} {area:,.0f}{unit}（没有下达目标）")
    return f"{year}年已盘活：{'；'.join(parts)}" if parts else ""
