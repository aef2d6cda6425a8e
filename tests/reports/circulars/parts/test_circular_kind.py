"""Kinds of circulars: which of them stands for its period, and what a draft from a period's data is given."""

from datetime import date

import pytest

from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars.parts.circular_kind import CircularKind, DraftRequest, from_period_data
from reports.circulars.parts.period_data import PeriodData
from reports.circulars.workflow.compose import load_facts
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS
from reports.content.document import Document

EMPTY_DOCUMENT = Document("题", "", "", "", (), "", date(2026, 11, 5))


@pytest.mark.parametrize(("key", "period", "default"), [("month", "month", True), ("queue", "month", False)])
def test_the_circular_called_like_its_period_stands_for_it(key: str, period: str, default: bool) -> None:
    kind = CircularKind(key, "某通报", period, lambda _: EMPTY_DOCUMENT, 1)
    assert kind.is_default_of_period is default


def test_each_period_has_one_circular_that_stands_for_it() -> None:
    defaults = [kind.period for kind in CIRCULAR_KINDS.values() if kind.is_default_of_period]
    assert len(defaults) == len(set(defaults))
    assert {"week", "month", "quarter", "year"} <= set(defaults)


def test_a_draft_is_given_the_data_of_its_own_period(county: tuple[Store, dict[str, str]]) -> None:
    book, _ = county
    given: list[PeriodData] = []

    def draft(data: PeriodData) -> Document:
        given.append(data)
        return EMPTY_DOCUMENT

    request = DraftRequest(book, load_facts(book), read_period("2026-10"))
    assert from_period_data(draft)(request) is EMPTY_DOCUMENT
    assert [data.board.period.key for data in given] == ["2026-10"]
    assert given[0].board.now("signed").text == "2"
