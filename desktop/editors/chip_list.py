"""Several things as chips that wrap like words, each with a cross that takes it out."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget


class ChipList(QLabel):
    """The chips alone; one who adds to them owns them.

    Signals:
        remove_clicked: the cross of a chip was clicked (its number).
    """

    remove_clicked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.linkActivated.connect(lambda number: self.remove_clicked.emit(int(number)))
        self.hide()

    def show_chips(self, texts: list[str]) -> None:
        """Show one chip for each text; none hides the whole."""
        ground = self.palette().midlight().color().name()
        ink = self.palette().link().color().name()
        self.setText(
            " ".join(
                f'<span style="background:{ground}; white-space:nowrap">&nbsp;{escape(text)}&nbsp;'
                f'<a href="{number}" style="color:{ink}; text-decoration:none">×</a>&nbsp;</span>'
                for number, text in enumerate(texts)
            )
        )
        self.setVisible(bool(texts))
