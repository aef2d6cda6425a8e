"""Where promises and duties stand, on the days around each boundary."""

from datetime import date
from decimal import Decimal

import pytest

from models.rules.kept_promises import (
    DutyFacts,
    DutyState,
    PromiseDays,
    PromiseState,
    counts_as_due,
    duty_state,
    promise_state,
    unit_of,
)

DAY = date(2026, 10, 31)
BEFORE, AFTER = date(2026, 10, 30), date(2026, 11, 1)
MONEY = Decimal(100)
S, D = PromiseState, DutyState


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        (PromiseDays(), S.NOT_MET),
        # Without a condition it is met when it falls due, which is on the day itself.
        (PromiseDays(due=AFTER), S.NOT_MET),
        (PromiseDays(due=DAY), S.OWED),
        # With one, somebody has to say that it is met.
        (PromiseDays("投产", due=AFTER), S.NOT_MET),
        (PromiseDays("投产", due=DAY), S.UNCHECKED),
        (PromiseDays("投产", due=DAY, word="未达兑现条件"), S.NOT_MET),
        (PromiseDays("投产", met_on=AFTER, due=BEFORE), S.NOT_MET),
        (PromiseDays("投产", met_on=DAY, due=AFTER), S.UNCLAIMED),
        (PromiseDays("投产", met_on=DAY, due=BEFORE), S.UNCLAIMED),
        (PromiseDays("投产", met_on=DAY, applied_on=AFTER, due=BEFORE), S.UNCLAIMED),
        (PromiseDays("投产", met_on=BEFORE, applied_on=DAY, due=AFTER), S.CLAIMED),
        (PromiseDays("投产", met_on=BEFORE, applied_on=DAY, due=DAY), S.OWED),
        (PromiseDays("投产", met_on=BEFORE, applied_on=DAY), S.OWED),
        (PromiseDays("投产", met_on=BEFORE, without_claim=True, due=AFTER), S.CLAIMED),
        (PromiseDays("投产", met_on=BEFORE, without_claim=True, due=DAY), S.OWED),
        # The word typed counts where no day says otherwise.
        (PromiseDays("投产", word="应兑未兑"), S.OWED),
        (PromiseDays("投产", word="部分兑现", due=AFTER), S.PARTLY),
        (PromiseDays("投产", word="已兑现"), S.PAID),
        (PromiseDays("投产", met_on=BEFORE, word="未达兑现条件", applied_on=DAY), S.OWED),
        # Amounts go before the word, and a payment of tomorrow is none of today.
        (PromiseDays(amount=MONEY, fulfilled=MONEY), S.PAID),
        (PromiseDays(amount=MONEY, fulfilled=MONEY - 1), S.PARTLY),
        (PromiseDays(amount=MONEY, fulfilled=MONEY - 1, word="已兑现"), S.PARTLY),
        (PromiseDays(amount=MONEY, fulfilled=MONEY, paid_on=DAY), S.PAID),
        (PromiseDays(amount=MONEY, fulfilled=MONEY, paid_on=AFTER, due=DAY), S.OWED),
        (PromiseDays(closed=True), S.PAID),
        (PromiseDays(closed=True, closed_on=AFTER, due=DAY), S.OWED),
        (PromiseDays(closed=True, word="未达兑现条件"), S.NOT_MET),
    ],
)
def test_a_promise_stands_where_its_days_and_its_word_put_it(promise: PromiseDays, expected: PromiseState) -> None:
    assert promise_state(promise, DAY) == expected


def test_a_review_holds_up_what_is_not_paid_and_leaves_what_was() -> None:
    owed = PromiseDays("投产", met_on=BEFORE, applied_on=BEFORE, due=BEFORE)
    assert promise_state(owed, DAY, is_held=True) == S.HELD
    assert promise_state(PromiseDays(amount=MONEY, fulfilled=MONEY), DAY, is_held=True) == S.PAID


def test_what_was_paid_by_a_day() -> None:
    part = PromiseDays(amount=MONEY, fulfilled=Decimal(40), paid_on=DAY)
    assert [part.paid_by(BEFORE), part.paid_by(DAY)] == [0, 40]
    # 已兑现 without an amount paid means all of it.
    assert PromiseDays(amount=MONEY, word="已兑现").paid_by(DAY) == MONEY
    assert PromiseDays(amount=MONEY, closed=True, closed_on=AFTER).paid_by(DAY) == 0


@pytest.mark.parametrize(
    ("state", "is_past", "expected"),
    [
        (S.PAID, False, True),
        (S.OWED, True, True),
        (S.PARTLY, True, True),
        (S.PARTLY, False, False),
        (S.UNCLAIMED, True, False),
        (S.HELD, True, False),
        (S.UNCHECKED, True, False),
        (S.CLAIMED, False, False),
        (S.NOT_MET, True, False),
    ],
)
def test_only_what_should_be_paid_counts_below_the_line(state: PromiseState, is_past: bool, expected: bool) -> None:
    assert counts_as_due(state, is_past=is_past) is expected


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        (DutyFacts(), D.NOT_DUE),
        (DutyFacts(due=DAY), D.NOT_DUE),  # it has the day itself
        (DutyFacts(due=BEFORE), D.BROKEN),
        (DutyFacts(due=BEFORE, closed=True), D.DONE),
        (DutyFacts(due=BEFORE, closed=True, closed_on=DAY), D.DONE),
        (DutyFacts(due=BEFORE, closed=True, closed_on=AFTER), D.BROKEN),
        (DutyFacts("年税收", MONEY, None, due=BEFORE), D.UNCHECKED),
        (DutyFacts("年税收", MONEY, None, due=DAY), D.NOT_DUE),
        (DutyFacts("年税收", MONEY, Decimal(0), due=BEFORE), D.BROKEN),
        (DutyFacts("年税收", MONEY, MONEY - 1, due=BEFORE), D.PARTLY),
        (DutyFacts("年税收", MONEY, MONEY - 1, due=AFTER), D.NOT_DUE),
        (DutyFacts("年税收", MONEY, MONEY, due=BEFORE), D.DONE),
        (DutyFacts("年税收", MONEY, MONEY), D.DONE),
        (DutyFacts("年税收", None, MONEY, due=BEFORE), D.BROKEN),  # nothing says how much was promised
        (DutyFacts("投产时间", reached_on=DAY, due=BEFORE), D.DONE),
        (DutyFacts("投产时间", reached_on=AFTER, due=BEFORE), D.BROKEN),
        (DutyFacts("投产时间", due=DAY), D.NOT_DUE),
        (DutyFacts("投产时间", due=BEFORE), D.BROKEN),
    ],
)
def test_a_duty_stands_where_its_number_or_stage_and_its_deadline_put_it(duty: DutyFacts, expected: DutyState) -> None:
    assert duty_state(duty, DAY) == expected


@pytest.mark.parametrize(
    ("measure", "unit"),
    [("投资额", "万元"), ("亩均税收", "万元/亩"), ("用工人数", "人"), ("投产时间", ""), ("", ""), ("县里自己的", "")],
)
def test_each_measure_has_its_unit(measure: str, unit: str) -> None:
    assert unit_of(measure) == unit
