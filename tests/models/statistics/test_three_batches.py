"""Batches are read from what a clerk wrote beside a project."""

from decimal import Decimal

import pytest

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


@pytest.mark.parametrize(
    ("stage", "role"),
    [
        ("在谈", None),
        ("签约", "签约"),
        ("开工", "开工"),
        ("竣工", "开工"),
        ("投产", "投产"),
        ("达效", "投产"),
    ],
)
def test_a_project_that_names_no_part_is_in_the_one_of_its_stage(book: Store, stage: str, role: str | None) -> None:
    with book.writing("项目") as session:
        add_row(session, Project, name="甲", stage=stage, total=Decimal(1), three_batches="2026年第二次")
    with book.reading() as session:
        assert [member.role for member in members_of_batch(session, "2026年第二次")] == ([role] if role else [])


@pytest.mark.parametrize("asked", ["2026年第二次", "2026年第2次", "2026-2", "2026年2次"])
def test_a_batch_is_known_by_its_number_however_it_is_written(book: Store, asked: str) -> None:
    with book.writing("项目") as session:
        for name, text in (
            ("甲", "2026年第二次签约"),
            ("乙", "2026-2开工"),
            ("丙", "2026年第三次"),
            ("丁", "秋季签约"),
        ):
            add_row(session, Project, name=name, stage="签约", total=Decimal(1), three_batches=text)
    with book.reading() as session:
        assert [member.name for member in members_of_batch(session, asked)] == ["甲", "乙"]
        assert [member.name for member in members_of_batch(session, "秋季")] == ["丁"]
        assert members_of_batch(session, "春季") == []
        assert batch_names(session) == sorted(["2026年第二次", "2026-2", "2026年第三次", "秋季"])


def test_a_conceded_project_is_in_no_batch(book: Store) -> None:
    with book.writing("项目") as session:
        for name, ceded in (("让", True), ("胜", None)):
            facts = {"stage": "签约", "total": Decimal(1), "three_batches": "2026年第二次"}
            add_row(session, Project, name=name, ceded=ceded, **facts)
    with book.reading() as session:
        assert [member.name for member in members_of_batch(session, "2026年第二次")] == ["胜"]
