"""Copied blocks as other programs read them."""

from desktop.table.copied_cells import copied_data, copied_html, copied_text
from models.exchange.sheet_import.paste import parse_clipboard


def test_what_is_copied_is_read_back_cell_by_cell() -> None:
    block = [["甲", "一行\n两行", ""], ['"引号"开头', "制\t表", "1,200"]]
    assert parse_clipboard(copied_text(block)) == block


def test_numbers_stay_numbers_and_the_rest_is_text_in_a_table() -> None:
    html = copied_html([["<示例>", "1,200"]], [[False, True]])
    assert "<td style=\"mso-number-format:'\\@'\">&lt;示例&gt;</td><td>1,200</td>" in html


def test_a_single_cell_is_plain_text_without_quotes_or_table() -> None:
    data = copied_data([["一行\n两行"]], [[False]])
    assert data.text() == "一行\n两行"
    assert not data.hasHtml()
