"""The line below a circular: how many pages it has and in which fonts, and the buttons of the files written."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.theme.palette import MARGIN
from reports.circulars import ProducedCircular

_STALE_MESSAGE = "台账在这份通报生成以后有改动；要反映进来，请重新起草。"


class CircularFoot(QWidget):
    """Shows a sentence on the circular at the left, and at the right the buttons that open a written file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel()
        self.label.setObjectName("second")
        self.label.setMinimumWidth(1)
        self.open_file_button, self.open_folder_button = QPushButton("打开文件"), QPushButton("打开文件夹")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN, 2, MARGIN, 4)
        layout.addWidget(self.label, 1)
        for button in (self.open_file_button, self.open_folder_button):
            button.setObjectName("flat")
            button.hide()
            button.clicked.connect(partial(_open_target, button))
            layout.addWidget(button)

    def show_pages(self, produced: ProducedCircular) -> None:
        """Show the number of pages and the fonts of a finished PDF."""
        if produced.printed is not None:
            faces = "、".join(f"{role}（{family}）" for role, family in produced.printed.faces)
            self.label.setText(f"共 {produced.printed.pages} 页 · 所用字体：{faces}")
            self.label.setToolTip(self.label.text())

    def show_stale(self) -> None:
        """Show that the ledgers changed after the circular was drafted."""
        self.label.setText(_STALE_MESSAGE)

    def clear(self) -> None:
        """Show nothing."""
        self.label.clear()
        self.offer_files(None)

    def offer_files(self, path: Path | None) -> None:
        """Show the buttons that open a written file and its folder; hide them for None."""
        for button, target in ((self.open_file_button, path), (self.open_folder_button, path.parent if path else None)):
            button.setVisible(target is not None)
            button.setProperty("target", str(target or ""))


def _open_target(button: QPushButton) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(button.property("target"))))
