"""How many rows the ledgers have, this month and all together, as lines that open them."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton

from models.fields.base import Ledger


def counts_grid(
    ledgers: Sequence[type[Ledger]], counts: Mapping[str, tuple[int, int]], open_page: Callable[[str], None]
) -> QGridLayout:
    """Lay out the counts (this month, total) by table name, in columns: ledger, this month, total."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(0)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for column, heading in enumerate(("台账", "本月", "总数")):
        label = QLabel(heading)
        label.setObjectName("second")
        label.setContentsMargins(8 if not column else 0, 0, 0, 4)
        grid.addWidget(label, 0, column, Qt.AlignmentFlag.AlignLeft if not column else right)
    for row, ledger in enumerate(ledgers, start=1):
        month, total = counts[ledger.__tablename__]
        name = QPushButton(ledger.about.label)
        name.setObjectName("line")
        name.setCursor(Qt.CursorShape.PointingHandCursor)
        name.clicked.connect(lambda _=False, key=ledger.__tablename__: open_page(key))
        grid.addWidget(name, row, 0)
        grid.addWidget(QLabel(f"{month:,}" if month else "—"), row, 1, right)
        grid.addWidget(QLabel(f"{total:,} {ledger.about.measure_word}"), row, 2, right)
    grid.setColumnMinimumWidth(0, 120)
    grid.setColumnMinimumWidth(1, 56)
    grid.setColumnMinimumWidth(2, 80)
    grid.setColumnStretch(3, 1)
    return grid
