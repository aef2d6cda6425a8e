"""周动态 of the county counted by hand: who did what in the week, what moved, what is due, who did nothing."""

import pytest

from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.content.document import Document, DocumentLayout, Table
from tests.reports.written import cells, sentences

CountyBook = tuple[Store, dict[str, str]]


def week(county: CountyBook, number: int, force: str | None = None) -> Document:
    """Write a week's bulletin."""
    book, ids = county
    return compose(book, "week", read_period(f"2026-W{number:02}"), task_force=ids[force] if force else None)[0]


# From 5 to 11 October: L1 on the 5th, the visit of the 8th (that of the 9th was only planned), P2's signing on the 8th.
SENTENCES = [
    "本周（10月5日至10月11日），各专班上报线索1条、外出招商1次；新签约项目1个、签约金额5.00亿元，没有新开工、新投产项目。",
    "与上周相比，外出招商增加1次、新签约项目增加1个。1月1日至10月11日累计新签约项目2个、签约金额7.80亿元，到位资金0.90亿元。",
    "钢铁专班本周没有工作进展。",
    "焦化专班：上报L1。",
    "焦化专班：10月8日外出走访V1。",
    "焦化专班：P2于10月8日签约，由在谈库转入签约库，总投资5.00亿元。",
    # O2 on the 15th; O4 was put off, O3 on the 20th is a week later
    "截至本周末，下周到期的责任事项1件，请责任单位抓紧办理。",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_says_what_was_counted_by_hand(county: CountyBook, sentence: str) -> None:
    texts = sentences(week(county, 41))
    assert any(sentence in text for text in texts), "\n".join(texts)


def test_what_the_table_counts_as_recognised_is_told(county: CountyBook) -> None:
    """L3, reported in March, was recognised on 1 October; L4 was reported on 30 September; L1 followed on the 20th."""
    texts = sentences(week(county, 40))
    assert {"焦化专班：认定此前上报的L3。", "钢铁专班：上报L4。"} <= set(texts)
    assert "焦化专班：认定此前上报的L1。" in sentences(week(county, 43))


def test_the_table_counts_each_task_force_and_foots(county: CountyBook) -> None:
    assert cells(week(county, 41), "表1") == [
        ["1", "焦化", "1", "0", "1", "0", "0", "0", "1", "0", "0"],
        ["2", "钢铁", "0", "0", "0", "0", "0", "0", "0", "0", "0"],
        ["", "合计", "1", "0", "1", "0", "0", "0", "1", "0", "0"],
    ]


def test_what_belongs_to_no_task_force_has_a_row_of_its_own(county: CountyBook) -> None:
    """L7, reported on the 15th, is nobody's."""
    assert ["", "未分专班", "1", *("0",) * 8] in cells(week(county, 42), "表1")


def test_what_is_overdue_is_listed_with_who_answers_for_it(county: CountyBook) -> None:
    assert cells(week(county, 43), "表2") == [
        ["1", "O2", "企业单位", "—", "2026-10-15", "逾期10天"],
        ["2", "O1", "政府单位", "—", "2026-10-31", "将到期"],
    ]


def test_it_is_a_bulletin_with_the_week_s_number(county: CountyBook) -> None:
    document = week(county, 41)
    assert (document.layout, document.masthead, document.number) == (
        DocumentLayout.BULLETIN,
        "招商引资周动态",
        "第41期",
    )
    assert document.dated.isoformat() == "2026-10-12"


def test_a_week_without_anything_says_so_in_words(county: CountyBook) -> None:
    text = "".join(sentences(week(county, 30)))
    assert "各专班没有上报线索、走访和洽谈；没有新签约、新开工、新投产项目。" in text
    # It is said once: no list of all task forces, no table of noughts, no section without news.
    assert "没有工作进展" not in text
    assert not any(isinstance(block, Table) for block in week(county, 30).body)


def test_a_task_force_s_own_week_tells_nothing_of_another(county: CountyBook) -> None:
    document = week(county, 43, "B")
    text = "".join(sentences(document))
    assert "新签约项目1个、签约金额1.00亿元" in text
    assert "焦化" not in text
    assert "专班本周" not in text
    assert document.signed_by == "钢铁招商专班"


def test_an_ended_project_is_told_on_its_day(county: CountyBook) -> None:
    assert "终止" not in "".join(sentences(week(county, 43)))
