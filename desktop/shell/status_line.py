"""The status line: what was saved, what runs, what failed; it never takes the keyboard focus."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop.app.delay import DelayTimer
from desktop.app.jobs import Job
from desktop.app.notifications import ERROR, SAVED
from desktop.theme.colours import Colours
from desktop.theme.icons import icon_pixmap
from desktop.theme.qt_flags import NO_FOCUS, TEXT_SELECTABLE

_SHOW_DELAY = 500  # milliseconds a job runs before it is shown
_TONE_ICONS = {SAVED: "check", ERROR: "triangle-alert"}


class StatusLine(QFrame):
    """Shows the latest message on the left, and the running job with its 停止 button on the right."""

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(30)
        self._colours = colours
        self._icon_label, self.message_label = QLabel(), QLabel("就绪")
        self.job_label, self.progress_bar, self.stop_button = QLabel(), QProgressBar(), QPushButton("停止")
        self.progress_bar.setFixedSize(140, 10)
        self.progress_bar.setTextVisible(False)
        self.stop_button.setObjectName("flat")
        self.stop_button.setFixedHeight(24)
        self.stop_button.setStyleSheet("min-height: 22px")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(6)
        row.addWidget(self._icon_label)
        row.addWidget(self.message_label, 1)
        self.open_file_button, self.open_folder_button = QPushButton("打开文件"), QPushButton("打开文件夹")
        for button in (self.open_file_button, self.open_folder_button):
            button.setObjectName("link")
            button.clicked.connect(partial(self._open_target, button))
        for widget in (
            self.open_file_button,
            self.open_folder_button,
            self.job_label,
            self.progress_bar,
            self.stop_button,
        ):
            widget.hide()
            row.addWidget(widget)
        self._icon_label.hide()
        self.message_label.setProperty("textInteractionFlags", TEXT_SELECTABLE)
        self.message_label.setProperty("focusPolicy", NO_FOCUS)
        self._job: Job | None = None
        self._show_timer = DelayTimer(self, _SHOW_DELAY, self._show_job)
        self.stop_button.clicked.connect(self._ask_to_stop)

    def show_message(self, tone: str, message: str) -> None:
        """Show a message; its tone (SAVED, INFO or ERROR) sets the icon and the colour."""
        name = _TONE_ICONS.get(tone, "")
        self._icon_label.setVisible(bool(name))
        if name:
            colour = self._colours.red if tone == ERROR else self._colours.green
            self._icon_label.setPixmap(icon_pixmap(name, colour, 16))
        self.message_label.setObjectName("refused" if tone == ERROR else "")
        self.message_label.style().polish(self.message_label)
        self.message_label.setText(message)
        self.message_label.setToolTip(message)
        self.open_file_button.hide()
        self.open_folder_button.hide()

    def offer_file(self, path: str) -> None:
        """Offer to open a file that was written, and its folder, until the next message."""
        for button, target in ((self.open_file_button, Path(path)), (self.open_folder_button, Path(path).parent)):
            button.setProperty("target", str(target))
            button.show()

    @staticmethod
    def _open_target(button: QPushButton) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(button.property("target"))))

    def recolour(self, colours: Colours) -> None:
        """Draw with another set of colours."""
        self._colours = colours
        self._icon_label.hide()

    def follow_job(self, job: Job) -> None:
        """Show a job once it has run for half a second."""
        self._job = job
        self.job_label.setText(f"{job.label}…")
        self.progress_bar.setRange(0, 0)
        job.progressed.connect(self._on_progress)
        self._show_timer.start()

    def drop_job(self, job: Job) -> None:
        """Stop showing a job that has ended."""
        if job is self._job:
            self._job = None
            self._show_timer.stop()
            for widget in (self.job_label, self.progress_bar, self.stop_button):
                widget.hide()

    def _show_job(self) -> None:
        for widget in (self.job_label, self.progress_bar, self.stop_button):
            widget.show()
        self.stop_button.setEnabled(True)

    def _on_progress(self, done: int, total: int, step: str) -> None:
        if self._job is not None:
            self.progress_bar.setRange(0, total)
            self.progress_bar.setValue(done)
            self.job_label.setText(f"{self._job.label}：{step}")

    def _ask_to_stop(self) -> None:
        if self._job is not None:
            self.stop_button.setEnabled(False)
            self._job.stop()
