"""The panel at the right: one row, its fields to type in, what hangs on it, and its history."""

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.form.entry_trail import EntryTrail
from desktop.form.form_layout import LedgerForm
from desktop.form.navigation_entry import NavigationEntry
from desktop.form.panel_foot import PanelFoot
from desktop.form.panel_head import PanelHead
from desktop.form.panel_strips import PanelStrips
from desktop.form.panel_tabs import PanelTabs
from desktop.form.row_saver import RowSaver, SavedFields
from desktop.form.unsaved_rows import UnsavedRow
from models.errors import UserError
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import FollowUp

PANEL_WIDTH = 420
_CHANGED_MEANWHILE = "这一栏后来在账本里改过（见“历史”），保存就换成这里恢复的。"
_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class RowPanel(QWidget):
    """Shows one row and saves what is typed: a row of the book field by field, a new one when 保存 is pressed.

    Signals:
        closed: the panel has nothing to show any more.
        saved: something of a row is in the book (its id).
        user_error: a sentence for the line at the bottom of the window.
    """

    closed = Signal()
    saved = Signal(str)
    user_error = Signal(str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None, jobs: Jobs | None = None) -> None:
        super().__init__(parent)
        self._book_session = book_session
        self.head, self.foot = PanelHead(self), PanelFoot(self)
        self.strips = PanelStrips(book_session, jobs, self)
        self.stage_strip = self.strips.stage_strip
        self.tabs = PanelTabs(book_session, self)
        self.form_cache, self.detail_stack = self.tabs.form_cache, self.tabs.detail_stack
        self.history_panel = self.tabs.history_panel
        self.trail, self._saver = EntryTrail(book_session, self.form_cache), RowSaver(book_session, self.foot)
        _lay_out(self)
        _connect(self)
        book_session.changed.connect(self.refresh)

    # What the window calls.

    def open_row(self, ledger: type[Ledger], row_id: str | None, preset: dict[str, object] | None = None) -> bool:
        """Show a row, or a new one with some fields filled; False where the present one must be mended first."""
        if not self.leave():
            return False
        self.trail.clear()
        self._show_pushed(self.trail.push(ledger, row_id, preset or {}))
        return True

    def resume(self, rows: Sequence[UnsavedRow], changed_keys: Collection[str] = ()) -> bool:
        """Show rows of an earlier run with what was typed into them; False where the present one must be mended first.

        ``changed_keys`` are the fields of the last that were changed in the book meanwhile.
        """
        if not self.leave():
            return False
        self.trail.clear()
        for entry in [self.trail.push_unsaved(row) for row in rows][-1:]:
            self._show_pushed(entry)
            self.strips.edited()
            entry.form.show_errors(dict.fromkeys(changed_keys, _CHANGED_MEANWHILE))
        return True

    def current_row(self) -> tuple[type[Ledger], str | None] | None:
        """Return the row shown: its ledger, and its id unless it is new."""
        return (top.ledger, top.row) if (top := self.trail.current) is not None else None

    def leave(self) -> bool:
        """Save what is typed; False when something was rejected, with the keyboard focus in the first such field."""
        while self._leave_entry():
            if not self.trail.is_half_typed_before:
                return True
            self._step_back()
        return False

    def _leave_entry(self) -> bool:
        top = self.trail.current
        return top is None or not (dirty := top.typed_keys()) or self._after_save(top, self._saver.save(top, dirty))

    def save(self) -> bool:
        """Save what is typed, a new row even with nothing typed, so that it says what is missing."""
        if (top := self.trail.current) is not None and top.row is None:
            top.form.commit_input_method()
            return self._after_save(top, self._saver.save(top, []))
        return self.leave()

    def save_and_continue(self) -> None:
        """Save the row and begin the next one with its task force, officer and day, or its parent row."""
        top = self.trail.current
        if top is not None and not top.link_key and self.save() and top.row is not None:
            self._show_pushed(self.trail.push_next(top))

    def begin_follow_up(self, follow_up: FollowUp) -> None:
        """Begin the row that follows from the one shown, with all that is known; raises UserError where it cannot."""
        if self._leave_entry() and (entry := self.trail.push_follow_up(follow_up)) is not None:
            self._show_pushed(entry)

    def revert(self) -> None:
        """Give up what was typed into a row of the book and refused."""
        if (top := self.trail.current) is not None:
            top.form.revert()
            self._show_entry(top)

    def close_row(self) -> None:
        """Save and show nothing more."""
        if self.leave():
            self.trail.clear()
            self.closed.emit()

    def discard(self) -> None:
        """Give up a new row; what was typed can be had back when the next one is begun."""
        if self.trail.current is not None:
            self.trail.keep_draft()
            self._step_back()

    def go_back(self) -> None:
        """Save and go back to the row this one was opened from."""
        depth = len(self.trail)
        if depth > 1 and self._leave_entry() and len(self.trail) == depth:
            self._step_back()

    # The way from row to row.

    def _step_back(self) -> None:
        self.trail.pop()
        if (top := self.trail.current) is not None:
            self._show_entry(top)
        else:
            self.closed.emit()

    def _show_pushed(self, entry: NavigationEntry) -> None:
        """Show a row just put at the end of the trail."""
        self.tabs.setCurrentIndex(0)
        self._show_entry(entry)
        if entry.row is None:
            entry.form.focus_first()

    def open_linked(self, ledger: str, row: str) -> None:
        """Show a row that the one shown links to."""
        if (top := self.trail.current) is not None and (top.row is None or self._leave_entry()):
            self._show_pushed(self.trail.push(ledger_by_table(ledger), row))

    def add_linked(self, link_key: str, ledger: str, name: str) -> None:
        """Begin a row for a link of the one shown, with the name typed there."""
        target = ledger_by_table(ledger)
        given = {target.about.title: name} if name else {}
        self._show_pushed(self.trail.push(target, None, given, link_key=link_key))

    def add_detail(self, ledger: str) -> None:
        """Begin a row among the details of the one shown."""
        if self._leave_entry() and (entry := self.trail.push_detail(ledger_by_table(ledger))) is not None:
            self._show_pushed(entry)

    def _show_entry(self, entry: NavigationEntry) -> None:
        self.tabs.show_entry(entry)
        if entry.row is not None:
            self.refresh()
        self.strips.show_entry(entry)
        self._show_state(entry)
        self.head.show_entry(entry, self.trail.previous)

    def _show_state(self, entry: NavigationEntry) -> None:
        writable = self._book_session.store.writable
        self.foot.show_entry(entry, writable=writable, has_draft=self.trail.has_draft(entry.ledger))
        entry.form.widget().setEnabled(writable and not entry.removed)

    def refresh(self, saved: tuple[str, ...] = ()) -> None:
        """Read the row shown again, as after every command."""
        if self._saver.is_saving or (top := self.trail.current) is None or top.row is None:
            return
        was_removed = top.removed
        if (row_detail := top.load_detail(self._book_session)) is None:
            self.discard()
            return
        top.form.refresh(row_detail.values, saved)
        self.strips.show_row_detail(top, row_detail)
        self.foot.carry_on_bar.show_row_detail(top.ledger, row_detail)
        if row_detail.removed != was_removed:
            self._show_state(top)
        self.tabs.refresh(top, self.stage_strip)
        self.head.show_entry(top, self.trail.previous)

    def field_left(self, form: LedgerForm, key: str) -> None:
        """Save a field of the row shown that was left."""
        top = self.trail.current
        if top is not None and top.form is form and not self._saver.is_saving:
            self._after_save(top, self._saver.save_field(top, key))

    def add_firm(self, form: LedgerForm, key: str) -> None:
        """Add the firm typed into a field to the library."""
        if (top := self.trail.current) is not None and top.form is form:
            self._after_save(top, self._saver.add_firm(top, key))

    def _after_save(self, entry: NavigationEntry, saved: SavedFields | None) -> bool:
        """Show what was saved; False where nothing was."""
        if saved is None:
            return False
        self.strips.row_saved(entry)
        self.refresh(saved.keys)
        if saved.is_new and entry.is_part_of_previous and self.trail.previous is not None:
            self._step_back()
            self.trail.answer_link(entry)
        elif saved.is_new:
            self._show_entry(entry)
        self.foot.show_saved()
        self.saved.emit(saved.row)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control, shift = (bool(event.modifiers() & modifier) for modifier in (_CONTROL, _SHIFT))
        if control and shift and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save_and_continue()
        elif control and event.key() in {Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_row()
        else:
            super().keyPressEvent(event)


def _lay_out(panel: RowPanel) -> None:
    """Arrange the head, the strips, the tabs and the foot below each other."""
    panel.setObjectName("panel")
    panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in (panel.head, panel.strips, panel.tabs, panel.foot):
        layout.addWidget(part, 1 if part is panel.tabs else 0)
    panel.setMinimumWidth(360)
    panel.resize(PANEL_WIDTH, panel.height())


def _connect(panel: RowPanel) -> None:
    """Connect the parts of a panel with each other and with what the panel does."""
    panel.head.back_wanted.connect(panel.go_back)
    panel.head.close_wanted.connect(panel.close_row)
    panel.foot.save_wanted.connect(panel.save)
    panel.foot.save_next_wanted.connect(panel.save_and_continue)
    panel.foot.cancel_wanted.connect(panel.discard)
    panel.foot.restore_row_wanted.connect(panel.trail.restore_current)
    panel.closed.connect(panel.strips.clear)
    panel.strips.saved.connect(panel.saved)
    panel.strips.user_error.connect(panel.user_error)
    panel.form_cache.field_left.connect(panel.strips.firm_watch.field_left)
    panel.form_cache.field_left.connect(panel.field_left)
    panel.form_cache.firm_wanted.connect(panel.add_firm)
    panel.form_cache.edited.connect(lambda: panel.foot.show_error(""))
    panel.form_cache.edited.connect(panel.strips.edited)
    for part in (panel.form_cache, panel.detail_stack, panel.strips):
        part.open_wanted.connect(panel.open_linked)
    panel.form_cache.add_wanted.connect(panel.add_linked)
    panel.detail_stack.add_wanted.connect(panel.add_detail)
    panel.history_panel.restored.connect(lambda _label: panel.foot.show_saved())
    panel.history_panel.user_error.connect(panel.user_error)
    panel.foot.restore_draft_wanted.connect(panel.trail.restore_draft)
    panel.foot.revert_wanted.connect(panel.revert)
    panel.foot.carry_on_bar.follow_up_wanted.connect(partial(_begin_follow_up, panel))


def _begin_follow_up(panel: RowPanel, follow_up: FollowUp) -> None:
    """Begin the row that a button asks for, or say why it cannot."""
    try:
        panel.begin_follow_up(follow_up)
    except UserError as error:
        panel.user_error.emit(str(error))
