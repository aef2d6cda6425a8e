"""Controller of the row panel on the right: when it opens, which row it shows, when it closes."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSplitter

from desktop.app.delay import DelayTimer
from desktop.form.row_panel import PANEL_WIDTH, RowPanel
from desktop.form.unsaved_keeper import UnsavedKeeper
from desktop.form.unsaved_rows import UnsavedTyping
from desktop.pages.ledger_page import LedgerPage
from desktop.shell.page_stack import PageStack
from models.fields.base import Ledger
from models.fields.field import FollowUp
from models.ledgers import Project
from models.queries.scope import task_force_field

_FOLLOW_DELAY = 120  # milliseconds a row must stay current before the panel shows it


class RowPanelController(QObject):
    """Keeps the row panel beside the pages and lets it follow the current row.

    Signals:
        saved: something typed in the panel was saved.
        user_error: something could not be saved (the user error's sentence).
        visibility_changed: the panel was shown or hidden (whether it is visible).
    """

    saved = Signal()
    user_error = Signal(str)
    visibility_changed = Signal(bool)

    def __init__(self, page_stack: PageStack, splitter: QSplitter) -> None:
        super().__init__(splitter)
        self._page_stack, self._splitter = page_stack, splitter
        self._panel: RowPanel | None = None
        self._follow_timer = DelayTimer(self, _FOLLOW_DELAY, self._follow_current_row)
        self.unsaved = UnsavedKeeper(page_stack.context.book_session, self)
        self.unsaved.user_error.connect(self.user_error)
        page_stack.links.selection_changed.connect(self._follow_timer.start)
        page_stack.page_changed.connect(lambda _: self._on_page_changed())

    @property
    def is_open(self) -> bool:
        """Whether the panel is visible."""
        return self._panel is not None and not self._panel.isHidden()

    @property
    def panel(self) -> RowPanel:
        """The row panel, built when first needed."""
        if self._panel is None:
            panel = self._panel = RowPanel(
                self._page_stack.context.book_session, self._splitter, self._page_stack.context.jobs
            )
            panel.hide()
            self._splitter.addWidget(panel)
            for position, stretch in enumerate((1, 0)):
                self._splitter.setStretchFactor(position, stretch)
                self._splitter.setCollapsible(position, False)
            panel.closed.connect(self._on_closed)
            panel.saved.connect(self._on_saved)
            panel.user_error.connect(self.user_error)
            self._keep_unsaved(panel)
        return self._panel

    def _keep_unsaved(self, panel: RowPanel) -> None:
        """Follow what is typed in the panel, and all ways in which it is saved or given up."""
        self.unsaved.follow(panel.trail)
        panel.form_cache.edited.connect(self.unsaved.note_edited)
        for settled in (panel.saved, panel.closed, panel.foot.cancel_wanted, panel.foot.revert_wanted):
            settled.connect(self.unsaved.update)

    def resume(self, typing: UnsavedTyping) -> bool:
        """Show what an earlier run left unsaved; False where the row in the panel must be mended first."""
        self._follow_timer.stop()
        if self.panel.resume(typing.rows, self.unsaved.changed_fields(typing.rows[-1])):
            self._show_panel()
            return True
        return False

    def save_typed(self) -> bool:
        """Save what is typed; False where a user error keeps it in the panel."""
        return self._panel is None or self._panel.leave()

    def show_row(self, ledger: type[Ledger], row: str | None, given: Mapping[str, object] | None = None) -> None:
        """Show a row, or with None the form of a new row, its task force preset to the one chosen in the top bar.

        ``given`` are more values of a new row by key, which come before the chosen task force.
        """
        self._follow_timer.stop()  # A row asked for explicitly must not be replaced by the row that was current before.
        force, scope = task_force_field(ledger), self._page_stack.context.scope
        preset: dict[str, object] = {}
        if row is None and force is not None and scope.task_force:
            preset = {force.key: scope.task_force}
        if self.panel.open_row(ledger, row, {**preset, **(given or {})} or None):
            self._show_panel()

    def begin_follow_up(self, ledger: type[Ledger], row: str, follow_up: FollowUp) -> None:
        """Show a row, and over it the form of a new row that follows from it; raises UserError where it cannot."""
        if not self.is_open or self.panel.current_row() != (ledger, row):
            self.show_row(ledger, row)
        if self.panel.current_row() == (ledger, row):
            self.panel.begin_follow_up(follow_up)

    def begin_stage(self, project: str, stage: str) -> None:
        """Unfold the strip of a project shown in the panel, with a stage to be registered; empty leaves it open."""
        if self.is_open and self.panel.current_row() == (Project, project):
            self.panel.stage_strip.begin(stage)

    def choose_follow_up(self, ledger: type[Ledger], row: str) -> bool:
        """Put the keys on what follows from the row in the panel, opened where closed; False where nothing does."""
        if not self.is_open:
            self.show_row(ledger, row)
        return self.panel.foot.carry_on_bar.focus_first()

    def toggle(self) -> None:
        """Open the panel on the current row, or close it."""
        page = self._page_stack.ledger_page
        if self.is_open:
            self.panel.close_row()
        elif page is not None and (row := page.current_id()):
            self.show_row(page.ledger, row)

    def discard(self) -> None:
        """Discard what is typed in a new row."""
        if self._panel is not None:
            self._panel.discard()
            self.unsaved.update()

    def close(self) -> None:
        """Remove the panel when its book is closed."""
        self._follow_timer.stop()
        self.deleteLater()
        if self._panel is not None:
            self._panel.hide()
            self._panel.setParent(None)
            self._panel.deleteLater()
            self._panel = None

    def _show_panel(self) -> None:
        if not self.is_open:
            self.panel.show()
            width = self._splitter.width()
            self._splitter.setSizes([width - PANEL_WIDTH, PANEL_WIDTH])
            self.visibility_changed.emit(True)

    def _follow_current_row(self) -> None:
        page = self._page_stack.ledger_page
        if not self.is_open or page is None or (row := page.current_id()) is None:
            return
        if self.panel.current_row() != (page.ledger, row):
            focus = self._splitter.window().focusWidget()
            self.panel.open_row(page.ledger, row)
            if focus is not None:
                focus.setFocus()

    def _on_page_changed(self) -> None:
        """Close the panel where it would show a row of another page."""
        page, now = self._page_stack.ledger_page, self._panel.current_row() if self._panel is not None else None
        if now is not None and (page is None or page.ledger is not now[0]):
            self.panel.close_row()

    def _on_closed(self) -> None:
        self.panel.hide()
        self.visibility_changed.emit(False)
        if (page := self._page_stack.ledger_page) is not None:
            page.grid.setFocus()

    def _on_saved(self, row: str) -> None:
        page = self._page_stack.ledger_page
        if isinstance(page, LedgerPage) and row and self.panel.current_row() == (page.ledger, row):
            page.mark_row(row)
        self._follow_timer.stop()  # The table moved on its own; the panel may already hold the next new row.
        self.saved.emit()
