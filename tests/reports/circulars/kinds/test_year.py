"""年终总结 of the county counted by hand, and 同比 only where the year before was kept."""

from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import County
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.content.document import Document
from tests.reports.written import cells, sentences
from tests.rows import add_project, add_row


@pytest.fixture(scope="module")
def year(county: tuple[Store, dict[str, str]]) -> Document:
    """Write 2026's."""
    return compose(county[0], "year", read_period("2026"))[0]


SENTENCES = [
    "新签约项目4个，签约金额9.30亿元，完成年度目标15.00亿元的62.00%，低于序时进度38.00个百分点。",
    "全年上报线索6条、认定有效线索4条、外出招商3次、接待来访1次、举办招商活动2场。",
    "没有专班完成年度签约金额任务。",
    "本年没有完成的签约项目数、签约金额、开工项目数、投产项目数，结转下年一并分解到各专班，按季调度，2027年1月10日前报分解方案。",
    "结转的已签约未开工项目1个，2027年1月10日前逐个排出开工时间。（责任单位：开发区）",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_says_what_was_counted_by_hand(year: Document, sentence: str) -> None:
    assert any(sentence in text for text in sentences(year)), "\n".join(sentences(year))


def test_a_book_begun_late_in_the_year_before_has_nothing_to_compare_with(year: Document) -> None:
    assert "同比" not in "".join(sentences(year))


def test_a_decline_is_said_as_one(book: Store) -> None:
    with book.writing("两年") as session:
        add_row(session, County, name="示例县")
        for name, on, total in (("甲", date(2025, 2, 1), 40_000), ("乙", date(2025, 8, 1), 40_000)):
            add_project(session, name, {"签约": on}, signed_amount=Decimal(total))
        add_project(session, "丙", {"签约": date(2026, 5, 1)}, signed_amount=Decimal(60_000))
    document, _ = compose(book, "year", read_period("2026"))
    texts = sentences(document)
    assert any("与上年相比，签约金额同比下降25.00%。" in text for text in texts), texts
    assert ["签约金额", "亿元", "8.00", "6.00", "-25.00"] in cells(document, "表2")
