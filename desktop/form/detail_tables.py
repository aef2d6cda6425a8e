"""What hangs on a row: its detail ledgers and the rows that link to it as small tables, with a way to add to each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.form.detail_table import DetailTable
from models.fields.amounts import format_number
from models.fields.base import Ledger
from models.fields.field import NavigationGroup, field_of
from models.queries.linked_rows import linked_ledgers, linking_keys
from models.queries.row_detail import DetailRows, detail_ledgers


class DetailSection(QWidget):
    """One ledger's rows below a heading, with their sums; rows that only link to the row are shown where there are any.

    Signals:
        open_wanted: a row should be opened (its id).
        add_wanted: a row should be added.
    """

    open_wanted = Signal(str)
    add_wanted = Signal()

    def __init__(self, ledger: type[Ledger], of: type[Ledger], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        about = ledger.about
        self._stays_when_empty = bool(about.parent) or about.navigation_group is NavigationGroup.DAILY
        title = QLabel(about.label)
        title.setObjectName("heading")
        title.setToolTip(about.hint)
        self.add_button = QPushButton("＋ 新增")
        self.add_button.setObjectName("flat")
        self.add_button.setToolTip(f"新增{about.row_label}")
        self.add_button.clicked.connect(self.add_wanted)
        line = QHBoxLayout()
        line.addWidget(title, 1)
        if about.parent or linking_keys(ledger, of):
            line.addWidget(self.add_button)
        self.table = DetailTable(ledger, of=of)
        self.table.open_wanted.connect(self.open_wanted)
        self._sum_label = QLabel()
        self._sum_label.setObjectName("second")
        self._sum_label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.table)
        column.addWidget(self._sum_label)

    def show_detail(self, detail: DetailRows) -> None:
        """Show the rows and their sums."""
        self.table.show_detail(detail)
        self._sum_label.setText(_summary_text(detail))
        self.setVisible(bool(detail.total) or self._stays_when_empty)


class DetailTables(QScrollArea):
    """The details of one row: those of its detail ledgers first, then the rows of other ledgers that link to it.

    Signals:
        open_wanted: a detail row should be opened (ledger, id).
        add_wanted: a row should be added to a ledger (its name).
    """

    open_wanted = Signal(str, str)
    add_wanted = Signal(str)

    def __init__(self, ledger: type[Ledger], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        inner = QWidget()
        inner.setObjectName("panel")
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 12, 16)
        column.setSpacing(4)
        self.sections: dict[str, DetailSection] = {}
        for detail_ledger in (*detail_ledgers(ledger), *linked_ledgers(ledger)):
            name = detail_ledger.__tablename__
            section = self.sections[name] = DetailSection(detail_ledger, ledger, inner)
            section.open_wanted.connect(lambda row, name=name: self.open_wanted.emit(name, row))
            section.add_wanted.connect(lambda name=name: self.add_wanted.emit(name))
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(inner)

    @property
    def tables(self) -> dict[str, DetailTable]:
        """The tables by the name of their ledger."""
        return {name: section.table for name, section in self.sections.items()}

    def show_details(self, details: list[DetailRows]) -> None:
        """Show the detail rows and their sums; ledgers of which nothing was read are not in use."""
        by_name = {detail.ledger.__tablename__: detail for detail in details}
        for name, section in self.sections.items():
            if name in by_name:
                section.show_detail(by_name[name])
            else:
                section.hide()


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
