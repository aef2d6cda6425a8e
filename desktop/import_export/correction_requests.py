"""退回更正: a copy of a workbook with the rejected cells marked, to be sent back for correction."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.app import notifications
from desktop.app.jobs import Jobs
from desktop.app.notifications import Notifications
from desktop.import_export.import_jobs import mark_rejected_job
from reports.import_reader.import_file import ImportFile


class CorrectionRequests:
    """Asks for the file and writes the copy in a job."""

    def __init__(self, jobs: Jobs, notifications_shown: Notifications, dialog_parent: QWidget) -> None:
        self._jobs, self._notifications, self._dialog_parent = jobs, notifications_shown, dialog_parent

    def ask_where(self, file: ImportFile | None) -> None:
        """Ask where the copy of a workbook goes, and write it."""
        if file is None:
            return
        name = str(file.path.with_name(f"{file.path.stem}-请更正.xlsx"))
        if path := notifications.ask_where_to_write(self._dialog_parent, "退回更正", name):
            steps = mark_rejected_job(file, Path(path))
            self._jobs.run("退回更正", steps, partial(self._on_written, Path(path)), self._notifications.show_error)

    def _on_written(self, path: Path, marked: int) -> None:
        self._notifications.notify_file_written(path, f"已另存“{path.name}”，标出 {marked} 格，批注里写着原因。")
