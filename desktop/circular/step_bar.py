"""起草 → 检查 → 印发: the progress of a circular, the button of the next step, search and zoom."""

from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.theme.palette import MARGIN


class CircularStep(IntEnum):
    """The step of issuing that a circular has reached."""

    DRAFTED = 1
    CHECKED = 2
    ISSUED = 3


_STEP_NAMES = {CircularStep.DRAFTED: "1 起草", CircularStep.CHECKED: "2 检查", CircularStep.ISSUED: "3 印发"}
_ZOOM = (("－", "缩小（Ctrl+-）", 1 / 1.2), ("适合宽度", "Ctrl+0", 0.0), ("＋", "放大（Ctrl++）", 1.2))


class StepBar(QWidget):
    """Shows the steps, the commands on an issued circular, the search box and the zoom.

    Signals:
        overview_wanted: the overview of all circulars should be shown.
        check_wanted, issue_wanted: the draft should be checked, or the issue form shown.
        correct_wanted, withdraw_wanted, reprint_wanted, attach_wanted: commands on the issued circular shown.
        searched: a text should be searched for (the text, forwards or not).
        zoomed: the zoom factor to apply; 0 fits the width.
    """

    overview_wanted = Signal()
    check_wanted = Signal()
    issue_wanted = Signal()
    correct_wanted = Signal()
    withdraw_wanted = Signal()
    reprint_wanted = Signal()
    attach_wanted = Signal()
    searched = Signal(str, bool)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = CircularStep.DRAFTED
        self.overview_button = self._button("‹ 全部通报", self.overview_wanted, "flat")
        self.step_labels = {step: QLabel(name) for step, name in _STEP_NAMES.items()}
        self.issued_label = QLabel()
        self.issued_label.setObjectName("heading")
        self.check_button = self._button("检查", self.check_wanted)
        self.issue_button = self._button("去印发", self.issue_wanted)
        self.reprint_button = self._button("再取一份…", self.reprint_wanted)
        self.correct_button = self._button("更正", self.correct_wanted)
        self.withdraw_button = self._button("撤回…", self.withdraw_wanted)
        self.attach_button = self._button("附上文件…", self.attach_wanted)
        self.search_box = QLineEdit()
        self.search_box.setPlaceholderText("在通报里查找")
        self.search_box.setAccessibleName("在通报里查找")
        self.search_box.setMaximumWidth(150)
        self.search_box.returnPressed.connect(lambda: self.searched.emit(self.search_box.text(), True))
        self.search_result = QLabel()
        self.search_result.setObjectName("second")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 8)
        row.setSpacing(6)
        row.addWidget(self.overview_button)
        for step, label in self.step_labels.items():
            if step is not CircularStep.DRAFTED:
                row.addWidget(QLabel("›"))
            row.addWidget(label)
        self._arrows = [row.itemAt(number).widget() for number in range(row.count())][1:]
        for part in (
            self.issued_label,
            self.check_button,
            self.issue_button,
            self.reprint_button,
            self.correct_button,
            self.withdraw_button,
            self.attach_button,
        ):
            row.addWidget(part)
        row.addStretch(1)
        self._add_search_and_zoom(row)
        self.show_step(CircularStep.DRAFTED)

    def _add_search_and_zoom(self, layout: QHBoxLayout) -> None:
        """Add the search box and the zoom buttons at the end of the bar."""
        layout.addWidget(self.search_result)
        layout.addWidget(self.search_box)
        for text, tip, forward in (("▲", "上一处（Shift+F3）", False), ("▼", "下一处（F3）", True)):
            button = self._button(text, None, "flat")
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setFixedWidth(28)
            button.setShortcut("F3" if forward else "Shift+F3")
            button.clicked.connect(lambda _=False, forward=forward: self.searched.emit(self.search_box.text(), forward))
            layout.addWidget(button)
        for text, tip, factor in (
            ("－", "缩小（Ctrl+-）", 1 / 1.2),
            ("适合宽度", "Ctrl+0", 0.0),
            ("＋", "放大（Ctrl++）", 1.2),
        ):
            button = self._button(text, None, "flat")
            button.setToolTip(tip)
            button.clicked.connect(lambda _=False, factor=factor: self.zoomed.emit(factor))
            layout.addWidget(button)

    def _button(self, text: str, signal: object, kind: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(kind)
        if signal is not None:
            button.clicked.connect(signal)
        return button

    def show_step(self, step: CircularStep, *, writable: bool = True) -> None:
        """Show the step of a draft; the next step is the primary button."""
        self.step = step
        self._show_parts(drafting=True)
        for shown_step, label in self.step_labels.items():
            label.setObjectName("rule" if shown_step is step else "count")
            label.setText(f"{_STEP_NAMES[shown_step]} ✓" if shown_step < step else _STEP_NAMES[shown_step])
            _restyle(label)
        self.check_button.setText("检查" if step is CircularStep.DRAFTED else "再检查")
        self.check_button.setObjectName("primary" if step is CircularStep.DRAFTED else "")
        self.issue_button.setObjectName("primary" if step is CircularStep.CHECKED else "")
        self.issue_button.setVisible(step is CircularStep.CHECKED)
        self.issue_button.setEnabled(writable)
        for button in (self.check_button, self.issue_button):
            _restyle(button)

    def show_issued(self, text: str, *, is_valid: bool) -> None:
        """Show that an issued circular is displayed; ``stands`` enables correction, withdrawal and attachments."""
        self.step = CircularStep.ISSUED
        self._show_parts(drafting=False, issued=True)
        self.issued_label.setText(text)
        for button in (self.correct_button, self.withdraw_button, self.attach_button):
            button.setEnabled(is_valid)

    def show_sheet(self) -> None:
        """Show that a one-page sheet is displayed, which is not issued."""
        self._show_parts(drafting=False)

    def _show_parts(self, *, drafting: bool, issued: bool = False) -> None:
        for part in (*self._arrows, *self.step_labels.values(), self.check_button, self.issue_button):
            part.setVisible(drafting)
        for part in (
            self.issued_label,
            self.reprint_button,
            self.correct_button,
            self.withdraw_button,
            self.attach_button,
        ):
            part.setVisible(issued)

    def show_search_result(self, at: int, of: int) -> None:
        """Show the number of the current search hit and of all hits."""
        self.search_result.setText(f"{at}/{of}" if of else "没有找到" if self.search_box.text() else "")

    def focus_search(self) -> None:
        """Move the focus to the search box."""
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()


def _restyle(widget: QWidget) -> None:
    """Apply the stylesheet again after a change of the object name."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
