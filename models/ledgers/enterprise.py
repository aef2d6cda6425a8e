"""Enterprises, institutes and chambers: investment targets and local enterprises."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import FollowUp, LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import (
    CalendarDay,
    ChoiceKind,
    CreditCode,
    LongText,
    OrgUnits,
    PersonNames,
    PhoneNumbers,
    ShortText,
    Wan,
    WanDollars,
    YesNoFlag,
)


class Enterprise(Ledger):
    """A target firm, an anchor (链主/链核/链上), an institute or a chamber."""

    __tablename__ = "enterprise"

    name: Mapped[ShortText] = field(
        "企业名称", width=18, search=True, aliases=("单位名称", "公司名称", "企业", "名称", "企业全称")
    )
    short: Mapped[ShortText | None] = field("企业简称", width=6, search=True)
    code: Mapped[CreditCode | None] = field(
        "统一社会信用代码", width=11, search=True, aliases=("信用代码", "社会信用代码", "统一信用代码", "信用代码证号")
    )
    kind: Mapped[str | None] = field("对象类别", ChoiceKind("enterprise_kind"), width=6)
    tier: Mapped[str | None] = field("企业类型", ChoiceKind("enterprise_tier", many=True), width=10)
    anchor: Mapped[str | None] = field("链上地位", ChoiceKind("anchor_tier"), width=5)
    chain: Mapped[str | None] = link("企业所在链", "chain", width=12)
    node: Mapped[str | None] = link("企业所在环节", "chain_node", width=10)
    task_force: Mapped[str | None] = link("对接专班", "task_force", width=12)
    unit: Mapped[OrgUnits | None] = field("对接单位", width=8, hint="高新区这样的单位建的库填写")
    region: Mapped[str | None] = field("目标区域", ChoiceKind("region"), width=6)
    place: Mapped[ShortText | None] = field(
        "所在地",
        width=10,
        search=True,
        aliases=("企业注册地", "投资方所在地", "地址", "企业地址", "注册地", "注册地址"),
    )
    industry: Mapped[str | None] = field("所属行业", ChoiceKind("industry"), width=8, aliases=("行业", "行业类别"))
    main: Mapped[LongText | None] = field("主营业务", width=18, aliases=("主营产品", "经营范围", "主要产品"))
    legal: Mapped[PersonNames | None] = field("法定代表人", width=6, private=True, aliases=("法人", "法人代表"))
    capital: Mapped[Wan | None] = field("注册资本", width=7, hint="以营业执照为准", aliases=("注册资金",))
    foreign_capital: Mapped[WanDollars | None] = field("外资注册资本", width=7)
    founded: Mapped[CalendarDay | None] = field("注册日期", width=6, aliases=("成立时间", "注册时间", "成立日期"))
    local: Mapped[YesNoFlag | None] = field("存量企业", width=5, hint="本县已有的企业", aliases=("是否存量企业",))
    wanted: Mapped[LongText | None] = field("拟引进方向", width=16)
    visit_plan: Mapped[ShortText | None] = field(
        "年度拜访计划", width=10, hint="企业家名单：几月去或一年几次，例如 3月、9月；由此排出拜访计划"
    )
    reports: Mapped[YesNoFlag | None] = field(
        "定期上报", width=5, hint="这家企业也要按期向专班报情况；没有报送记录的，印发前检查会列出"
    )
    source: Mapped[LongText | None] = field("企业出处", width=16)

    about = LedgerFacts(
        label="企业库",
        title="name",
        measure_word="家",
        hint="重点招引企业、骨干企业、科研院所、商会协会都在这里，每个专班目标企业不少于20家。",
        columns=("name", "kind", "tier", "anchor", "task_force", "chain", "region", "place", "main"),
        sections=(
            ("概况", ("name", "short", "code", "kind", "tier", "place", "region", "industry", "main")),
            ("招引", ("task_force", "unit", "chain", "node", "anchor", "wanted", "visit_plan", "local", "reports")),
            ("工商", ("legal", "capital", "foreign_capital", "founded", "source")),
        ),
        icon="building-2",
        navigation_group=NavigationGroup.DAILY,
        shows_linked_rows=True,
        sheet_words=("企业名单", "目标企业", "企业库", "链主"),
        starts_with=("task_force",),
        follow_ups=(
            FollowUp(
                "lead",
                "登记线索",
                {
                    "enterprise": "id",
                    "task_force": "task_force",
                    "investor": "name",
                    "place": "place",
                    "industry": "industry",
                    "chain": "chain",
                },
            ),
            FollowUp("visit_plan", "排拜访计划", {"enterprise": "id", "task_force": "task_force", "company": "name"}),
            FollowUp(
                "visit",
                "记走访",
                {
                    "enterprise": "id",
                    "task_force": "task_force",
                    "company": "name",
                    "place": "place",
                    "region": "region",
                },
            ),
        ),
    )


class Contact(Ledger):
    """A person at an enterprise."""

    __tablename__ = "contact"

    enterprise: Mapped[str] = link("所在企业", "enterprise", width=16)
    name: Mapped[PersonNames] = field("联系人姓名", width=6, search=True)
    post: Mapped[ShortText | None] = field("联系人职务", width=8)
    phone: Mapped[PhoneNumbers | None] = field("联系人电话", width=8)
    native: Mapped[YesNoFlag | None] = field("本地籍贯", width=5, hint="在外老乡")
    last_met: Mapped[CalendarDay | None] = field("最近联系", width=6)

    about = LedgerFacts(
        label="企业联系人",
        title="name",
        measure_word="人",
        parent="enterprise",
        hint="企业的联系人和企业家名单；电话默认打码。",
        columns=("enterprise", "name", "post", "phone", "native", "last_met"),
        sections=(("概况", ("enterprise", "name", "post", "phone", "native", "last_met")),),
        sheet_words=("企业家", "联系人名单"),
    )
