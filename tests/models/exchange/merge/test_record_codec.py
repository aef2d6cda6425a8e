"""Records travel as lines that fit a cell, and come back whole or not at all."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.exchange.merge.record_codec import RecordsDamaged, RecordWriter, read_records

MAGIC = "招商台账留痕包1"
CELL = 32_767  # characters that Excel's cell takes
PLENTY = 1 << 30
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def written(*batches: list[object]) -> list[str]:
    """Write batches of records to lines."""
    writer = RecordWriter(MAGIC)
    lines = [line for batch in batches for line in writer.add(batch)]
    return [*lines, *writer.close()]


def noise(length: int) -> str:
    """Return text that does not compress, the same every time."""
    return random.Random(7).randbytes(length // 2).hex()  # noqa: S311 - noise, no secret


@given(st.lists(st.lists(JSON_VALUES, max_size=4), max_size=4))
def test_records_come_back_as_they_were(batches: list[list[object]]) -> None:
    records = [record for batch in batches for record in batch]
    assert list(read_records(written(*batches), MAGIC, PLENTY)) == records


def test_no_records_are_two_lines_or_three_and_nothing_comes_back() -> None:
    lines = written()
    assert (lines[0], lines[-1].split()[0]) == (MAGIC, MAGIC)
    assert list(read_records(lines, MAGIC, PLENTY)) == []


def test_every_line_fits_a_cell_and_looks_like_no_number_or_formula() -> None:
    lines = written([noise(100_000)], [noise(50_000)])
    assert len(lines) > 4
    assert max(map(len, lines)) <= CELL
    assert {line[0] for line in lines[1:-1]} == {"z"}


def test_a_long_stream_gives_its_lines_as_they_fill() -> None:
    writer = RecordWriter(MAGIC)
    assert writer.add(["短"]) == [MAGIC]  # the first line at once, the rest when there is enough
    assert writer.add([noise(200_000)])


@pytest.mark.parametrize("at", [0, 1, 2, -1])
def test_a_line_that_is_missing_is_noticed(at: int) -> None:
    lines = written([noise(100_000)])
    del lines[at]
    with pytest.raises(RecordsDamaged):
        list(read_records(lines, MAGIC, PLENTY))


def test_lines_out_of_order_or_changed_are_noticed() -> None:
    lines = written([noise(100_000)])
    swapped = [lines[0], lines[2], lines[1], *lines[3:]]
    changed = [lines[0], lines[1][:-1] + ("A" if lines[1][-1] != "A" else "B"), *lines[2:]]
    for damaged in (swapped, changed, [*lines, lines[1]], ["别的文件", *lines[1:]]):
        with pytest.raises(RecordsDamaged):
            list(read_records(damaged, MAGIC, PLENTY))


def test_no_more_is_unpacked_than_is_allowed() -> None:
    """The text of 1,000 characters, its quotes and its line end are 1,003 bytes."""
    lines = written(["a" * 1000])
    assert list(read_records(lines, MAGIC, 1003)) == ["a" * 1000]
    with pytest.raises(ValueError, match="1003"):
        list(read_records(lines, MAGIC, 1002))
