"""The document of a sheet: sections are numbered without the empty ones, and a county without an organ signs too."""

from datetime import date

from models.ledgers import County
from reports.circulars.parts.wording import paragraph
from reports.circulars.sheets.sheet_document import county_list, numbered_sections
from reports.content.document import SectionHeading

DAY = date(2026, 11, 5)


def test_empty_sections_take_no_number() -> None:
    text = paragraph("共三件。")
    blocks = numbered_sections((("基本情况", (text,)), ("责任事项", ()), ("资金", (text, text))))
    assert [block.text for block in blocks if isinstance(block, SectionHeading)] == ["一、基本情况", "二、资金"]
    assert len(blocks) == 5


def test_a_list_is_signed_by_the_county_s_organ_or_by_the_usual_one() -> None:
    named = county_list(County(name="示例县", organ="示例县招商指挥部"), "清单", (), DAY, ("清单",))
    assert (named.title, named.signed_by, named.subject) == ("示例县清单", "示例县招商指挥部", "示例县清单")
    assert county_list(County(name="示例县"), "清单", (), DAY, ("清单",)).signed_by == "示例县招商引资领导小组"
