"""接着做: what is entered next after the row in the panel, a button each."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from models.fields.base import Ledger, ledger_by_table
from models.queries.row_detail import RowDetail


class CarryOnBar(QWidget):
    """One button for each follow-up of the row's ledger; hidden where it has none.

    Signals:
        follow_up_wanted: the row that follows should be begun (a FollowUp).
    """

    follow_up_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}  # by the table of the new row
        self._ledger: type[Ledger] | None = None
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        label = QLabel("接着做", self)
        label.setObjectName("second")
        self._layout.addWidget(label)
        self._layout.addStretch(1)
        self.hide()

    def show_ledger(self, ledger: type[Ledger], *, usable: bool) -> None:
        """Show the buttons of a ledger's rows; none where the row in the panel is new, removed or only to be read."""
        self._make_buttons(ledger)
        self.setVisible(usable and bool(self.buttons))

    def show_row_detail(self, ledger: type[Ledger], row_detail: RowDetail) -> None:
        """Leave out what the row has already: the lead of a visit, the project of a negotiation."""
        self._make_buttons(ledger)
        for follow_up in ledger.about.follow_ups:
            is_answered = bool(follow_up.answers and row_detail.values[follow_up.answers].text)
            self.buttons[follow_up.to].setVisible(not is_answered)

    def focus_first(self) -> bool:
        """Put the keys on the first button; False where there is none to press."""
        offered = [button for button in self.buttons.values() if not button.isHidden()]
        if self.isHidden() or not offered:
            return False
        offered[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _make_buttons(self, ledger: type[Ledger]) -> None:
        if ledger is self._ledger:
            return
        for button in self.buttons.values():
            self._layout.removeWidget(button)
            button.deleteLater()
        self._ledger, self.buttons = ledger, {}
        for number, follow_up in enumerate(ledger.about.follow_ups, start=1):
            button = self.buttons[follow_up.to] = QPushButton(follow_up.label, self)
            button.setObjectName("link")
            target = ledger_by_table(follow_up.to).about.label
            button.setToolTip(f"新增{target}，这一行里已有的都带过去，核对后保存")
            button.setAccessibleName(follow_up.label)
            button.clicked.connect(lambda _=False, follow_up=follow_up: self.follow_up_wanted.emit(follow_up))
            self._layout.insertWidget(number, button)
