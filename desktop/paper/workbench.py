"""The workbench of one circular: its pages, texts, findings, issue form and figure traces."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.paper.check_panel import CheckPanel
from desktop.paper.figure_panel import FigurePanel
from desktop.paper.issue_form import IssueForm
from desktop.paper.page_list import PageList
from desktop.paper.page_pictures import PagePictures
from desktop.paper.paper_view import PaperView
from desktop.paper.step_bar import StepBar
from desktop.paper.text_panel import Keep, TextPanel
from reports.circulars import Produced

_TEXT, _CHECK, _ISSUE, _SOURCE = "文字", "检查", "印发", "数的来源"


class Workbench(QWidget):
    """Pages in the middle, thumbnails at the left, tabs at the right; the page carries out what they ask for.

    Signals:
        rows_wanted: rows should be shown (ledger class or table name, ids, heading).
    """

    rows_wanted = Signal(object, object, str)

    def __init__(self, desk: Desk, keep: Keep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pictures: PagePictures | None = None
        self.steps, self.pages, self.view = StepBar(self), PageList(self), PaperView(self)
        self.source, self.texts = FigurePanel(desk, self), TextPanel(keep, self)
        self.checks, self.form = CheckPanel(self), IssueForm(desk.context().today, self)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        panels = ((_TEXT, self.texts), (_CHECK, self.checks), (_ISSUE, self.form), (_SOURCE, self.source))
        self._places = {name: self.tabs.addTab(panel, name) for name, panel in panels}
        self.split = QSplitter(Qt.Orientation.Horizontal)
        for part, stretch in ((self.pages, 0), (self.view, 1), (self.tabs, 0)):
            self.split.addWidget(part)
            self.split.setStretchFactor(self.split.count() - 1, stretch)
        self.split.setSizes([124, 640, 380])
        self.split.setChildrenCollapsible(False)
        self.tabs.setMinimumWidth(300)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.steps)
        layout.addWidget(self.split, 1)
        self._connect()

    def _connect(self) -> None:
        self.pages.wanted.connect(self.view.go_to_page)
        self.view.page_changed.connect(self.pages.mark)
        self.view.chosen.connect(self.source.show_figure)
        self.view.chosen.connect(lambda _: self.show_tab(_SOURCE))
        self.view.opened.connect(self.source.want_rows)
        self.source.rows_wanted.connect(self.rows_wanted)
        self.checks.rows_wanted.connect(self.rows_wanted.emit)
        self.checks.part_wanted.connect(self.go_to_part)
        self.steps.searched.connect(
            lambda text, forward: self.steps.tell_found(*self.view.look_for(text, 1 if forward else -1))
        )
        self.steps.zoomed.connect(lambda factor: self.view.zoom_by(factor) if factor else self.view.fit_width())

    def show_pages(self, produced: Produced, *, same: bool) -> None:
        """Show a circular's pages; ``same`` keeps the position, for a new draft of the same circular."""
        if produced.pdf is None or produced.printed is None:
            return
        bar = self.view.verticalScrollBar()
        at = bar.value()
        self.pictures = PagePictures(produced.pdf, produced.printed.sideways)
        self.pages.show_pages(self.pictures)
        self.view.show_pages(self.pictures, produced.printed.marks)
        self.source.clear()
        self.steps.found.clear()
        if same:
            bar.setValue(at)
        else:
            self.texts.show_parts(())

    def offer(self, *, draft: bool, text: bool) -> None:
        """Set the visible tabs: a draft has all, an issued circular texts and figures, a one-page sheet figures."""
        for name, there in ((_TEXT, text), (_CHECK, draft), (_ISSUE, draft)):
            self.tabs.setTabVisible(self._places[name], there)
        self.tabs.setTabEnabled(self._places[_ISSUE], False)
        self.show_tab(_TEXT if text else _SOURCE)

    def show_tab(self, name: str) -> None:
        """Show a tab by its name."""
        self.tabs.setCurrentIndex(self._places[name])

    def show_check(self) -> None:
        """Show the tab of findings and enable the issue form."""
        self.tabs.setTabEnabled(self._places[_ISSUE], True)
        self.show_tab(_CHECK)
        self.checks.list.setFocus()

    def show_form(self) -> None:
        """Show the issue form, with the focus on the first field to fill in."""
        self.tabs.setTabEnabled(self._places[_ISSUE], True)
        self.show_tab(_ISSUE)
        first = self.form.reason if self.form.reason.isEnabled() and self.form.signer.text() else self.form.signer
        first.setFocus()

    def go_to_part(self, key: str) -> None:
        """Show a part of the text by its key."""
        self.show_tab(_TEXT)
        self.texts.go_to(key)
