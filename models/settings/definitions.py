"""The county's definitions (口径) from its settings, typed for the rules; defaults follow the source documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers.profile import Holiday, Setting
from models.rules import deadlines, rewards, stages
from models.rules.duty_schedule import CADENCES, OWN, UNSET, Duty
from models.rules.duty_text import EXAMPLE, read_duties
from models.rules.lead_protection import LeadClockRules
from models.rules.placed_funds import ALL_FUNDS, FUNDS_COUNTED, FUNDS_SHOWN, PROOFS, FundsBasis
from models.rules.screening import PerMuThresholds
from models.rules.workdays import WorkCalendar
from models.settings.guide_progress import PREFIX as GUIDE_PREFIX
from models.settings.phrases import PREFIX as PHRASE_PREFIX

NO_INTERVIEW = "不约谈"
MANDATORY, REMINDER, UNCHECKED = "必须", "提醒", "不查"  # what a gate's setting may say
# The settings of gates: that of due diligence and laws, that of the fair competition review, those before signing.
GATE_KEYS = ("gates", "review_gate", "gate_diligence", "gate_joint", "gate_legal", "gate_decision", "gate_points")
_LAST_DAY_OF_ALL_MONTHS = 28

REVIEW_NOTE = (
    "《公平竞争审查条例》（国务院令第783号，2024年8月1日起施行）第十条和实施办法（市场监管总局令第99号，"
    "2025年4月20日起施行）第十九条：没有法律、行政法规依据或者未经国务院批准，不得给予特定经营者选择性、"
    "差异化的财政奖励或者补贴，包括以迁入、在本地纳税、纳入本地统计为条件的。是否适用，以有权机关审查为准。"
)


@dataclass(frozen=True, slots=True)
class Definitions:
    """A book's settings by key, with typed accessors for each rule."""

    values: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)  # labels shown to the user, by key

    def text(self, key: str, default: str) -> str:
        """Return a setting's text, or the default where the county set nothing."""
        return self.values.get(key) or default

    def number(self, key: str, default: str) -> Decimal:
        """Return a setting as a number of zero or more; raises UserError naming the setting otherwise."""
        text = self.text(key, default)
        try:
            value = Decimal(text)
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite() or value < 0:
            raise UserError(f"口径“{self._label(key)}”应是数字，现在是“{text}”；请到“设置—统计口径”更正。")
        return value

    def days(self, key: str, default: str) -> int:
        """Return a setting as a whole number of days; raises UserError otherwise."""
        value = self.number(key, default)
        if value != int(value):
            raise UserError(f"口径“{self._label(key)}”应是整天数，现在是“{value:f}”；请到“设置—统计口径”更正。")
        return int(value)

    def _label(self, key: str) -> str:
        return self.labels.get(key) or key

    @property
    def counts_working_days(self) -> bool:
        """Whether 13710 deadlines count working days."""
        return self.text("deadline_count", deadlines.NATURAL) == deadlines.WORKING

    @property
    def warn_days(self) -> int:
        """How many days before its deadline an item turns yellow."""
        return self.days("warn_days", "3")

    @property
    def visit_warn_days(self) -> int:
        """How many days before its last day a planned visit is called to mind."""
        return self.days("visit_ahead", "10")

    @property
    def contact_days(self) -> int:
        """After how many days without a contact a firm of the visit plan is called to mind; 0 for never."""
        return self.days("contact_days", "90")

    @property
    def merit_over(self) -> Decimal:
        """Over what fixed investment (亿元) a project is proposed as 重奖项目; 0 for a county without such a rule."""
        return self.number("merit_over", "0")

    @property
    def libraries(self) -> dict[str, tuple[str, ...]]:
        """The four libraries and their stages, parsed from “线索库：线索、研判；在谈库：在谈”."""
        return {name: members for name, members in self._library_parts() if name and members} or dict(stages.LIBRARIES)

    def _library_parts(self) -> list[tuple[str, tuple[str, ...]]]:
        """Split the text of the libraries into names and stages; either is empty where the county left it out."""
        text = (self.values.get("libraries") or "").replace(":", "：").replace(";", "；")
        parts = [part.partition("：") for part in text.split("；") if part.strip()]
        return [
            (name.strip(), tuple(stage.strip() for stage in names.split("、") if stage.strip()))
            for name, _, names in parts
        ]

    def check_libraries(self) -> None:
        """Raise UserError for a library that would be left out, and for a stage that is unknown or in two of them."""
        placed: dict[str, str] = {}
        for name, members in self._library_parts():
            if not name or not members:
                raise self._library_error(f"“{name or '、'.join(members)}”要写成“库名：阶段、阶段”")
            for stage in members:
                if stage not in stages.STAGE_ORDER:
                    raise self._library_error(f"没有“{stage}”这个阶段，可选：{'、'.join(stages.STAGE_ORDER)}")
                if stage in placed:
                    raise self._library_error(f"“{stage}”写了两次（{placed[stage]}、{name}），只能归一个库")
                placed[stage] = name

    def _library_error(self, reason: str) -> UserError:
        return UserError(f"口径“{self._label('libraries')}”{reason}；请到“设置—统计口径”更正。")

    @property
    def warning_rules(self) -> stages.WarningRules:
        """The thresholds of the rolling warning; raises UserError for an unknown profile."""
        profile = self.text("stale_profile", "五日")
        if profile not in stages.QUIET_PROFILES:
            offered = "、".join(stages.QUIET_PROFILES)
            raise UserError(f"口径“{self._label('stale_profile')}”没有“{profile}”这一档，可选：{offered}。")
        days = stages.QUIET_PROFILES[profile]
        working = self.text("stale_count", deadlines.NATURAL) == deadlines.WORKING
        return stages.WarningRules(dict.fromkeys(self.libraries, days), self.days("node_ahead", "5"), working)

    @property
    def lead_clocks(self) -> LeadClockRules:
        """The clocks of leads from their first report (首报首谈); nought where the county sets none."""
        return LeadClockRules(
            protect_days=self.days("lead_protect_days", "0"),
            report_days=self.days("lead_report_days", "0"),
            judge_days=self.days("lead_judge_days", "0"),
            follow_days=self.days("lead_follow_days", "0"),
            appeal_days=self.days("appeal_days", "0"),
            counts_working_days=self.text("lead_count", deadlines.NATURAL) == deadlines.WORKING,
        )

    @property
    def response_days(self) -> int:
        """Within how many days a unit answers what is handed to it (第一时间响应); nought for no limit."""
        return self.days("response_days", "0")

    @property
    def asset_months(self) -> int:
        """Within how many months of its registration an idle asset is put to use; nought for no limit."""
        return self.days("asset_months", "0")

    @property
    def visits_per_member(self) -> Decimal:
        """How many visits a year are asked of each member of a task force; nought for none."""
        return self.number("visits_per_member", "0")

    @property
    def talks_per_member(self) -> Decimal:
        """How many talks a year are asked of each member of a task force; nought for none."""
        return self.number("talks_per_member", "0")

    @property
    def gates_are_mandatory(self) -> bool:
        """Whether a gate stops a project (必须) or only warns (提醒)."""
        return self.gate_level("gates") == MANDATORY

    def gate_level(self, key: str) -> str:
        """Whether what a gate's setting asks for stops a project (MANDATORY), is only said, or is not looked at."""
        return self.text(key, REMINDER)

    @property
    def gates_bind(self) -> bool:
        """Whether any gate stops a project."""
        return any(self.gate_level(key) == MANDATORY for key in GATE_KEYS)

    @property
    def funds_counted(self) -> str:
        """Which amount of placed funds figures count: reported, recognised or verified."""
        return self.text(FUNDS_COUNTED, FundsBasis.REPORTED)

    @property
    def shows_all_funds(self) -> bool:
        """Whether circulars print the reported, recognised and verified funds side by side."""
        return self.text(FUNDS_SHOWN, "只写计数的") == ALL_FUNDS

    @property
    def recognises_funds(self) -> bool:
        """Whether the county works with recognised funds, so that what is not recognised waits for somebody."""
        return self.shows_all_funds or self.funds_counted != FundsBasis.REPORTED

    @property
    def funds_proof(self) -> tuple[str, ...]:
        """The kinds of evidence that an amount needs before it is recognised; raises UserError for an unknown one."""
        text = self.text("funds_proof", "银行转账凭证")
        names = tuple(filter(None, (name.strip() for name in text.replace("，", "、").split("、"))))
        if unknown := [name for name in names if name not in PROOFS.values()]:
            problem = (
                f"口径“{self._label('funds_proof')}”没有“{unknown[0]}”这种凭证，可选：{'、'.join(PROOFS.values())}"
            )
            raise UserError(f"{problem}；请到“设置—统计口径”更正。")
        return names

    @property
    def funds_days(self) -> int:
        """How many days after it was reported an amount should have been recognised."""
        return self.days("funds_days", "30")

    @property
    def reviews_are_mandatory(self) -> bool:
        """Whether an open fair competition review stops signing and paying (必须) or is only said (提醒)."""
        return self.gate_level("review_gate") == MANDATORY

    @property
    def review_note(self) -> str:
        """What is printed about the rules beside a policy or promise that needs a review."""
        return self.text("review_note", REVIEW_NOTE)

    @property
    def reward_boundary(self) -> str:
        """Whether a referral reward's boundary amount belongs to the lower or the upper tier."""
        return self.text("reward_boundary", rewards.LOWER)

    @property
    def reward_mode(self) -> str:
        """Whether a referral reward applies one rate to the whole amount or is calculated slab by slab."""
        return self.text("reward_mode", rewards.WHOLE)

    @property
    def reward_reading(self) -> str:
        """Whether all three per-mu figures must reach a settling tier, or any one of them."""
        return self.text("reward_reading", rewards.ALL_THREE)

    @property
    def report_day(self) -> int:
        """The day of the next month by which circulars ask units to report back; UserError outside 1 to 28."""
        day = self.days("report_day", "10")
        if not 1 <= day <= _LAST_DAY_OF_ALL_MONTHS:
            raise UserError(f"口径“{self._label('report_day')}”应在 1 到 28 之间；请到“设置—统计口径”更正。")
        return day

    @property
    def interviews_laggards(self) -> bool:
        """Whether those far behind the pace are called in for a talk (约谈)."""
        return self.text("interview", NO_INTERVIEW) in {"进度落后的", "两种都约谈"}

    @property
    def interviews_last_twice(self) -> bool:
        """Whether those ranked last twice in a row are called in for a talk."""
        return self.text("interview", NO_INTERVIEW) in {"连续两期倒数第一的", "两种都约谈"}

    @property
    def interview_gap(self) -> Decimal:
        """How many percentage points behind the pace is far behind."""
        return self.number("interview_gap", "30")

    @property
    def duties(self) -> tuple[Duty, ...]:
        """The recurring duties of the county's rhythm, none where it has set none; raises UserError."""
        cadence = self.text("cadence_set", UNSET)
        if cadence == OWN:
            if duties := read_duties(self.text("cadence_own", "")):
                return duties
            raise UserError(f"口径“{self._label('cadence_own')}”还空着，例如：{EXAMPLE}。")
        if cadence not in CADENCES:
            offered = "、".join(_CHOICE_LABELS["cadence_set"])
            raise UserError(f"口径“工作节奏”填的“{cadence}”没有对应的安排，可选：{offered}。")
        return CADENCES[cadence]

    @property
    def thresholds(self) -> PerMuThresholds:
        """The minimum investment, output and tax per mu (万元/亩) of a project."""
        return PerMuThresholds(
            self.number("invest_per_mu", "200"), self.number("output_per_mu", "150"), self.number("tax_per_mu", "10")
        )


def load_definitions(session: Session) -> Definitions:
    """Load a book's definitions from its settings."""
    query = sa.select(Setting.key, Setting.value, Setting.name).where(Setting.removed.is_(False)).order_by(Setting.id)
    rows = session.execute(query).all()
    return Definitions({key: value or "" for key, value, _ in rows}, {key: name for key, _, name in rows})


def load_work_calendar(session: Session) -> WorkCalendar:
    """Load a book's holiday table as a working-day calendar."""
    query = sa.select(Holiday.on, Holiday.kind, Holiday.state).where(Holiday.removed.is_(False))
    return WorkCalendar.from_rows((on, kind, state or "") for on, kind, state in session.execute(query))


# The rule groups as the settings page shows them, each with its setting keys.
RULE_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "通报和排名怎么算",
        (
            "pace",
            "signed",
            "signed_worth",
            "foreign_count",
            "started_base",
            "produced_base",
            "funds_base",
            "funds_counted",
            "funds_shown",
            "rank_by",
            "boards",
            "size_bands",
            "rounding",
        ),
    ),
    ("通报里的要求和约谈", ("report_day", "interview", "interview_gap")),
    ("四库和预警", ("libraries", "stale_profile", "stale_count", "node_ahead")),
    ("责任事项和时限", ("deadline_count", "warn_days", "response_days")),
    ("拜访和联系", ("visit_ahead", "contact_days")),
    ("撞单裁定", ("ceded_counts",)),
    (
        "首报首谈保护",
        (
            "lead_protect_days",
            "lead_report_days",
            "lead_judge_days",
            "lead_follow_days",
            "appeal_days",
            "lead_count",
        ),
    ),
    ("僵尸企业和闲置资产", ("asset_months",)),
    ("专班人员", ("visits_per_member", "talks_per_member")),
    ("工作节奏", ("cadence_set", "cadence_own")),
    ("到位资金的认定", ("funds_proof", "funds_days")),
    (
        "签约、开工的关口",
        (
            "gates",
            "gate_diligence",
            "gate_joint",
            "gate_legal",
            "gate_decision",
            "gate_points",
            "invest_per_mu",
            "output_per_mu",
            "tax_per_mu",
        ),
    ),
    ("公平竞争审查", ("review_gate", "review_note")),
    ("奖励测算", ("reward_boundary", "reward_mode", "reward_reading", "merit_over")),
    (
        "公文的版面",
        ("page_top", "page_left", "page_right", "page_bottom", "page_lines", "page_chars", "duplex", "faces"),
    ),
    ("公文的版头", ("masthead_size", "masthead_drop", "masthead_colour")),
)
_CHOICE_LABELS = {
    "cadence_set": {
        UNSET: "还没有定",
        OWN: "本县自己定（写在下面一栏）",
        "hejin": "河津：一周一研究、半月一调度、每月一通报",
        "xiayi": "夏邑：周动态、周调度、月通报、季排名",
        "xiangcheng": "襄城：周汇总、月例会、月通报、季考评",
    },
}


def group_by_rule(keys: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Group setting keys under their rules; keys of no rule (a county's own notes) come last.

    Wordings of circulars and the setting-up guide have pages of their own.
    """
    known = [key for key in keys if not key.startswith((PHRASE_PREFIX, GUIDE_PREFIX))]
    groups = [(rule, tuple(key for key in rule_keys if key in known)) for rule, rule_keys in RULE_GROUPS]
    listed = {key for _, rule_keys in RULE_GROUPS for key in rule_keys}
    groups.append(("本县文件里的规定", tuple(sorted(key for key in known if key not in listed))))
    return [(rule, rule_keys) for rule, rule_keys in groups if rule_keys]


def choice_labels(key: str) -> Mapping[str, str]:
    """Return the labels of values that are stored as a short code; empty where there are none."""
    return _CHOICE_LABELS.get(key, {})


def validate_definitions(session: Session) -> None:
    """Raise UserError for settings that no rule can use, when one is saved rather than when a report is made."""
    session.flush()
    current = load_definitions(session)
    # Each of these raises UserError. A rhythm of its own is first chosen and then typed.
    if current.text("cadence_own", ""):
        read_duties(current.text("cadence_own", ""))
    _ = (current.warning_rules, current.warn_days, current.thresholds, current.report_day, current.interview_gap)
    _ = (current.lead_clocks, current.response_days, current.asset_months)
    _ = (current.visits_per_member, current.talks_per_member)
    _ = (current.visit_warn_days, current.contact_days)
    _ = (current.funds_proof, current.funds_days)
    current.check_libraries()
