"""设置: the settings page: county, dictionaries, definitions, ranking schemes, holidays, past figures, user."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.county.definitions_sheet import DefinitionsSheet
from desktop.county.holidays_sheet import HolidaysSheet
from desktop.county.rows_sheet import RowsSheet
from desktop.county.words_sheet import WordsSheet
from desktop.desk import Desk
from desktop.panel.form import RowPanel
from models.browse import View, ids
from models.ledgers.profile import County, PastFigure
from models.ledgers.scheme import Scheme

_WIDTH = 720  # pixels: in a wider form labels are too far from their fields


class ProfilePage(QWidget):
    """One editor for each subject; each is made when first opened.

    Signals:
        who_changed: the user's name changed (the new name).
    """

    who_changed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._makers = {
            "县情": self._county,
            "字典": lambda: WordsSheet(desk),
            "统计口径": lambda: DefinitionsSheet(desk),
            "排名方案": lambda: RowsSheet(Scheme, desk),
            "节假日": lambda: HolidaysSheet(desk),
            "往年数据": lambda: RowsSheet(PastFigure, desk),
            "经办人": self._who,
        }
        self.sheets: dict[str, QWidget] = {}
        self.list, self._stack, self._heading = QListWidget(), QStackedWidget(), QLabel()
        self.list.setObjectName("results")
        self.list.setFixedWidth(140)
        self.list.setAccessibleName("设置目录")
        for name in self._makers:
            item = QListWidgetItem(name)
            item.setSizeHint(QSize(0, 34))
            self.list.addItem(item)
        self._build()
        self.list.currentTextChanged.connect(self.go)
        # Editors are refilled from the event loop, after the command that changed them has returned.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        desk.changed.connect(self._soon.start)
        self.list.setCurrentRow(0)

    def _build(self) -> None:
        title = QLabel("设置")
        title.setObjectName("title")
        self._heading.setObjectName("heading")
        right = QVBoxLayout()
        right.setContentsMargins(16, 0, 16, 12)
        right.addWidget(self._heading)
        right.addWidget(self._stack, 1)
        body = QHBoxLayout()
        body.setContentsMargins(8, 0, 0, 0)
        body.addWidget(self.list)
        body.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        title.setContentsMargins(16, 0, 0, 0)
        layout.addWidget(title)
        layout.addLayout(body, 1)

    def go(self, name: str) -> None:
        """Open an editor by its name."""
        if name not in self.sheets:
            self.sheets[name] = self._makers[name]()
            self._stack.addWidget(self.sheets[name])
        self._heading.setText(name)
        self._stack.setCurrentWidget(self.sheets[name])

    def refresh(self) -> None:
        """Reload the editors that do not follow the book themselves."""
        for sheet in self.sheets.values():
            if isinstance(sheet, WordsSheet | RowsSheet | DefinitionsSheet):
                sheet.refresh()

    def _county(self) -> QWidget:
        panel = RowPanel(self._desk)
        panel.head.hide()
        panel.setMaximumWidth(_WIDTH)
        county_ids = self._desk.ask(lambda session: ids(session, View(County)))
        panel.open_row(County, county_ids[0] if county_ids else None)
        # The form stays open; Esc only discards what was typed.
        panel.closed.connect(lambda: panel.open_row(County, county_ids[0] if county_ids else None))
        return panel

    def _who(self) -> QWidget:
        sheet = QWidget()
        line = QLineEdit(self._desk.store.who)
        line.setMaximumWidth(240)
        line.setAccessibleName("经办人")
        hint = QLabel("每一处修改都记着是谁改的；换人操作时，先在这里改成自己的名字。")
        hint.setObjectName("second")

        def change() -> None:
            if (name := line.text().strip()) and name != self._desk.store.who:
                self._desk.store.who = name
                self.who_changed.emit(name)

        line.editingFinished.connect(change)
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(line)
        layout.addWidget(hint)
        layout.addStretch(1)
        return sheet
