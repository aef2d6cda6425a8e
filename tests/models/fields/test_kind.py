"""What all kinds of fields have in common: texts are cleaned, blanks are nothing, wrong types are faults."""

from datetime import date
from decimal import Decimal

import pytest

from models.fields.amounts import MoneyKind
from models.fields.kind import (
    EMPTY_READ,
    PickedRow,
    ReadContext,
    ReadValue,
    clean_text,
    date_of,
    number_of,
    text_of,
)
from models.fields.kinds import DayKind, LineKind, PeopleKind, PhoneKind, ProseKind, YesNoKind

CONTEXT = ReadContext(today=date(2026, 11, 20), year=2026)


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("汾河焦化", "汾河焦化"),
        ("  汾河焦化\u3000", "汾河焦化"),
        ("第一行\r\n第二行", "第一行\n第二行"),
        ("第一行_x000D_\n第二行", "第一行\n第二行"),
        ("甲\x00乙\x07丙", "甲乙丙"),
        ("甲\ud800乙", "甲乙"),
        ("甲\ufffe乙\uffff", "甲乙"),
        ("甲\t乙", "甲\t乙"),
        ("𬭎光𠮷祥", "𬭎光𠮷祥"),
        (12.0, "12"),
        (12.5, "12.5"),
        (-3.0, "-3"),
        (0, "0"),
        (True, "True"),
        ("file_x1", "file_x1"),
    ],
)
def test_what_programs_add_to_a_text_is_taken_off(raw: object, clean: str) -> None:
    assert clean_text(raw) == clean


def test_a_cleaned_text_stays_as_it_is() -> None:
    for raw in ("  甲\x00 乙_x000D_\r\n丙 ", "\u3000示例\x1f", "a\ud800"):
        assert clean_text(clean_text(raw)) == clean_text(raw)


@pytest.mark.parametrize("kind", [LineKind(), ProseKind(), PeopleKind(), PhoneKind(), DayKind(), MoneyKind("万元")])
@pytest.mark.parametrize("raw", [None, "", " ", "\u3000", "/", "-", "—", "\x00"])
def test_nothing_is_nothing_for_every_kind(
    kind: LineKind | ProseKind | PeopleKind | PhoneKind | DayKind | MoneyKind, raw: str | None
) -> None:
    assert kind.read(raw, CONTEXT) == EMPTY_READ


@pytest.mark.parametrize("raw", ["、", "- ，", " 、 、 "])
def test_a_list_of_nothing_is_nothing(raw: str) -> None:
    assert PeopleKind().read(raw, CONTEXT) == EMPTY_READ


def test_a_value_may_stand_without_its_mark() -> None:
    assert ReadValue(Decimal(3)) == (Decimal(3), "")
    assert ReadValue(Decimal(3), "约").mark == "约"


def test_an_id_that_was_picked_is_told_from_a_name_that_was_typed() -> None:
    assert isinstance(PickedRow("0" * 32), str)
    assert not isinstance("0" * 32, PickedRow)


@pytest.mark.parametrize("value", [Decimal("1.5"), 3, 0])
def test_numbers_are_numbers(value: Decimal | int) -> None:
    assert number_of(value) == value


@pytest.mark.parametrize("value", ["3", date(2026, 1, 1), None])
def test_what_is_no_number_is_a_fault_of_the_program(value: str | date | None) -> None:
    with pytest.raises(TypeError, match="not a number"):
        number_of(value)


def test_dates_and_texts_are_what_they_are() -> None:
    assert date_of(date(2026, 1, 1)) == date(2026, 1, 1)
    assert text_of("甲") == "甲"
    for value in ("2026-01-01", 20260101, None):
        with pytest.raises(TypeError, match="not a date"):
            date_of(value)
    for other in (3, None, date(2026, 1, 1)):
        with pytest.raises(TypeError, match="not text"):
            text_of(other)


def test_a_kind_s_own_rules_decide_what_is_shown_stored_and_written() -> None:
    line = LineKind()
    assert (line.text("甲"), line.text(None), line.text("甲", "约")) == ("甲", "", "约甲")
    assert (line.store("甲"), line.store(None), line.load("甲")) == ("甲", None, "甲")
    assert (line.excel_value("甲"), line.excel_value(None)) == ("甲", None)
    with pytest.raises(TypeError, match="neither text nor a whole number"):
        line.store(Decimal("1.5"))


@pytest.mark.parametrize(("text", "masked"), [("示例甲", "示**"), ("示", "示"), ("", "")])
def test_a_private_text_shows_its_first_character(text: str, masked: str) -> None:
    assert LineKind().mask(text) == masked


def test_a_kind_may_be_compared_with_another_by_sqlalchemy() -> None:
    assert all(kind.cache_ok for kind in (LineKind, ProseKind, YesNoKind, DayKind))
