"""The list, the sheet and the letters as files; a book without promises says so."""

from pathlib import Path

import pypdfium2
import pytest

from models.errors import UserError
from models.ledgers import County
from models.storage.store import Store
from reports.circulars.sheets import kept_files
from reports.circulars.sheets.firm_letter import LetterKind
from reports.circulars.sheets.one_page import print_sheet
from tests.kept_rows import DAY, add_both_sides, add_promise
from tests.rows import add_row


def page(path: Path) -> tuple[str, tuple[int, int]]:
    """Return the text and the size (points) of a file's first page."""
    with pypdfium2.PdfDocument(path) as document:
        first = document[0]
        return first.get_textpage().get_text_range(), (round(first.get_width()), round(first.get_height()))


def test_the_list_and_the_sheet_are_landscape_and_the_letter_upright(book: Store, tmp_path: Path) -> None:
    with book.writing("例") as session:
        add_row(session, County, name="示例县")
        rows = add_both_sides(session)
    print_sheet(book, "kept", "", tmp_path / "清单.pdf", DAY)
    print_sheet(book, "firm", rows.firm, tmp_path / "表.pdf", DAY)
    printed = kept_files.print_letter(book, "甲公司", tmp_path / "函.pdf", DAY, LetterKind.WARNING)
    text, size = page(tmp_path / "清单.pdf")
    assert ("双兑现清单" in text, size) == (True, (842, 595))
    text, size = page(tmp_path / "表.pdf")
    assert ("双兑现一企一表" in text, size) == (True, (842, 595))
    text, size = page(tmp_path / "函.pdf")
    assert ("警示函" in text, size, printed.pages >= 2) == (True, (595, 842), True)


def test_a_book_without_either_side_says_what_to_register(book: Store) -> None:
    with book.writing("例") as session:
        add_row(session, County, name="示例县")
        add_promise(session, "一个问题", kind="问题")
    with pytest.raises(UserError, match="没有政府承诺，也没有企业履约事项；请在“责任事项”里登记，类别选承诺或履约"):
        kept_files.kept_list_document(book, DAY)
