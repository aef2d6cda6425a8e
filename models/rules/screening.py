"""Screening of a project before signing: per-mu thresholds, 四高二低, 四法一政策, due diligence."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

LAWS = {
    "law_energy": "节约能源法",
    "law_environment": "环境保护法",
    "law_safety": "安全生产法",
    "law_quality": "产品质量法",
    "law_catalogue": "产业结构调整指导目录",
    "law_carbon": "碳达峰碳中和要求",
}
HIGHS = ("high_tech", "high_growth", "high_value", "high_tax")
LOWS = ("low_danger", "low_pollution")


@dataclass(frozen=True, slots=True)
class PerMuThresholds:
    """A county's minimum investment, output and tax per mu (万元/亩); None means no minimum."""

    invest: Decimal | None = Decimal(200)
    output: Decimal | None = Decimal(150)
    tax: Decimal | None = Decimal(10)


@dataclass(frozen=True, slots=True)
class ScreeningFinding:
    """One result of a screening: the criterion, whether it is met (None: not known yet), and the text for the sheet."""

    name: str
    met: bool | None
    text: str


def per_mu(amount: Decimal | None, land: Decimal | None) -> Decimal | None:
    """Return 万元 per 亩; None without an amount or land."""
    return None if amount is None or not land else amount / land


def screen_per_mu(
    fixed: Decimal | None,
    output: Decimal | None,
    tax: Decimal | None,
    land: Decimal | None,
    least: PerMuThresholds,
) -> list[ScreeningFinding]:
    """Check the three per-mu figures against the county's thresholds (襄垣 三个亩均入门关)."""
    asked = (("亩均投资", fixed, least.invest), ("亩均产值", output, least.output), ("亩均税收", tax, least.tax))
    findings = []
    for name, amount, threshold in asked:
        value = per_mu(amount, land)
        if threshold is None:
            continue
        if value is None:
            findings.append(ScreeningFinding(name, None, f"{name}缺用地或金额，未能测算（门槛{threshold:f}万元/亩）"))
            continue
        met = value >= threshold
        relation = "达到" if met else "低于"
        findings.append(ScreeningFinding(name, met, f"{name}{value:.2f}万元/亩，{relation}门槛{threshold:f}万元/亩"))
    return findings


def screen_laws(ticks: Mapping[str, bool | None]) -> list[ScreeningFinding]:
    """Check the answers to 四法一政策; an unanswered one is not known yet."""
    return [
        ScreeningFinding(name, ticks.get(key), f"{name}：{_tick_text(ticks.get(key), '符合', '不符合')}")
        for key, name in LAWS.items()
    ]


def screen_four_highs(ticks: Mapping[str, bool | None]) -> ScreeningFinding:
    """Check 四高二低: all six must be yes; None while an unanswered one could still decide."""
    values = [ticks.get(key) for key in (*HIGHS, *LOWS)]
    highs = sum(bool(ticks.get(key)) for key in HIGHS)
    lows = sum(bool(ticks.get(key)) for key in LOWS)
    met = False if False in values else None if None in values else True
    return ScreeningFinding("四高二低", met, f"四高符合{highs}项，二低符合{lows}项")


def _tick_text(met: bool | None, yes: str, no: str) -> str:
    return "未核" if met is None else yes if met else no


@dataclass(frozen=True, slots=True)
class Gate:
    """The requirements a project still misses to enter a stage; empty when it may pass."""

    stage: str
    missing: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether the project may pass."""
        return not self.missing


def gate_to_sign(ticks: Mapping[str, bool | None], checked: Mapping[str, object]) -> Gate:
    """Check before 签约 that due diligence (审慎签约) and all of 四法一政策 are complete."""
    wanted = {
        "checked_background": "企业背景实力考察",
        "checked_industry": "产业与技术评估",
        "checked_experts": "专家论证意见",
        "checked_on": "尽调完成日期",
    }
    missing = [name for key, name in wanted.items() if not checked.get(key)]
    missing += [finding.name for finding in screen_laws(ticks) if not finding.met]
    return Gate("签约", tuple(missing))


def gate_after_signing(facts: Mapping[str, object]) -> Gate:
    """Check after 签约 that 包联 and all of 五个一 are filled in (襄城)."""
    wanted = {
        "patron": "包联领导",
        "agent": "代办员",
        "one_project": "一个重点项目",
        "one_leader": "一名领导牵头",
        "one_team": "一套班子服务",
        "one_unit": "一个部门负责",
        "one_plan": "一套管理方案",
    }
    return Gate("开工", tuple(name for key, name in wanted.items() if not facts.get(key)))
