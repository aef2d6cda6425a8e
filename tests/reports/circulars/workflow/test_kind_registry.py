"""Kinds of circulars register themselves, with the duties that issuing them completes."""

import json
from dataclasses import replace

import pytest

from models.demo import work
from models.errors import UserError
from models.rules.duty_schedule import CADENCES
from models.rules.vocabulary import CircularName
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS, CIRCULAR_OF_DUTY, circular_kind, register
from resources import PRESETS


def test_kinds_are_listed_in_their_order() -> None:
    places = [(kind.position, key) for key, kind in CIRCULAR_KINDS.items()]
    assert places == sorted(places)
    known = (
        *("week", "half-month", "minutes", "month", "meeting", "quarter", "half-year", "year", "three-batches"),
        *("queue", "inspection", "assessment"),
    )
    assert tuple(key for key in CIRCULAR_KINDS if key in known) == known
    assert [key for key, kind in CIRCULAR_KINDS.items() if kind.ranks] == [
        "quarter",
        "queue",
        "inspection",
        "assessment",
    ]
    whole_year = [key for key, kind in CIRCULAR_KINDS.items() if kind.is_default_of_period]
    assert whole_year[:6] == ["week", "half-month", "month", "quarter", "half-year", "year"]


def test_every_word_of_the_dictionary_is_a_kind() -> None:
    words = json.loads((PRESETS / "dictionaries.json").read_text("utf-8"))["circular_kind"]["words"]
    names = {kind.name for kind in CIRCULAR_KINDS.values()}
    assert set(CircularName) <= set(words) <= names


def test_issuing_a_circular_completes_the_duties_of_its_kind() -> None:
    assert circular_kind("quarter").duties == ("每季通报", "季排名", "季考评")
    assert circular_kind("inspection").duties == ("年中督查",)
    assert circular_kind("three-batches").duties == ()


def test_a_duty_called_like_a_circular_ends_in_it() -> None:
    duties = {duty.name for cadence in CADENCES.values() for duty in cadence}
    assert CIRCULAR_OF_DUTY.keys() <= duties
    assert duties & set(CircularName) <= CIRCULAR_OF_DUTY.keys()
    assert duties - CIRCULAR_OF_DUTY.keys() == {"一周一研究", "一月一汇总", "周调度"}


def test_the_demonstration_marks_only_duties_without_a_circular() -> None:
    of_hejin = {duty.name for duty in CADENCES["hejin"]}
    assert set(work.MARKED_BY_HAND) == of_hejin - CIRCULAR_OF_DUTY.keys()


@pytest.mark.parametrize("shared", ["key", "name", "duties"])
def test_two_kinds_cannot_share_a_key_a_name_or_a_duty(shared: str) -> None:
    week, month = CIRCULAR_KINDS["week"], CIRCULAR_KINDS["month"]
    values = {"key": "week", "name": "周动态", "duties": week.duties}
    with pytest.raises(ValueError, match="week"):
        register([week, replace(month, **{shared: values[shared]})])  # type: ignore[arg-type]  # either field


def test_an_unknown_kind_is_refused_with_all_that_there_are() -> None:
    with pytest.raises(UserError, match=r"还不能生成“weekly”，目前可选：week（周动态）、.*、assessment（年末考核）。"):
        circular_kind("weekly")
