"""What stands between a row's name and its fields: its stages, its closing; and what watches over its typing."""

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.job import Jobs
from desktop.panel.clash_watch import ClashWatch
from desktop.panel.closing_strip import ClosingStrip
from desktop.panel.deadline_hint import DeadlineHint
from desktop.panel.match_strip import MATCHED, MatchStrip
from desktop.panel.stage_strip import StageStrip
from desktop.panel.status_strip import StatusStrip
from desktop.panel.stop import Stop
from desktop.panel.unit_hint import UnitHint
from models.base import Ledger
from models.card import Card
from models.field import fields
from models.kinds import Stage
from models.ledgers import Obligation, Project

_LEAST = 200  # pixels: on a low screen an unfolded strip scrolls rather than push the window off it


class PanelStrips(QScrollArea):
    """Shows the strips a ledger has, and follows the row in the panel; as high as they need while there is room.

    Signals:
        saved: a strip wrote something (the row's id).
        open_wanted: another row should be shown (ledger, id).
        refused: a sentence for the line at the bottom of the window.
    """

    saved = Signal(str)
    open_wanted = Signal(str, str)
    refused = Signal(str)

    def __init__(self, desk: Desk, jobs: Jobs | None, parent: QWidget | None = None) -> None:
        """Make the strips; without jobs nobody looks for clashes."""
        super().__init__(parent)
        self.stages, self.status, self.closing = StageStrip(desk), StatusStrip(desk), ClosingStrip(desk)
        self.matching = MatchStrip(desk)
        self.hint, self.units = DeadlineHint(desk, self), UnitHint(desk, self)
        self.watch = ClashWatch(desk, jobs, self) if jobs is not None else None
        self._inner = QWidget()
        self._inner.setObjectName("panel")
        layout = QVBoxLayout(self._inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for strip in (self.stages, self.status, self.closing, self.matching):
            layout.addWidget(strip)
        self.setWidgetResizable(True)
        self.setWidget(self._inner)
        self._inner.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.stages.advanced.connect(self.saved)
        self.stages.turn_wanted.connect(self.status.unfold)
        self.stages.open_wanted.connect(self.open_wanted)
        self.status.saved.connect(self.saved)
        self.closing.saved.connect(self.saved)
        self.matching.saved.connect(self.saved)
        self.matching.open_wanted.connect(self.open_wanted)
        self.matching.refused.connect(self.refused)
        if self.watch is not None:
            self.watch.open_wanted.connect(self.open_wanted)
            self.watch.refused.connect(self.refused)

    def sizeHint(self) -> QSize:
        width = self.viewport().width()
        layout = self._inner.layout()
        high = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        return QSize(width, high if high >= 0 else self._inner.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), _LEAST))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def show_stop(self, top: Stop) -> None:
        """Show the strips of the row on top."""
        in_book = top.row is not None
        self.stages.setVisible(in_book and has_stages(top.ledger))
        self.status.hide()
        self.closing.setVisible(in_book and top.ledger is Obligation)
        if not in_book or top.ledger not in MATCHED:
            self.matching.hide()
        self._show_or_hide()
        self.hint.attend(top)
        self.units.attend(top)
        if self.watch is not None:
            self.watch.attend(top)

    def _show_or_hide(self) -> None:
        self.setVisible(not all(strip.isHidden() for strip in (self.stages, self.closing, self.matching)))

    def show_card(self, top: Stop, card: Card) -> None:
        """Show what the book says of the row on top."""
        if top.ledger is Obligation and top.row is not None:
            self.closing.show_card(top.row, card)
        if top.ledger is Project and top.row is not None:
            self.stages.show_card(card)
            self.status.show_card(top.row, card)
        if top.ledger in MATCHED and top.row is not None:
            self.matching.show_card(top.ledger, top.row, card)
            self._show_or_hide()
        self.hint.edited()
        self.units.edited()

    def edited(self) -> None:
        """Follow what is typed."""
        self.hint.edited()
        self.units.edited()
        if self.watch is not None:
            self.watch.edited()

    def kept(self, top: Stop) -> None:
        """Note that a new row is in the book."""
        if self.watch is not None:
            self.watch.kept(top)


def has_stages(ledger: type[Ledger]) -> bool:
    """Tell whether a ledger's rows go through stages."""
    return any(isinstance(field.kind, Stage) for field in fields(ledger))
