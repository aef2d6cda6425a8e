"""检查: the findings of the check before issue, blocking ones first; each leads to the place to correct."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from reports.circulars.differing import Change
from reports.circulars.precheck import Finding, Weight

_NOT_YET = "还没有检查。点“检查”，程序会核对合计、单位、电话、改写过的句子和各专班的报送。"
_MARK = {Weight.GRAVE: "■", Weight.WORTH: "▲"}


class CheckPanel(QWidget):
    """Lists findings; Enter or a double click goes to the place concerned.

    Signals:
        part_wanted: a part of the circular should be shown (its key).
        rows_wanted: rows should be shown (ledger's table name, ids, heading).
    """

    part_wanted = Signal(str)
    rows_wanted = Signal(str, object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings: tuple[Finding, ...] = ()
        self.told = QLabel(_NOT_YET)
        self.told.setWordWrap(True)
        self.told.setContentsMargins(10, 8, 10, 4)
        self.list = QListWidget(self)
        self.list.setObjectName("told")
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setAccessibleName("检查结果")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._go)
        self.list.currentRowChanged.connect(self._offer)
        self.button = QPushButton("去看看", self)
        self.button.clicked.connect(lambda: self._go(self.list.currentItem()))
        self.button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(4)
        layout.addWidget(self.told)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)

    def clear(self) -> None:
        """Show that nothing was checked yet."""
        self.findings = ()
        self.list.clear()
        self.told.setObjectName("count")
        self.told.setText(_NOT_YET)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """List the findings."""
        self.findings = findings
        self.list.clear()
        for finding in findings:
            item = QListWidgetItem(f"{_MARK[finding.weight]} {finding.weight.value}　{finding.said}")
            item.setData(Qt.ItemDataRole.UserRole, finding)
            self.list.addItem(item)
        grave = sum(finding.weight is Weight.GRAVE for finding in findings)
        if grave:
            summary = f"有 {grave} 处必须处理；改好后再检查一次，或在“印发”里写明理由。"
        else:
            summary = f"没有必须处理的问题，可以印发。{f'另有 {len(findings)} 处请看一看。' if findings else ''}"
        self.told.setText(summary)
        if findings:
            self.list.setCurrentRow(0)

    def show_changes(self, number: str, found: Sequence[Change]) -> None:
        """List what a correction of circular ``number`` would change."""
        self.findings = ()
        self.list.clear()
        for change in found:
            self.list.addItem(f"{change.where}\n原来：{change.old or '（无）'}\n现在：{change.new or '（删去）'}")
        self.told.setText(
            f"和{number}相比有 {len(found)} 处不同，更正件会逐处列出："
            if found
            else f"和{number}相比没有变化，不用更正。"
        )

    def _offer(self, row: int) -> None:
        finding = self.findings[row] if 0 <= row < len(self.findings) else None
        self.button.setVisible(finding is not None and bool(finding.part or finding.rows))

    def _go(self, item: QListWidgetItem | None) -> None:
        finding = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if not isinstance(finding, Finding):
            return
        if finding.part:
            self.part_wanted.emit(finding.part)
        elif finding.rows:
            self.rows_wanted.emit(finding.ledger, finding.rows, f"检查结果 {finding.said}")
