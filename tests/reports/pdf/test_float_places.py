"""Tables and charts stay in their section, in their order, behind what introduces them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.content.document import Block, Paragraph, SectionHeading, Table, TextSpan
from reports.pdf.float_places import section_orders


def text(words: str) -> Paragraph:
    return Paragraph((TextSpan(words),))


def shown(caption: str) -> Table:
    return Table(caption, (), ())


def orders(*blocks: Block) -> list[str]:
    """Return the orders of a text of one section, paragraphs by their first character and tables by their caption."""
    (section,) = section_orders(blocks)
    return [
        "".join(block.text[0] if isinstance(block, Paragraph) else name_of(block) for block in order.blocks)
        for order in section
    ]


def name_of(block: Block) -> str:
    return block.caption if isinstance(block, Table) else ""


def test_the_order_of_writing_comes_first_and_a_step_less_before_a_step_more() -> None:
    listed = orders(text("甲。"), text("乙。"), text("丙。"), text("丁。"), shown("1"))
    assert listed == ["甲乙丙丁1", "甲乙丙1丁", "甲乙1丙丁"]


def test_two_tables_keep_their_order() -> None:
    listed = orders(text("甲。"), shown("1"), text("乙。"), shown("2"))
    assert listed[0] == "甲1乙2"
    assert all(order.index("1") < order.index("2") for order in listed)
    assert "甲12乙" in listed


@pytest.mark.parametrize("introduction", ["乙：", "乙完成情况如下：", "乙办理进度（见下表）。", "乙如表1所示。"])
def test_a_table_stays_behind_its_introduction_and_no_other_comes_between(introduction: str) -> None:
    assert orders(text("甲。"), text(introduction), shown("1"), text("丙。")) == ["甲乙1丙"]
    assert "甲乙2丙1" not in orders(text("甲。"), text(introduction), text("丙。"), shown("1"))
    assert orders(text("甲。"), text(introduction), text("丙。"), shown("1"))[1:] == ["甲1乙丙"]


def test_nothing_that_followed_text_comes_before_all_text() -> None:
    assert all(order[0] == "甲" for order in orders(text("甲。"), shown("1"), text("乙。"), text("丙。")))


BLOCKS = st.lists(
    st.one_of(
        st.builds(SectionHeading, st.just(1), st.sampled_from("一二三")),
        st.builds(text, st.sampled_from(["甲。", "乙：", "丙见下表。", "丁。"])),
        st.builds(shown, st.sampled_from("123")),
    ),
    max_size=12,
)


@given(BLOCKS)
def test_every_order_holds_the_same_blocks_and_the_same_text(blocks: list[Block]) -> None:
    sections = section_orders(blocks)
    assert [block for section in sections for block in section[0].blocks] == blocks
    for section in sections:
        assert section[0].cost == 0
        for order in section:
            for kind in (Paragraph, Table, SectionHeading):
                of_kind = [[block for block in each.blocks if isinstance(block, kind)] for each in (order, section[0])]
                assert of_kind[0] == of_kind[1]


def test_a_section_of_many_tables_and_paragraphs_has_few_orders() -> None:
    """Of forty paragraphs and twenty tables each table alone is moved; all places of all would be past counting."""
    blocks = [block for number in range(20) for block in (text("甲。"), text("乙。"), shown(str(number)))]
    (section,) = section_orders(blocks)
    assert 2 <= len(section) <= 24
