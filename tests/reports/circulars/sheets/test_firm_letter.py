"""提醒函 and 警示函: what they list, ask and say of the other side, and when there is nothing to write."""

from datetime import date
from decimal import Decimal

import pytest

from models.errors import UserError
from models.ledgers import County, Obligation
from models.statistics.both_sides import find_party, read_both_sides
from models.storage.store import Store
from reports.circulars.sheets.firm_letter import LetterKind, draft
from reports.content.document import Document, DocumentLayout, Paragraph, Table
from tests.kept_rows import DAY, add_both_sides, add_duty, add_firm

REMINDED = "请贵公司对照约定抓紧履约；暂时不能履约的，请说明原因、计划完成的日期和分步安排。"


def letter(book: Store, kind: LetterKind = LetterKind.REMINDER) -> Document:
    """Compose the letter to 甲公司."""
    with book.reading() as session:
        both = read_both_sides(session, DAY)
    party = find_party(both, "甲公司")
    return draft(County(name="示例县", organ="示例县招商办"), party, both.of_party(party.row), kind)


def texts(document: Document) -> list[str]:
    """Return the paragraphs of the letter."""
    return [block.text for block in document.body if isinstance(block, Paragraph)]


def test_a_reminder_lists_what_is_due_and_asks_for_numbers_that_are_not_known(book: Store) -> None:
    with book.writing("例") as session:
        add_both_sides(session)
    document = letter(book)
    assert (document.title, document.recipients, document.layout, document.signed_by) == (
        *("关于履行投资合同约定事项的提醒函", "甲公司", DocumentLayout.LETTER, "示例县招商办"),
    )
    assert texts(document) == [
        "截至2026年10月31日，贵公司与示例县所订合同约定的事项中，到期没有履约、没有全部履约的有1件，列在下表。",
        "另有“用工二百人”（用工人数200人）已到期，请贵公司提供实际数和佐证材料，以便核实。",
        f"{REMINDED}请于收到本函之日起15日内填写回执，盖章后送我方。",
        "我方承诺贵公司的事项中，到期没有全部兑现的有2件，正在督促责任单位办理，办理结果另行告知。",
    ]
    (table,) = [block for block in document.body if isinstance(block, Table)]
    assert [cell.text for cell in table.rows[0].cells] == [
        *("1", "年纳税五百万", "投资合同，第六条", "年税收500万元", "250万元（项目台账），50%", "2026-09-30", "31"),
    ]
    (slip,) = document.annexes
    asked = next(block for block in slip.blocks if isinstance(block, Table))
    assert [row.cells[1].text for row in asked.rows] == ["年纳税五百万", "用工二百人"]


def test_a_warning_says_so_and_names_the_earlier_letter(book: Store) -> None:
    with book.writing("例") as session:
        add_both_sides(session)
        duty = session.query(Obligation).filter(Obligation.name == "年纳税五百万").one()
        duty.letter_on = date(2026, 10, 10)
    written = texts(letter(book, LetterKind.WARNING))
    assert "将按合同的约定办理。请于收到本函之日起10日内填写回执" in written[2]
    assert written[3] == "我方已于2026年10月10日就以上事项发函。"


def test_without_anything_due_there_is_no_letter(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_firm(session)
        add_duty(session, "明年开工", measure="开工时间", project=rows.project, due=date(2027, 5, 1))
    with pytest.raises(UserError, match="“甲公司”没有到期未履约的事项，不用发提醒函。"):
        letter(book)


def test_a_number_that_is_not_known_is_asked_for_but_warns_of_nothing(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_firm(session)
        due = {"project": rows.project, "due": date(2026, 9, 1)}
        add_duty(session, "用工", measure="用工人数", promised=Decimal(20), **due)
    assert texts(letter(book))[0].endswith("有的时限已过，我方还没有实际数可以核对。")
    with pytest.raises(UserError, match="不用发警示函"):
        letter(book, LetterKind.WARNING)
