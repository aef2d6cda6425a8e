"""The panel at the right: one row, its fields to type in, what hangs on it, and its history."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.editors.link import LinkEditor
from desktop.form.form_layout import LedgerForm
from desktop.form.navigation_entry import NavigationEntry
from desktop.form.panel_foot import PanelFoot
from desktop.form.panel_head import PanelHead
from desktop.form.panel_strips import PanelStrips
from desktop.form.panel_tabs import PanelTabs
from models.errors import FieldErrors, UserError
from models.fields.base import Ledger, ledger_by_table
from models.queries.row_detail import initial_values

PANEL_WIDTH = 420


class RowPanel(QWidget):
    """Shows one row and saves what is typed: a row of the book field by field, a new one when 保存 is pressed.

    Signals:
        closed: the panel has nothing to show any more.
        saved: something of a row is in the book (its id).
        refused: a sentence for the line at the bottom of the window.
    """

    closed = Signal()
    saved = Signal(str)
    user_error = Signal(str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None, jobs: Jobs | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._book_session = book_session
        self._entries: list[NavigationEntry] = []
        self._saving = False
        self.head, self.foot = PanelHead(self), PanelFoot(self)
        self.strips = PanelStrips(book_session, jobs, self)
        self.stage_strip = self.strips.stage_strip
        self.tabs = PanelTabs(book_session, self)
        self.form_cache, self.detail_stack = self.tabs.form_cache, self.tabs.detail_stack
        self.history_panel = self.tabs.history_panel
        self._dropped_texts: dict[type[Ledger], dict[str, str]] = {}
        _lay_out(self)
        self._connect()

    def _connect(self) -> None:
        self.head.back_wanted.connect(self.go_back)
        self.head.close_wanted.connect(self.close_row)
        self.foot.save_wanted.connect(self.save)
        self.foot.cancel_wanted.connect(self.discard)
        self.foot.restore_row_wanted.connect(lambda: self._entries[-1].restore(self._book_session))
        self.closed.connect(self.strips.clear)
        self.strips.saved.connect(self.saved)
        self.strips.user_error.connect(self.user_error)
        self.form_cache.field_left.connect(self._on_field_left)
        self.form_cache.edited.connect(lambda: self.foot.show_error(""))
        self.form_cache.edited.connect(self.strips.edited)
        for part in (self.form_cache, self.detail_stack, self.strips):
            part.open_wanted.connect(self._open_linked)
        self.form_cache.add_wanted.connect(self._add_linked)
        self.detail_stack.add_wanted.connect(self._add_detail)
        self.history_panel.restored.connect(lambda _label: self.foot.show_saved())
        self.history_panel.user_error.connect(self.user_error)
        self.foot.restore_draft_wanted.connect(self._restore_draft)
        self._book_session.changed.connect(self._refresh)

    # What the window calls.

    def open_row(self, ledger: type[Ledger], row_id: str | None, preset: dict[str, object] | None = None) -> bool:
        """Show a row, or a new one with some fields filled; False where the present one must be mended first."""
        if not self.leave():
            return False
        while self._entries:
            self._pop()
        self._push(ledger, row_id, preset)
        return True

    def current_row(self) -> tuple[type[Ledger], str | None] | None:
        """Give the row shown: its ledger, and its id unless it is new."""
        return (self._entries[-1].ledger, self._entries[-1].row) if self._entries else None

    def leave(self) -> bool:
        """Save what is typed; False when something was refused, with the keys in the first refused field."""
        while self._leave_entry():
            # A row further back may still be half typed, as one whose link is just being added.
            if not any(stop.form.dirty_rows() for stop in self._entries[:-1]):
                return True
            self._step_back()
        return False

    def _leave_entry(self) -> bool:
        if not self._entries:
            return True
        self._entries[-1].form.commit_input_method()
        dirty = [row.field.key for row in self._entries[-1].form.dirty_rows()]
        return not dirty or self._save_fields(dirty)

    def save(self) -> bool:
        """Save what is typed, a new row even with nothing typed, so that it says what is missing."""
        if self._entries and self._entries[-1].row is None:
            self._entries[-1].form.commit_input_method()
            return self._save_fields([])
        return self.leave()

    def close_row(self) -> None:
        """Save and show nothing more."""
        if self.leave():
            while self._entries:
                self._pop()
            self.closed.emit()

    def discard(self) -> None:
        """Give up a new row; what was typed can be had back when the next one is begun."""
        if not self._entries:
            return
        top = self._entries[-1]
        if top.row is None and (typed := top.form.typed_texts()):
            self._dropped_texts[top.ledger] = typed
        self._step_back()

    def go_back(self) -> None:
        """Save and go back to the row this one was opened from."""
        depth = len(self._entries)
        if depth > 1 and self._leave_entry() and len(self._entries) == depth:
            self._step_back()

    def _step_back(self) -> None:
        self._pop()
        if self._entries:
            self._show_entry()
        else:
            self.closed.emit()

    def _push(
        self, ledger: type[Ledger], row: str | None, preset: Mapping[str, object] | None, link_key: str = ""
    ) -> None:
        sections = self.form_cache.acquire(ledger)
        self._entries.append(NavigationEntry(ledger, row, sections, link_key=link_key))
        given = dict(preset or {})
        if row is None:
            sections.show_row(self._book_session.read(lambda session: initial_values(session, ledger, given)), new=True)
        elif row_detail := self._entries[-1].load_detail(self._book_session):
            sections.show_row(row_detail.values, new=False)
        self.tabs.setCurrentIndex(0)
        self._show_entry()
        if row is None:
            sections.focus_first()

    def _pop(self) -> None:
        closed = self._entries.pop()
        self.form_cache.release(closed.ledger, closed.form)

    def _restore_draft(self) -> None:
        """Bring back what was typed into the new row given up last."""
        top = self._entries[-1]
        top.form.retype(self._dropped_texts.pop(top.ledger, {}))
        self.foot.show_restore_draft(offered=False)

    def _open_linked(self, ledger: str, row: str) -> None:
        if self._entries[-1].row is None or self._leave_entry():
            self._push(ledger_by_table(ledger), row, None)

    def _add_linked(self, link_key: str, ledger: str, name: str) -> None:
        target = ledger_by_table(ledger)
        self._push(target, None, {target.about.title: name} if name else None, link_key)

    def _add_detail(self, ledger: str) -> None:
        target = ledger_by_table(ledger)
        if self._leave_entry():
            self._push(target, None, {target.about.parent: self._entries[-1].row})

    # Showing.

    def _show_entry(self) -> None:
        top = self._entries[-1]
        self.tabs.show_entry(top)
        if top.row is not None:
            self._refresh()
        self.strips.show_entry(top)
        self._show_state(top)
        self._update_head()

    def _show_state(self, entry: NavigationEntry) -> None:
        writable, new = self._book_session.store.writable, entry.row is None
        self.foot.show_state(new=new, removed=entry.removed, writable=writable)
        self.foot.show_restore_draft(offered=new and entry.ledger in self._dropped_texts)
        entry.form.widget().setEnabled(writable and not entry.removed)

    def _update_head(self) -> None:
        top, before = self._entries[-1], self._entries[-2] if len(self._entries) > 1 else None
        second = top.ledger.about.label if top.row is not None else top.ledger.about.hint
        self.head.show_title(top.heading, second, back_title=before.heading if before else "")

    def _refresh(self, saved: tuple[str, ...] = ()) -> None:
        """Ask the book again, as after every deed."""
        if self._saving or not self._entries or (top := self._entries[-1]).row is None:
            return
        was_removed = top.removed
        if (row_detail := top.load_detail(self._book_session)) is None:
            self.discard()
            return
        top.form.refresh(row_detail.values, saved)
        self.strips.show_row_detail(top, row_detail)
        if row_detail.removed != was_removed:
            self._show_state(top)
        self.tabs.refresh(top, self.stage_strip)
        self._update_head()

    # Saving.

    def _on_field_left(self, form: LedgerForm, key: str) -> None:
        """Save a field of a row of the book; of a new row, say at once what cannot be taken."""
        if self._saving or not self._entries or (top := self._entries[-1]).form is not form:
            return
        row = form.field_rows[key]
        if row.editor is None:
            return
        if top.row is None:
            row.show_error(row.editor.error_text() if row.editor.raw_value() else "")
        elif row.dirty:
            self._save_fields([key])
        else:
            row.show_error("")

    def _save_fields(self, keys: list[str]) -> bool:
        """Bring what was typed into the book, or show every refusal at once."""
        top = self._entries[-1]
        self._saving = True
        try:
            row, saved = top.save(self._book_session, keys)
        except FieldErrors as errors:
            top.form.show_errors(errors.by_key)
            self.foot.show_error("" if top.row else f"有 {len(errors.by_key)} 栏还要改，改好再保存。")
            return False
        except UserError as error:
            self.foot.show_error(str(error))
            return False
        finally:
            self._saving = False
        self._after_save(top, row, saved)
        return True

    def _after_save(self, entry: NavigationEntry, row: str, keys: tuple[str, ...]) -> None:
        was_new, entry.row = entry.row is None, row
        self.strips.row_saved(entry)
        self._refresh(keys)
        if was_new and len(self._entries) > 1:
            self._step_back()
            if entry.link_key and isinstance(
                editor := self._entries[-1].form.open_field_row(entry.link_key).editor, LinkEditor
            ):
                editor.pick_row(row, entry.title)
        elif was_new:
            self._show_entry()
        self.foot.show_saved()
        self.saved.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in {Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_row()
        else:
            super().keyPressEvent(event)


def _lay_out(panel: RowPanel) -> None:
    """Arrange the head, the strips, the tabs and the foot below each other."""
    layout = QVBoxLayout(panel)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in (panel.head, panel.strips, panel.tabs, panel.foot):
        layout.addWidget(part, 1 if part is panel.tabs else 0)
    panel.setMinimumWidth(360)
    panel.resize(PANEL_WIDTH, panel.height())
