"""The sheet of dormant firms and idle assets: what it counts, lists and names, and what it cuts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from models.errors import UserError
from models.ledgers import Asset, County, Dormant
from models.storage.store import Store
from reports.circulars.sheets import dormant_sheet, handouts
from reports.circulars.sheets.one_page import print_sheet
from reports.content.document import Document, SectionHeading
from tests.reports.circulars.sheets.test_sheet_files import document_text
from tests.rows import add_row

TODAY = date(2026, 11, 20)


def small_county(book: Store) -> Document:
    """Compose the sheet of two firms and a plant."""
    with book.writing("示例") as session:
        add_row(session, County, name="示例县")
        facts = {"kind": "B", "identified_on": date(2025, 11, 1), "due": date(2026, 11, 1)}
        add_row(session, Dormant, name="示例纺织厂", unit="高新区", measure="二次招商", **facts)
        money = {"cause": "资金链断裂", "invested": Decimal(300)}
        add_row(session, Dormant, name="示例机械厂", kind="A", revived_on=date(2026, 5, 1), **money)
        add_row(session, Asset, name="示例厂房", kind="闲置厂房", plant=Decimal(12000), filed_on=date(2026, 3, 1))
    return handouts.dormant_document(book, TODAY)


def test_it_counts_lists_and_names_who_answers(book: Store) -> None:
    document = small_county(book)
    text = document_text(document)
    assert document.title == "示例县僵尸企业与闲置资产一览表"
    assert (
        "截至2026年11月20日，僵尸企业2家，已复工复产、收购1家，逾期1家；资产要素1宗，已盘活0宗，还没有定责任单位的1宗。"
    ) in text
    headings = [block.text for block in document.body if isinstance(block, SectionHeading)]
    assert headings == [
        "一、分类情况",
        "二、僵尸企业：逾期",
        "三、僵尸企业：已盘活",
        "四、资产要素：在册、没有到期",
    ]
    assert "1｜示例纺织厂｜B类｜高新区｜2025-11-01｜2026-11-01｜已过19天" in text
    assert "｜资金链断裂；已注入资金300万元" in text
    assert "1｜示例厂房｜闲置厂房｜未定｜2026-03-01｜—｜没有时限，已8个月" in text


def test_it_is_printed_on_landscape_paper(book: Store, tmp_path: Path) -> None:
    small_county(book)
    print_sheet(book, "dormant", "", tmp_path / "表.pdf", TODAY)
    pdf = pypdfium2.PdfDocument(tmp_path / "表.pdf")
    width, height = pdf[0].get_size()
    assert width > height
    assert "示例纺织厂" in pdf[0].get_textpage().get_text_range()
    pdf.close()


def test_a_long_list_is_cut_with_its_full_number(book: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dormant_sheet, "_MAX_ROWS", 2)
    with book.writing("示例") as session:
        add_row(session, County, name="示例县")
        for number in range(3):
            add_row(session, Dormant, name=f"示例{number}", kind="D")
    text = document_text(handouts.dormant_document(book, TODAY))
    assert "共3家，表中列2，其余见台账。" in text
    assert "示例2" not in text


def test_a_county_with_neither_is_told_where_to_enter_them(book: Store) -> None:
    with pytest.raises(UserError, match="请先在“僵尸企业”“资产要素”里登记"):
        handouts.dormant_document(book, TODAY)
