"""The panel at the right: one row, its fields to type in, what hangs on it, and its history."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.editors.link import LinkEditor
from desktop.job import Jobs
from desktop.panel.panel_foot import PanelFoot
from desktop.panel.panel_head import PanelHead
from desktop.panel.panel_strips import PanelStrips
from desktop.panel.panel_tabs import PanelTabs
from desktop.panel.sections import Sections
from desktop.panel.stop import Stop
from models.base import Ledger, ledger_named
from models.card import preset_values
from models.intake import Refusals
from models.refusal import Refusal

WIDTH = 420


class RowPanel(QWidget):
    """Shows one row and saves what is typed: a row of the book field by field, a new one when 保存 is pressed.

    Signals:
        closed: the panel has nothing to show any more.
        saved: something of a row is in the book (its id).
        refused: a sentence for the line at the bottom of the window.
    """

    closed = Signal()
    saved = Signal(str)
    refused = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None, jobs: Jobs | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._trail: list[Stop] = []
        self._saving = False
        self.head, self.foot = PanelHead(self), PanelFoot(self)
        self.strips = PanelStrips(desk, jobs, self)
        self.stages = self.strips.stages
        self.tabs = PanelTabs(desk, self)
        self.forms, self.hanging, self.history = self.tabs.forms, self.tabs.hanging, self.tabs.history
        self._dropped: dict[type[Ledger], dict[str, str]] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.head, self.strips, self.tabs, self.foot):
            layout.addWidget(part, 1 if part is self.tabs else 0)
        self.setMinimumWidth(360)
        self.resize(WIDTH, self.height())
        self._connect()

    def _connect(self) -> None:
        self.head.back.connect(self.go_back)
        self.head.shut.connect(self.close_row)
        self.foot.save.connect(self.save)
        self.foot.give_up.connect(self.drop)
        self.foot.take_back.connect(lambda: self._trail[-1].take_back(self._desk))
        self.strips.saved.connect(self.saved)
        self.strips.refused.connect(self.refused)
        self.forms.left.connect(self._left)
        self.forms.edited.connect(lambda: self.foot.refuse(""))
        self.forms.edited.connect(self.strips.edited)
        for part in (self.forms, self.hanging, self.strips):
            part.open_wanted.connect(self._open_linked)
        self.forms.add_wanted.connect(self._add_linked)
        self.hanging.add_wanted.connect(self._add_detail)
        self.history.restored.connect(lambda _label: self.foot.say_saved())
        self.history.refused.connect(self.refused)
        self.foot.restore.connect(self._restore)
        self._desk.changed.connect(self._refresh)

    # What the window calls.

    def open_row(self, ledger: type[Ledger], row_id: str | None, preset: dict[str, object] | None = None) -> bool:
        """Show a row, or a new one with some fields filled; False where the present one must be mended first."""
        if not self.leave():
            return False
        while self._trail:
            self._pop()
        self._push(ledger, row_id, preset)
        return True

    def current(self) -> tuple[type[Ledger], str | None] | None:
        """Give the row shown: its ledger, and its id unless it is new."""
        return (self._trail[-1].ledger, self._trail[-1].row) if self._trail else None

    def leave(self) -> bool:
        """Save what is typed; False when something was refused, with the keys in the first refused field."""
        while self._leave_top():
            # A row further back may still be half typed, as one whose link is just being added.
            if not any(stop.sections.dirty() for stop in self._trail[:-1]):
                return True
            self._step_back()
        return False

    def _leave_top(self) -> bool:
        if not self._trail:
            return True
        self._trail[-1].sections.commit_input_method()
        dirty = [row.field.key for row in self._trail[-1].sections.dirty()]
        return not dirty or self._keep(dirty)

    def save(self) -> bool:
        """Save what is typed, a new row even with nothing typed, so that it says what is missing."""
        if self._trail and self._trail[-1].row is None:
            self._trail[-1].sections.commit_input_method()
            return self._keep([])
        return self.leave()

    def close_row(self) -> None:
        """Save and show nothing more."""
        if self.leave():
            while self._trail:
                self._pop()
            self.closed.emit()

    def drop(self) -> None:
        """Give up a new row; what was typed can be had back when the next one is begun."""
        if not self._trail:
            return
        top = self._trail[-1]
        if top.row is None and (typed := top.sections.typed()):
            self._dropped[top.ledger] = typed
        self._step_back()

    def go_back(self) -> None:
        """Save and go back to the row this one was opened from."""
        depth = len(self._trail)
        if depth > 1 and self._leave_top() and len(self._trail) == depth:
            self._step_back()

    def _step_back(self) -> None:
        self._pop()
        if self._trail:
            self._show_top()
        else:
            self.closed.emit()

    def _push(self, ledger: type[Ledger], row: str | None, preset: Mapping[str, object] | None, fill: str = "") -> None:
        sections = self.forms.lend(ledger)
        self._trail.append(Stop(ledger, row, sections, fill=fill))
        given = dict(preset or {})
        if row is None:
            sections.begin(self._desk.ask(lambda session: preset_values(session, ledger, given)), new=True)
        elif row_detail := self._trail[-1].look_up(self._desk):
            sections.begin(row_detail.values, new=False)
        self.tabs.setCurrentIndex(0)
        self._show_top()
        if row is None:
            sections.focus_first()

    def _pop(self) -> None:
        closed = self._trail.pop()
        self.forms.take_back(closed.ledger, closed.sections)

    def _restore(self) -> None:
        """Bring back what was typed into the new row given up last."""
        top = self._trail[-1]
        top.sections.retype(self._dropped.pop(top.ledger, {}))
        self.foot.offer_restore(offered=False)

    def _open_linked(self, ledger: str, row: str) -> None:
        if self._trail[-1].row is None or self._leave_top():
            self._push(ledger_named(ledger), row, None)

    def _add_linked(self, key: str, ledger: str, name: str) -> None:
        target = ledger_named(ledger)
        self._push(target, None, {target.about.title: name} if name else None, key)

    def _add_detail(self, ledger: str) -> None:
        target = ledger_named(ledger)
        if self._leave_top():
            self._push(target, None, {target.about.parent: self._trail[-1].row})

    # Showing.

    def _show_top(self) -> None:
        top = self._trail[-1]
        self.tabs.show_stop(top)
        if top.row is not None:
            self._refresh()
        self.strips.show_stop(top)
        self._show_state(top)
        self._name()

    def _show_state(self, top: Stop) -> None:
        writable, new = self._desk.store.writable, top.row is None
        self.foot.show_state(new=new, removed=top.removed, writable=writable)
        self.foot.offer_restore(offered=new and top.ledger in self._dropped)
        top.sections.widget().setEnabled(writable and not top.removed)

    def _name(self) -> None:
        top, before = self._trail[-1], self._trail[-2] if len(self._trail) > 1 else None
        second = top.ledger.about.label if top.row is not None else top.ledger.about.hint
        self.head.show_words(top.heading, second, back=before.heading if before else "")

    def _refresh(self, saved: tuple[str, ...] = ()) -> None:
        """Ask the book again, as after every deed."""
        if self._saving or not self._trail or (top := self._trail[-1]).row is None:
            return
        was_removed = top.removed
        if (row_detail := top.look_up(self._desk)) is None:
            self.drop()
            return
        top.sections.refresh(row_detail.values, saved)
        self.strips.show_card(top, row_detail)
        if row_detail.removed != was_removed:
            self._show_state(top)
        self.tabs.freshen(top, self.stages)
        self._name()

    # Saving.

    def _left(self, sections: Sections, key: str) -> None:
        """Save a field of a row of the book; of a new row, say at once what cannot be taken."""
        if self._saving or not self._trail or (top := self._trail[-1]).sections is not sections:
            return
        row = sections.rows[key]
        if row.editor is None:
            return
        if top.row is None:
            row.refuse(row.editor.refusal() if row.editor.raw() else "")
        elif row.dirty:
            self._keep([key])
        else:
            row.refuse("")

    def _keep(self, keys: list[str]) -> bool:
        """Bring what was typed into the book, or show every refusal at once."""
        top = self._trail[-1]
        self._saving = True
        try:
            row, saved = top.keep(self._desk, keys)
        except Refusals as refusals:
            top.sections.refuse(refusals.by_key)
            self.foot.refuse("" if top.row else f"有 {len(refusals.by_key)} 栏还要改，改好再保存。")
            return False
        except Refusal as refusal:
            self.foot.refuse(str(refusal))
            return False
        finally:
            self._saving = False
        self._kept(top, row, saved)
        return True

    def _kept(self, top: Stop, row: str, keys: tuple[str, ...]) -> None:
        was_new, top.row = top.row is None, row
        self.strips.kept(top)
        self._refresh(keys)
        if was_new and len(self._trail) > 1:
            self._step_back()
            if top.fill and isinstance(editor := self._trail[-1].sections.row_of(top.fill).editor, LinkEditor):
                editor.pick(row, top.title)
        elif was_new:
            self._show_top()
        self.foot.say_saved()
        self.saved.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in {Qt.Key.Key_S, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.save()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_row()
        else:
            super().keyPressEvent(event)
