"""Below an amount or a text: a word that its unit may be lost; nothing is refused for it."""

from decimal import Decimal

from PySide6.QtCore import QObject
from shiboken6 import isValid

from desktop.app.book_session import BookSession
from desktop.app.delay import DelayTimer, call_after_layout
from desktop.form.field_row import FieldRow
from desktop.form.navigation_entry import NavigationEntry
from models.errors import UserError
from models.fields.amounts import MoneyKind, format_number
from models.fields.base import Ledger
from models.fields.field import Field
from models.fields.kinds import LineKind, ProseKind
from models.rules import plausibility
from models.statistics.field_values import amounts_by_row

_PAUSE_MS = 300  # milliseconds after the last letter
_LOST_UNIT_TEXT = "“{}”像是漏了“万”或“亿”，请核对。"


class UnitHint(QObject):
    """Watches the amounts and texts of the row in the panel."""

    def __init__(self, book_session: BookSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self._entry: NavigationEntry | None = None
        self._amounts_by_field: dict[tuple[type[Ledger], str], dict[str, Decimal]] = {}
        self._timer = DelayTimer(self, _PAUSE_MS, self.check_fields)
        book_session.changed.connect(self._amounts_by_field.clear)

    def set_entry(self, entry: NavigationEntry | None) -> None:
        """Follow another row from now on, or none."""
        self._timer.stop()
        self._entry = entry
        if entry is not None:
            self._timer.start()

    def edited(self) -> None:
        """Note that something was typed."""
        self._timer.start()

    def check_fields(self) -> None:
        """Judge every amount and text on show."""
        if (top := self._entry) is None or not isValid(top.form):
            return
        for row in top.form.field_rows.values():
            if row.editor is not None and isinstance(row.field.kind, MoneyKind):
                row.show_warning(self._amount_warning(top, row))
            elif row.editor is not None and isinstance(row.field.kind, (LineKind, ProseKind)):
                amounts = plausibility.amounts_without_unit(row.text())
                row.show_warning(_LOST_UNIT_TEXT.format(amounts[0]) if amounts else "")
        # Once what is said has its room: at the bottom of the panel it would stand out of sight.
        call_after_layout(top.form, top.form.keep_focus_visible)

    def _amount_warning(self, entry: NavigationEntry, row: FieldRow) -> str:
        try:
            value = row.field.kind.read(row.raw_value(), self._book_session.reading_context()).value
        except UserError:
            text = row.text().strip()
            return _LOST_UNIT_TEXT.format(text) if plausibility.lacks_unit(text) else ""
        if not value:
            return ""
        peers = self._amounts_of(entry.form.ledger, row.field)
        median = plausibility.median_if_outlier(
            value, [other for row_id, other in peers.items() if row_id != entry.row]
        )
        if median is None:
            return ""
        unit = row.field.kind.unit
        way = "大" if abs(value) > median else "小"
        return (
            f"比别的行{way}上千倍（中位数 {format_number(median.normalize())} {unit}），请核对单位；本栏单位是{unit}。"
        )

    def _amounts_of(self, ledger: type[Ledger], field: Field) -> dict[str, Decimal]:
        key = (ledger, field.key)
        if key not in self._amounts_by_field:
            self._amounts_by_field[key] = self._book_session.read(
                lambda session: amounts_by_row(session, ledger, field)
            )
        return self._amounts_by_field[key]
