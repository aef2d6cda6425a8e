"""The gates before and after signing."""

from decimal import Decimal

import pytest

from models.rules.screening import (
    HIGHS,
    LAWS,
    LOWS,
    PerMuThresholds,
    gate_after_signing,
    gate_to_sign,
    per_mu,
    screen_four_highs,
    screen_laws,
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


@pytest.mark.parametrize(
    ("tax", "met", "text"),
    [
        ("999.9", False, "亩均税收10.00万元/亩，低于门槛10万元/亩"),  # 9.999 prints as 10.00 and is still below
        ("1000", True, "亩均税收10.00万元/亩，达到门槛10万元/亩"),
        ("1000.1", True, "亩均税收10.00万元/亩，达到门槛10万元/亩"),
    ],
)
def test_a_threshold_is_met_by_the_number_itself(tax: str, text: str, *, met: bool) -> None:
    finding = screen_per_mu(None, None, D(tax), D(100), PerMuThresholds(None, None, D(10)))
    assert [(each.name, each.met, each.text) for each in finding] == [("亩均税收", met, text)]


def test_a_figure_without_a_threshold_is_not_asked_for_and_the_others_still_are() -> None:
    findings = screen_per_mu(D(1), D(1), None, D(1), PerMuThresholds(None, D(1), D(10)))
    assert [(each.name, each.met) for each in findings] == [("亩均产值", True), ("亩均税收", None)]
    assert findings[1].text == "亩均税收缺用地或金额，未能测算（门槛10万元/亩）"
    assert (per_mu(D(10), D(0)), per_mu(None, D(1)), per_mu(D(10), D(4))) == (None, None, D("2.5"))


def test_laws_are_met_broken_or_not_yet_checked() -> None:
    findings = screen_laws({"law_energy": True, "law_safety": False})
    assert [finding.text for finding in findings[:3]] == ["节约能源法：符合", "环境保护法：未核", "安全生产法：不符合"]
    assert [finding.met for finding in findings[:3]] == [True, None, False]


def test_the_highs_and_lows_are_counted_apart() -> None:
    ticks: dict[str, bool | None] = {"high_tech": True, "high_tax": True, "high_value": False, "low_danger": True}
    finding = screen_four_highs(ticks)
    assert (finding.name, finding.met, finding.text) == ("四高二低", False, "四高符合2项，二低符合1项")


def test_a_gate_is_named_for_the_stage_it_guards() -> None:
    gate = gate_to_sign({}, {})
    assert gate.stage == "签约"
    assert not gate.is_open
    assert gate.missing == ("企业背景实力考察", "产业与技术评估", "专家论证意见", "尽调完成日期", *LAWS.values())
    after = gate_after_signing({})
    assert (after.stage, after.missing[:3]) == ("开工", ("包联领导", "代办员", "一个重点项目"))
