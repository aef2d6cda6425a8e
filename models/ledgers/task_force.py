"""Task forces (招商专班): their members, targets, quotas and spending."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind, FixedPointKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import (
    CalendarDay,
    ChoiceKind,
    LinksKind,
    LongText,
    OrgUnits,
    PersonNames,
    PhoneNumbers,
    ShortText,
    Wan,
    YesNoFlag,
)


class TaskForce(Ledger):
    """A task force: one per industry chain or direction (河政办函〔2021〕44号 四（一）)."""

    __tablename__ = "task_force"

    name: Mapped[ShortText] = field("专班名称", width=14, search=True, aliases=("专班", "组别", "招商组", "工作专班"))
    short: Mapped[ShortText | None] = field("专班简称", width=6, search=True, hint="通报表格里用，例如“焦化”")
    category: Mapped[str | None] = field("专班类别", ChoiceKind("task_force_category"), width=8)
    lead_units: Mapped[OrgUnits | None] = field("牵头单位", width=14, search=True, aliases=("责任单位", "负责单位"))
    coop_units: Mapped[OrgUnits | None] = field("配合单位", width=12)
    leader: Mapped[PersonNames | None] = field("组长", width=6, hint="分管县级领导", aliases=("分管领导", "牵头领导"))
    head: Mapped[PersonNames | None] = field("一把手", width=6, hint="牵头单位主要负责同志")
    liaison: Mapped[PersonNames | None] = field("联络员", width=6, aliases=("专班联络员",))
    phone: Mapped[PhoneNumbers | None] = field("联络员电话", width=8)
    founded: Mapped[CalendarDay | None] = field("成立日期", width=6)
    dissolved: Mapped[CalendarDay | None] = field(
        "撤并日期", width=6, hint="从这一天起不再排名、不再提醒；用“撤并专班…”填，名下的项目一起交出"
    )
    successor: Mapped[str | None] = link("并入专班", "task_force", width=10)
    budget: Mapped[Wan | None] = field(
        "年度经费", width=6, hint="不低于10万元（夏邑），由牵头单位管理", aliases=("经费", "招商经费")
    )
    direction: Mapped[LongText | None] = field("招商方向", width=20)
    vision: Mapped[LongText | None] = field("目标定位", width=16)
    source: Mapped[LongText | None] = field("依据原文", width=20)
    rank: Mapped[int | None] = field("排列顺序", CountKind(""), width=4)

    about = LedgerFacts(
        label="招商专班",
        title="name",
        measure_word="个",
        hint="每条产业链、每个招商方向一个专班，写明牵头单位和联络员。",
        columns=("rank", "name", "category", "lead_units", "coop_units", "leader", "liaison", "phone", "budget"),
        sections=(
            ("概况", ("name", "short", "category", "rank", "founded", "budget", "dissolved", "successor")),
            ("组织", ("lead_units", "coop_units", "leader", "head", "liaison", "phone")),
            ("方向", ("direction", "vision", "source")),
        ),
        icon="users",
        preset_keys=(
            "name",
            "short",
            "category",
            "lead_units",
            "coop_units",
            "budget",
            "direction",
            "vision",
            "source",
            "rank",
        ),
    )

    @property
    def short_name(self) -> str:
        """Its 简称, or its name without 招商专班, so that 专班 can follow it in a sentence."""
        return self.short or self.name.removesuffix("专班").removesuffix("招商") or self.name


class Member(Ledger):
    """A person of a task force; the county's pool of investment people (招商队伍人才库)."""

    __tablename__ = "member"

    task_force: Mapped[str | None] = link("所属专班", "task_force", width=12)
    name: Mapped[PersonNames] = field("姓名", width=6, search=True)
    unit: Mapped[OrgUnits | None] = field("原单位", width=12, search=True)
    post: Mapped[ShortText | None] = field("职务", width=8)
    role: Mapped[str | None] = field("专班角色", ChoiceKind("member_role"), width=6)
    phone: Mapped[PhoneNumbers | None] = field("手机", width=8, aliases=("联系电话", "联系方式"))
    seconded: Mapped[YesNoFlag | None] = field("抽调脱产", width=5, hint="抽调人员脱离原单位工作")
    since: Mapped[CalendarDay | None] = field("到岗日期", width=6)
    until: Mapped[CalendarDay | None] = field("离岗日期", width=6)
    skills: Mapped[LongText | None] = field("专长", width=12)

    about = LedgerFacts(
        label="专班人员",
        title="name",
        measure_word="人",
        parent="task_force",
        hint="组长、成员、联络员、招商大使和顾问都记在这里。",
        columns=("task_force", "name", "unit", "post", "role", "phone", "seconded", "since", "until"),
        sections=(
            ("概况", ("task_force", "name", "unit", "post", "role", "phone")),
            ("到岗和抽调", ("seconded", "since", "until", "skills")),
        ),
        sheet_words=("人员", "名册", "通讯录", "队伍"),
    )


class Target(Ledger):
    """A target: of one task force, shared by several, or of the county where none is named.

    Null is not zero: a target never set stays empty and prints a dash.
    """

    __tablename__ = "target"

    metric: Mapped[str] = field("指标", ChoiceKind("metric"), width=8)
    task_forces: Mapped[str | None] = field(
        "考核专班", LinksKind("task_force"), width=14, hint="几个专班共担就都选上；全县指标不选"
    )
    enterprise: Mapped[str | None] = link("目标企业", "enterprise", width=12, hint="指标明确到具体目标企业时填写")
    owner: Mapped[PersonNames | None] = field("落实人", width=6, hint="任务分解到人时填写")
    period: Mapped[ShortText] = field(
        "目标期限", width=6, hint="例如 2026、2023—2025、十四五末；2025年底是到那时的总数"
    )
    value: Mapped[Decimal | None] = field("目标值", FixedPointKind(), width=6)
    unit: Mapped[str | None] = field("计量单位", ChoiceKind("target_unit"), width=5)
    stretch: Mapped[Decimal | None] = field(
        "奋斗目标值", FixedPointKind(), width=6, hint="比目标值更高的力争数，没有就不填"
    )
    reported: Mapped[Decimal | None] = field(
        "填报完成",
        FixedPointKind(),
        width=6,
        hint="台账里数不出的指标（产业集群数、占比、增速）由县里填；填了就用这个数",
    )
    reported_on: Mapped[CalendarDay | None] = field("填报截至", width=6)
    source: Mapped[LongText | None] = field("目标依据", width=20)

    about = LedgerFacts(
        label="目标任务",
        title="metric",
        hint="年度目标、阶段目标都记在这里；共担目标选多个专班。",
        columns=("period", "task_forces", "metric", "value", "unit", "owner", "source"),
        sections=(
            ("概况", ("metric", "period", "value", "stretch", "unit", "task_forces")),
            ("分解", ("enterprise", "owner", "source")),
            ("填报", ("reported", "reported_on")),
        ),
        icon="flag",
        sheet_words=("目标任务", "任务分解"),
        told_apart_by=("task_forces", "enterprise", "owner"),
    )


class Quota(Ledger):
    """A recurring quota, such as ten valuable leads a month (夏邑 三年行动计划)."""

    __tablename__ = "quota"

    metric: Mapped[str] = field("定额指标", ChoiceKind("quota_metric"), width=10)
    task_force: Mapped[str | None] = link("适用专班", "task_force", width=12, hint="不选表示所有专班")
    whose: Mapped[OrgUnits | None] = field("适用单位", width=8, hint="定额落到高新区这样的单位时填写，不选专班")
    every: Mapped[str] = field("考核周期", ChoiceKind("quota_period"), width=5)
    least: Mapped[Decimal | None] = field("不少于", FixedPointKind(), width=5)
    unit: Mapped[str | None] = field("定额单位", ChoiceKind("target_unit"), width=5)
    source: Mapped[LongText | None] = field("定额依据", width=24)

    about = LedgerFacts(
        label="工作定额",
        title="metric",
        hint="每月上报线索、每年活动次数等经常性要求。",
        columns=("metric", "task_force", "whose", "every", "least", "unit", "source"),
        sections=(("概况", ("metric", "task_force", "whose", "every", "least", "unit", "source")),),
        icon="clipboard-list",
        navigation_group=NavigationGroup.MORE,
        preset_keys=("metric", "task_force", "whose", "every", "least", "unit", "source"),
        told_apart_by=("task_force", "whose"),
    )


class Spending(Ledger):
    """Money a task force spent out of its budget."""

    __tablename__ = "spending"

    task_force: Mapped[str] = link("列支专班", "task_force", width=12)
    on: Mapped[CalendarDay] = field("支出日期", width=6)
    amount: Mapped[Wan] = field("支出金额", width=6)
    purpose: Mapped[ShortText | None] = field("用途", width=16, search=True)
    voucher: Mapped[ShortText | None] = field("凭证号", width=8)

    about = LedgerFacts(
        label="经费支出",
        title="purpose",
        main_day="on",
        measure_word="笔",
        parent="task_force",
        hint="专班招商经费的每一笔支出。",
        columns=("task_force", "on", "amount", "purpose", "voucher"),
        sections=(("概况", ("task_force", "on", "amount", "purpose", "voucher")),),
        sheet_words=("经费", "支出"),
        starts_with=("on",),
    )
