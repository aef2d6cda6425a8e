"""Rewards: for referring a project (引荐奖励), and for the enterprise that settled (落户奖励)."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, PerMu, PersonNames, ShortText, Wan


class Reward(Ledger):
    """A reward claim under a policy of the county, with the inputs its calculation needs."""

    __tablename__ = "reward"

    name: Mapped[ShortText] = field("奖励对象", width=16, search=True)
    kind: Mapped[str | None] = field("奖励类别", ChoiceKind("reward_kind"), width=7)
    project: Mapped[str | None] = link("奖励项目", "project", width=16)
    policy: Mapped[str | None] = link("适用政策", "policy", width=16, hint="同类政策只有一个的可以不填")
    applies_on: Mapped[CalendarDay | None] = field(
        "适用日期", width=6, hint="按哪一天的政策：一般是达到条件的那天；不填按今天"
    )
    listed_amount: Mapped[Wan | None] = field("固投入库额", width=7, hint="门槛：固定资产入库投资额")
    real_amount: Mapped[Wan | None] = field("固投实际额", width=7, hint="计奖基数：固定资产实际投资额")
    invest_per_mu: Mapped[PerMu | None] = field("达效亩均投资", width=6)
    output_per_mu: Mapped[PerMu | None] = field("达效亩均产值", width=6)
    tax_per_mu: Mapped[PerMu | None] = field("达效亩均税收", width=6)
    base_tax: Mapped[Wan | None] = field("基数年税收", width=7, hint="投产达效一年的税收")
    tax_1: Mapped[Wan | None] = field("第一年税收", width=7)
    tax_2: Mapped[Wan | None] = field("第二年税收", width=7)
    tax_3: Mapped[Wan | None] = field("第三年税收", width=7)
    clause: Mapped[LongText | None] = field("适用条款", width=16)
    reading: Mapped[ShortText | None] = field("口径选择", width=10)
    amount: Mapped[Wan | None] = field("奖励金额", width=7)
    decided: Mapped[ShortText | None] = field("研究决定", width=10, hint="一事一议：领导小组会议")
    state: Mapped[str | None] = field("奖励状态", ChoiceKind("reward_state"), width=6)
    paid_on: Mapped[CalendarDay | None] = field("兑付日期", width=6)
    passed_by: Mapped[PersonNames | None] = field("兑付放行人", width=6, hint="审查不齐仍兑付的，写明谁放行")
    passed_why: Mapped[LongText | None] = field("兑付放行理由", width=14)

    about = LedgerFacts(
        label="奖励测算",
        title="name",
        measure_word="笔",
        hint="引荐奖励和落户奖励的测算依据、金额和兑付。",
        columns=("name", "kind", "project", "real_amount", "amount", "state", "paid_on"),
        sections=(
            ("概况", ("name", "kind", "project", "policy", "applies_on", "clause", "reading", "amount", "decided")),
            ("兑付", ("state", "paid_on", "passed_by", "passed_why")),
            ("引荐奖励", ("listed_amount", "real_amount")),
            (
                "落户奖励",
                ("invest_per_mu", "output_per_mu", "tax_per_mu", "base_tax", "tax_1", "tax_2", "tax_3"),
            ),
        ),
        icon="award",
        navigation_group=NavigationGroup.MORE,
        sheet_words=("奖励", "奖补"),
    )
