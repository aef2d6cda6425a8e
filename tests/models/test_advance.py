"""Registering a stage from what was typed."""

from datetime import date

import pytest

from models.advance import advance
from models.intake import Refusals, context
from models.ledgers import Project
from models.refusal import Refusal
from models.store import Store
from tests import rows


def test_a_move_keeps_its_day_amount_mark_and_who(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.project(session, "甲项目", {"在谈": date(2026, 3, 2)})
    with book.writing("登记阶段") as session:
        typed = {"stage": "签约", "on": "2026-5-18", "amount": "约9.8亿", "evidence": "HT-018"}
        move = advance(session, row, typed, "李明", context(session))
        assert (move.on, move.mark("amount"), move.by) == (date(2026, 5, 18), "约", "李明")
        assert move.amount == 98000
    with book.reading() as session:
        assert session.get_one(Project, row).stage == "签约"


def test_an_earlier_move_registered_later_does_not_set_the_project_back(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.project(session, "甲项目", {"在谈": date(2026, 3, 2), "开工": date(2026, 8, 1)})
        advance(session, row, {"stage": "签约", "on": "2026-5-18"}, "李明", context(session))
    with book.reading() as session:
        assert session.get_one(Project, row).stage == "开工"


def test_all_that_is_wrong_is_refused_at_once(book: Store) -> None:
    with book.writing("示例") as session:
        row = rows.project(session, "甲项目", {"在谈": date(2026, 3, 2)})
        with pytest.raises(Refusals) as refused:
            advance(session, row, {"stage": "", "on": "2月30日", "amount": "很多"}, "李明", context(session))
        assert set(refused.value.by_key) == {"stage", "on", "amount"}
        with pytest.raises(Refusal, match="已不在账本里"):
            advance(session, "nobody", {}, "李明", context(session))
