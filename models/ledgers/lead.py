"""Leads (线索): reported, recognised or not, with the time and unit of the first report."""

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind
from models.fields.base import Ledger
from models.fields.field import FollowUp, LedgerFacts, NavigationGroup, field, link, split_aliases
from models.fields.kinds import (
    CalendarDay,
    ChoiceKind,
    FirmNameKind,
    LinksKind,
    LongText,
    Mu,
    OrgUnits,
    PersonNames,
    PhoneNumbers,
    ShortText,
    Timestamp,
    Wan,
    YesNoFlag,
)

# What a project takes from its lead: its fields, each with those of the lead that fill it (see FollowUp).
PROJECT_KEYS = {
    "lead": "id",
    "task_force": "task_force",
    "enterprise": "enterprise",
    "investor": "investor enterprise.name",
    "name": "name",
    "place": "place",
    "industry": "industry",
    "chain": "chain",
    "content": "content",
    "channel": "channel",
    "method": "method",
    "total": "total",
    "output": "output",
    "tax": "tax",
    "jobs": "jobs",
    "land": "land",
    "owner": "owner",
    "phone": "phone",
    "referrer": "referrer",
    "activity": "activity",
    "counterpart": "contact",
}


class Lead(Ledger):
    """A lead: an investor with a planned project; counted as reported, and as valuable once recognised (认定)."""

    __tablename__ = "lead"

    name: Mapped[ShortText] = field(
        "线索名称",
        width=20,
        search=True,
        aliases=split_aliases("项目名称 项目 拟投资项目 项目线索 线索 意向项目名称 拟引进项目"),
    )
    task_force: Mapped[str | None] = link(
        "上报专班", "task_force", width=12, aliases=split_aliases("专班 组别 报送单位 负责专班 招商专班 上报单位")
    )
    reported_on: Mapped[CalendarDay | None] = field(
        "登记时间", width=6, aliases=split_aliases("线索登记时间 上报时间 登记日期 上报日期 报送时间 获取时间")
    )
    state: Mapped[str | None] = field(
        "认定情况", ChoiceKind("lead_state"), width=6, aliases=("是否有效线索", "研判结果", "认定状态", "认定结果")
    )
    reason: Mapped[ShortText | None] = field("不予认定理由", width=10)
    recognised_on: Mapped[CalendarDay | None] = field("认定时间", width=6, aliases=("认定日期",))
    channel: Mapped[str | None] = field(
        "信息渠道", ChoiceKind("channel"), width=8, aliases=("信息来源", "线索来源", "信息来源渠道")
    )
    method: Mapped[str | None] = field("招商方式", ChoiceKind("method"), width=6)
    referrer: Mapped[ShortText | None] = field("引荐方", width=8, search=True, aliases=("引荐人", "推荐单位", "推荐人"))
    investor: Mapped[str | None] = field(
        "意向投资方",
        FirmNameKind(
            "enterprise",
            firm_fields=(("place", "place"), ("industry", "industry")),
            contact_fields=(("contact", "name"), ("phone", "phone")),
        ),
        width=16,
        search=True,
        aliases=split_aliases("投资方 投资主体 投资企业 投资单位 资方 客商 企业名称 投资人 投资方名称 投资商 意向企业"),
    )
    enterprise: Mapped[str | None] = link("关联企业", "enterprise", width=14)
    place: Mapped[ShortText | None] = field(
        "线索来源地", width=8, aliases=split_aliases("来源地 投资方所在地 企业注册地 投资方来源地 客商来源地")
    )
    industry: Mapped[str | None] = field(
        "产业类别", ChoiceKind("industry"), width=8, aliases=("产业类型", "行业类别", "所属行业")
    )
    chain: Mapped[str | None] = link("线索产业链", "chain", width=12, aliases=("产业链", "所属产业链"))
    content: Mapped[LongText | None] = field(
        "投资内容", width=20, aliases=split_aliases("项目内容 建设内容 拟建设内容 项目简介 项目概况 主要建设内容")
    )
    total: Mapped[Wan | None] = field(
        "预计总投资",
        width=7,
        aliases=split_aliases(
            "总投资 投资总额 预计投资总额 投资规模 投资额度 拟投资额 "
            "投资金额 计划总投资 投资额 拟投资 计划投资 意向投资额"
        ),
    )
    output: Mapped[Wan | None] = field("线索预计产值", width=7, aliases=("预计年产值", "年产值"))
    tax: Mapped[Wan | None] = field("线索预计税收", width=7, aliases=("预计税收", "预计年税收"))
    jobs: Mapped[int | None] = field("线索预计用工", CountKind("人"), width=6, aliases=("预计用工数", "预计用工"))
    land: Mapped[Mu | None] = field("需用土地", width=6, aliases=("用地需求", "土地需求", "空间需求"))
    needs: Mapped[LongText | None] = field(
        "选址和要素要求", width=14, hint="用能、环境容量、厂房等", aliases=("选址要求", "要素需求")
    )
    support: Mapped[LongText | None] = field(
        "需政府协调事项", width=14, aliases=("需政府协调支持事项", "需协调解决的问题", "需要协调的事项")
    )
    first_contact: Mapped[PersonNames | None] = field("首谈联系人", width=6)
    first_report: Mapped[Timestamp | None] = field("首报时间", width=9, hint="程序记下，不能改，撞单时作依据")
    first_unit: Mapped[OrgUnits | None] = field("首报单位", width=10)
    owner: Mapped[PersonNames | None] = field(
        "跟进人", width=6, aliases=split_aliases("责任人 跟踪负责人 报送联络人 专班联系人 负责人")
    )
    contact: Mapped[PersonNames | None] = field(
        "资方联系人", width=6, aliases=split_aliases("企业联系人 联系人 资方负责人 对方联系人")
    )
    phone: Mapped[PhoneNumbers | None] = field(
        "资方电话", width=8, aliases=split_aliases("联系电话 联系方式 资方联系方式 手机 联系人电话 电话")
    )
    judged_on: Mapped[CalendarDay | None] = field("研判时间", width=6)
    judgement: Mapped[LongText | None] = field("研判意见", width=14, aliases=("研判情况",))
    followed: Mapped[YesNoFlag | None] = field("是否跟进", width=5)
    moved_to: Mapped[ShortText | None] = field("流转方向", width=8)
    moved_on: Mapped[CalendarDay | None] = field("流转时间", width=6, aliases=("流转日期",))
    activity: Mapped[str | None] = field(
        "来源活动", LinksKind("activity"), width=12, hint="从哪场招商活动得来，活动漏斗由此计数"
    )
    ceded: Mapped[YesNoFlag | None] = field("撞单让出", width=5, hint="裁定归了对方；计不计数见“统计口径”")
    ceded_by: Mapped[str | None] = field("让出专班", LinksKind("task_force"), width=10)
    progress: Mapped[LongText | None] = field(
        "最新进展",
        width=20,
        aliases=split_aliases("进展 进展情况 项目进展 目前进展 对接进展 跟进情况 对接情况 进展情况说明"),
    )
    next_step: Mapped[LongText | None] = field("下一步", width=14, hint="接下来要办的事，快到期时工作台提醒")
    next_on: Mapped[CalendarDay | None] = field("下一步时限", width=6, hint="哪天以前办好")
    next_by: Mapped[PersonNames | None] = field("下一步责任人", width=6)
    next_done: Mapped[CalendarDay | None] = field("下一步办结日期", width=6)

    about = LedgerFacts(
        label="线索",
        title="name",
        main_day="reported_on",
        hint="专班收集的项目信息，每条写清投资方、投资内容和来源；认定后才算有效线索。",
        columns=(
            "task_force",
            "name",
            "investor",
            "total",
            "channel",
            "state",
            "reported_on",
            "owner",
            "place",
            "progress",
        ),
        sections=(
            ("概况", ("name", "task_force", "reported_on", "channel", "method", "activity", "referrer", "owner")),
            ("投资方", ("investor", "place", "contact", "phone", "first_contact")),
            ("项目", ("content", "total", "output", "tax", "jobs", "land", "industry", "chain", "needs", "support")),
            ("下一步", ("progress", "next_step", "next_on", "next_by", "next_done")),
            ("认定", ("state", "recognised_on", "reason", "judged_on", "judgement", "followed")),
            ("首报与流转", ("first_report", "first_unit", "moved_to", "moved_on", "ceded", "ceded_by")),
        ),
        icon="target",
        navigation_group=NavigationGroup.DAILY,
        shows_linked_rows=True,
        sheet_words=("线索", "项目信息", "意向项目", "拟投资"),
        starts_with=("task_force", "reported_on", "owner"),
        follow_ups=(
            FollowUp(
                "visit",
                "记走访",
                {
                    "lead": "id",
                    "task_force": "task_force",
                    "enterprise": "enterprise",
                    "company": "investor enterprise.name",
                    "place": "place",
                    "met": "contact",
                    "met_phone": "phone",
                },
            ),
            FollowUp(
                "negotiation",
                "记洽谈",
                {"lead": "id", "task_force": "task_force", "subject": "name", "ours": "owner", "theirs": "contact"},
            ),
            FollowUp("project", "转为项目", PROJECT_KEYS),
        ),
    )
