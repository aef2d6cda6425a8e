"""节假日: the editor of holidays, with a box to paste a year's official notice into."""

from PySide6.QtWidgets import QWidget

from desktop.app.book_session import BookSession
from desktop.settings.holiday_notice_dialog import HolidayNoticeForm
from desktop.settings.rows_editor import RowsEditor
from models.ledgers.profile import Holiday


class HolidaysEditor(RowsEditor):
    """The holidays row by row, with the notice box above."""

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(Holiday, book_session, parent)
        self.notice_box = HolidayNoticeForm(book_session, self)
        self.notice_box.saved.connect(self.hint.setText)
        self.body_layout.insertWidget(1, self.notice_box)
