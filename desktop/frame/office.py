"""An open book in the window: its desk, its pages, the row at the side, and what waits in it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QSplitter

from desktop.desk import Desk
from desktop.frame.first_look import remember
from desktop.frame.navigation import Navigation
from desktop.frame.places import places
from desktop.frame.rooms import Rooms
from desktop.frame.side import Side
from desktop.frame.snapshot import snapshot
from desktop.frame.topbar import TopBar
from desktop.pages.fittings import Fittings
from desktop.pages.home import SURVEYED
from models.base import ledger_named
from models.browse import titles
from models.ledgers import TaskForce
from models.scope import PERIODS, Scope
from models.store import Store
from models.waiting import Survey, surveying

_LATER = 300  # milliseconds after a change before what waits is counted again


class Office(QObject):
    """Fills the window's bars and middle from one book, and takes it all away again."""

    def __init__(self, store: Store, target: str, bars: tuple[TopBar, Navigation, QSplitter], parent: QObject) -> None:
        super().__init__(parent)
        self.target = target
        self._topbar, self._navigation, self._splitter = bars
        self.desk = Desk(store, self)
        self._surveying = self._again = self._closed = False
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self.survey)
        self.desk.changed.connect(self._later.start)
        self._topbar.scoped.connect(self._scope)
        self._topbar.offer_periods(PERIODS)
        self._topbar.setEnabled(True)

    def furnish(self, make: Callable[[Desk], Fittings], page: str, front: Callable[[], None]) -> None:
        """Make the pages, and call ``front`` whenever something else is in front or selected."""
        self.fittings = make(self.desk)
        self.rooms = Rooms(self.fittings)
        self._front = front
        self._navigation.show_places(places({}), page)
        self.rooms.moved.connect(self._on_moved)
        self.rooms.chosen.connect(front)
        self.rooms.row_wanted.connect(self.show_row)
        self.rooms.survey_wanted.connect(self._later.start)
        self._splitter.insertWidget(0, self.rooms)
        self.rooms.go(page)
        self.side = Side(self.rooms, self._splitter)
        self.side.saved.connect(self.fittings.notice.saved)
        self.side.refused.connect(self.fittings.notice.refuse)
        self._offer_task_forces()
        self._later.start()

    def go(self, page: str) -> None:
        """Bring a page to the front."""
        if self.keep_typed():
            self.rooms.go(page)
        else:
            self._navigation.set_current(self.fittings.preferences.now.page)

    def next_pane(self) -> None:
        """Give the keys to the next part of the window: the pages' list, the page, the row at the side."""
        page = self.rooms.ledger_page
        panes = [self._navigation, page.grid if page is not None else self.rooms.currentWidget()]
        panes += [self.side.panel.forms] if self.side.is_open else []
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
        """Ask the book again for everything shown."""
        self.rooms.refresh()
        self.survey()
        self.fittings.notice.tell("已刷新。")

    def show_row(self, ledger: str, row: str | None) -> None:
        """Show a row, or the form of a new one, at the side of its ledger's page."""
        if not self.keep_typed():
            return
        self.rooms.go(ledger)
        if row is not None and (page := self.rooms.ledger_page) is not None:
            page.show_row(row)
        self.side.show_row(ledger_named(ledger), row)

    def keep_typed(self) -> bool:
        """Take over what stands in the row at the side; False where it was refused."""
        if self.side.leave():
            return True
        self.fittings.notice.refuse("右边有没保存的内容，请改好，或点“放弃”。")
        return False

    def survey(self) -> None:
        """Look through the book again for what waits, off the window's thread."""
        if self._surveying:
            self._again = True
            return
        self._surveying, self._again = True, False
        self._offer_task_forces()
        fit = self.fittings
        steps = surveying(self.desk.store, SURVEYED, fit.scope, fit.today)
        fit.jobs.run("查看今天要办的", steps, self._on_surveyed, self._on_survey_refused, quiet=True)

    def _offer_task_forces(self) -> None:
        self._topbar.offer(self.desk.ask(lambda session: titles(session, TaskForce, limit=200)))

    def _on_surveyed(self, data: Survey) -> None:
        self._surveying = False
        if self._closed:
            return
        self._navigation.count_waiting(data.by_place(self.fittings.today))
        self.rooms.show_survey(data)
        self._front()
        if self._again:
            self.survey()

    def _on_survey_refused(self, why: str) -> None:
        """Say what keeps the book from being looked through, as a definition that is no number."""
        self._surveying = False
        if not self._closed:
            self.fittings.notice.refuse(why)

    def clear(self) -> None:
        """Take the pages away, to be made anew or for good."""
        self._remember_look()
        self.side.close()
        self.rooms.setParent(None)
        self.rooms.deleteLater()

    def close(self) -> None:
        """Take everything away and let go of the book."""
        self._closed = True
        self.clear()
        self._later.stop()
        self._topbar.scoped.disconnect(self._scope)
        self._topbar.setEnabled(False)
        self._navigation.show_places(())
        self.desk.store.close()
        self.deleteLater()

    def _on_moved(self, key: str) -> None:
        self.fittings.preferences.change(page=key)
        self._navigation.set_current(key)
        if (page := self.rooms.ledger_page) is not None:
            page.grid.setFocus()
        self._front()

    def _scope(self, task_force: str, period: str) -> None:
        if self.keep_typed():
            self.fittings.scope = Scope(task_force or None, period)
            self.rooms.refresh()
            self.survey()

    def _remember_look(self) -> None:
        page = self.rooms.ledger_page
        if page is None or self.desk.store.path is None:
            return
        if (look := snapshot(page, self.target, self._navigation.places)) is not None:
            remember(look)
