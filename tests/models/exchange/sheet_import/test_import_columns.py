"""The columns a sheet may have: a ledger's fields, and for projects the days of their stages."""

import pytest

from models.exchange.sheet_import.import_columns import STAGE_COLUMNS, import_column, import_columns
from models.fields.field import fields
from models.ledgers import LEDGERS, Lead, Project
from models.rules.stages import STAGE_ORDER


def test_other_ledgers_have_their_own_fields_only() -> None:
    for ledger in LEDGERS:
        if ledger is not Project:
            assert import_columns(ledger) == tuple(fields(ledger))


def test_a_project_s_sheet_may_say_when_it_entered_its_stages() -> None:
    extra = [column.key for column in import_columns(Project)[len(fields(Project)) :]]
    assert extra[: len(STAGE_COLUMNS)] == list(STAGE_COLUMNS)
    assert list(STAGE_COLUMNS.values()) == [stage for stage in STAGE_ORDER if stage in STAGE_COLUMNS.values()]


@pytest.mark.parametrize(
    ("key", "label", "spelling"),
    [
        ("signed_on", "签约日期", "合同签订时间"),
        ("started_on", "开工日期", "实际开工时间"),
        ("finished_on", "竣工日期", "竣工时间"),
        ("produced_on", "投产日期", "投产时间"),
    ],
)
def test_stage_days_have_the_headings_offices_use(key: str, label: str, spelling: str) -> None:
    column = import_column(Project, key)
    assert column.label == label
    assert spelling in column.facts.aliases


def test_a_plan_is_no_day_of_a_stage() -> None:
    names = {name for key in STAGE_COLUMNS for name in import_column(Project, key).facts.aliases}
    assert not any("计划" in name or "预计" in name for name in names)


def test_no_two_columns_have_one_key_or_one_label() -> None:
    for ledger in LEDGERS:
        columns = import_columns(ledger)
        assert len({column.key for column in columns}) == len(columns)
        assert len({column.label for column in columns}) == len(columns)


def test_a_column_nobody_has_is_a_fault_of_the_program() -> None:
    with pytest.raises(StopIteration):
        import_column(Lead, "signed_on")
