"""Funds (基金招商): what the county put in, what share of it must come back as investment, and what has come back."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from models.fields.amounts import PercentKind
from models.fields.base import Ledger
from models.fields.field import FollowUp, LedgerFacts, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, PersonNames, ShortText, Wan

_GROUP = "基金招商"


class Fund(Ledger):
    """A fund that the county has a share in, with the reinvestment (返投) its agreement promises."""

    __tablename__ = "fund"

    name: Mapped[ShortText] = field("基金名称", width=20, search=True, aliases=("基金", "子基金名称"))
    kind: Mapped[str | None] = field("基金类型", ChoiceKind("fund_kind"), width=8)
    task_force: Mapped[str | None] = link("对接基金专班", "task_force", width=12)
    manager: Mapped[ShortText | None] = field("基金管理人", width=16, search=True, aliases=("基金管理机构", "管理公司"))
    founded_on: Mapped[CalendarDay | None] = field("基金设立日期", width=6, aliases=("备案日期",))
    until: Mapped[CalendarDay | None] = field("基金存续期至", width=6)
    size: Mapped[Wan | None] = field("基金规模", width=7, aliases=("总规模", "目标规模"))
    county_share: Mapped[Wan | None] = field("县级认缴出资", width=7, aliases=("县级出资", "我县认缴"))
    county_paid: Mapped[Wan | None] = field("县级实缴出资", width=7, aliases=("我县实缴",))
    promised: Mapped[Decimal | None] = field(
        "约定返投比例", PercentKind(), width=6, hint="返投金额占县级出资的百分之几，1.5倍写150", aliases=("返投比例",)
    )
    promise_due: Mapped[CalendarDay | None] = field("返投期限", width=6, hint="哪一天前要达到约定的返投比例")
    clause: Mapped[ShortText | None] = field("返投约定条款", width=10, hint="协议名称、第几条")
    contact: Mapped[PersonNames | None] = field("基金联系人", width=6)
    progress: Mapped[LongText | None] = field("基金进展", width=20)

    about = LedgerFacts(
        label="招商基金",
        title="name",
        measure_word="只",
        hint="县里出资的基金：规模、县级出资、约定返投多少、哪天到期；返投的项目逐笔记在明细里。",
        columns=("name", "kind", "manager", "size", "county_share", "county_paid", "promised", "promise_due"),
        sections=(
            ("概况", ("name", "kind", "task_force", "manager", "founded_on", "until", "contact")),
            ("出资", ("size", "county_share", "county_paid")),
            ("返投", ("promised", "promise_due", "clause", "progress")),
        ),
        icon="coins",
        sheet_words=("招商基金", "基金台账", "引导基金"),
        starts_with=("task_force",),
        follow_ups=(FollowUp("fund_return", "记返投", {"fund": "id"}),),
        optional=_GROUP,
    )


class FundReturn(Ledger):
    """An investment in the county that counts as a fund's reinvestment."""

    __tablename__ = "fund_return"

    fund: Mapped[str] = link("返投基金", "fund", width=16)
    name: Mapped[ShortText] = field("返投企业或项目", width=20, search=True)
    project: Mapped[str | None] = link("返投项目（库）", "project", width=16)
    amount: Mapped[Wan | None] = field("返投金额", width=7, aliases=("认定返投金额",))
    on: Mapped[CalendarDay | None] = field("返投日期", width=6)
    proof: Mapped[ShortText | None] = field("返投依据", width=14, hint="投资协议、出资凭证、认定文件")

    about = LedgerFacts(
        label="基金返投",
        title="name",
        main_day="on",
        measure_word="笔",
        parent="fund",
        hint="投到本县、算作返投的，一笔一条：投给谁、多少、哪天、凭什么认定。",
        columns=("fund", "name", "project", "amount", "on", "proof"),
        sections=(("概况", ("fund", "name", "project", "amount", "on", "proof")),),
        sheet_words=("返投",),
        starts_with=("on",),
        optional=_GROUP,
    )
