"""收回改过的 Word: the changes found in the file, each to be taken or left, and what cannot be taken."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.theme.palette import MARGIN
from reports.circulars.workflow.word_changes import WordChange, WordChanges

_WIDTH, _HEIGHT = 760, 520


class WordChangesDialog(QDialog):
    """Lists the changes with a box each; those that lose a counted figure are left unticked."""

    def __init__(self, changes: WordChanges, file_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("收回改过的 Word")
        self.resize(_WIDTH, _HEIGHT)
        self._changes = changes.changes
        self.boxes = [_ChangeBox(change) for change in changes.changes]
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.take_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        for standard, text in (("Ok", "收回打勾的"), ("Cancel", "不收")):
            button = self.buttons.button(QDialogButtonBox.StandardButton[standard])
            button.setText(text)
            button.setIcon(QIcon())  # the platform's own would be the only coloured ones
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        for box in self.boxes:
            box.tick.toggled.connect(self._count)
        self._lay_out(changes.remarks, file_name)
        self._count()

    def _lay_out(self, remarks: Sequence[str], file_name: str) -> None:
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(10)
        if not self.boxes:
            column.addWidget(QLabel("没有要收回的改动。"))
        for box in self.boxes:
            column.addWidget(box)
        if remarks:
            heading = QLabel("没有收回的、要留意的")
            heading.setObjectName("heading")
            column.addWidget(heading)
        self.remark_labels = [QLabel(remark) for remark in remarks]
        for label in self.remark_labels:
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        title = QLabel(f"“{file_name}”里改过的地方")
        title.setObjectName("heading")
        layout.addWidget(title)
        layout.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.summary, 1)
        foot.addWidget(self.buttons)
        layout.addLayout(foot)

    def _count(self) -> None:
        count = len(self.chosen())
        self.summary.setText(f"改动{len(self.boxes)}处，打勾{count}处；收回后 Ctrl+Z 可撤销。")
        self.take_button.setEnabled(count > 0)

    def chosen(self) -> list[WordChange]:
        """Return the changes that are ticked."""
        return [change for change, box in zip(self._changes, self.boxes, strict=True) if box.tick.isChecked()]


class _ChangeBox(QFrame):
    """One change: where it is, the old text and the new one with their difference marked, and warnings."""

    def __init__(self, change: WordChange) -> None:
        super().__init__()
        self.setObjectName("part")
        self.tick = QCheckBox(_title(change))
        self.tick.setChecked(not change.lost_figures)
        column = QVBoxLayout(self)
        column.addWidget(self.tick)
        before, after = _marked(change.before, change.text or "")
        lines = [("原：", before)] if change.before else []
        lines += [("改：", after)] if change.text else []
        for lead, text in lines:
            label = QLabel(f"{lead}{text}")
            label.setTextFormat(Qt.TextFormat.RichText)
            label.setWordWrap(True)
            column.addWidget(label)
        self.warnings = _warnings(change)
        for warning in self.warnings:
            label = QLabel(warning)
            label.setObjectName("doubt")
            label.setWordWrap(True)
            column.addWidget(label)


def _title(change: WordChange) -> str:
    if change.text is None:
        return f"{change.where}：删去这一段"
    return change.where  # of an added paragraph it says so itself


def _warnings(change: WordChange) -> list[str]:
    """Say which counted numbers the new text loses and which it has that nothing was counted for."""
    warnings = []
    if change.lost_figures:
        warnings.append(f"台账算出的{'、'.join(change.lost_figures)}不见了；要改数请改台账，确要这样写再打勾。")
    if change.new_numbers:
        warnings.append(f"新写的数{'、'.join(change.new_numbers)}台账里没有出处，请核对。")
    return warnings


def _marked(before: str, after: str) -> tuple[str, str]:
    """Return both texts as rich text, what differs struck out in the old and underlined in the new."""
    old, new = [], []
    for kind, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left, right = (escape(text).replace("\n", "<br>") for text in (before[first:last], after[begin:end]))
        old.append(left if kind == "equal" else f"<s>{left}</s>" if left else "")
        new.append(right if kind == "equal" else f"<b><u>{right}</u></b>" if right else "")
    return "".join(old), "".join(new)
