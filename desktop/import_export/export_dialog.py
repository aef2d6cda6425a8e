"""导出台账: the dialog that asks what to export into a workbook."""

import time
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.app.notifications import ask_where_to_write
from desktop.app.page_context import PageContext
from desktop.import_export.import_jobs import ExportChoice
from desktop.import_export.reports_panel import latest_months
from desktop.theme.palette import MARGIN
from models.fields.base import Ledger
from models.ledgers import TaskForce
from models.rules.periods import Period, read_period
from models.settings.optional_ledgers import listed_ledgers
from models.storage.store import Session
from reports.xlsx.ledger_workbook import default_ledgers

_ROLE = Qt.ItemDataRole.UserRole
_UNCHECKED, _CHECKED = Qt.CheckState.Unchecked, Qt.CheckState.Checked


class ExportDialog(QDialog):
    """Asks for ledgers, task forces, period, columns, masking, password and target file."""

    def __init__(
        self,
        context: PageContext,
        folder: Path,
        front_ledger: type[Ledger] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("导出台账")
        self.setMinimumWidth(640)
        self._context = context
        self._listed = context.book_session.read(listed_ledgers)
        self.ledgers, self.task_forces = QListWidget(), QListWidget()
        self.period = QComboBox()
        self.shown_columns_only = QCheckBox("只要表格里显示的列")
        self.unmasked = QCheckBox("电话等不打码")
        self.reason, self.password, self.password_again = QLineEdit(), QLineEdit(), QLineEdit()
        self.path = QLineEdit(str(_unused_path(folder / f"{self._book_name()}-台账-{time.strftime('%Y%m%d')}.xlsx")))
        self.error_label = QLabel()
        self._fill_choices(front_ledger)
        self._build()
        self._connect()
        self._validate()

    def _book_name(self) -> str:
        path = self._context.book_session.store.path
        return path.stem if path is not None else "招商台账"

    def _fill_choices(self, front_ledger: type[Ledger] | None) -> None:
        """Fill the choices; the ledger in front and the window's scope are preselected."""
        scope, today = self._context.scope, self._context.today
        defaults = self._context.book_session.read(default_ledgers)
        for ledger in self._listed:
            ticked = ledger is front_ledger if front_ledger in self._listed else ledger in defaults
            _add_item(self.ledgers, ledger.about.label, ledger.__tablename__, ticked=ticked)
        for row, name in self._context.book_session.read(_task_forces):
            _add_item(self.task_forces, name, row, ticked=row == scope.task_force)
        self.period.addItem("全部", "")
        for period in periods_to(today):
            self.period.addItem(period.name, period.key)
        quarter = f"{today.year}-Q{(today.month + 2) // 3}"
        keys = {"month": f"{today:%Y-%m}", "quarter": quarter, "year": str(today.year)}
        self.period.setCurrentIndex(max(self.period.findData(keys.get(scope.period, "")), 0))

    def _build(self) -> None:
        lists = QHBoxLayout()
        lists.setSpacing(12)
        for name, box, none in (("台账", self.ledgers, ""), ("专班", self.task_forces, "（都不勾就是全部）")):
            lists.addLayout(_titled_list(name, none, box))
        self.unmasked.setEnabled(self._context.book_session.store.writable)
        self.reason.setPlaceholderText("例如：报市局核对联系人（会记入账本）")
        self.password.setPlaceholderText("不加密就空着")
        self.password_again.setPlaceholderText("再输一遍")
        for line in (self.password, self.password_again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.password_again.setAccessibleName("再输一遍密码")
        browse = QPushButton("选择…")
        browse.clicked.connect(self._browse)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("期间", self.period)
        form.addRow("列", self.shown_columns_only)
        form.addRow("打码", self.unmasked)
        form.addRow("不打码的理由", self.reason)
        form.addRow("打开密码", _side_by_side(self.password, self.password_again))
        form.addRow("存到", _side_by_side(self.path, browse))
        for line, name in ((self.reason, "不打码的理由"), (self.password, "打开密码"), (self.path, "存到")):
            line.setAccessibleName(name)
        self.error_label.setObjectName("refused")
        self.error_label.setWordWrap(True)
        buttons = QDialogButtonBox()
        self.export_button = buttons.addButton("导出", QDialogButtonBox.ButtonRole.AcceptRole)
        self.export_button.setObjectName("primary")
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(12)
        layout.addLayout(lists, 1)
        layout.addLayout(form)
        layout.addWidget(self.error_label)
        layout.addWidget(buttons)

    def _connect(self) -> None:
        self.ledgers.itemChanged.connect(self._validate)
        self.unmasked.toggled.connect(self._validate)
        for line in (self.reason, self.password, self.password_again, self.path):
            line.textChanged.connect(self._validate)

    def _browse(self) -> None:
        if path := ask_where_to_write(self, "导出到哪里", self.path.text()):
            self.path.setText(path)

    def _validate(self) -> None:
        """Enable the export button only where the choices are complete; else show what is missing."""
        self.reason.setEnabled(self.unmasked.isChecked())
        self.password_again.setEnabled(bool(self.password.text()))
        wrong = ""
        if not _checked_keys(self.ledgers):
            wrong = "请至少勾一个台账。"
        elif self.unmasked.isChecked() and not self.reason.text().strip():
            wrong = "不打码要写明理由。"
        elif self.password.text() and self.password.text() != self.password_again.text():
            wrong = "两遍密码不一样。"
        elif not self.path.text().strip():
            wrong = "请写明存到哪里。"
        self.error_label.setText(wrong)
        self.export_button.setEnabled(not wrong)

    def choice(self) -> ExportChoice:
        """Return the chosen options."""
        wanted = set(_checked_keys(self.ledgers))
        ledgers = tuple(ledger for ledger in self._listed if ledger.__tablename__ in wanted)
        key = str(self.period.currentData())
        return ExportChoice(
            ledgers,
            tuple(_checked_keys(self.task_forces)),
            read_period(key) if key else None,
            {ledger.__tablename__: self._columns(ledger) for ledger in ledgers}
            if self.shown_columns_only.isChecked()
            else None,
            self.unmasked.isChecked(),
            self.reason.text().strip(),
            self.password.text(),
        )

    def _columns(self, ledger: type[Ledger]) -> tuple[str, ...]:
        return self._context.preferences.current.layout(ledger.__tablename__).keys or ledger.about.columns

    def target(self) -> Path:
        """Return the path of the workbook to write."""
        text = self.path.text().strip()
        return Path(text if text.endswith(".xlsx") else f"{text}.xlsx")


def periods_to(today: date) -> list[Period]:
    """Return the latest months, their quarters and their years, each group from the latest on."""
    months = latest_months(today)
    keys = [f"{month.year}-Q{(month.first.month + 2) // 3}" for month in months] + [str(month.year) for month in months]
    return [*months, *(read_period(key) for key in dict.fromkeys(keys))]


def _task_forces(session: Session) -> list[tuple[str, str]]:
    rows = session.query(TaskForce).filter(TaskForce.removed.is_(False)).order_by(TaskForce.rank, TaskForce.id)
    return [(row.id, row.short or row.name) for row in rows]


def _add_item(box: QListWidget, text: str, key: str, *, ticked: bool) -> None:
    item = QListWidgetItem(text, box)
    item.setData(_ROLE, key)
    item.setCheckState(_CHECKED if ticked else _UNCHECKED)


def _checked_keys(box: QListWidget) -> list[str]:
    items = [box.item(row) for row in range(box.count())]
    return [str(item.data(_ROLE)) for item in items if item.checkState() == _CHECKED]


def _check_all(box: QListWidget, *, ticked: bool) -> None:
    for row in range(box.count()):
        box.item(row).setCheckState(_CHECKED if ticked else _UNCHECKED)


def _titled_list(name: str, hint_text: str, box: QListWidget) -> QVBoxLayout:
    """Lay out a list under its name, with buttons that check all items or none."""
    head = QHBoxLayout()
    label = QLabel(name)
    label.setObjectName("heading")
    label.setBuddy(box)
    box.setObjectName("results")
    box.setAccessibleName(name)
    box.setMinimumHeight(200)
    hint = QLabel(hint_text)
    hint.setObjectName("second")
    head.addWidget(label)
    head.addWidget(hint, 1)
    for text, ticked in (("全勾", True), ("全不勾", False)):
        button = QPushButton(text)
        button.setObjectName("flat")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False, ticked=ticked: _check_all(box, ticked=ticked))
        head.addWidget(button)
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addLayout(head)
    column.addWidget(box, 1)
    return column


def _side_by_side(first: QWidget, second: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(first, 1)
    row.addWidget(second, 1 if isinstance(second, QLineEdit) else 0)
    return row


def _unused_path(path: Path) -> Path:
    """Return the path, or one with a number added where it already exists."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return free
