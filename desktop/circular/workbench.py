"""The workbench of one circular: its pages, texts, findings, issue form and figure traces."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget

from desktop.app.book_session import BookSession
from desktop.circular.check_panel import CheckPanel
from desktop.circular.figure_panel import FigurePanel
from desktop.circular.issue_form import IssueForm
from desktop.circular.page_images import PageImages
from desktop.circular.page_list import PageList
from desktop.circular.pdf_view import PdfView
from desktop.circular.step_bar import StepBar
from desktop.circular.text_panel import SaveText, TextPanel
from reports.circulars import ProducedCircular

_TEXT, _CHECK, _ISSUE, _SOURCE = "文字", "检查", "印发", "数的来源"


class CircularWorkbench(QWidget):
    """Pages in the middle, thumbnails at the left, tabs at the right; the page carries out what they ask for.

    Signals:
        rows_wanted: rows should be shown (ledger class or table name, ids, heading).
    """

    rows_wanted = Signal(object, object, str)

    def __init__(self, book_session: BookSession, save_text: SaveText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page_images: PageImages | None = None
        self.step_bar, self.page_list, self.pdf_view = StepBar(self), PageList(self), PdfView(self)
        self.figure_panel, self.text_panel = FigurePanel(book_session, self), TextPanel(save_text, self)
        self.check_panel, self.issue_form = CheckPanel(self), IssueForm(book_session.reading_context().today, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        panels = (
            (_TEXT, self.text_panel),
            (_CHECK, self.check_panel),
            (_ISSUE, _scrolled(self.issue_form)),
            (_SOURCE, self.figure_panel),
        )
        self._tab_numbers = {name: self.tabs.addTab(panel, name) for name, panel in panels}
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part, stretch in ((self.page_list, 0), (self.pdf_view, 1), (self.tabs, 0)):
            self.split.addWidget(part)
            self.split.setStretchFactor(self.split.count() - 1, stretch)
        self.split.setSizes([124, 640, 380])
        self.split.setChildrenCollapsible(False)
        self.tabs.setMinimumWidth(300)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.step_bar)
        layout.addWidget(self.split, 1)
        self._connect()

    def _connect(self) -> None:
        self.page_list.page_wanted.connect(self.pdf_view.go_to_page)
        self.pdf_view.page_changed.connect(self.page_list.set_current_page)
        self.pdf_view.figure_chosen.connect(self.figure_panel.show_figure)
        self.pdf_view.figure_chosen.connect(lambda _: self.show_tab(_SOURCE))
        self.pdf_view.figure_activated.connect(self.figure_panel.request_rows)
        self.figure_panel.rows_wanted.connect(self.rows_wanted)
        self.check_panel.rows_wanted.connect(self.rows_wanted.emit)
        self.check_panel.part_wanted.connect(self.go_to_part)
        self.step_bar.searched.connect(
            lambda text, forward: self.step_bar.show_search_result(*self.pdf_view.find_text(text, 1 if forward else -1))
        )
        self.step_bar.zoomed.connect(
            lambda factor: self.pdf_view.zoom_by(factor) if factor else self.pdf_view.fit_width()
        )

    def show_pages(self, produced: ProducedCircular, *, keep_position: bool) -> None:
        """Show a circular's pages; ``same`` keeps the position, for a new draft of the same circular."""
        if produced.pdf is None or produced.printed is None:
            return
        bar = self.pdf_view.verticalScrollBar()
        at = bar.value()
        self.page_images = PageImages(produced.pdf, produced.printed.sideways)
        self.page_list.show_pages(self.page_images)
        self.pdf_view.show_pages(self.page_images, produced.printed.marks)
        self.figure_panel.clear()
        self.step_bar.search_result.clear()
        if keep_position:
            bar.setValue(at)
        else:
            self.text_panel.show_parts(())

    def set_tabs(self, *, is_draft: bool, has_text: bool) -> None:
        """Set the visible tabs: a draft has all, an issued circular texts and figures, a one-page sheet figures."""
        for name, there in ((_TEXT, has_text), (_CHECK, is_draft), (_ISSUE, is_draft)):
            self.tabs.setTabVisible(self._tab_numbers[name], there)
        self.tabs.setTabEnabled(self._tab_numbers[_ISSUE], False)
        self.show_tab(_TEXT if has_text else _SOURCE)

    def show_tab(self, name: str) -> None:
        """Show a tab by its name."""
        self.tabs.setCurrentIndex(self._tab_numbers[name])

    def show_check(self) -> None:
        """Show the tab of findings and enable the issue form."""
        self.tabs.setTabEnabled(self._tab_numbers[_ISSUE], True)
        self.show_tab(_CHECK)
        self.check_panel.finding_list.setFocus()

    def show_form(self) -> None:
        """Show the issue form, with the focus on the first field to fill in."""
        self.tabs.setTabEnabled(self._tab_numbers[_ISSUE], True)
        self.show_tab(_ISSUE)
        first = (
            self.issue_form.reason
            if self.issue_form.reason.isEnabled() and self.issue_form.signer.text()
            else self.issue_form.signer
        )
        first.setFocus()

    def go_to_part(self, key: str) -> None:
        """Show a part of the text by its key."""
        self.show_tab(_TEXT)
        self.text_panel.go_to(key)


def _scrolled(form: QWidget) -> QScrollArea:
    """Put a form that is higher than a small screen leaves room for into an area that scrolls."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(form)
    return area
