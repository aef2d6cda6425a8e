"""No field is there for nothing: a page, sheet, figure or rule reads it, or it is listed with the reason why not."""

import pytest

from tests.clause_rows import FIELDS
from tests.field_reads import UNREAD, is_allowed, unread_fields


def test_what_nothing_reads_is_listed_with_its_reason() -> None:
    assert sorted(name for name in unread_fields() if not is_allowed(name)) == []


def test_no_field_is_listed_that_is_read_or_gone() -> None:
    assert [name for name in UNREAD if "." in name and name not in unread_fields()] == []


@pytest.mark.parametrize("clause", FIELDS)
def test_a_clause_rests_on_no_field_that_nothing_reads(clause: str) -> None:
    typed = {f"{ledger.__tablename__}.{key}" for ledger, texts in FIELDS[clause] for key in texts}
    assert sorted(typed & unread_fields()) == []


def test_the_search_tells_a_field_that_is_read_from_one_that_is_not() -> None:
    assert not {"project.signed_amount", "lead.channel", "dormant.due"} & unread_fields()
    assert "contact.phone" in unread_fields()
