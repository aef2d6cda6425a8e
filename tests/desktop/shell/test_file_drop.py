"""Files dragged onto the window: a book is opened, other files are received, and only while a book is open."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.file_drop import FileDropFilter

COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def drop_urls(target_widget: QWidget, *urls: str) -> bool:
    """Drag URLs onto a widget and drop them; return whether the widget accepted the drag."""
    mime = QMimeData()
    mime.setUrls([QUrl(url) for url in urls])
    entering = QDragEnterEvent(QPoint(5, 5), COPY, mime, LEFT, NONE)
    QApplication.sendEvent(target_widget, entering)
    QApplication.sendEvent(target_widget, QDropEvent(QPointF(5, 5), COPY, mime, LEFT, NONE))
    return entering.isAccepted()


@pytest.mark.parametrize("ready", [True, False])
def test_books_are_opened_and_files_received_where_one_is_open(qtbot: QtBot, ready: bool) -> None:
    window, label = QWidget(), QLabel("表")
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(label)
    opened: list[str] = []
    received: list[list[Path]] = []
    FileDropFilter(window, opened.append, lambda files: received.append(list(files)), lambda: ready)
    window.show()
    assert drop_urls(label, "file:///tmp/a.zhuanban", "file:///tmp/b.xlsx")
    assert opened == ["/tmp/a.zhuanban"]  # noqa: S108 - never opened
    assert drop_urls(label, "file:///tmp/b.xlsx", "file:///tmp/c.et") is ready
    assert received == ([[Path("/tmp/b.xlsx"), Path("/tmp/c.et")]] if ready else [])  # noqa: S108
    assert not drop_urls(label, "https://example.com/d.xlsx")
    assert len(received) == ready
