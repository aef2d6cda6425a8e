"""Controller of an open book in the window: its book session, pages, row panel and dashboard counts."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.app.book_session import BookSession
from desktop.app.delay import DelayTimer
from desktop.app.page_context import PageContext
from desktop.app.startup_snapshot import save_snapshot
from desktop.pages import load_pages
from desktop.pages.dashboard_page import COUNTED_LEDGERS
from desktop.shell.navigation import Navigation
from desktop.shell.navigation_groups import navigation_items
from desktop.shell.page_stack import PageStack
from desktop.shell.row_panel_controller import RowPanelController
from desktop.shell.snapshot_capture import capture_snapshot
from desktop.shell.top_bar import TopBar
from models.fields.base import ledger_by_table
from models.ledgers import Project, TaskForce
from models.queries.ledger_query import title_choices
from models.queries.scope import PERIODS, Scope
from models.services.follow_ups import follow_up_to
from models.settings.optional_ledgers import groups_in_use
from models.statistics.dashboard import DashboardData, read_dashboard
from models.storage.store import Store

_DASHBOARD_DELAY = 300  # milliseconds after a change before the dashboard is read again


class BookWindowController(QObject):
    """Fills the window's bars and centre from one book, and clears them when the book is closed."""

    def __init__(self, store: Store, target: str, bars: tuple[TopBar, Navigation, QSplitter], parent: QObject) -> None:
        super().__init__(parent)
        self.target = target
        self._top_bar, self._navigation, self._splitter = bars
        self.book_session = BookSession(store, self)
        self._is_surveying = self._survey_again = self._closed = False
        self._survey_timer = DelayTimer(self, _DASHBOARD_DELAY, self.refresh_dashboard)
        self.book_session.changed.connect(self._survey_timer.start)
        self._top_bar.scope_changed.connect(self._on_scope_changed)
        self._top_bar.show_periods(PERIODS)
        self._top_bar.setEnabled(True)

    def build_pages(
        self, make_context: Callable[[BookSession], PageContext], page: str, on_front_changed: Callable[[], None]
    ) -> None:
        """Build the pages; ``on_front_changed`` is called on another page in front or another selection."""
        self.context = make_context(self.book_session)
        self.page_stack = PageStack(self.context)
        self._on_front_changed = on_front_changed
        groups = self._list_pages(page)
        registered = {listed.key: listed for listed in load_pages()}
        if page in registered and not registered[page].is_listed(groups):
            page = ""  # of an optional ledger that this book does not use, or of none: the first page instead
        self.page_stack.page_changed.connect(self._on_page_changed)
        links = self.page_stack.links
        links.selection_changed.connect(on_front_changed)
        links.row_wanted.connect(self.show_row)
        links.panel_wanted.connect(self.show_beside)
        links.stage_wanted.connect(self.begin_stage)
        links.follow_up_wanted.connect(self.begin_follow_up)
        links.new_row_wanted.connect(lambda ledger: self.show_row(ledger, None))
        links.dashboard_wanted.connect(self._survey_timer.start)
        self._splitter.insertWidget(0, self.page_stack)
        self.page_stack.go(page)
        self.row_panel_controller = RowPanelController(self.page_stack, self._splitter)
        self.row_panel_controller.saved.connect(self.context.notifications.notify_saved)
        self.row_panel_controller.user_error.connect(self.context.notifications.show_error)
        self._list_task_forces()
        self._survey_timer.start()

    @property
    def front_page(self) -> QWidget | None:
        """The page in front."""
        return self.page_stack.currentWidget()

    def go(self, page: str) -> None:
        """Bring a page to the front."""
        if self.save_typed():
            self.page_stack.go(page)
        else:
            self._navigation.set_current_key(self.context.preferences.current.page)

    def focus_next_pane(self) -> None:
        """Move the keyboard focus to the next part of the window: navigation, page, row panel."""
        page = self.page_stack.ledger_page
        panes = [self._navigation, page.grid if page is not None else self.page_stack.currentWidget()]
        panes += [self.row_panel_controller.panel.form_cache] if self.row_panel_controller.is_open else []
        focus = self._splitter.window().focusWidget()
        now = next(
            (position for position, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))),
            0,
        )
        target = panes[(now + 1) % len(panes)]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if not target.hasFocus() and target is not self._navigation:
            target.focusNextChild()

    def refresh(self) -> None:
        """Read everything shown from the book again."""
        self.page_stack.refresh()
        self.refresh_dashboard()
        self.context.notifications.notify("已刷新。")

    def show_row(self, ledger: str, row: str | None, preset: Mapping[str, object] | None = None) -> None:
        """Show a row in the panel beside its ledger's page, or with None a new row with ``preset`` filled in."""
        if not self.save_typed():
            return
        self.page_stack.go(ledger)
        if row is not None and (page := self.page_stack.ledger_page) is not None:
            page.show_row(row)
        self.row_panel_controller.show_row(ledger_by_table(ledger), row, preset)

    def show_beside(self, ledger: str, row: str) -> None:
        """Show a row in the panel beside the page in front."""
        if self.save_typed():
            self.row_panel_controller.show_row(ledger_by_table(ledger), row)

    def begin_stage(self, project: str, stage: str) -> None:
        """Show a project beside the page in front, with a stage about to be registered."""
        self.show_beside(Project.__tablename__, project)
        self.row_panel_controller.begin_stage(project, stage)

    def begin_follow_up(self, ledger: str, row: str, to: str) -> None:
        """Show a row beside the page in front, and over it the form of the row of another ledger that follows."""
        source = ledger_by_table(ledger)
        follow_up = follow_up_to(source, to)
        if follow_up is not None and self.save_typed():
            with self.context.notifications.showing_user_errors():
                self.row_panel_controller.begin_follow_up(source, row, follow_up)

    def resume_typing(self) -> None:
        """Put what an earlier run left unsaved back into the panel, beside the page of its ledger."""
        unsaved = self.row_panel_controller.unsaved
        if (typing := unsaved.offer) is None or not self.save_typed():
            return
        if (removed := unsaved.row_in_bin(typing)) is not None:
            self.show_row(removed.ledger, removed.row)
            self.context.notifications.show_error("这一行在回收站里：先点右边下面的“取回这一行”，再点“恢复”。")
            return
        first = typing.rows[0]
        self.page_stack.go(first.ledger)
        if first.row is not None and (page := self.page_stack.ledger_page) is not None:
            page.show_row(first.row)
        if self.row_panel_controller.resume(typing):
            unsaved.drop_offer()
            self.context.notifications.notify("已恢复到右边，还没有保存；请核对后保存。")

    def save_typed(self) -> bool:
        """Save what is typed in the row panel; False where a user error keeps it there."""
        if self.row_panel_controller.save_typed():
            return True
        self.context.notifications.show_error("右边有没保存的内容，请改好，或点“放弃修改”（新增的点“取消”）。")
        return False

    def refresh_dashboard(self) -> None:
        """Read the dashboard data again on the worker thread; a request during a run starts another run after it."""
        if self._is_surveying:
            self._survey_again = True
            return
        self._is_surveying, self._survey_again = True, False
        self._list_task_forces()
        self._list_pages()
        context = self.context
        steps = read_dashboard(self.book_session.store, COUNTED_LEDGERS, context.scope, context.today)
        context.jobs.run("查看今天要办的", steps, self._on_dashboard_read, self._on_dashboard_failed, quiet=True)

    def _list_task_forces(self) -> None:
        self._top_bar.show_task_forces(
            self.book_session.read(lambda session: title_choices(session, TaskForce, limit=200))
        )

    def _list_pages(self, page: str = "") -> frozenset[str]:
        """List the pages in the navigation where they are others than before; return the optional groups in use."""
        groups = self.book_session.read(groups_in_use)
        items = list(navigation_items(load_pages(), groups))
        if [item.key for item in items] != [item.key for item in self._navigation.navigation_items]:
            self._navigation.show_items(items, page)
        return groups

    def _on_dashboard_read(self, data: DashboardData) -> None:
        self._is_surveying = False
        if self._closed:
            return
        self._navigation.set_waiting_counts(data.counts_by_place(self.context.today))
        self.page_stack.links.dashboard_read.emit(data)
        self._on_front_changed()
        if self._survey_again:
            self.refresh_dashboard()

    def _on_dashboard_failed(self, message: str) -> None:
        """Show why the dashboard could not be read, for example a definition that is no number."""
        self._is_surveying = False
        if not self._closed:
            self.context.notifications.show_error(message)

    def remove_pages(self) -> None:
        """Remove the pages, before they are built anew or the book is closed."""
        self._save_startup_snapshot()
        self.row_panel_controller.close()
        self.page_stack.setParent(None)
        self.page_stack.deleteLater()

    def close(self) -> None:
        """Remove everything and close the book."""
        self._closed = True
        self.remove_pages()
        self._survey_timer.stop()
        self._top_bar.scope_changed.disconnect(self._on_scope_changed)
        self._top_bar.setEnabled(False)
        self._navigation.show_items(())
        self.book_session.store.close()
        self.deleteLater()

    def _on_page_changed(self, key: str) -> None:
        self.context.preferences.update(page=key)
        self._navigation.set_current_key(key)
        if (page := self.page_stack.ledger_page) is not None:
            page.grid.setFocus()
        self._on_front_changed()

    def _on_scope_changed(self, task_force: str, period: str) -> None:
        if self.save_typed():
            self.context.scope = Scope(task_force or None, period)
            self.page_stack.refresh()
            self.refresh_dashboard()

    def _save_startup_snapshot(self) -> None:
        page = self.page_stack.ledger_page
        if page is None or self.book_session.store.path is None:
            return
        if (snapshot := capture_snapshot(page, self.target, self._navigation.navigation_items)) is not None:
            save_snapshot(snapshot)
