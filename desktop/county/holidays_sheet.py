"""节假日: the days of the table, and the box that takes in a year's notice."""

from PySide6.QtWidgets import QWidget

from desktop.county.rows_sheet import RowsSheet
from desktop.desk import Desk
from desktop.frame.notice_box import NoticeBox
from models.ledgers.profile import Holiday


class HolidaysSheet(RowsSheet):
    """The holidays row by row, with the notice on top."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(Holiday, desk, parent)
        self.box = NoticeBox(desk, self)
        self.box.done.connect(self.hint.setText)
        self.column.insertWidget(1, self.box)
