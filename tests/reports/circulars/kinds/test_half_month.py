"""半月调度 of the county counted by hand: how each task force stands and what the meeting is asked to decide."""

from pathlib import Path

import pytest

from models.rules.periods import read_period
from models.storage import store
from models.storage.store import Store
from reports.circulars import compose
from reports.content.document import Document, SectionHeading, Table
from tests.reports.written import sentences

CountyBook = tuple[Store, dict[str, str]]


@pytest.fixture(scope="module")
def pack(county: CountyBook) -> Document:
    """Write the pack of the second half of October."""
    return compose(county[0], "half-month", read_period("2026-10-2"))[0]


SENTENCES = [
    "2．听取2个专班工作汇报；",
    (
        "2026年10月下半月，全县上报线索1条、认定线索1条、外出招商1次；"
        "新签约项目1个、签约金额1.00亿元，新投产项目1个，没有新开工项目。"
    ),
    "完成年度目标15.00亿元的58.67%，低于序时进度24.66个百分点，到位资金0.90亿元；期末在谈项目2个。",
    (
        "焦化专班（开发区）：本期上报线索1条、认定线索1条；在谈1个，今年签约2个、7.80亿元，"
        "完成年度签约任务的78.00%，低于序时进度5.33个百分点；需调度超期未开工项目1个。"
    ),
    (
        "钢铁专班（工科局）：本期外出招商1次，P3签约、P4投产；没有在谈项目，今年签约1个、1.00亿元，"
        "完成年度签约任务的20.00%，低于序时进度63.33个百分点。"
    ),
    "已过计划开工时间、尚未开工的项目1个：P2（计划10月25日开工，责任单位：开发区）。",
    "到期未销号的责任事项2件，请责任单位在会上说明办理进度和完成时间",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_says_what_was_counted_by_hand(pack: Document, sentence: str) -> None:
    texts = sentences(pack)
    assert any(sentence in text for text in texts), "\n".join(texts)


def test_a_pack_wears_no_head_of_an_official_document(pack: Document) -> None:
    assert (pack.masthead, pack.number, pack.recipients, pack.printed_by) == ("", "", "", "")


def test_a_task_force_s_own_pack_tells_its_work_once(county: CountyBook) -> None:
    book, ids = county
    report, _ = compose(book, "half-month", read_period("2026-10-2"), task_force=ids["B"])
    headings = [block.text for block in report.body if isinstance(block, SectionHeading) and block.level == 1]
    assert headings == ["一、会议议程", "二、总体情况", "三、提请会议研究的事项"]
    assert "项目进展：P3签约、P4投产。" in sentences(report)


def test_a_half_month_without_anything_has_no_table_of_noughts(xiayi_book: Path) -> None:
    with store.open_book(xiayi_book, write=False) as book:
        empty, _ = compose(book, "half-month", read_period("2026-10-2"))
    assert not any(isinstance(block, Table) for block in empty.body)
    assert "没有工作进展" not in "".join(sentences(empty))


def test_what_is_due_next_is_named_by_its_own_half(pack: Document) -> None:
    assert "下一期" not in "".join(sentences(pack))
