"""A changeset survives its way through worksheet cells, and an altered one is not read at all."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.exchange.parcel import Packing, from_text, text_of
from models.ledgers import Lead
from models.record import add_many
from models.store import Store
from tests.models.exchange.books import everything, opened, packed


@pytest.fixture
def two(empty_book: Path, tmp_path: Path) -> Iterator[list[Store]]:
    """Open two new books."""
    with opened(empty_book, tmp_path, 2) as books:
        yield books


@pytest.mark.parametrize("cut", [0.0, 0.3, 0.9, 0.999])
def test_a_text_that_was_touched_is_no_parcel(two: list[Store], cut: float) -> None:
    with two[0].writing("新增") as session:
        add_many(session, Lead, [{"name": f"线索{number}", "place": str(number) * 40} for number in range(2000)])
    with two[0].reading() as session:
        text = text_of(session, everything(session), unmasked=True)
    assert max(map(len, text.splitlines())) <= 32_000
    assert len(text.splitlines()) > 2
    whole = from_text(text)
    assert whole is not None
    assert whole.ops == packed(two[0]).ops
    assert from_text(text.replace("\n", "\r\n")) is not None
    at = int(len(text) * cut)
    assert from_text(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]) is None
    assert from_text(text[:at]) is None
    assert from_text("") is None


def test_packing_holds_a_few_hundred_rows_at_a_time_whatever_their_number(two: list[Store]) -> None:
    rows: list[str] = []
    with two[0].writing("新增") as session:
        for start in range(0, 12_000, 2000):
            values = ({"name": f"线索{number}", "progress": "进展" * 500} for number in range(start, start + 2000))
            rows += add_many(session, Lead, values)
    with two[0].reading() as session:
        packing = Packing(session)
        for _ in packing.rows("lead", rows[:2000]):
            pass
        tracemalloc.start()
        try:
            count = sum(1 for _ in packing.rows("lead", rows)) + sum(1 for _ in packing.close())
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert count > 5
    assert most < 12_000_000  # the edits of all these rows are 20 MB of text at least


def test_rows_packed_twice_and_in_any_order_make_the_same_parcel(two: list[Store]) -> None:
    with two[0].writing("新增") as session:
        rows = add_many(session, Lead, [{"name": f"线索{number}"} for number in range(1200)])
    for row in (rows[900], rows[3]):
        with two[0].writing("改") as session:
            session.get_one(Lead, row).place = "苏州"
    with two[0].reading() as session:
        text = text_of(session, {"lead": [*rows[700:], *rows[::-1], *rows[:10]]}, unmasked=True)
    changeset = from_text(text)
    assert changeset is not None
    assert changeset.ops == packed(two[0]).ops
    assert len(changeset.ops) == 1202
    assert {op.row for op in changeset.ops} == set(rows)
    chain = [op.digest for op in changeset.ops]
    assert [op.previous for op in changeset.ops[1:]] == chain[:-1]
