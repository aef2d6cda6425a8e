"""A field's heading, what it refuses by name, and how a ledger's fields and links are listed."""

from dataclasses import replace

import pytest

from models.errors import UserError
from models.fields.amounts import AreaKind, CountKind, MoneyKind
from models.fields.field import Field, FieldFacts, field_of, fields, link_fields, split_aliases
from models.fields.kind import FieldKind, ReadContext
from models.fields.kinds import LineKind, PhoneKind
from models.ledgers import LEDGERS, Lead, Project

CONTEXT = ReadContext()


def declared(kind: FieldKind, *, required: bool = False, private: bool = False) -> Field:
    """Declare a field called 总投资."""
    return Field("total", kind, required, FieldFacts("总投资", private=private))


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (MoneyKind("万元"), "总投资（万元）"),
        (AreaKind("亩", 2), "总投资（亩）"),
        (CountKind("个"), "总投资"),  # a measure word is no unit
        (CountKind("家"), "总投资"),
        (LineKind(), "总投资"),
    ],
)
def test_a_heading_names_the_unit(kind: FieldKind, title: str) -> None:
    assert declared(kind).title == title


def test_an_error_begins_with_the_field() -> None:
    with pytest.raises(UserError, match=r"^总投资：“大概吧”不是数"):
        declared(MoneyKind("万元")).read("大概吧", CONTEXT)


@pytest.mark.parametrize("raw", [None, "", "  ", "/", "暂无"])
def test_a_required_field_takes_no_word_for_nothing(raw: str | None) -> None:
    assert declared(LineKind()).read(raw, CONTEXT).value is None
    with pytest.raises(UserError, match=r"^总投资：必填，不能空着。$"):
        declared(LineKind(), required=True).read(raw, CONTEXT)


def test_zero_satisfies_a_required_number() -> None:
    assert declared(MoneyKind("万元"), required=True).read("0", CONTEXT).value == 0


def test_a_field_is_masked_by_its_kind_or_by_its_declaration() -> None:
    assert declared(PhoneKind()).private
    assert declared(LineKind(), private=True).private
    assert not declared(LineKind()).private


def test_headings_of_other_offices_are_split_at_blanks() -> None:
    assert split_aliases(" 项目名称  名称\n项目 ") == ("项目名称", "名称", "项目")
    assert split_aliases("") == ()


def test_a_field_is_listed_by_its_key() -> None:
    name = field_of(Project, "name")
    assert (name.label, name.required) == ("项目名称", True)
    assert replace(name, required=False).label == "项目名称"
    with pytest.raises(StopIteration):
        field_of(Project, "no_such_field")


def test_links_are_listed_with_the_table_they_lead_to() -> None:
    assert ("task_force", "task_force") in link_fields(Lead)
    tables = {ledger.__tablename__ for ledger in LEDGERS}
    assert all(table in tables for ledger in LEDGERS for _, table in link_fields(ledger))


def test_every_row_has_a_remark_at_its_end() -> None:
    assert all(fields(ledger)[-1].key == "remark" for ledger in LEDGERS)
