"""产业链图谱: one chain at a time, its steps from 上游 to 下游, what is missing, and who is being brought in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.lists.box_card import BoxCard
from desktop.lists.chain_canvas import ChainCanvas
from desktop.look.icons import drawing
from desktop.look.palette import MARGIN
from desktop.pages.empty import EmptyState
from desktop.pages.fittings import Fittings
from models.chain_map import ChainMap, chain_map, chains

_HINT = "方向键在环节之间走动，回车看这个环节的企业、线索和项目。"


class ChainMapPage(QWidget):
    """Draws the chain chosen at its head.

    Signals:
        view_wanted: a View and the heading its chip bears.
    """

    view_wanted = Signal(object, str)

    def __init__(self, fittings: Fittings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._fit = fittings
        self.which = QComboBox()
        self.which.setAccessibleName("产业链")
        self.which.setMinimumWidth(220)
        self.count = QLabel()
        self.count.setObjectName("count")
        self.canvas, self.card = ChainCanvas(fittings.colours), BoxCard()
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.canvas)
        self.empty = EmptyState((), self)
        self.middle = QStackedWidget()
        self._build()
        self.which.activated.connect(lambda _: self.choose())
        self.canvas.chosen.connect(self._on_chosen)
        self.canvas.entered.connect(self._to_card)
        self.card.view_wanted.connect(self.view_wanted)
        fittings.desk.changed.connect(self._on_change)

    def _build(self) -> None:
        title = QLabel("产业链图谱")
        title.setObjectName("title")
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 12, MARGIN, 8)
        head.setSpacing(8)
        for part in (title, self.which, self.count):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self._fit.buttons("print_wall", "打印挂图…", "secondary"))
        hint = QLabel(_HINT)
        hint.setObjectName("second")
        hint.setContentsMargins(MARGIN, 2, MARGIN, 6)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.area, 1)
        row.addWidget(self.card)
        drawn = QWidget()
        column = QVBoxLayout(drawn)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row, 1)
        column.addWidget(hint)
        self.middle.addWidget(drawn)
        self.middle.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.middle, 1)

    def refresh(self) -> None:
        """Ask the book again which chains there are, and draw the one chosen."""
        listed, before = self._fit.desk.ask(chains), self.which.currentData()
        self.which.clear()
        for row, name in listed:
            self.which.addItem(name, row)
        self.which.setCurrentIndex(max(self.which.findData(before), 0) if listed else -1)
        self.which.setVisible(bool(listed))
        self.draw()

    def draw(self) -> None:
        """Draw the chain chosen; say what belongs here where there is none."""
        if (chain := self.which.currentData()) is None:
            self.count.setText("")
            picture = drawing("network", self._fit.colours.second, 48)
            self.empty.say("还没有可画的产业链", "在“产业链”里登记链条和环节，图谱就由此画出。", picture)
            self.middle.setCurrentIndex(1)
            return
        found: ChainMap = self._fit.desk.ask(lambda session: chain_map(session, chain))
        whose = "，".join(part for part in (found.task_force, f"链长 {found.head}" if found.head else "") if part)
        self.count.setText(f"{whose}　{found.told}" if whose else found.told)
        self.canvas.show_map(found)
        self.middle.setCurrentIndex(0)

    def choose(self) -> None:
        """Draw the chain just chosen, with the keys on its steps."""
        self.draw()
        self.canvas.setFocus()

    def _on_chosen(self, box: object) -> None:
        self.card.show_box(self.canvas.current)
        if box is not None and self.canvas.current is not None:
            place = self.canvas.places[self.canvas.current.name].center()
            self.area.ensureVisible(int(place.x()), int(place.y()), 120, 90)

    def _to_card(self) -> None:
        if self.card.buttons:
            self.card.buttons[0].setFocus()

    def _on_change(self) -> None:
        if self.isVisible():
            self.refresh()
