"""未认定到位资金清单: the undecided apart from what was refused, with sums counted by hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from desktop.cli import main
from models.errors import UserError
from models.ledgers import County
from models.storage.store import Store
from reports.circulars.sheets import handouts, recognition_list
from reports.content.document import SectionHeading, Table
from tests.models.statistics.test_unrecognised_funds import add_payments
from tests.reports.circulars.sheets.test_sheet_files import document_text, words
from tests.rows import TODAY, add_row

D = Decimal


@pytest.fixture
def county(book: Store) -> Store:
    """Make a county whose figures count the recognised amounts."""
    add_payments(book, funds_counted="认定数")
    with book.writing("县情") as session:
        add_row(session, County, name="示例县")
    return book


def test_sums_and_reasons(county: Store) -> None:
    text = document_text(handouts.recognition_document(county, TODAY))
    # 300 + 800 + 50 and dollars alone; of 400 only 150 were recognised.
    assert text.startswith(
        "截至2026年11月20日，上报了还没有认定的4笔，未认定金额1,150.00万元；不予认定和部分认定的1笔，未认定金额250.00万元。"
    )
    assert "甲项目｜焦化｜2026-09｜400.00｜150.00｜250.00｜51｜银行转账凭证｜凭证不全" in text
    assert "甲项目（外资20万美元）" in text
    assert text.endswith("认定要有：银行转账凭证。本县的通报和排名里，到位资金按认定数计。")


def test_the_undecided_stand_first_and_long_lists_are_cut(county: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition_list, "_MOST_ROWS", 2)
    document = handouts.recognition_document(county, TODAY)
    headings = [block.text for block in document.body if isinstance(block, SectionHeading)]
    assert headings == ["一、还没有认定的，金额大的在前", "二、不予认定和部分认定的"]
    first, _ = (block for block in document.body if isinstance(block, Table))
    assert [row.cells[4].text for row in first.rows] == ["800.00", "300.00"]
    assert first.notes == ("共4笔，表中是未认定金额最大的2笔；其余请在“到位资金”里筛选。",)


def test_it_is_printed_from_the_command_line(hejin: Store, tmp_path: Path) -> None:
    path, out = str(hejin.path), tmp_path / "清单.pdf"
    add_payments(hejin)
    hejin.close()
    assert main.main(["sheet", path, "--recognition", "--out", str(out), "--today", "2026-11-20"]) == 0
    assert "河津市未认定到位资金清单" in words(out)


def test_where_all_is_recognised_no_list_is_made(book: Store) -> None:
    with book.writing("县情") as session:
        add_row(session, County, name="示例县")
    with pytest.raises(UserError, match="都已认定"):
        handouts.recognition_document(book, TODAY)
