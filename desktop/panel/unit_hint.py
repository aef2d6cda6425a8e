"""Below an amount or a text: a word that its unit may be lost; nothing is refused for it."""

from decimal import Decimal

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from desktop.desk import Desk
from desktop.panel.field_row import FieldRow
from desktop.panel.stop import Stop
from models.amounts import Money, short
from models.base import Ledger
from models.field import Field
from models.kinds import Line, Prose
from models.peers import peers_of
from models.refusal import Refusal
from models.rules import guards

_PAUSE = 300  # milliseconds after the last letter
_LOST = "“{}”像是漏了“万”或“亿”，请核对。"


class UnitHint(QObject):
    """Watches the amounts and texts of the row in the panel."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._top: Stop | None = None
        self._peers: dict[tuple[type[Ledger], str], dict[str, Decimal]] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.look)
        desk.changed.connect(self._peers.clear)

    def attend(self, top: Stop | None) -> None:
        """Follow another row from now on, or none."""
        self._top = top
        self._pause.start()

    def edited(self) -> None:
        """Note that something was typed."""
        self._pause.start()

    def look(self) -> None:
        """Judge every amount and text on show."""
        if (top := self._top) is None or not isValid(top.sections):
            return
        for row in top.sections.rows.values():
            if row.editor is not None and isinstance(row.field.kind, Money):
                row.doubt(self._amount(top, row))
            elif row.editor is not None and isinstance(row.field.kind, (Line, Prose)):
                amounts = guards.slips(row.text())
                row.doubt(_LOST.format(amounts[0]) if amounts else "")
        # Once what is said has its room: at the bottom of the panel it would stand out of sight.
        QTimer.singleShot(0, top.sections, top.sections.keep_focus_in_sight)

    def _amount(self, top: Stop, row: FieldRow) -> str:
        try:
            value = row.field.kind.read(row.raw(), self._desk.context()).value
        except Refusal:
            text = row.text().strip()
            return _LOST.format(text) if guards.lost_unit(text) else ""
        if not value:
            return ""
        peers = self._of(top.ledger, row.field)
        median = guards.odd_one(value, [other for row_id, other in peers.items() if row_id != top.row])
        if median is None:
            return ""
        unit = row.field.kind.unit
        way = "大" if abs(value) > median else "小"
        return f"比别的行{way}上千倍（中位数 {short(median.normalize())} {unit}），请核对单位；本栏单位是{unit}。"

    def _of(self, ledger: type[Ledger], field: Field) -> dict[str, Decimal]:
        key = (ledger, field.key)
        if key not in self._peers:
            self._peers[key] = self._desk.ask(lambda session: peers_of(session, ledger, field))
        return self._peers[key]
