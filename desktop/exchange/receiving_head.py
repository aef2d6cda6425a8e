"""The head of 收表: what taking the files in would do, and the buttons for what can be done now."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.look.palette import MARGIN
from models.exchange.verdicts import Verdict
from reports.receiving import Received, Receiving


class ReceivingHead(QWidget):
    """Counts what is at hand; its buttons stand only where they can do something."""

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
        """Show that something is under way, until ``tell`` is called."""
        self.count.setText(what)
        for button in (self.take, self.choose, self.password, self.again, self.drop, self.back):
            button.setEnabled(False)

    def tell(self, found: Receiving | None, *, writable: bool) -> None:
        """Say what taking them in would do, and offer what can be done now."""
        plans, files = (found.plans, found.files) if found is not None else ([], [])
        rows = [row for made in plans for row in made.rows]
        writes = sum(row.writes for row in rows) + sum(len(made.absent) for made in plans)
        asked = sum(row.verdict is Verdict.DUPLICATE and not row.skipped for row in rows)
        refused = sum(len(row.refused) for row in rows)
        news = any(one.merged is not None and one.merged.news for one in files)
        told = [f"{len(files)} 个文件，会写入 {writes} 行"] if files else []
        told += ["另有随表带来的修改"] if news else []
        told += [f"{asked} 行等您答复"] if asked else []
        told += [f"{refused} 格不能收"] if refused else []
        self.count.setText("，".join(told) + ("。" if told else ""))
        for button in (self.choose, self.password, self.again, self.drop, self.back):
            button.setEnabled(True)
        self.take.setEnabled((bool(writes) or news) and writable)
        self.drop.setVisible(bool(files))
        self.again.setVisible(any(one.again is not None and not one.plans for one in files))
        self.password.setVisible(any(one.locked for one in files))

    def show_file(self, one: Received | None) -> None:
        """Offer to send back the file at hand where it has cells that could not be taken, or questions."""
        rows = [row for made in one.plans for row in made.rows] if one is not None else []
        self.back.setVisible(any(row.refused or row.verdict is Verdict.DUPLICATE for row in rows))

    def show_tab(self, files: int) -> None:
        """Stand aside while another tab than the files' is in front."""
        for button in (self.take, self.choose):
            button.setVisible(files == 0)
        if files:
            for button in (self.back, self.drop, self.again, self.password):
                button.hide()
            self.count.clear()
