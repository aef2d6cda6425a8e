"""What stands between a row's name and its fields: its stages, its closing; and what watches over its typing."""

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.form.closing_strip import ClosingStrip
from desktop.form.deadline_hint import DeadlineHint
from desktop.form.duplicate_watch import DuplicateWatch
from desktop.form.firm_watch import FirmWatch
from desktop.form.match_strip import MATCHED_LEDGERS, MatchStrip
from desktop.form.navigation_entry import NavigationEntry
from desktop.form.next_step_strip import NextStepStrip
from desktop.form.protection_strip import ProtectionStrip
from desktop.form.review_strip import ReviewStrip
from desktop.form.stage_strip import StageStrip
from desktop.form.status_strip import StatusStrip
from desktop.form.unit_hint import UnitHint
from models.fields.base import Ledger
from models.fields.field import fields
from models.fields.kinds import StageKind
from models.ledgers import Lead, Obligation, Project
from models.queries.row_detail import RowDetail
from models.statistics.next_steps import LEDGERS_WITH_NEXT_STEPS

_MIN_HEIGHT = 200  # pixels: on a low screen an unfolded strip scrolls rather than push the window off it


class PanelStrips(QScrollArea):
    """Shows the strips a ledger has, and follows the row in the panel; as high as they need while there is room.

    Signals:
        saved: a strip wrote something (the row's id).
        open_wanted: another row should be shown (ledger, id).
        user_error: a sentence for the line at the bottom of the window.
    """

    saved = Signal(str)
    open_wanted = Signal(str, str)
    user_error = Signal(str)

    def __init__(self, book_session: BookSession, jobs: Jobs | None, parent: QWidget | None = None) -> None:
        """Make the strips; without jobs nobody looks for clashes."""
        super().__init__(parent)
        self.stage_strip, self.status_strip, self.closing_strip = (
            StageStrip(book_session),
            StatusStrip(book_session),
            ClosingStrip(book_session),
        )
        self.match_strip, self.next_step_strip = MatchStrip(book_session), NextStepStrip(book_session)
        self.review_strip, self.protection_strip = ReviewStrip(book_session), ProtectionStrip(book_session)
        self.deadline_hint, self.unit_hint = DeadlineHint(book_session, self), UnitHint(book_session, self)
        self.firm_watch = FirmWatch(book_session, self)
        self.duplicate_watch = DuplicateWatch(book_session, jobs, self) if jobs is not None else None
        self._inner = QWidget()
        self._inner.setObjectName("panel")
        layout = QVBoxLayout(self._inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        strips = (self.stage_strip, self.status_strip, self.closing_strip, self.next_step_strip, self.match_strip)
        for strip in (*strips, self.review_strip, self.protection_strip):
            layout.addWidget(strip)
        self.setWidgetResizable(True)
        self.setWidget(self._inner)
        self._inner.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.stage_strip.advanced.connect(self.saved)
        self.stage_strip.status_wanted.connect(self.status_strip.unfold)
        self.stage_strip.open_wanted.connect(self.open_wanted)
        self.status_strip.saved.connect(self.saved)
        self.closing_strip.saved.connect(self.saved)
        for plain_strip in (self.match_strip, self.next_step_strip):
            plain_strip.saved.connect(self.saved)
            plain_strip.user_error.connect(self.user_error)
        self.match_strip.open_wanted.connect(self.open_wanted)
        self.review_strip.shown_or_hidden.connect(self._show_or_hide)
        if self.duplicate_watch is not None:
            self.duplicate_watch.open_wanted.connect(self.open_wanted)
            self.duplicate_watch.user_error.connect(self.user_error)

    def sizeHint(self) -> QSize:
        width = self.viewport().width()
        layout = self._inner.layout()
        high = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        return QSize(width, high if high >= 0 else self._inner.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), _MIN_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # how high the strips are depends on how wide they are

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def show_entry(self, entry: NavigationEntry) -> None:
        """Show the strips of the row on top."""
        in_book = entry.row is not None
        self.stage_strip.setVisible(in_book and has_stages(entry.ledger))
        self.status_strip.hide()
        self.closing_strip.setVisible(in_book and entry.ledger is Obligation)
        if not in_book or entry.ledger not in MATCHED_LEDGERS:
            self.match_strip.hide()
        if not in_book or entry.ledger not in LEDGERS_WITH_NEXT_STEPS:
            self.next_step_strip.hide()
        if not in_book or entry.ledger is not Lead:
            self.protection_strip.hide()
        self._show_or_hide()
        self.deadline_hint.set_entry(entry)
        self.unit_hint.set_entry(entry)
        self.firm_watch.set_entry(entry)
        self.review_strip.set_entry(entry)
        if self.duplicate_watch is not None:
            self.duplicate_watch.set_entry(entry)

    def clear(self) -> None:
        """Follow no row any more: nothing that waits for a pause in the typing is done."""
        self.deadline_hint.set_entry(None)
        self.unit_hint.set_entry(None)
        self.firm_watch.set_entry(None)
        self.review_strip.set_entry(None)
        if self.duplicate_watch is not None:
            self.duplicate_watch.set_entry(None)

    def _show_or_hide(self) -> None:
        strips: tuple[QWidget, ...] = (self.stage_strip, self.closing_strip, self.next_step_strip, self.match_strip)
        strips = (*strips, self.review_strip, self.protection_strip)
        self.setVisible(not all(strip.isHidden() for strip in strips))

    def show_row_detail(self, entry: NavigationEntry, row_detail: RowDetail) -> None:
        """Show what the book says of the row on top."""
        if entry.ledger is Obligation and entry.row is not None:
            self.closing_strip.show_row_detail(entry.row, row_detail)
        if entry.ledger is Project and entry.row is not None:
            self.stage_strip.show_row_detail(row_detail)
            self.status_strip.show_row_detail(entry.row, row_detail)
        if entry.ledger in MATCHED_LEDGERS and entry.row is not None:
            self.match_strip.show_row_detail(entry.ledger, entry.row, row_detail)
        if entry.ledger in LEDGERS_WITH_NEXT_STEPS and entry.row is not None:
            self.next_step_strip.show_row_detail(entry.ledger, entry.row, row_detail)
        if entry.ledger is Lead and entry.row is not None:
            self.protection_strip.show_lead(entry.row, removed=row_detail.removed)
        self._show_or_hide()
        self.firm_watch.show_row_detail(entry, row_detail)
        self.deadline_hint.edited()
        self.unit_hint.edited()
        self.review_strip.edited()

    def edited(self) -> None:
        """Follow what is typed."""
        self.deadline_hint.edited()
        self.unit_hint.edited()
        self.review_strip.edited()
        if self.duplicate_watch is not None:
            self.duplicate_watch.edited()

    def row_saved(self, entry: NavigationEntry) -> None:
        """Note that a new row is in the book."""
        if self.duplicate_watch is not None:
            self.duplicate_watch.row_saved(entry)


def has_stages(ledger: type[Ledger]) -> bool:
    """Tell whether a ledger's rows go through stages."""
    return any(isinstance(field.kind, StageKind) for field in fields(ledger))
