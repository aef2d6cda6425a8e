"""Policies (政策): the county's own rules for rewards and support, with the tiers they are reckoned by."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind, PercentKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import (
    CalendarDay,
    ChoiceKind,
    LongText,
    OrgUnits,
    PerMu,
    ShortText,
    Wan,
    YesNoFlag,
)


class Policy(Ledger):
    """A clause of a document that rewards or supports: how long it holds, who decides, and the state of its review."""

    __tablename__ = "policy"

    name: Mapped[ShortText] = field("政策名称", width=18, search=True, aliases=("政策", "条款名称"))
    document: Mapped[ShortText | None] = field("政策文件", width=18, search=True, aliases=("文件名称",))
    number: Mapped[ShortText | None] = field("政策文号", width=10, aliases=("文号",))
    clause: Mapped[ShortText | None] = field("政策条款", width=8, hint="第几条，例如 三（一）", aliases=("条款",))
    text: Mapped[LongText | None] = field("条款原文", width=24, search=True)
    kind: Mapped[str | None] = field("政策类别", ChoiceKind("reward_kind"), width=7, hint="同类别的奖励按它测算")
    beneficiary: Mapped[ShortText | None] = field("奖励谁", width=10)
    decided_by: Mapped[OrgUnits | None] = field("由谁决定", width=10, hint="一事一议由谁研究，兑付由谁审定")
    valid_from: Mapped[CalendarDay | None] = field("生效日期", width=6)
    valid_to: Mapped[CalendarDay | None] = field("有效期至", width=6, hint="文件没有写的空着")
    abolished_on: Mapped[CalendarDay | None] = field("废止日期", width=6, hint="从这一天起不再测算")
    abolished_by: Mapped[ShortText | None] = field("废止依据", width=12)
    reading: Mapped[ShortText | None] = field(
        "计奖口径", width=14, hint="例如 全额适用一档、边界归低档；不填就按“设置—统计口径”"
    )
    questions: Mapped[LongText | None] = field("原文没写明的", width=16, hint="一行一条，印在测算表的说明里")
    years: Mapped[int | None] = field("计奖年数", CountKind("年"), width=4, hint="税收增量计几年，最多三年")
    cap: Mapped[Wan | None] = field("单笔封顶", width=6)
    review: Mapped[str | None] = field(
        "公平竞争审查", ChoiceKind("review_state"), width=6, hint="不填就是未审查", aliases=("审查状态",)
    )
    review_on: Mapped[CalendarDay | None] = field("审查日期", width=6)
    review_by: Mapped[OrgUnits | None] = field("审查单位", width=10)
    review_ground: Mapped[LongText | None] = field(
        "审查意见和依据", width=16, hint="适用例外的，写明依据哪一条、到哪天为止"
    )
    tied: Mapped[YesNoFlag | None] = field(
        "与迁入纳税纳统挂钩", width=6, hint="不填就按用语和档次判断；核对过的填 是 或 否"
    )

    about = LedgerFacts(
        label="政策",
        title="name",
        measure_word="条",
        hint="本县自己的奖励和扶持政策：哪个文件、哪一条、有效到哪天、怎样计，公平竞争审查到哪一步。",
        columns=("name", "number", "clause", "kind", "valid_from", "valid_to", "abolished_on", "review", "review_on"),
        sections=(
            ("概况", ("name", "document", "number", "clause", "kind", "beneficiary", "decided_by", "text")),
            ("有效期", ("valid_from", "valid_to", "abolished_on", "abolished_by")),
            ("公平竞争审查", ("review", "review_on", "review_by", "review_ground", "tied")),
            ("怎样计", ("reading", "years", "cap", "questions")),
        ),
        icon="book-open",
        navigation_group=NavigationGroup.MORE,
        sheet_words=("政策清单", "优惠政策", "扶持政策"),
        shows_linked_rows=True,
        preset_keys=(
            "name",
            "document",
            "number",
            "clause",
            "text",
            "kind",
            "beneficiary",
            "decided_by",
            "valid_from",
            "valid_to",
            "abolished_on",
            "abolished_by",
            "reading",
            "questions",
            "years",
            "cap",
            "tied",
        ),
    )


class PolicyTier(Ledger):
    """A tier of a policy: what is measured and from where to where, and what share or amount is paid for it."""

    __tablename__ = "policy_tier"

    policy: Mapped[str] = link("所属政策", "policy", width=16)
    name: Mapped[ShortText] = field("档次名称", width=6, hint="例如 一档")
    measure: Mapped[str | None] = field("档次看什么", ChoiceKind("tier_measure"), width=8)
    least: Mapped[Wan | None] = field("起点", width=6, hint="达到起点就进这一档")
    most: Mapped[Wan | None] = field("止点", width=6, hint="最高一档空着")
    invest: Mapped[PerMu | None] = field("亩均投资达到", width=6)
    output: Mapped[PerMu | None] = field("亩均产值达到", width=6)
    tax: Mapped[PerMu | None] = field("亩均税收达到", width=6)
    base: Mapped[str | None] = field("奖励按什么计", ChoiceKind("tier_base"), width=7)
    rate: Mapped[Decimal | None] = field("奖励比例", PercentKind(4), width=5, hint="比例和定额都空着就是一事一议")
    amount: Mapped[Wan | None] = field("定额奖励", width=6)
    cap: Mapped[Wan | None] = field("本档封顶", width=6)

    about = LedgerFacts(
        label="政策档次",
        title="name",
        parent="policy",
        measure_word="档",
        hint="一个政策有几档就记几条：看什么定档、从多少到多少、按什么的百分之几奖、封顶多少。",
        columns=(
            "policy",
            "name",
            "measure",
            "least",
            "most",
            "invest",
            "output",
            "tax",
            "base",
            "rate",
            "amount",
            "cap",
        ),
        sections=(
            ("概况", ("policy", "name", "measure", "base", "rate", "amount", "cap")),
            ("按金额定档", ("least", "most")),
            ("按亩均定档", ("invest", "output", "tax")),
        ),
        preset_keys=(
            "policy",
            "name",
            "measure",
            "least",
            "most",
            "invest",
            "output",
            "tax",
            "base",
            "rate",
            "amount",
            "cap",
        ),
    )
