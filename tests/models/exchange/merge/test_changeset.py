"""A changeset survives its way through worksheet cells, and an altered one is not read at all."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.audit.recorder import add_many
from models.exchange.merge.changeset import ChangesetWriter, changeset_text, read_changeset
from models.ledgers import Lead
from models.storage.store import Store
from tests.models.exchange.books import full_changeset, open_books, shareable_rows


@pytest.fixture
def two(empty_book: Path, tmp_path: Path) -> Iterator[list[Store]]:
    """Open two new books."""
    with open_books(empty_book, tmp_path, 2) as books:
        yield books


@pytest.mark.parametrize("cut", [0.0, 0.3, 0.9, 0.999])
def test_a_text_that_was_touched_is_no_changeset(two: list[Store], cut: float) -> None:
    with two[0].writing("新增") as session:
        add_many(session, Lead, [{"name": f"线索{number}", "place": str(number) * 40} for number in range(2000)])
    with two[0].reading() as session:
        text = changeset_text(session, shareable_rows(session), unmasked=True)
    assert max(map(len, text.splitlines())) <= 32_000
    assert len(text.splitlines()) > 2
    whole = read_changeset(text)
    assert whole is not None
    assert whole.edits == full_changeset(two[0]).edits
    assert read_changeset(text.replace("\n", "\r\n")) is not None
    at = int(len(text) * cut)
    assert read_changeset(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]) is None
    assert read_changeset(text[:at]) is None
    assert read_changeset("") is None


def test_packing_holds_a_few_hundred_rows_at_a_time_whatever_their_number(two: list[Store]) -> None:
    rows: list[str] = []
    with two[0].writing("新增") as session:
        for start in range(0, 12_000, 2000):
            values = ({"name": f"线索{number}", "progress": "进展" * 500} for number in range(start, start + 2000))
            rows += add_many(session, Lead, values)
    with two[0].reading() as session:
        packing = ChangesetWriter(session)
        for _ in packing.add_rows("lead", rows[:2000]):
            pass
        tracemalloc.start()
        try:
            count = sum(1 for _ in packing.add_rows("lead", rows)) + sum(1 for _ in packing.close())
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert count > 5
    assert most < 12_000_000  # the edits of all these rows are 20 MB of text at least


def test_rows_packed_twice_and_in_any_order_make_the_same_changeset(two: list[Store]) -> None:
    with two[0].writing("新增") as session:
        rows = add_many(session, Lead, [{"name": f"线索{number}"} for number in range(1200)])
    for row in (rows[900], rows[3]):
        with two[0].writing("改") as session:
            session.get_one(Lead, row).place = "苏州"
    with two[0].reading() as session:
        text = changeset_text(session, {"lead": [*rows[700:], *rows[::-1], *rows[:10]]}, unmasked=True)
    changeset = read_changeset(text)
    assert changeset is not None
    assert changeset.edits == full_changeset(two[0]).edits
    assert len(changeset.edits) == 1202
    assert {op.row for op in changeset.edits} == set(rows)
    chain = [op.digest for op in changeset.edits]
    assert [op.previous for op in changeset.edits[1:]] == chain[:-1]
