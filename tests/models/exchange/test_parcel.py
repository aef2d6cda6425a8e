"""A parcel survives its way through cells, and one that was touched is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.exchange.parcel import from_text, to_text
from models.ledgers import Lead
from models.record import add_many
from models.store import Store
from tests.models.exchange.books import opened, packed


@pytest.fixture
def two(empty_book: Path, tmp_path: Path) -> Iterator[list[Store]]:
    """Open two new books."""
    with opened(empty_book, tmp_path, 2) as books:
        yield books


@pytest.mark.parametrize("cut", [0.0, 0.3, 0.9, 0.999])
def test_a_text_that_was_touched_is_no_parcel(two: list[Store], cut: float) -> None:
    with two[0].writing("新增") as session:
        add_many(session, Lead, [{"name": f"线索{number}", "place": str(number) * 40} for number in range(2000)])
    text = to_text(packed(two[0]))
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
