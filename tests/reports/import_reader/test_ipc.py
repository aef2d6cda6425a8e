"""Every cell value survives the transfer from the worker; a malformed line raises an error."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.import_reader.ipc import ROWS_PREFIX, LineDecoder, encode_line

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["", "\n", "\x1e", "\x1f", "\r"]
)
DAYS = st.dates() | st.datetimes().filter(lambda value: value.time() != time())
VALUES = TEXTS | DAYS | st.booleans() | st.integers(-(10**15), 10**15) | st.floats(allow_nan=False)
COLUMNS = st.sampled_from([TEXTS, DAYS, DAYS | st.just(""), st.floats(allow_nan=False), VALUES])


@st.composite
def blocks(draw: st.DrawFn) -> list[list[Any]]:
    """Draw rows of columns that are of one kind, or mixed."""
    height, kinds = draw(st.integers(1, 5)), draw(st.lists(COLUMNS, min_size=1, max_size=4))
    columns = [draw(st.lists(kind, min_size=height, max_size=height)) for kind in kinds]
    return [list(row) for row in zip(*columns, strict=True)]


@given(blocks())
def test_rows_come_back_as_they_were(rows: list[list[Any]]) -> None:
    encoded = encode_line(rows)
    assert encoded.startswith(ROWS_PREFIX)
    assert encoded.count(b"\n") == 1
    decoded = list(LineDecoder().rows(encoded))
    assert decoded == rows
    assert [list(map(type, row)) for row in decoded] == [list(map(type, row)) for row in rows]


def test_short_rows_are_filled_up_and_midnights_are_days() -> None:
    rows: list[list[Any]] = [["甲"], ["乙", datetime(2026, 11, 20), time(9, 5), timedelta(hours=26)]]  # noqa: DTZ001 - a cell has no zone
    assert list(LineDecoder().rows(encode_line(rows))) == [
        ["甲", "", "", ""],
        ["乙", date(2026, 11, 20), "09:05", "26:00"],
    ]


@pytest.mark.parametrize(
    "output",
    ["x1", "j[[1]]", 'j{"a":1}', "j[null]", 'j[{"e":1}]', "j1", "j", "", "d2026-13-01", "tA\x1fB\x1etA", "j[1"],
)
def test_what_no_child_of_ours_says_is_refused(output: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        list(LineDecoder().rows(b"\x1e" + output.encode() + b"\n"))
