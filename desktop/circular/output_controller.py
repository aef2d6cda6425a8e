"""The controller of printing and exporting the circular shown."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.app.notifications import Notifications
from desktop.circular.circular_view_api import CircularViewApi
from desktop.circular.printing import chosen_pages, print_pages
from reports.circulars.workflow.compose import export

_ISSUED_COPIES = 2  # of an issued circular: one to send, one for the files


class OutputController(QObject):
    """Prints the pages shown, and writes them as files, each in a job."""

    def __init__(
        self,
        page: CircularViewApi,
        dialog_parent: QWidget,
        book_session: BookSession,
        jobs: Jobs,
        notifications: Notifications,
    ) -> None:
        super().__init__(dialog_parent)
        self._page, self._book_session, self._jobs, self._notifications = page, book_session, jobs, notifications
        self._dialog_parent = dialog_parent
        page.head.export_wanted.connect(self.ask_where_to_export)

    def print(self) -> None:
        """Ask for printer, pages and copies, and print; two copies are preset."""
        pages = self._page.workbench.page_images
        if pages is None or not self._page.shows_workbench:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setCopyCount(_ISSUED_COPIES)
        dialog = QPrintDialog(printer, self._dialog_parent)
        dialog.setMinMax(1, len(pages))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the pages shown on the given printer."""
        produced, pages = self._page.produced, self._page.workbench.page_images
        if produced is None or produced.pdf is None or pages is None:
            return
        steps = print_pages(produced.pdf, printer, chosen_pages(printer, len(pages)))
        self._jobs.run("打印通报", steps, self._on_printed, self._page.show_failure)

    def _on_printed(self, sides: int) -> None:
        self._notifications.notify(f"已送去打印 {sides} 页。")

    def ask_where_to_export(self) -> None:
        """Ask for a folder and export every format into a subfolder named by the period."""
        if folder := QFileDialog.getExistingDirectory(self._dialog_parent, "导出到哪个文件夹"):
            self.export_to(Path(folder))

    def export_to(self, folder: Path) -> None:
        """Export what is shown into a folder in every format, without overwriting existing files."""
        produced, circular_key = self._page.produced, self._page.circular_key
        if produced is None:
            return
        target = folder / circular_key.period if circular_key is not None else folder
        steps = export(self._book_session.store, produced, target)
        self._jobs.run("导出通报", steps, self._on_exported, self._page.show_failure)

    def _on_exported(self, copies: tuple[Path, ...]) -> None:
        self._notifications.notify(f"已导出 {'、'.join(path.name for path in copies)}。")
        self._page.offer_files(copies[0])
