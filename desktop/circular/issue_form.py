"""印发: the form of an issue: signer, date, file formats, folder, and the reason for issuing despite findings."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFormLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.editors.composition import ComposingTextEdit
from models.errors import UserError
from models.fields import dates
from reports.circulars.workflow.compose import FORMATS

_FORMAT_NAMES = {"pdf": "PDF", "xlsx": "Excel", "docx": "Word（可再改）"}


class IssueForm(QWidget):
    """Asks for what an issue needs; nothing is saved before 印发 is pressed.

    Signals:
        confirmed: the circular should be issued.
    """

    confirmed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.folder = Path()
        self.number, self.folder_label, self.note_label = QLabel(), QLabel(), QLabel()
        self.number.setObjectName("heading")
        for label in (self.folder_label, self.note_label, self.number):
            label.setWordWrap(True)
        self.signer, self.dated = QLineEdit(), QLineEdit()
        self.signer.setAccessibleName("签发人")
        self.dated.setAccessibleName("成文日期")
        self.reason = ComposingTextEdit(self)
        self.reason.setAccessibleName("理由")
        self.reason.setFixedHeight(72)
        self.reason.setTabChangesFocus(True)
        self.formats = {suffix: QCheckBox(_FORMAT_NAMES.get(suffix, suffix)) for suffix in FORMATS}
        self.folder_button = QPushButton("换个文件夹…")
        self.folder_button.setObjectName("flat")
        self.folder_button.clicked.connect(self._ask_folder)
        self.issue_button = QPushButton("印发")
        self.issue_button.setObjectName("primary")
        self.issue_button.clicked.connect(self.confirmed)
        self._build()

    def _build(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(10, 8, 10, 0)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow("文号", self.number)
        form.addRow("签发人", self.signer)
        form.addRow("成文日期", self.dated)
        for number, box in enumerate(self.formats.values()):
            box.setChecked(True)
            form.addRow("" if number else "文件", box)
        form.addRow("放到", self.folder_label)
        form.addRow("", self.folder_button)
        form.addRow("理由", self.reason)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 12)
        layout.setSpacing(8)
        layout.addLayout(form)
        layout.addWidget(self.note_label)
        self.note_label.setContentsMargins(10, 0, 10, 0)
        layout.addWidget(self.issue_button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def fill(self, number: str, signer: str, dated: date, folder: Path, blocking_count: int, corrects: str) -> None:
        """Fill the form for a draft.

        ``grave`` is the number of blocking findings, which require a reason; ``corrects`` is the number
        (文号) of the circular that is corrected, else empty.
        """
        self.number.setText(number or "不编文号")
        self.signer.setText(self.signer.text() or signer)
        self.dated.setText(dated.isoformat())
        self._set_folder(folder)
        self.reason.clear()
        self.reason.setPlaceholderText(
            f"有 {blocking_count} 处必须处理的问题；仍要印发请写明理由" if blocking_count else "没有问题，不用写"
        )
        self.reason.setEnabled(bool(blocking_count))
        self.issue_button.setText("印发更正" if corrects else "印发")
        self.note_label.setObjectName("second")
        self.note_label.setText(
            (f"更正{corrects}。" if corrects else "")
            + "印发后内容和文件都存进账本，以后照原样再印；文号用过就不再用，不能撤销，只能撤回或更正。"
        )

    def chosen_formats(self) -> tuple[str, ...]:
        """Return the checked formats; raises UserError where none is checked."""
        formats = tuple(suffix for suffix, box in self.formats.items() if box.isChecked())
        if not formats:
            raise UserError("请至少选一种文件。")
        return formats

    def chosen_day(self) -> date:
        """Return the date of the circular; raises UserError where no full date was entered."""
        day, mark = dates.read_day(self.dated.text(), self._today, self._today.year)
        if mark or not isinstance(day, date):
            raise UserError(f"成文日期“{self.dated.text()}”要写到日，例如 2026-11-05。")
        return day

    def _ask_folder(self) -> None:
        if folder := QFileDialog.getExistingDirectory(self, "文件放到哪个文件夹", str(self.folder.parent)):
            self._set_folder(Path(folder))

    def _set_folder(self, folder: Path) -> None:
        self.folder = folder
        self.folder_label.setText(str(folder))
        self.folder_label.setToolTip(str(folder))
