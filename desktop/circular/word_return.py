"""The controller that takes back a Word file which a hand has changed: read in a job, chosen, saved as one step."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.app.jobs import Jobs
from desktop.circular.circular_view_api import CircularViewApi
from desktop.circular.text_commands import TextCommands
from desktop.circular.word_changes_dialog import WordChangesDialog
from models.job_steps import JobSteps
from reports.circulars.workflow.text_overrides import EditedCircular
from reports.circulars.workflow.word_changes import WordChange, WordChanges, read_word_changes

_FILTER = "Word 文档 (*.docx)"


class WordReturn(QObject):
    """Asks for the file, shows its changes, and saves those that are ticked."""

    def __init__(self, page: CircularViewApi, dialog_parent: QWidget, texts: TextCommands, jobs: Jobs) -> None:
        super().__init__(dialog_parent)
        self._page, self._dialog_parent, self._texts, self._jobs = page, dialog_parent, texts, jobs
        self.dialog: WordChangesDialog | None = None
        page.workbench.text_panel.word_wanted.connect(self.ask_for_file)

    def ask_for_file(self) -> None:
        """Ask which file, and read it."""
        path, _ = QFileDialog.getOpenFileName(self._dialog_parent, "收回改过的 Word", "", _FILTER)
        if path:
            self.read(Path(path))

    def read(self, path: Path) -> None:
        """Read a file in a job and show what was changed in it."""
        produced = self._page.produced
        if produced is None or produced.edited is None or self._page.circular_key is None:
            return
        self._jobs.run(
            "读取改过的 Word", _reading(produced.edited, path), partial(self._show, path), self._page.show_failure
        )

    def _show(self, path: Path, changes: WordChanges) -> None:
        self.dialog = WordChangesDialog(changes, path.name, self._dialog_parent)
        self.dialog.finished.connect(self._on_finished)
        self.dialog.open()

    def _on_finished(self, result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None and result == QDialog.DialogCode.Accepted:
            self.take(dialog.chosen())

    def take(self, changes: Sequence[WordChange]) -> None:
        """Save changes as the clerk's texts, all in one step."""
        if changes:
            self._texts.save_all([(change.key, change.text, change.generated) for change in changes])


def _reading(edited: EditedCircular, path: Path) -> JobSteps[WordChanges]:
    yield 0, 1, "对照原稿"
    return read_word_changes(edited, path)
