"""Visits out (外出) and in (来访)."""

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind
from models.fields.base import Ledger
from models.fields.field import FollowUp, LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import (
    CalendarDay,
    ChoiceKind,
    FirmNameKind,
    LongText,
    PersonNames,
    PhoneNumbers,
    ShortText,
    Wan,
    YesNoFlag,
)
from models.rules.vocabulary import DIRECTION_SPELLINGS, VisitDirection


class Visit(Ledger):
    """A visit; one trip to several firms is several visits that share a trip number (次, 批次, 人次, 天数 differ)."""

    __tablename__ = "visit"

    direction: Mapped[str] = field(
        "走访方向", ChoiceKind("visit_direction", spellings=DIRECTION_SPELLINGS), width=5, aliases=("方向",)
    )
    task_force: Mapped[str | None] = link(
        "走访专班", "task_force", width=12, aliases=("专班", "组别", "招商专班", "外出单位")
    )
    on: Mapped[CalendarDay | None] = field(
        "走访日期",
        width=6,
        aliases=(
            "开始时间",
            "接待日期",
            "考察开始时间",
            "日期",
            "时间",
            "外出时间",
            "外出日期",
            "拜访时间",
            "拜访日期",
            "出行日期",
            "来访时间",
            "来访日期",
            "接待时间",
            "走访时间",
        ),
    )
    until: Mapped[CalendarDay | None] = field(
        "结束日期", width=6, aliases=("结束时间", "考察结束时间", "回程日期", "返程日期")
    )
    days: Mapped[int | None] = field("天数", CountKind("天"), width=4, aliases=("外出天数",))
    trip: Mapped[ShortText | None] = field("批次号", width=6, hint="同一趟出差填同一个号，批次按它计")
    region: Mapped[str | None] = field("走访区域", ChoiceKind("region"), width=6)
    place: Mapped[ShortText | None] = field(
        "目的地", width=8, search=True, aliases=("城市", "考察地点", "地点", "拜访城市", "外出地点", "外出目的地")
    )
    company: Mapped[str] = field(
        "走访企业",
        FirmNameKind(
            "enterprise",
            firm_fields=(("region", "region"), ("place", "place")),
            contact_fields=(("met", "name"), ("met_post", "post"), ("met_phone", "phone")),
            not_where=("direction", VisitDirection.IN),  # a visitor's town is not where the visit takes place
        ),
        width=16,
        search=True,
        aliases=(
            "拜访企业名称",
            "拜访企业",
            "来访单位",
            "企业",
            "企业名称",
            "走访企业名称",
            "拜访单位",
            "来访企业",
            "来访客商",
            "客商名称",
            "考察企业",
            "对接企业",
        ),
    )
    enterprise: Mapped[str | None] = link("走访企业（库）", "enterprise", width=14)
    leader: Mapped[PersonNames | None] = field(
        "带队领导", width=6, aliases=("主要领导", "带队人", "领导", "领队", "带队县领导")
    )
    level: Mapped[str | None] = field("带队层级", ChoiceKind("leader_level"), width=8, aliases=("级别",))
    people: Mapped[PersonNames | None] = field(
        "参加人员", width=12, aliases=("陪同人员", "主要人员", "陪同领导", "随行人员", "参与人员", "参加人")
    )
    heads: Mapped[int | None] = field("走访人数", CountKind("人"), width=5, aliases=("外出人数", "人数", "外出人次"))
    met: Mapped[PersonNames | None] = field("接洽人", width=6, aliases=("接洽人姓名", "对接人", "企业接洽人"))
    met_post: Mapped[ShortText | None] = field("接洽人职务", width=8)
    met_phone: Mapped[PhoneNumbers | None] = field("接洽人电话", width=8, aliases=("接洽人联系方式", "对接人电话"))
    purpose: Mapped[str | None] = field(
        "走访事由", ChoiceKind("visit_purpose", many=True), width=8, aliases=("事由", "考察事由", "外出事由")
    )
    content: Mapped[LongText | None] = field(
        "工作开展情况",
        width=24,
        aliases=(
            "内容",
            "工作情况",
            "考察内容",
            "洽谈内容",
            "拜访情况",
            "洽谈情况",
            "外出情况",
            "接待情况",
            "对接情况",
        ),
    )
    outcome: Mapped[str | None] = field(
        "走访结果", ChoiceKind("visit_outcome"), width=8, aliases=("结果", "取得成果", "成果")
    )
    lead: Mapped[str | None] = link("走访线索", "lead", width=12)
    project: Mapped[str | None] = link("走访项目", "project", width=12)
    plan: Mapped[str | None] = link(
        "对应计划", "visit_plan", width=14, hint="这次走访完成的是哪一项拜访计划；拜访进度里可以自动对上"
    )
    planned: Mapped[YesNoFlag | None] = field("计划内走访", width=5, hint="不在拜访计划里、也是计划好的，填是")
    planned_on: Mapped[CalendarDay | None] = field("计划日期", width=6, hint="还没成行的写计划哪天去，到时提醒")
    done: Mapped[YesNoFlag | None] = field("已成行", width=5, hint="还没去的填否，不计入走访数")
    cost: Mapped[Wan | None] = field("走访费用", width=6)
    next_step: Mapped[LongText | None] = field("下一步", width=14, hint="接下来要办的事，快到期时工作台提醒")
    next_on: Mapped[CalendarDay | None] = field("下一步时限", width=6, hint="哪天以前办好")
    next_by: Mapped[PersonNames | None] = field("下一步责任人", width=6)
    next_done: Mapped[CalendarDay | None] = field("下一步办结日期", width=6)

    about = LedgerFacts(
        label="走访",
        title="company",
        main_day="on",
        measure_word="次",
        hint="外出招商和来访接待；还没成行的写计划日期。",
        columns=("task_force", "direction", "on", "company", "place", "leader", "level", "heads", "days", "outcome"),
        sections=(
            # What every visit has comes first, in the order of a list's columns; Tab passes nothing on the way.
            ("概况", ("direction", "task_force", "on", "company", "place", "leader", "content", "outcome")),
            ("人员", ("level", "heads", "people", "met", "met_post", "met_phone")),
            ("行程", ("until", "days", "trip", "region", "purpose", "cost")),
            ("关联", ("lead", "project")),
            ("下一步", ("next_step", "next_on", "next_by", "next_done")),
            ("计划", ("plan", "planned", "planned_on", "done")),
        ),
        icon="footprints",
        navigation_group=NavigationGroup.DAILY,
        sheet_words=("走访", "外出", "拜访", "来访", "接待", "考察", "出差"),
        starts_with=("direction", "task_force", "on"),
        follow_ups=(
            FollowUp(
                "lead",
                "转为线索",
                {
                    "task_force": "task_force",
                    "enterprise": "enterprise",
                    "investor": "company enterprise.name",
                    "place": "place region",
                    "contact": "met",
                    "phone": "met_phone",
                    "content": "content",
                },
                answers="lead",
            ),
            FollowUp(
                "negotiation",
                "记洽谈",
                {
                    "lead": "lead",
                    "project": "project",
                    "task_force": "task_force",
                    "subject": "project.name lead.name company",
                    "on": "on",
                    "ours": "people leader",
                    "theirs": "met",
                },
            ),
        ),
    )
