"""The gates before and after signing."""

from decimal import Decimal

from models.rules.screening import (
    HIGHS,
    LAWS,
    LOWS,
    PerMuThresholds,
    gate_after_signing,
    gate_to_sign,
    screen_four_highs,
    screen_per_mu,
)

D = Decimal


def test_per_mu_figures_meet_the_threshold_they_equal() -> None:
    checks = screen_per_mu(D(20_000), D(14_900), None, D(100), PerMuThresholds())
    assert [check.met for check in checks] == [True, False, None]
    assert checks[0].text == "亩均投资200.00万元/亩，达到门槛200万元/亩"


def test_without_land_nothing_is_checked() -> None:
    assert {check.met for check in screen_per_mu(D(1), D(1), D(1), None, PerMuThresholds())} == {None}


def test_all_six_are_wanted_and_one_no_decides() -> None:
    ticks: dict[str, bool | None] = dict.fromkeys((*HIGHS, *LOWS), True)
    assert screen_four_highs(ticks).met is True
    assert screen_four_highs(ticks | {"low_danger": None}).met is None
    assert screen_four_highs(ticks | {"low_danger": False, "high_tax": None}).met is False


def test_signing_waits_for_diligence_and_every_law() -> None:
    checked = {
        "checked_background": "查",
        "checked_industry": "查",
        "checked_experts": "查",
        "checked_on": "2026-10-01",
    }
    answers: dict[str, bool | None] = dict.fromkeys(LAWS, True)
    assert gate_to_sign(answers, checked).is_open
    assert gate_to_sign(answers | {"law_safety": False}, checked).missing == ("安全生产法",)
    assert gate_to_sign(answers, checked | {"checked_experts": None}).missing == ("专家论证意见",)


def test_after_signing_each_of_the_five_ones_is_asked_for() -> None:
    missing = gate_after_signing({"patron": "示例甲", "agent": "示例乙", "one_project": True}).missing
    assert missing == ("一名领导牵头", "一套班子服务", "一个部门负责", "一套管理方案")
