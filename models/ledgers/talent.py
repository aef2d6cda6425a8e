"""Talent demand of firms and projects (人才需求), one of the kinds of information on 运城's platform."""

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import (
    CalendarDay,
    ChoiceKind,
    LongText,
    OrgUnits,
    PersonNames,
    PhoneNumbers,
    ShortText,
    YesNoFlag,
)


class Talent(Ledger):
    """A post a firm cannot fill by itself: how many, of what kind, by when, and who helps."""

    __tablename__ = "talent"

    name: Mapped[ShortText] = field("岗位名称", width=14, search=True)
    enterprise: Mapped[str | None] = link("用人企业", "enterprise", width=14)
    project: Mapped[str | None] = link("用人项目", "project", width=14)
    task_force: Mapped[str | None] = link("服务专班", "task_force", width=12)
    kind: Mapped[str | None] = field("人才类别", ChoiceKind("talent_kind"), width=7)
    degree: Mapped[str | None] = field("学历要求", ChoiceKind("talent_degree"), width=6)
    wanted: Mapped[int | None] = field("需求人数", CountKind("人"), width=5)
    hired: Mapped[int | None] = field("已到岗", CountKind("人"), width=5)
    skills: Mapped[LongText | None] = field("专业和技能", width=16)
    pay: Mapped[ShortText | None] = field("薪酬待遇", width=10)
    raised_on: Mapped[CalendarDay | None] = field("提出日期", width=6)
    due: Mapped[CalendarDay | None] = field("期望到岗", width=6)
    state: Mapped[str | None] = field("办理情况", ChoiceKind("talent_state"), width=6)
    unit: Mapped[OrgUnits | None] = field("协调单位", width=10, hint="人社局、组织部门、院校等")
    contact: Mapped[PersonNames | None] = field("用人联系人", width=6)
    phone: Mapped[PhoneNumbers | None] = field("用人联系电话", width=8)
    chosen: Mapped[YesNoFlag | None] = field(
        "需求选入通报",
        width=5,
        aliases=("选入通报", "选入周动态"),
        hint="打勾的按提出日期印在当期周动态、月通报的“人才需求”里",
    )

    about = LedgerFacts(
        label="人才需求",
        title="name",
        main_day="raised_on",
        measure_word="项",
        hint="企业和项目要什么人、要几个、何时到岗，由谁帮着找；打勾“需求选入通报”的，印进提出那天所在的周动态、月通报。",
        columns=("name", "enterprise", "kind", "degree", "wanted", "hired", "due", "state", "unit", "task_force"),
        sections=(
            ("概况", ("name", "enterprise", "project", "task_force", "kind", "degree", "wanted", "hired")),
            ("要求", ("skills", "pay", "raised_on", "due")),
            ("办理", ("state", "unit", "contact", "phone", "chosen")),
        ),
        icon="user",
        navigation_group=NavigationGroup.MORE,
        starts_with=("task_force", "raised_on"),
    )
