"""起草 → 检查 → 印发: the progress of a circular, the button of the next step, search and zoom."""

from enum import IntEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.look.palette import MARGIN


class Step(IntEnum):
    """The step of issuing that a circular has reached."""

    DRAFTED = 1
    CHECKED = 2
    ISSUED = 3


_NAMES = {Step.DRAFTED: "1 起草", Step.CHECKED: "2 检查", Step.ISSUED: "3 印发"}
_ZOOM = (("－", "缩小（Ctrl+-）", 1 / 1.2), ("适合宽度", "Ctrl+0", 0.0), ("＋", "放大（Ctrl++）", 1.2))


class StepBar(QWidget):
    """Shows the steps, the commands on an issued circular, the search box and the zoom.

    Signals:
        back: the overview of all circulars should be shown.
        check_wanted, issue_wanted: the draft should be checked, or the issue form shown.
        correct_wanted, withdraw_wanted, reprint_wanted, attach_wanted: commands on the issued circular shown.
        searched: a text should be searched for (the text, forwards or not).
        zoomed: the zoom factor to apply; 0 fits the width.
    """

    back = Signal()
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
        self.step = Step.DRAFTED
        self.home = self._button("‹ 全部通报", self.back, "flat")
        self.steps = {step: QLabel(name) for step, name in _NAMES.items()}
        self.told = QLabel()
        self.told.setObjectName("heading")
        self.check = self._button("检查", self.check_wanted)
        self.issue = self._button("去印发", self.issue_wanted)
        self.reprint = self._button("再取一份…", self.reprint_wanted)
        self.correct = self._button("更正", self.correct_wanted)
        self.withdraw = self._button("撤回…", self.withdraw_wanted)
        self.attach = self._button("附上文件…", self.attach_wanted)
        self.box = QLineEdit()
        self.box.setPlaceholderText("在通报里查找")
        self.box.setAccessibleName("在通报里查找")
        self.box.setMaximumWidth(150)
        self.box.returnPressed.connect(lambda: self.searched.emit(self.box.text(), True))
        self.found = QLabel()
        self.found.setObjectName("second")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 0, MARGIN, 8)
        row.setSpacing(6)
        row.addWidget(self.home)
        for step, label in self.steps.items():
            if step is not Step.DRAFTED:
                row.addWidget(QLabel("›"))
            row.addWidget(label)
        self._arrows = [row.itemAt(number).widget() for number in range(row.count())][1:]
        for part in (self.told, self.check, self.issue, self.reprint, self.correct, self.withdraw, self.attach):
            row.addWidget(part)
        row.addStretch(1)
        self._look(row)
        self.show_step(Step.DRAFTED)

    def _look(self, row: QHBoxLayout) -> None:
        """Add the search box and the zoom buttons at the end of the bar."""
        row.addWidget(self.found)
        row.addWidget(self.box)
        for text, tip, forward in (("▲", "上一处（Shift+F3）", False), ("▼", "下一处（F3）", True)):
            button = self._button(text, None, "flat")
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setFixedWidth(28)
            button.setShortcut("F3" if forward else "Shift+F3")
            button.clicked.connect(lambda _=False, forward=forward: self.searched.emit(self.box.text(), forward))
            row.addWidget(button)
        for text, tip, factor in (
            ("－", "缩小（Ctrl+-）", 1 / 1.2),
            ("适合宽度", "Ctrl+0", 0.0),
            ("＋", "放大（Ctrl++）", 1.2),
        ):
            button = self._button(text, None, "flat")
            button.setToolTip(tip)
            button.clicked.connect(lambda _=False, factor=factor: self.zoomed.emit(factor))
            row.addWidget(button)

    def _button(self, text: str, signal: object, kind: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(kind)
        if signal is not None:
            button.clicked.connect(signal)
        return button

    def show_step(self, step: Step, *, writable: bool = True) -> None:
        """Show the step of a draft; the next step is the primary button."""
        self.step = step
        self._show(drafting=True)
        for shown_step, label in self.steps.items():
            label.setObjectName("rule" if shown_step is step else "count")
            label.setText(f"{_NAMES[shown_step]} ✓" if shown_step < step else _NAMES[shown_step])
            _polish(label)
        self.check.setText("检查" if step is Step.DRAFTED else "再检查")
        self.check.setObjectName("primary" if step is Step.DRAFTED else "")
        self.issue.setObjectName("primary" if step is Step.CHECKED else "")
        self.issue.setVisible(step is Step.CHECKED)
        self.issue.setEnabled(writable)
        for button in (self.check, self.issue):
            _polish(button)

    def show_issued(self, told: str, *, stands: bool) -> None:
        """Show that an issued circular is displayed; ``stands`` enables correction, withdrawal and attachments."""
        self.step = Step.ISSUED
        self._show(drafting=False, issued=True)
        self.told.setText(told)
        for button in (self.correct, self.withdraw, self.attach):
            button.setEnabled(stands)

    def show_sheet(self) -> None:
        """Show that a one-page sheet is displayed, which is not issued."""
        self._show(drafting=False)

    def _show(self, *, drafting: bool, issued: bool = False) -> None:
        for part in (*self._arrows, *self.steps.values(), self.check, self.issue):
            part.setVisible(drafting)
        for part in (self.told, self.reprint, self.correct, self.withdraw, self.attach):
            part.setVisible(issued)

    def tell_found(self, at: int, of: int) -> None:
        """Show the number of the current search hit and of all hits."""
        self.found.setText(f"{at}/{of}" if of else "没有找到" if self.box.text() else "")

    def search(self) -> None:
        """Move the focus to the search box."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()


def _polish(widget: QWidget) -> None:
    """Apply the stylesheet again after a change of the object name."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
