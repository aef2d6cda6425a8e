"""检查: the findings of the check before issue, blocking ones first; each leads to the place to correct."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from reports.circulars.workflow.findings import PrecheckFinding, Severity
from reports.circulars.workflow.issue_diff import CircularChange

_NOT_YET = "还没有检查。点“检查”，程序会核对合计、单位、电话、改写过的句子和各专班的报送。"
_SEVERITY_SIGNS = {Severity.BLOCKING: "■", Severity.ADVISORY: "▲"}


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
        self.findings: tuple[PrecheckFinding, ...] = ()
        self.summary_label = QLabel(_NOT_YET)
        self.summary_label.setWordWrap(True)
        self.summary_label.setContentsMargins(10, 8, 10, 4)
        self.finding_list = QListWidget(self)
        self.finding_list.setObjectName("told")
        self.finding_list.setWordWrap(True)
        self.finding_list.setSpacing(2)
        self.finding_list.setAccessibleName("检查结果")
        self.finding_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.finding_list.itemActivated.connect(self._go_to_finding)
        self.finding_list.currentRowChanged.connect(self._update_button)
        self.go_button = QPushButton("去看看", self)
        self.go_button.clicked.connect(lambda: self._go_to_finding(self.finding_list.currentItem()))
        self.go_button.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(4)
        layout.addWidget(self.summary_label)
        layout.addWidget(self.finding_list, 1)
        layout.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignHCenter)

    def clear(self) -> None:
        """Show that nothing was checked yet."""
        self.findings = ()
        self.finding_list.clear()
        self.summary_label.setObjectName("count")
        self.summary_label.setText(_NOT_YET)

    def show_findings(self, findings: tuple[PrecheckFinding, ...]) -> None:
        """List the findings."""
        self.findings = findings
        self.finding_list.clear()
        for finding in findings:
            item = QListWidgetItem(f"{_SEVERITY_SIGNS[finding.severity]} {finding.severity.value}　{finding.message}")
            item.setData(Qt.ItemDataRole.UserRole, finding)
            self.finding_list.addItem(item)
        grave = sum(finding.severity is Severity.BLOCKING for finding in findings)
        if grave:
            summary = f"有 {grave} 处必须处理；改好后再检查一次，或在“印发”里写明理由。"
        else:
            summary = f"没有必须处理的问题，可以印发。{f'另有 {len(findings)} 处请看一看。' if findings else ''}"
        self.summary_label.setText(summary)
        if findings:
            self.finding_list.setCurrentRow(0)

    def show_changes(self, number: str, changes: Sequence[CircularChange]) -> None:
        """List what a correction of circular ``number`` would change."""
        self.findings = ()
        self.finding_list.clear()
        for change in changes:
            self.finding_list.addItem(
                f"{change.where}\n原来：{change.old or '（无）'}\n现在：{change.new or '（删去）'}"
            )
        self.summary_label.setText(
            f"和{number}相比有 {len(changes)} 处不同，更正件会逐处列出："
            if changes
            else f"和{number}相比没有变化，不用更正。"
        )

    def _update_button(self, row: int) -> None:
        finding = self.findings[row] if 0 <= row < len(self.findings) else None
        self.go_button.setVisible(finding is not None and bool(finding.part or finding.rows))

    def _go_to_finding(self, item: QListWidgetItem | None) -> None:
        finding = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if not isinstance(finding, PrecheckFinding):
            return
        if finding.part:
            self.part_wanted.emit(finding.part)
        elif finding.rows:
            self.rows_wanted.emit(finding.ledger, finding.rows, f"检查结果 {finding.message}")
