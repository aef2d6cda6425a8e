"""节假日: the editor of holidays, with a box to paste a year's official notice into."""

from PySide6.QtWidgets import QWidget

from desktop.county.rows_sheet import RowsSheet
from desktop.desk import Desk
from desktop.frame.notice_box import NoticeBox
from models.ledgers.profile import Holiday


class HolidaysSheet(RowsSheet):
    """The holidays row by row, with the notice box above."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(Holiday, desk, parent)
        self.box = NoticeBox(desk, self)
        self.box.done.connect(self.hint.setText)
        self.column.insertWidget(1, self.box)
