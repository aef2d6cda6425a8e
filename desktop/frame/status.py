"""The line at the bottom: what was saved, what runs, what was refused; it never takes the keyboard."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.job import Job
from desktop.look.colours import Colours
from desktop.look.flags import NO_FOCUS, SELECTABLE
from desktop.look.icons import drawing
from desktop.notice import REFUSED, SAVED

_PATIENCE = 500  # milliseconds before work is worth showing
_ICONS = {SAVED: "check", REFUSED: "triangle-alert"}


class StatusLine(QFrame):
    """Shows the latest sentence on the left, and running work with its 停止 on the right."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(30)
        self._colours = colours
        self._mark, self.sentence = QLabel(), QLabel("就绪")
        self.what, self.bar, self.stop = QLabel(), QProgressBar(), QPushButton("停止")
        self.bar.setFixedSize(140, 10)
        self.bar.setTextVisible(False)
        self.stop.setObjectName("flat")
        self.stop.setFixedHeight(24)
        self.stop.setStyleSheet("min-height: 22px")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._mark)
        row.addWidget(self.sentence, 1)
        self.open_file, self.open_folder = QPushButton("打开文件"), QPushButton("打开文件夹")
        for button in (self.open_file, self.open_folder):
            button.setObjectName("link")
            button.clicked.connect(partial(self._open, button))
        for widget in (self.open_file, self.open_folder, self.what, self.bar, self.stop):
            widget.hide()
            row.addWidget(widget)
        self._mark.hide()
        self.sentence.setProperty("textInteractionFlags", SELECTABLE)
        self.sentence.setProperty("focusPolicy", NO_FOCUS)
        self._job: Job | None = None
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._wait.timeout.connect(self._show_job)
        self.stop.clicked.connect(self._ask_to_stop)

    def say(self, tone: str, sentence: str) -> None:
        """Show a sentence in its tone."""
        name = _ICONS.get(tone, "")
        self._mark.setVisible(bool(name))
        if name:
            colour = self._colours.red if tone == REFUSED else self._colours.green
            self._mark.setPixmap(drawing(name, colour, 16))
        self.sentence.setObjectName("refused" if tone == REFUSED else "")
        self.sentence.style().polish(self.sentence)
        self.sentence.setText(sentence)
        self.sentence.setToolTip(sentence)
        self.open_file.hide()
        self.open_folder.hide()

    def offer(self, path: str) -> None:
        """Offer to open a file that was written, and its folder, until something else is said."""
        for button, target in ((self.open_file, Path(path)), (self.open_folder, Path(path).parent)):
            button.setProperty("target", str(target))
            button.show()

    @staticmethod
    def _open(button: QPushButton) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(button.property("target"))))

    def recolour(self, colours: Colours) -> None:
        """Take on other colours."""
        self._colours = colours
        self._mark.hide()

    def follow(self, job: Job) -> None:
        """Show a job once it has taken half a second."""
        self._job = job
        self.what.setText(f"{job.label}…")
        self.bar.setRange(0, 0)
        job.progressed.connect(self._progress)
        self._wait.start()

    def leave(self, job: Job) -> None:
        """Show the job no longer."""
        if job is self._job:
            self._job = None
            self._wait.stop()
            for widget in (self.what, self.bar, self.stop):
                widget.hide()

    def _show_job(self) -> None:
        for widget in (self.what, self.bar, self.stop):
            widget.show()
        self.stop.setEnabled(True)

    def _progress(self, done: int, of: int, what: str) -> None:
        if self._job is not None:
            self.bar.setRange(0, of)
            self.bar.setValue(done)
            self.what.setText(f"{self._job.label}：{what}")

    def _ask_to_stop(self) -> None:
        if self._job is not None:
            self.stop.setEnabled(False)
            self._job.stop()
