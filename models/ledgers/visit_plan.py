"""The yearly plan of visits (拜访计划): who is to visit which firm or entrepreneur, in which month, and what for."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import FollowUp, LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import (
    CalendarDay,
    CalendarMonth,
    ChoiceKind,
    FirmNameKind,
    LongText,
    PersonNames,
    ShortText,
)
from models.rules.vocabulary import DIRECTION_SPELLINGS


class VisitPlan(Ledger):
    """One planned visit; the visits that link to it fulfil it, each visit at most one plan."""

    __tablename__ = "visit_plan"

    company: Mapped[str] = field(
        "拜访对象",
        FirmNameKind("enterprise", contact_fields=(("person", "name"), ("person_post", "post"))),
        width=16,
        search=True,
        aliases=("拜访企业", "拜访企业名称", "企业名称", "企业", "拜访单位", "计划拜访企业"),
    )
    enterprise: Mapped[str | None] = link("拜访对象（库）", "enterprise", width=14)
    person: Mapped[PersonNames | None] = field(
        "拜访企业家", width=6, search=True, aliases=("企业家", "企业家姓名", "姓名", "联系人")
    )
    person_post: Mapped[ShortText | None] = field("企业家职务", width=8, aliases=("职务",))
    direction: Mapped[str | None] = field(
        "计划方式", ChoiceKind("visit_direction", spellings=DIRECTION_SPELLINGS), width=5, hint="外出拜访，还是请来考察"
    )
    month: Mapped[CalendarMonth] = field(
        "计划月份", width=7, hint="哪个月去；定了日子再填计划日期", aliases=("计划时间", "拜访时间", "拜访月份", "月份")
    )
    planned_on: Mapped[CalendarDay | None] = field("计划日期", width=6, hint="不填就到月底为止")
    task_force: Mapped[str | None] = link(
        "计划专班", "task_force", width=12, aliases=("专班", "招商专班", "责任专班", "拜访专班")
    )
    leader: Mapped[PersonNames | None] = field(
        "带队县领导", width=8, aliases=("带队领导", "县领导", "拜访领导", "责任领导", "领导")
    )
    owner: Mapped[PersonNames | None] = field("拜访责任人", width=6, aliases=("责任人", "经办人", "联络员"))
    purpose: Mapped[str | None] = field(
        "拜访事由", ChoiceKind("visit_purpose", many=True), width=8, aliases=("事由", "拜访目的")
    )
    content: Mapped[LongText | None] = field("拜访内容", width=18, hint="想谈什么、推动什么", aliases=("内容", "任务"))
    lead: Mapped[str | None] = link("拜访线索", "lead", width=12)
    project: Mapped[str | None] = link("拜访项目", "project", width=12)
    cancelled_on: Mapped[CalendarDay | None] = field(
        "取消日期", width=6, hint="不去了写哪天定的，不再提醒；为什么写在备注"
    )

    about = LedgerFacts(
        label="拜访计划",
        title="company",
        main_day="month",
        measure_word="项",
        hint="一年里谁去拜访谁：企业家名单上的每一家，写明月份、带队领导和专班；去过的走访对上计划。",
        columns=(
            "month",
            "company",
            "person",
            "leader",
            "task_force",
            "owner",
            "purpose",
            "planned_on",
            "cancelled_on",
        ),
        sections=(
            ("概况", ("company", "person", "person_post", "direction", "month", "planned_on", "purpose", "content")),
            ("谁去", ("leader", "task_force", "owner")),
            ("关联", ("lead", "project")),
            ("取消", ("cancelled_on",)),
        ),
        icon="calendar-days",
        navigation_group=NavigationGroup.REFERENCE,
        sheet_words=("拜访计划", "联系计划", "走访计划"),
        starts_with=("task_force",),
        follow_ups=(
            FollowUp(
                "visit",
                "记走访",
                {
                    "plan": "id",
                    "direction": "direction",
                    "task_force": "task_force",
                    "enterprise": "enterprise",
                    "company": "company",
                    "place": "enterprise.place",
                    "region": "enterprise.region",
                    "leader": "leader",
                    "people": "owner",
                    "met": "person",
                    "met_post": "person_post",
                    "purpose": "purpose",
                    "lead": "lead",
                    "project": "project",
                },
            ),
        ),
    )
