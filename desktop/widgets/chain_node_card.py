"""The card beside a chain map: details of one node, with links to its rows."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from models.fields.base import Ledger
from models.ledgers import ChainNode, Enterprise, Lead, Project
from models.queries.ledger_query import LedgerQuery
from models.statistics.chain_map import ChainBox

CARD_WIDTH = 264


class ChainNodeCard(QWidget):
    """Shows a chain node's name, state, products and recruitment direction, with buttons that open its rows.

    Signals:
        view_wanted: rows should be shown (the ledger query, the heading of its filter chip).
    """

    view_wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(CARD_WIDTH)
        self.buttons: list[QPushButton] = []
        self._body = QWidget(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 12, 12)
        self._column.addWidget(self._body)
        self._column.addStretch(1)

    def show_node(self, node: ChainBox | None) -> None:
        """Show another node, or nothing."""
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.buttons = []
        if node is not None:
            column.addWidget(_label(node.name, "heading"))
            facts = (("状态", node.state if node.rows else ""), ("产品", node.products), ("招引方向", node.wanted))
            for name, text in facts:
                if text:
                    column.addWidget(_label(f"{name}：{text}", "second"))
            column.addSpacing(8)
            for caption, view, heading in _row_links(node):
                button = QPushButton(caption)
                button.setObjectName("line")
                button.setCursor(Qt.CursorShape.PointingHandCursor)
                button.clicked.connect(lambda _=False, view=view, heading=heading: self.view_wanted.emit(view, heading))
                self.buttons.append(button)
                column.addWidget(button)
        self._column.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body


def _row_links(node: ChainBox) -> Iterator[tuple[str, LedgerQuery, str]]:
    """Yield for each kind of rows the node has: the button text, the ledger query and its heading."""
    firms = (("企业", node.anchors), ("目标企业", node.targets))
    groups: list[tuple[str, type[Ledger], tuple[str, ...]]] = [("环节资料", ChainNode, node.rows)]
    groups += [(word, Enterprise, tuple(firm.row for firm in group)) for word, group in firms]
    groups += [("线索", Lead, node.leads), ("项目", Project, node.projects)]
    for word, ledger, rows in groups:
        if rows:
            count = "" if ledger is ChainNode else f" {len(rows)} {ledger.about.measure_word}"
            yield f"{word}{count}　›", LedgerQuery(ledger, row_ids=rows), f"{node.name}：{word}"


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(kind)
    label.setWordWrap(True)
    return label
