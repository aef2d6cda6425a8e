"""月例会材料 (襄城 C4): the month's circular and every task force's page in one document."""

from pathlib import Path

import pytest

from models.rules.periods import read_period
from models.storage import store
from models.storage.store import Store
from reports.circulars import compose
from reports.content.document import Document, Paragraph, SectionHeading
from tests.reports.written import sentences


@pytest.fixture(scope="module")
def pack(county: tuple[Store, dict[str, str]]) -> Document:
    """Write October's pack."""
    return compose(county[0], "meeting", read_period("2026-10"))[0]


def test_it_holds_the_whole_month_s_circular(pack: Document, county: tuple[Store, dict[str, str]]) -> None:
    month, _ = compose(county[0], "month", read_period("2026-10"))
    wanted = [block.text for block in month.body if isinstance(block, Paragraph)][1:]
    assert set(wanted) <= set(sentences(pack))
    heads = [block.text for block in pack.body if isinstance(block, SectionHeading) and block.level == 1]
    assert [head[0] for head in heads] == list("一二三四五六")


def test_the_task_forces_follow_one_another_in_one_annex(pack: Document) -> None:
    assert [annex.title for annex in pack.annexes] == [
        "2026年10月全县各招商专班主要指标汇总表",
        "各专班2026年10月工作情况",
    ]
    annexed = pack.annexes[1].blocks
    heads = [place for place, block in enumerate(annexed) if isinstance(block, SectionHeading)]
    assert [block.text for block in annexed if isinstance(block, SectionHeading)] == ["焦化专班", "钢铁专班"]
    steel = annexed[heads[1] :]
    text = "".join(block.text for block in steel if isinstance(block, Paragraph))
    assert "本月外出招商1次；新签约项目1个、签约金额1.00亿元，新投产项目1个，没有新开工项目；期末没有在谈项目。" in text
    assert "项目进展：P3于10月20日签约；P4于10月30日投产。" in text
    # 1.00 of 5.00; the other figures stand in the table of all.
    assert "签约金额20.00%" in text
    assert text.count("（序时进度83.33%）。") == 1


def test_task_forces_without_anything_get_no_page_and_are_named_once(xiayi_book: Path) -> None:
    with store.open_book(xiayi_book, write=False) as book:
        empty, _ = compose(book, "meeting", read_period("2026-10"))
    assert empty.annexes == ()
    assert sentences(empty).count("各专班没有工作进展，没有签约和在谈项目，附件不列。") == 1


def test_a_page_names_no_unit_that_nobody_set_down(pack: Document) -> None:
    text = "".join(block.text for page in pack.annexes for block in page.blocks if isinstance(block, Paragraph))
    assert "未定" not in text
    assert "分别是" not in text
