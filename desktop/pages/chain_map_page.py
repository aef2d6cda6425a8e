"""产业链图谱: a map of one chain at a time: its steps from 上游 to 下游, gaps, and firms, leads and projects."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, register_page
from desktop.theme.icons import icon_pixmap
from desktop.theme.palette import MARGIN
from desktop.widgets.chain_canvas import ChainCanvas
from desktop.widgets.chain_node_card import ChainNodeCard
from desktop.widgets.empty_state import EmptyState
from models.statistics.chain_map import ChainMap, chain_map, chains

_HINT = "方向键在环节之间走动，回车看这个环节的企业、线索和项目。"


class ChainMapPage(QWidget):
    """Shows the chain chosen in the head of the page.

    Signals:
        view_wanted: rows should be shown (the ledger query, the heading of its filter chip).
    """

    view_wanted = Signal(object, str)

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self.chain_choice = QComboBox()
        self.chain_choice.setAccessibleName("产业链")
        self.chain_choice.setMinimumWidth(220)
        self.count = QLabel()
        self.count.setObjectName("count")
        self.canvas, self.card = ChainCanvas(context.colours), ChainNodeCard()
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.canvas)
        self.empty_state = EmptyState((), self)
        self.stack = QStackedWidget()
        self._build()
        self.chain_choice.activated.connect(lambda _: self.on_chain_chosen())
        self.canvas.chosen.connect(self._on_chosen)
        self.canvas.activated.connect(self._focus_card)
        self.card.view_wanted.connect(self.view_wanted)
        context.book_session.changed.connect(self._on_change)

    def _build(self) -> None:
        title = QLabel("产业链图谱")
        title.setObjectName("title")
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 12, MARGIN, 8)
        head.setSpacing(8)
        for part in (title, self.chain_choice, self.count):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self._context.make_button("print_wall", "打印挂图…", "secondary"))
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
        self.stack.addWidget(drawn)
        self.stack.addWidget(self.empty_state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)

    def refresh(self) -> None:
        """Reload the list of chains from the book, and draw the chosen one."""
        listed, before = self._context.book_session.read(chains), self.chain_choice.currentData()
        self.chain_choice.clear()
        for row, name in listed:
            self.chain_choice.addItem(name, row)
        self.chain_choice.setCurrentIndex(max(self.chain_choice.findData(before), 0) if listed else -1)
        self.chain_choice.setVisible(bool(listed))
        self.draw_chain()

    def draw_chain(self) -> None:
        """Draw the chosen chain; show the empty state where there is none."""
        if (chain := self.chain_choice.currentData()) is None:
            self.count.setText("")
            picture = icon_pixmap("network", self._context.colours.second, 48)
            self.empty_state.show_message("还没有可画的产业链", "在“产业链”里登记链条和环节，图谱就由此画出。", picture)
            self.stack.setCurrentIndex(1)
            return
        current_map: ChainMap = self._context.book_session.read(lambda session: chain_map(session, chain))
        head = f"链长 {current_map.head}" if current_map.head else ""
        owner = "，".join(part for part in (current_map.task_force, head) if part)
        self.count.setText(f"{owner}　{current_map.summary}" if owner else current_map.summary)
        self.canvas.show_map(current_map)
        self.stack.setCurrentIndex(0)

    def on_chain_chosen(self) -> None:
        """Draw the chain just chosen and move the focus to its map."""
        self.draw_chain()
        self.canvas.setFocus()

    def _on_chosen(self, box: object) -> None:
        self.card.show_node(self.canvas.current_box)
        if box is not None and self.canvas.current_box is not None:
            centre = self.canvas.box_rects[self.canvas.current_box.name].center()
            self.area.ensureVisible(int(centre.x()), int(centre.y()), 120, 90)

    def _focus_card(self) -> None:
        if self.card.buttons:
            self.card.buttons[0].setFocus()

    def _on_change(self) -> None:
        if self.isVisible():
            self.refresh()


def make_chain_map_page(context: PageContext, links: PageLinks) -> ChainMapPage:
    """Build the page and connect it."""
    page = ChainMapPage(context)
    page.view_wanted.connect(links.query_wanted)
    return page


register_page(Page("chain_map", "产业链图谱", "network", PageGroup.REFERENCE, 900, make_chain_map_page))
