"""The head of the import page: a summary of what the import would do, and its buttons."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.theme.palette import MARGIN
from models.exchange.sheet_import.row_outcome import RowOutcome
from reports.import_reader.import_file import ImportFile, ImportRun


class ImportHead(QWidget):
    """Shows the counts of the files at hand; buttons are visible only where they apply."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count, self.import_button = QLabel(), QPushButton("收进账本")
        self.choose_button, self.password_button = QPushButton("选择文件…"), QPushButton("填密码…")
        self.send_back_button, self.clear_button = QPushButton("退回更正…"), QPushButton("清空")
        self.repeat_button = QPushButton("收过的也再看一遍")
        self.send_back_button.setToolTip("把选中的来表另存一份，不能收的格标红，批注里写着原因，发回去更正。")
        self.clear_button.setToolTip("不收这些表了；账本没有动过。")
        title = QLabel("收表")
        title.setObjectName("title")
        self.count.setObjectName("count")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 12, MARGIN, 8)
        row.setSpacing(8)
        row.addWidget(title)
        row.addWidget(self.count, 1)
        kinds = {self.clear_button: "flat", self.send_back_button: "flat", self.import_button: "primary"}
        for button in (
            self.clear_button,
            self.send_back_button,
            self.password_button,
            self.repeat_button,
            self.choose_button,
            self.import_button,
        ):
            button.setObjectName(kinds.get(button, "secondary"))
            row.addWidget(button)

    def show_progress(self, what: str) -> None:
        """Show that a job is running and disable the buttons, until the summary is shown."""
        self.count.setText(what)
        for button in (
            self.import_button,
            self.choose_button,
            self.password_button,
            self.repeat_button,
            self.clear_button,
            self.send_back_button,
        ):
            button.setEnabled(False)

    def show_summary(self, import_run: ImportRun | None, *, writable: bool) -> None:
        """Show what the import would write, and enable the buttons that apply."""
        plans, files = (import_run.plans, import_run.files) if import_run is not None else ([], [])
        rows = [row for plan in plans for row in plan.rows]
        writes = sum(row.writes for row in rows) + sum(len(plan.missing_rows) for plan in plans)
        asked = sum(row.outcome is RowOutcome.DUPLICATE and not row.skipped for row in rows)
        refused = sum(len(row.rejected) for row in rows)
        has_merge = any(file.merged is not None and file.merged.has_news for file in files)
        parts = [f"{len(files)} 个文件，会写入 {writes} 行"] if files else []
        parts += ["另有随表带来的修改"] if has_merge else []
        parts += [f"{asked} 行等您答复"] if asked else []
        parts += [f"{refused} 格不能收"] if refused else []
        self.count.setText("，".join(parts) + ("。" if parts else ""))
        for button in (
            self.choose_button,
            self.password_button,
            self.repeat_button,
            self.clear_button,
            self.send_back_button,
        ):
            button.setEnabled(True)
        self.import_button.setEnabled((bool(writes) or has_merge) and writable)
        self.clear_button.setVisible(bool(files))
        self.repeat_button.setVisible(any(file.earlier_import is not None and not file.plans for file in files))
        self.password_button.setVisible(any(file.locked for file in files))

    def show_file(self, file: ImportFile | None) -> None:
        """Offer to send the current file back where it has rejected cells or possible duplicates."""
        rows = [row for plan in file.plans for row in plan.rows] if file is not None else []
        self.send_back_button.setVisible(any(row.rejected or row.outcome is RowOutcome.DUPLICATE for row in rows))

    def show_tab(self, files: int) -> None:
        """Hide the buttons while another tab than the first, the files, is in front."""
        for button in (self.import_button, self.choose_button):
            button.setVisible(files == 0)
        if files:
            for button in (self.send_back_button, self.clear_button, self.repeat_button, self.password_button):
                button.hide()
            self.count.clear()
