"""What is known of one step of a chain, beside the map; each line leads to its rows."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from models.base import Ledger
from models.browse import View
from models.chain_map import Box
from models.ledgers import ChainNode, Enterprise, Lead, Project

WIDTH = 264


class BoxCard(QWidget):
    """Names the step, its state, products and direction, and offers its rows.

    Signals:
        view_wanted: a View and the heading its chip bears.
    """

    view_wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.buttons: list[QPushButton] = []
        self._body = QWidget(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 12, 12)
        self._column.addWidget(self._body)
        self._column.addStretch(1)

    def show_box(self, box: Box | None) -> None:
        """Show another step, or nothing."""
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.buttons = []
        if box is not None:
            column.addWidget(_label(box.name, "heading"))
            facts = (("状态", box.state if box.rows else ""), ("产品", box.products), ("招引方向", box.wanted))
            for name, text in facts:
                if text:
                    column.addWidget(_label(f"{name}：{text}", "second"))
            column.addSpacing(8)
            for said, view, heading in _lines(box):
                button = QPushButton(said)
                button.setObjectName("line")
                button.setCursor(Qt.CursorShape.PointingHandCursor)
                button.clicked.connect(lambda _=False, view=view, heading=heading: self.view_wanted.emit(view, heading))
                self.buttons.append(button)
                column.addWidget(button)
        self._column.replaceWidget(self._body, body)
        self._body.deleteLater()
        self._body = body


def _lines(box: Box) -> Iterator[tuple[str, View, str]]:
    """Give the lines there are rows for: the words, the view, and its heading."""
    firms = (("企业", box.anchors), ("目标企业", box.targets))
    offered: list[tuple[str, type[Ledger], tuple[str, ...]]] = [("环节资料", ChainNode, box.rows)]
    offered += [(word, Enterprise, tuple(firm.row for firm in some)) for word, some in firms]
    offered += [("线索", Lead, box.leads), ("项目", Project, box.projects)]
    for word, ledger, rows in offered:
        if rows:
            count = "" if ledger is ChainNode else f" {len(rows)} {ledger.about.measure}"
            yield f"{word}{count}　›", View(ledger, within=rows), f"{box.name}：{word}"


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(kind)
    label.setWordWrap(True)
    return label
