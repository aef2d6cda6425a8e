"""Batches are read from what a clerk wrote beside a project."""

from decimal import Decimal

from models.ledgers import Project
from models.statistics.three_batches import batch_names, members_of_batch, parse_batch_entries
from models.storage.store import Store
from tests.rows import add_row


def test_what_is_written_is_read_as_batches_with_parts() -> None:
    assert list(parse_batch_entries("2026年第二次")) == [("2026年第二次", "")]
    assert list(parse_batch_entries("2025年第一次签约、2025年第二次开工")) == [
        ("2025年第一次", "签约"),
        ("2025年第二次", "开工"),
    ]
    assert list(parse_batch_entries("，")) == []


def test_members_stand_in_the_order_of_their_parts_and_size(book: Store) -> None:
    with book.writing("项目") as session:
        for name, stage, total in (("小", "签约", 1), ("大", "签约", 9), ("产", "达效", 5), ("谈", "在谈", 7)):
            add_row(session, Project, name=name, stage=stage, total=Decimal(total), three_batches="2026年第一次")
        add_row(session, Project, name="建", stage="竣工", total=Decimal(3), three_batches="2026年第一次、2026年第二次")
    with book.reading() as session:
        batch_members = members_of_batch(session, "2026年第一次")
        names = batch_names(session)
    # One that is only talked about takes part in none of the three.
    parts = [(member.name, member.role) for member in batch_members]
    assert parts == [("大", "签约"), ("小", "签约"), ("建", "开工"), ("产", "投产")]
    assert names == ["2026年第一次", "2026年第二次"]
