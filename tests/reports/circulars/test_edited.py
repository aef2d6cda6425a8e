"""The clerk's words over the program's: found again, their figures still figures, and stale when the figures move."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.refusal import Refusal
from reports.circulars.edited import Edit, added_key, edited, spanned
from reports.content import Annex, Block, Document, Heading, Paragraph, Span
from reports.figures import Figure


def figure(value: str, unit: str, label: str = "数") -> Figure:
    """Make a figure of two decimals, or a count."""
    return Figure(label, label, unit, Decimal(value), "", ("r",), 2 if "." in value else 0, "lead")


SIGNED, WORTH = figure("37", "个", "签约"), figure("69.25", "亿元", "金额")


def circular(*body: Block) -> Document:
    """Make a circular of some blocks."""
    return Document("题", "某局文件", "某〔2026〕　号", "各单位", body, "某局", date(2026, 11, 5))


def paragraph(*spans: Span, key: str = "") -> Paragraph:
    """Make a paragraph."""
    return Paragraph(spans, key)


BODY = (
    Heading(1, "一、完成情况"),
    paragraph(Span("签约"), Span("37个", SIGNED), Span("，金额"), Span("69.25亿元", WORTH), Span("。")),
    Heading(2, "（一）线索"),
    paragraph(Span("没有线索。")),
    paragraph(Span("下月再报。"), key="leads.next"),
)


def test_paragraphs_are_found_by_their_key_or_by_the_headings_above_them() -> None:
    keys = [part.key for part in edited(circular(*BODY), ()).parts if not part.key.startswith("@")]
    assert keys == ["完成情况", "完成情况/1", "完成情况/线索", "完成情况/线索/1", "leads.next"]
    renumbered = (Heading(1, "三、完成情况"), *BODY[1:])
    assert [part.key for part in edited(circular(*renumbered), ()).parts if not part.key.startswith("@")] == keys


def test_two_of_one_name_are_told_apart() -> None:
    twice = circular(paragraph(Span("甲"), key="k"), paragraph(Span("乙"), key="k"))
    parts = edited(twice, [Edit("k#2", "丙", "乙")]).parts
    assert [part.text for part in parts if not part.key.startswith("@")] == ["甲", "丙"]


def test_an_edited_sentence_keeps_its_figures() -> None:
    result = edited(circular(*BODY), [Edit("完成情况/1", "今年签约项目达37个，总额69.25亿元！", BODY[1].text)])
    block = result.document.body[1]
    assert isinstance(block, Paragraph)
    assert [(span.text, span.figure) for span in block.spans if span.figure] == [("37个", SIGNED), ("69.25亿元", WORTH)]
    assert block.text == "今年签约项目达37个，总额69.25亿元！"
    part = next(part for part in result.parts if part.key == "完成情况/1")
    assert (part.edited, part.stale) == (True, False)


def test_it_is_stale_once_the_program_says_something_else() -> None:
    result = edited(circular(*BODY), [Edit("完成情况/1", "签约很多。", "签约36个。")])
    (part,) = (part for part in result.parts if part.edited)
    assert part.stale
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
    spans = spanned(text, (SIGNED, WORTH))
    assert [span.text for span in spans if span.figure] == figures
    assert "".join(span.text for span in spans) == text


def test_of_two_that_print_alike_each_is_taken_in_turn() -> None:
    other = figure("37", "个", "开工")
    spans = spanned("签约37个，开工37个", (SIGNED, other))
    assert [span.figure for span in spans if span.figure] == [SIGNED, other]


def test_one_digit_alone_is_nobodys() -> None:
    assert [span.figure for span in spanned("2026年3月", (figure("3", ""),)) if span.figure] == []


def test_a_part_left_out_and_one_added_below_it() -> None:
    edits = [Edit("完成情况/线索/1", None, "没有线索。"), Edit("+1@完成情况/线索/1", "另有37个在谈。", None)]
    result = edited(circular(*BODY), edits)
    texts = [block.text for block in result.document.body if isinstance(block, Paragraph)]
    assert texts == ["签约37个，金额69.25亿元。", "另有37个在谈。", "下月再报。"]
    added = next(part for part in result.parts if part.added)
    assert added.figures == (SIGNED,)
    assert not added.stale


def test_paragraphs_added_stand_in_the_order_they_were_added() -> None:
    assert added_key("k", []) == "+1@k"
    assert added_key("+1@k", ["k", "+1@k", "+9@other"]) == "+2@k"
    many = [Edit(f"+{number}@leads.next", f"第{number}段", None) for number in (10, 2, 1)]
    texts = [block.text for block in edited(circular(*BODY), many).document.body if isinstance(block, Paragraph)]
    assert texts[-3:] == ["第1段", "第2段", "第10段"]


def test_an_edit_whose_place_is_gone_is_named_and_not_lost() -> None:
    orphan = Edit("没有了/1", "从前的话", "从前")
    assert edited(circular(*BODY), [orphan]).homeless == (orphan,)


def test_head_and_foot_can_be_edited_too() -> None:
    result = edited(
        circular(*BODY),
        [Edit("@title", "新题", "题"), Edit("@dated", "2026-11-09", "2026-11-05"), Edit("@signer", "张示例", None)],
    )
    assert (result.document.title, result.document.dated, result.signer) == ("新题", date(2026, 11, 9), "张示例")
    with pytest.raises(Refusal, match="写法不对"):
        edited(circular(), [Edit("@dated", "昨天", "2026-11-05")])


def test_annexes_have_rooms_of_their_own() -> None:
    document = replace(circular(*BODY), annexes=(Annex("附表", (paragraph(Span("说明。")),)),))
    result = edited(document, [Edit("附件1/1", "改过的说明。", "说明。")])
    assert result.document.annexes[0].blocks[0].text == "改过的说明。"  # type: ignore[union-attr]
