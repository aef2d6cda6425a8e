"""A page whose contents are read from the book by a job: title and summary in its head, read again after changes."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.app.page_context import PageContext
from desktop.app.page_registry import PageLinks
from desktop.theme.palette import MARGIN
from models.job_steps import JobSteps


class JobPage(QWidget):
    """Reads in a job and shows what was read; a change while another page is in front is read when it comes back.

    Signals:
        view_wanted: rows should be shown (the ledger query, the heading of its filter chip).
        row_wanted: a row should be shown (ledger, id).
    """

    view_wanted = Signal(object, str)
    row_wanted = Signal(str, str)
    title: ClassVar[str]
    job_label: ClassVar[str]

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._is_reading = self._outdated = False
        self.title_label, self.summary_label = QLabel(self.title), QLabel()
        self.title_label.setObjectName("title")
        self.summary_label.setObjectName("count")
        context.book_session.changed.connect(self._on_change)

    def steps(self) -> JobSteps[Any]:
        """Return the job that reads what the page shows."""
        raise NotImplementedError

    def show_read(self, read: Any) -> None:
        """Show what the job read."""
        raise NotImplementedError

    def connect_links(self, links: PageLinks) -> None:
        """Connect the signals that all pages of this kind have."""
        self.view_wanted.connect(links.query_wanted)
        self.row_wanted.connect(links.row_wanted)

    def refresh(self) -> None:
        """Read again, in a job; what changes meanwhile is read after it."""
        self._outdated = True
        if self._is_reading:
            return
        self._is_reading, self._outdated = True, False
        job = self._context.jobs.run(self.job_label, self.steps(), self._on_read, self._on_refused, quiet=True)
        job.stopped.connect(self._on_stopped)
        job.failed.connect(self._on_stopped)

    def _on_read(self, read: object) -> None:
        self._is_reading = False
        self.show_read(read)
        if self._outdated and self.isVisible():
            self.refresh()

    def _on_refused(self, message: str) -> None:
        self._is_reading = False
        self.summary_label.setText(message)

    def _on_stopped(self) -> None:
        self._is_reading = False

    def _on_change(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._outdated = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._outdated and not self._is_reading:
            self.refresh()


def page_layout(page: QWidget, *lines: QHBoxLayout) -> QVBoxLayout:
    """Give a page its layout without margins, with the lines of its head on top."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for line in lines:
        layout.addLayout(line)
    return layout


def head_line(*parts: QWidget, right: tuple[QWidget, ...] = (), top: int = 12, bottom: int = 8) -> QHBoxLayout:
    """Lay out a line of a page's head: what it says and chooses at the left, its buttons at the right."""
    line = QHBoxLayout()
    line.setContentsMargins(MARGIN, top, MARGIN, bottom)
    line.setSpacing(8)
    for part in parts:
        line.addWidget(part)
    line.addStretch(1)
    for button in right:
        line.addWidget(button)
    return line
