"""半年观摩 of the county counted by hand: what is toured, a page each with room for its photograph."""

import pytest

from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.content.document import Document, Picture, blocks
from tests.reports.written import cells, sentences


@pytest.fixture(scope="module")
def second(county: tuple[Store, dict[str, str]]) -> Document:
    """Write the second half-year's."""
    return compose(county[0], "half-year", read_period("2026-H2"))[0]


def test_what_started_or_produced_is_toured_the_largest_first(second: Document) -> None:
    assert cells(second, "表2") == [
        ["1", "P1", "焦化", "开发区", "3.00", "开工"],
        ["2", "P4", "钢铁", "工科局", "2.00", "投产"],
        ["3", "P7", "—", "—", "0.50", "开工"],
        ["", "合计", "", "", "5.50", ""],
    ]
    titles = [annex.title for annex in second.annexes]
    assert titles == ["P1", "P4", "P7", "全县目标任务进度表（截至2026年12月31日）"]  # a firm has a target of its own
    assert len([block for block in blocks(second) if isinstance(block, Picture)]) == 3


def test_the_half_is_told_apart_from_the_year(second: Document, county: tuple[Store, dict[str, str]]) -> None:
    grown = "其中，下半年新签约项目3个，比上半年增加2个；签约金额6.50亿元，比上半年增加3.70亿元。"
    assert any(grown in sentence for sentence in sentences(second))
    first, _ = compose(county[0], "half-year", read_period("2026-H1"))
    text = "".join(sentences(first))
    assert "新签约项目1个，签约金额2.80亿元" in text
    assert "其中，" not in text.partition("二、")[0]  # the first half is all there is of the year
