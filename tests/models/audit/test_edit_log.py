"""The edit log's arithmetic: clocks that never go back, heads, and a digest chain that shows any change."""

import json
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.audit.edit_log import canonical, chain_digest, heads, hlc_tick, state_of, wall_ms

CLOCKS = st.builds(lambda ms, count: f"{ms:012x}{count:04x}", st.integers(0, 2**47), st.integers(0, 2**16 - 1))


@given(previous=CLOCKS, now=st.integers(0, 2**47))
def test_a_clock_moves_on_although_the_wall_clock_went_back(previous: str, now: int) -> None:
    after = hlc_tick(previous, now)
    assert len(after) == 16
    assert after > previous
    assert wall_ms(after) >= now


def make_edit(number: int, values: dict[str, Any], parents: dict[str, list[str]]) -> SimpleNamespace:
    """Make an edit as the log stores it."""
    return SimpleNamespace(id=f"e{number}", clock=f"{number:016x}", values=json.dumps(values), saw=json.dumps(parents))


def test_an_edit_replaces_only_what_it_saw() -> None:
    first = make_edit(1, {"place": "苏州", "total": 1}, {})
    here = make_edit(2, {"place": "宁波"}, {"place": ["e1"]})
    there = make_edit(3, {"place": "上海"}, {"place": ["e1"]})
    heads_by_field = heads([there, first, here])
    assert [edit.id for edit in heads_by_field["place"]] == ["e2", "e3"]
    assert state_of([there, first, here]) == {"place": "上海", "total": 1}
    chosen = make_edit(4, {"place": "宁波"}, {"place": ["e2", "e3"]})
    assert [edit.id for edit in heads([chosen, there, first, here])["place"]] == ["e4"]


def test_a_cleared_field_is_no_state() -> None:
    assert state_of([make_edit(1, {"a": 1, "b": 2}, {}), make_edit(2, {"a": None}, {"a": ["e1"]})]) == {"b": 2}


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5) | st.integers() | st.none(), max_size=6))
def test_values_are_written_one_way_only(values: dict[str, Any]) -> None:
    turned = dict(reversed(list(values.items())))
    assert canonical(values) == canonical(turned)
    assert json.loads(canonical(values)) == values


@given(st.lists(st.text(st.characters(exclude_characters="\n"), max_size=6), min_size=1, max_size=5), st.data())
def test_any_change_of_any_part_changes_the_digest(parts: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(parts) - 1))
    other = data.draw(
        st.text(st.characters(exclude_characters="\n"), max_size=6).filter(lambda part: part != parts[place])
    )
    changed = [*parts[:place], other, *parts[place + 1 :]]
    assert chain_digest("", *parts) != chain_digest("", *changed)
    assert chain_digest("", *parts) != chain_digest("f", *parts)
