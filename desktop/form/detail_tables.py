"""What hangs on a row: each of its detail ledgers as a small table, with a way to add to it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.form.detail_table import DetailTable
from models.fields.amounts import format_number
from models.fields.base import Ledger
from models.fields.field import field_of
from models.queries.row_detail import DetailRows


class DetailTables(QScrollArea):
    """The detail ledgers of one row.

    Signals:
        open_wanted: a detail row should be opened (ledger, id).
        add_wanted: a row should be added to a detail ledger (its name).
    """

    open_wanted = Signal(str, str)
    add_wanted = Signal(str)

    def __init__(self, ledgers: tuple[type[Ledger], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        inner = QWidget()
        inner.setObjectName("panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 12, 16)
        column.setSpacing(4)
        self.tables: dict[str, DetailTable] = {}
        self._sum_labels: dict[str, QLabel] = {}
        for ledger in ledgers:
            name = ledger.__tablename__
            column.addLayout(self._make_heading(ledger))
            self.tables[name] = DetailTable(ledger, inner)
            self.tables[name].open_wanted.connect(lambda row, name=name: self.open_wanted.emit(name, row))
            column.addWidget(self.tables[name])
            self._sum_labels[name] = QLabel(inner)
            self._sum_labels[name].setObjectName("second")
            column.addWidget(self._sum_labels[name])
            column.addSpacing(12)
        column.addStretch(1)
        self.setWidget(inner)

    def _make_heading(self, ledger: type[Ledger]) -> QHBoxLayout:
        title = QLabel(ledger.about.label)
        title.setObjectName("heading")
        title.setToolTip(ledger.about.hint)
        add = QPushButton("＋ 新增")
        add.setObjectName("flat")
        add.setToolTip(f"新增{ledger.about.label}")
        add.clicked.connect(lambda: self.add_wanted.emit(ledger.__tablename__))
        line = QHBoxLayout()
        line.addWidget(title, 1)
        line.addWidget(add)
        return line

    def show_details(self, details: list[DetailRows]) -> None:
        """Show the detail rows and their sums."""
        for detail in details:
            name = detail.ledger.__tablename__
            self.tables[name].show_detail(detail)
            self._sum_labels[name].setText(_summary_text(detail))


def _summary_text(detail: DetailRows) -> str:
    about = detail.ledger.about
    if not detail.total:
        return about.hint
    sums = [
        f"{_field_label(detail, key)}合计 {format_number(total)} {field_of(detail.ledger, key).kind.unit}"
        for key, total in detail.sums.items()
    ]
    return "　".join([f"共 {detail.total} {about.measure_word}", *sums])


def _field_label(detail: DetailRows, key: str) -> str:
    return field_of(detail.ledger, key).label
