"""转为责任事项: what a meeting decided, item by item with its unit and day, entered all at once."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.desk import Desk
from desktop.editors import Editor, editor_for
from desktop.look.palette import MARGIN
from models.field import field_of
from models.ledgers import Obligation
from models.refusal import Refusal
from models.resolutions import Resolved
from models.rules.decisions import Decided

_KEYS = ("name", "unit", "owner", "due")
_WIDTHS = (300, 170, 110, 170)


class Resolving(QDialog):
    """Shows the items read from the minutes; the clerk mends, adds and takes away, then enters them.

    ``enter`` puts the items into the book; what it refuses stands below them, and nothing typed is lost.
    """

    def __init__(
        self,
        desk: Desk,
        meeting: str,
        met: date | None,
        items: Sequence[Decided],
        enter: Callable[[list[Resolved]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("转为责任事项")
        self.setMinimumSize(880, 420)
        self._desk, self._enter = desk, enter
        self.lines: list[tuple[Editor, ...]] = []
        self._takers: list[QPushButton] = []
        self.told = QLabel()
        self.told.setObjectName("refused")
        self.told.setWordWrap(True)
        heading = QLabel(f"{meeting}（{met.isoformat()}）" if met else meeting)
        heading.setObjectName("heading")
        heading.setWordWrap(True)
        hint = QLabel("每项写明责任单位和完成时限；转成以后到期会提醒，Ctrl+Z 可整批撤销。")
        hint.setObjectName("second")
        self._build(heading, hint)
        for item in items or (Decided(""),):
            self.add(item)

    def _build(self, heading: QLabel, hint: QLabel) -> None:
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        for column, key in enumerate(_KEYS):
            title = QLabel("议定事项" if key == "name" else field_of(Obligation, key).title)
            title.setObjectName("second")
            self._grid.addWidget(title, 0, column)
            self._grid.setColumnMinimumWidth(column, _WIDTHS[column])
        self._grid.setColumnStretch(0, 1)
        around = QVBoxLayout()
        around.addWidget(inside)
        around.addStretch(1)
        container = QWidget()
        container.setLayout(around)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(container)
        self.more = QPushButton("＋ 加一项")
        self.more.setObjectName("flat")
        self.more.clicked.connect(lambda: self.add(Decided("")))
        buttons = QDialogButtonBox()
        self.agree = buttons.addButton("转为责任事项", QDialogButtonBox.ButtonRole.AcceptRole)
        self.agree.setObjectName("primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(8)
        for part in (heading, hint):
            layout.addWidget(part)
        layout.addWidget(area, 1)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.told)
        layout.addWidget(buttons)

    def add(self, item: Decided) -> None:
        """Add a line for one item."""
        at = len(self.lines) + 1
        line = tuple(editor_for(field_of(Obligation, key), self._desk, self) for key in _KEYS)
        due = item.due.isoformat() if item.due else ""
        for column, (editor, text) in enumerate(zip(line, (item.name, item.unit, "", due), strict=True)):
            if text:
                editor.retype(text)
            self._grid.addWidget(editor, at, column)
        taker = QPushButton("删去")
        taker.setObjectName("flat")
        taker.clicked.connect(lambda: self._take(line, taker))
        self._grid.addWidget(taker, at, len(_KEYS))
        self.lines.append(line)
        if not item.name:
            line[0].setFocus()

    def _take(self, line: tuple[Editor, ...], taker: QPushButton) -> None:
        """Take a line away; its row in the grid stays, empty, and takes no room."""
        for widget in (*line, taker):
            widget.setParent(None)
            widget.deleteLater()
        self.lines[self.lines.index(line)] = ()

    def items(self) -> list[Resolved]:
        """Read the lines; raises Refusal naming the first that cannot be read, passes over what is empty altogether."""
        decisions = []
        for number, line in enumerate((editors for editors in self.lines if editors), start=1):
            values = []
            for editor in line:
                try:
                    values.append(editor.read().value)
                except Refusal as refusal:
                    raise Refusal(f"第{number}项“{editor.field.label}”：{refusal}") from refusal
            name, unit, owner, due = values
            if not any(values):
                continue
            if due is None:
                raise Refusal(f"第{number}项“{name or ''}”没有写完成时限。")
            decisions.append(Resolved(name or "", unit or "", due, owner or ""))
        if not decisions:
            raise Refusal("还没有写议定事项。")
        return decisions

    def accept(self) -> None:
        """Enter the items; what is refused is said below them, and the box stays open."""
        try:
            self._enter(self.items())
        except Refusal as refusal:
            self.told.setText(str(refusal))
            return
        super().accept()
