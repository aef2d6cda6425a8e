"""The clerk's words over the program's: found again, their figures still figures, and stale when the figures move."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.errors import UserError
from reports.circulars.workflow.text_overrides import TextEdit, added_key, apply_edits, text_with_figures
from reports.content.document import Annex, Block, Document, Paragraph, SectionHeading, TextSpan
from reports.figures.figure import Figure


def figure(value: str, unit: str, label: str = "数") -> Figure:
    """Make a figure of two decimals, or a count."""
    return Figure(label, label, unit, Decimal(value), "", ("r",), 2 if "." in value else 0, "lead")


SIGNED, WORTH = figure("37", "个", "签约"), figure("69.25", "亿元", "金额")


def circular(*body: Block) -> Document:
    """Make a circular of some blocks."""
    return Document("题", "某局文件", "某〔2026〕　号", "各单位", body, "某局", date(2026, 11, 5))


def paragraph(*spans: TextSpan, key: str = "") -> Paragraph:
    """Make a paragraph."""
    return Paragraph(spans, key)


BODY = (
    SectionHeading(1, "一、完成情况"),
    paragraph(
        TextSpan("签约"), TextSpan("37个", SIGNED), TextSpan("，金额"), TextSpan("69.25亿元", WORTH), TextSpan("。")
    ),
    SectionHeading(2, "（一）线索"),
    paragraph(TextSpan("没有线索。")),
    paragraph(TextSpan("下月再报。"), key="leads.next"),
)


def test_paragraphs_are_found_by_their_key_or_by_the_headings_above_them() -> None:
    keys = [part.key for part in apply_edits(circular(*BODY), ()).parts if not part.key.startswith("@")]
    assert keys == ["完成情况", "完成情况/1", "完成情况/线索", "完成情况/线索/1", "leads.next"]
    renumbered = (SectionHeading(1, "三、完成情况"), *BODY[1:])
    assert [part.key for part in apply_edits(circular(*renumbered), ()).parts if not part.key.startswith("@")] == keys


def test_two_of_one_name_are_told_apart() -> None:
    twice = circular(paragraph(TextSpan("甲"), key="k"), paragraph(TextSpan("乙"), key="k"))
    parts = apply_edits(twice, [TextEdit("k#2", "丙", "乙")]).parts
    assert [part.text for part in parts if not part.key.startswith("@")] == ["甲", "丙"]


def test_an_edited_sentence_keeps_its_figures() -> None:
    result = apply_edits(circular(*BODY), [TextEdit("完成情况/1", "今年签约项目达37个，总额69.25亿元！", BODY[1].text)])
    block = result.document.body[1]
    assert isinstance(block, Paragraph)
    assert [(span.text, span.figure) for span in block.spans if span.figure] == [("37个", SIGNED), ("69.25亿元", WORTH)]
    assert block.text == "今年签约项目达37个，总额69.25亿元！"
    part = next(part for part in result.parts if part.key == "完成情况/1")
    assert (part.is_edited, part.is_stale) == (True, False)


def test_it_is_stale_once_the_program_says_something_else() -> None:
    result = apply_edits(circular(*BODY), [TextEdit("完成情况/1", "签约很多。", "签约36个。")])
    (part,) = (part for part in result.parts if part.is_edited)
    assert part.is_stale
    assert (part.before, part.generated, part.text) == ("签约36个。", "签约37个，金额69.25亿元。", "签约很多。")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("共37个", ["37个"]),
        ("共137个", []),  # a longer number is another number
        ("第3.7个", []),
        ("37个和37个", ["37个", "37个"]),
        ("69.25亿元，占37%", ["69.25亿元", "37"]),
        ("", []),
    ],
)
def test_figures_are_found_whole(text: str, figures: list[str]) -> None:
    spans = text_with_figures(text, (SIGNED, WORTH))
    assert [span.text for span in spans if span.figure] == figures
    assert "".join(span.text for span in spans) == text


def test_of_two_that_print_alike_each_is_taken_in_turn() -> None:
    other = figure("37", "个", "开工")
    spans = text_with_figures("签约37个，开工37个", (SIGNED, other))
    assert [span.figure for span in spans if span.figure] == [SIGNED, other]


def test_one_digit_alone_is_nobodys() -> None:
    assert [span.figure for span in text_with_figures("2026年3月", (figure("3", ""),)) if span.figure] == []


def test_a_part_left_out_and_one_added_below_it() -> None:
    edits = [TextEdit("完成情况/线索/1", None, "没有线索。"), TextEdit("+1@完成情况/线索/1", "另有37个在谈。", None)]
    result = apply_edits(circular(*BODY), edits)
    texts = [block.text for block in result.document.body if isinstance(block, Paragraph)]
    assert texts == ["签约37个，金额69.25亿元。", "另有37个在谈。", "下月再报。"]
    added = next(part for part in result.parts if part.is_added)
    assert added.figures == (SIGNED,)
    assert not added.is_stale


def test_paragraphs_added_stand_in_the_order_they_were_added() -> None:
    assert added_key("k", []) == "+1@k"
    assert added_key("+1@k", ["k", "+1@k", "+9@other"]) == "+2@k"
    many = [TextEdit(f"+{number}@leads.next", f"第{number}段", None) for number in (10, 2, 1)]
    texts = [block.text for block in apply_edits(circular(*BODY), many).document.body if isinstance(block, Paragraph)]
    assert texts[-3:] == ["第1段", "第2段", "第10段"]


def test_an_edit_whose_place_is_gone_is_named_and_not_lost() -> None:
    orphan = TextEdit("没有了/1", "从前的话", "从前")
    assert apply_edits(circular(*BODY), [orphan]).orphaned == (orphan,)


def test_head_and_foot_can_be_edited_too() -> None:
    result = apply_edits(
        circular(*BODY),
        [
            TextEdit("@title", "新题", "题"),
            TextEdit("@dated", "2026-11-09", "2026-11-05"),
            TextEdit("@signer", "张示例", None),
        ],
    )
    assert (result.document.title, result.document.dated, result.signer) == ("新题", date(2026, 11, 9), "张示例")
    with pytest.raises(UserError, match="写法不对"):
        apply_edits(circular(), [TextEdit("@dated", "昨天", "2026-11-05")])


@pytest.mark.parametrize("typed", ["关于甲县／工作的通报", "关于甲县\n工作的通报", "关于甲县 ／ 工作的通报"])
def test_a_title_is_broken_where_the_office_marks_it(typed: str) -> None:
    assert apply_edits(circular(), [TextEdit("@title", typed, "题")]).document.title == "关于甲县\n工作的通报"


def test_annexes_have_rooms_of_their_own() -> None:
    document = replace(circular(*BODY), annexes=(Annex("附表", (paragraph(TextSpan("说明。")),)),))
    result = apply_edits(document, [TextEdit("附件1/1", "改过的说明。", "说明。")])
    assert result.document.annexes[0].blocks[0].text == "改过的说明。"  # type: ignore[union-attr]
