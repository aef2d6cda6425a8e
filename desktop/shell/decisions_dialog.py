"""转为责任事项: a meeting's decisions with unit and due day, entered as obligations in one command."""

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

from desktop.app.book_session import BookSession
from desktop.editors import Editor, editor_for
from desktop.theme.palette import MARGIN
from models.errors import UserError
from models.fields.field import field_of
from models.ledgers import Obligation
from models.rules.minuted_decisions import MinutedDecision
from models.services.meeting_decisions import MeetingDecision

_FIELD_KEYS = ("name", "unit", "owner", "due")
_COLUMN_WIDTHS = (300, 170, 110, 170)


class DecisionsDialog(QDialog):
    """Shows the decisions read from the minutes; the user corrects, adds and removes some, then enters them.

    ``enter_decisions`` writes them to the book; a UserError it raises is shown below them, and nothing typed is lost.
    """

    def __init__(
        self,
        book_session: BookSession,
        meeting: str,
        meeting_day: date | None,
        items: Sequence[MinutedDecision],
        enter_decisions: Callable[[list[MeetingDecision]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("转为责任事项")
        self.setMinimumSize(880, 420)
        self._book_session, self._enter_decisions = book_session, enter_decisions
        self.editor_rows: list[tuple[Editor, ...]] = []
        self.error_label = QLabel()
        self.error_label.setObjectName("refused")
        self.error_label.setWordWrap(True)
        heading = QLabel(f"{meeting}（{meeting_day.isoformat()}）" if meeting_day else meeting)
        heading.setObjectName("heading")
        heading.setWordWrap(True)
        hint = QLabel("每项写明责任单位和完成时限；转成以后到期会提醒，Ctrl+Z 可整批撤销。")
        hint.setObjectName("second")
        self._build(heading, hint)
        for item in items or (MinutedDecision(""),):
            self.add_item(item)

    def _build(self, heading: QLabel, hint: QLabel) -> None:
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        for column, key in enumerate(_FIELD_KEYS):
            title = QLabel("议定事项" if key == "name" else field_of(Obligation, key).title)
            title.setObjectName("second")
            self._grid.addWidget(title, 0, column)
            self._grid.setColumnMinimumWidth(column, _COLUMN_WIDTHS[column])
        self._grid.setColumnStretch(0, 1)
        around = QVBoxLayout()
        around.addWidget(inside)
        around.addStretch(1)
        container = QWidget()
        container.setLayout(around)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(container)
        self.add_button = QPushButton("＋ 加一项")
        self.add_button.setObjectName("flat")
        self.add_button.clicked.connect(lambda: self.add_item(MinutedDecision("")))
        buttons = QDialogButtonBox()
        self.confirm_button = buttons.addButton("转为责任事项", QDialogButtonBox.ButtonRole.AcceptRole)
        self.confirm_button.setObjectName("primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(8)
        for part in (heading, hint):
            layout.addWidget(part)
        layout.addWidget(area, 1)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.error_label)
        layout.addWidget(buttons)

    def add_item(self, item: MinutedDecision) -> None:
        """Add a row of editors for one decision."""
        at = len(self.editor_rows) + 1
        line = tuple(editor_for(field_of(Obligation, key), self._book_session, self) for key in _FIELD_KEYS)
        due = item.due.isoformat() if item.due else ""
        for column, (editor, text) in enumerate(zip(line, (item.name, item.unit, "", due), strict=True)):
            if text:
                editor.retype(text)
            self._grid.addWidget(editor, at, column)
        remove_button = QPushButton("删去")
        remove_button.setObjectName("flat")
        remove_button.clicked.connect(lambda: self._remove_row(line, remove_button))
        self._grid.addWidget(remove_button, at, len(_FIELD_KEYS))
        self.editor_rows.append(line)
        if not item.name:
            line[0].setFocus()

    def _remove_row(self, editors: tuple[Editor, ...], remove_button: QPushButton) -> None:
        """Remove a row of editors; its row of the grid layout stays empty and takes no height."""
        for widget in (*editors, remove_button):
            widget.setParent(None)
            widget.deleteLater()
        self.editor_rows[self.editor_rows.index(editors)] = ()

    def decisions(self) -> list[MeetingDecision]:
        """Read the rows, skipping blank ones; raises UserError that names the first value that cannot be read."""
        decisions = []
        for number, line in enumerate((editors for editors in self.editor_rows if editors), start=1):
            values = []
            for editor in line:
                try:
                    values.append(editor.read().value)
                except UserError as error:
                    raise UserError(f"第{number}项“{editor.field.label}”：{error}") from error
            name, unit, owner, due = values
            if not any(values):
                continue
            if due is None:
                raise UserError(f"第{number}项“{name or ''}”没有写完成时限。")
            decisions.append(MeetingDecision(name or "", unit or "", due, owner or ""))
        if not decisions:
            raise UserError("还没有写议定事项。")
        return decisions

    def accept(self) -> None:
        """Enter the decisions; a user error is shown below them, and the dialog stays open."""
        try:
            self._enter_decisions(self.decisions())
        except UserError as error:
            self.error_label.setText(str(error))
            return
        super().accept()
