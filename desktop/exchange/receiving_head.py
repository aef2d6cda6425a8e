"""The head of the import page: a summary of what the import would do, and its buttons."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.look.palette import MARGIN
from models.exchange.verdicts import Verdict
from reports.receiving import Received, Receiving


class ReceivingHead(QWidget):
    """Shows the counts of the files at hand; buttons are visible only where they apply."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count, self.take = QLabel(), QPushButton("收进账本")
        self.choose, self.password = QPushButton("选择文件…"), QPushButton("填密码…")
        self.back, self.drop = QPushButton("退回更正…"), QPushButton("清空")
        self.again = QPushButton("收过的也再看一遍")
        self.back.setToolTip("把选中的来表另存一份，不能收的格标红，批注里写着原因，发回去更正。")
        self.drop.setToolTip("不收这些表了；账本没有动过。")
        title = QLabel("收表")
        title.setObjectName("title")
        self.count.setObjectName("count")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 12, MARGIN, 8)
        row.setSpacing(8)
        row.addWidget(title)
        row.addWidget(self.count, 1)
        kinds = {self.drop: "flat", self.back: "flat", self.take: "primary"}
        for button in (self.drop, self.back, self.password, self.again, self.choose, self.take):
            button.setObjectName(kinds.get(button, "secondary"))
            row.addWidget(button)

    def begin(self, what: str) -> None:
        """Show that a job is running and disable the buttons, until the summary is shown."""
        self.count.setText(what)
        for button in (self.take, self.choose, self.password, self.again, self.drop, self.back):
            button.setEnabled(False)

    def tell(self, found: Receiving | None, *, writable: bool) -> None:
        """Show what the import would write, and enable the buttons that apply."""
        plans, files = (found.plans, found.files) if found is not None else ([], [])
        rows = [row for plan in plans for row in plan.rows]
        writes = sum(row.writes for row in rows) + sum(len(plan.absent) for plan in plans)
        asked = sum(row.verdict is Verdict.DUPLICATE and not row.skipped for row in rows)
        refused = sum(len(row.refused) for row in rows)
        has_merge = any(file.merged is not None and file.merged.news for file in files)
        parts = [f"{len(files)} 个文件，会写入 {writes} 行"] if files else []
        parts += ["另有随表带来的修改"] if has_merge else []
        parts += [f"{asked} 行等您答复"] if asked else []
        parts += [f"{refused} 格不能收"] if refused else []
        self.count.setText("，".join(parts) + ("。" if parts else ""))
        for button in (self.choose, self.password, self.again, self.drop, self.back):
            button.setEnabled(True)
        self.take.setEnabled((bool(writes) or has_merge) and writable)
        self.drop.setVisible(bool(files))
        self.again.setVisible(any(file.again is not None and not file.plans for file in files))
        self.password.setVisible(any(file.locked for file in files))

    def show_file(self, one: Received | None) -> None:
        """Offer to send the current file back where it has rejected cells or possible duplicates."""
        rows = [row for plan in one.plans for row in plan.rows] if one is not None else []
        self.back.setVisible(any(row.refused or row.verdict is Verdict.DUPLICATE for row in rows))

    def show_tab(self, files: int) -> None:
        """Hide the buttons while another tab than the first, the files, is in front."""
        for button in (self.take, self.choose):
            button.setVisible(files == 0)
        if files:
            for button in (self.back, self.drop, self.again, self.password):
                button.hide()
            self.count.clear()
