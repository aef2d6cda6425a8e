"""A column that holds two things is parted: the heading into two fields, each cell into its two parts."""

import pytest

from models.ledgers import Lead, Project
from reports.import_reader.heading_similarity import field_names
from reports.import_reader.paired_columns import paired_fields, split_pair


@pytest.mark.parametrize(
    ("heading", "keys"),
    [
        ("联系人及电话", ("counterpart", "phone")),
        ("联系人和联系方式", ("counterpart", "phone")),
        ("联系人、手机", ("counterpart", "phone")),
        ("责任单位及责任人", ("patron_unit", "owner")),
        ("责任单位/责任人", ("patron_unit", "owner")),
    ],
)
def test_a_heading_that_joins_two_fields(heading: str, keys: tuple[str, str]) -> None:
    assert paired_fields(heading, field_names(Project)) == keys


@pytest.mark.parametrize("heading", ["建设规模及内容", "联系人", "问题和建议", "电话和口号"])
def test_a_heading_that_joins_no_two_fields(heading: str) -> None:
    assert paired_fields(heading, field_names(Lead)) is None


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("王工13800000000", ("王工", "13800000000")),
        ("李工 0596-1234567", ("李工", "0596-1234567")),
        ("王工、李工 13800000000、13900000000", ("王工、李工", "13800000000、13900000000")),
        ("王工(13800000000)", ("王工", "13800000000")),
        ("13800000000", ("", "13800000000")),
        ("工科局 张示例", ("工科局", "张示例")),
        ("工科局/张示例", ("工科局", "张示例")),
        ("工科局", ("工科局", "")),
        ("", ("", "")),
    ],
)
def test_a_cell_is_parted(cell: str, parts: tuple[str, str]) -> None:
    assert split_pair(cell) == parts
