"""What stands in the place of a ledger's table without rows: whether the filters hide them, or there are none yet."""

from PySide6.QtWidgets import QWidget

from desktop.app.page_context import PageContext
from desktop.theme.icons import icon_pixmap
from desktop.widgets.empty_state import EmptyState
from models.fields.base import Ledger


class LedgerEmptyState(EmptyState):
    """Offers to clear the filters, or to add the first row by hand or from a sheet."""

    def __init__(self, ledger: type[Ledger], context: PageContext, parent: QWidget | None = None) -> None:
        self._clear_button = context.make_button("clear_filters", "清除筛选", "secondary")
        add_button = context.make_button("add_row", f"＋ 新增{ledger.about.row_label}", "primary")
        self._import_button = context.make_button("receive", "从表格收…", "secondary")
        super().__init__((self._clear_button, add_button, self._import_button), parent)
        self._about, self._colours = ledger.about, context.colours

    def show_reason(self, total: int) -> None:
        """Show why no row is shown, ``total`` being the number of rows without filters."""
        picture = icon_pixmap("inbox", self._colours.second, 48)
        self._clear_button.setVisible(bool(total))
        self._import_button.setVisible(not total)
        if total:
            self.show_message("没有符合条件的行", "换个条件，或清除筛选看全部；顶上的专班、期间也会筛掉行。", picture)
        else:
            self.show_message(f"还没有{self._about.row_label}", self._about.hint, picture)
