"""拜访计划执行情况 as it is printed: counts by hand, who is waiting, who was not contacted."""

from datetime import date

import pytest

from models.errors import UserError
from models.ledgers import County, Enterprise
from models.storage.store import Store
from reports.circulars.sheets.handouts import visit_plan_document
from reports.content.document import Table
from tests.models.statistics.test_visit_plans import TODAY, add_visit
from tests.models.statistics.test_visit_progress import progress_of
from tests.reports.circulars.sheets.test_sheet_files import document_text
from tests.rows import add_row


def test_the_sheet_counts_the_plan_and_names_who_is_waiting(book: Store) -> None:
    with book.writing("县情") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办", number_word="示招")
        firm = add_row(session, Enterprise, name="很久的", visit_plan="3月")
        add_visit(session, "很久的", date(2025, 12, 1), enterprise=firm)
    progress_of(book)
    document = visit_plan_document(book, 2026, TODAY)
    text = document_text(document)
    opening = "截至2026年7月10日，2026年计划拜访4次，已访2次，完成率50.0%，逾期未访1次；计划外走访2次。"
    assert text.startswith(opening)
    assert "王强｜3｜2｜66.7｜1｜0｜0｜0｜0" in text
    assert "合计｜4｜2｜50.0｜1｜0｜1｜1｜2" in text
    assert "1｜丙公司｜—｜王强｜—｜焦化｜2026-06-30｜逾期10天" in text
    assert "很久的｜—｜2025-12-01｜221" in text
    tables = [block for block in document.body if isinstance(block, Table)]
    assert [bool(table.notes) for table in tables] == [True, False, False, False, False]  # two leaders share a visit
    total = tables[0].rows[-1].cells[2].figure
    assert total is not None
    assert (total.ledger, len(total.rows)) == ("visit", 2)


def test_a_year_without_a_plan_has_no_sheet(book: Store) -> None:
    with book.writing("县情") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办", number_word="示招")
    with pytest.raises(UserError, match="没有2026年的拜访计划"):
        visit_plan_document(book, 2026, TODAY)
