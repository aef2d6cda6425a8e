"""Inspections of firms (涉企检查报审, 夏邑 X29): who asks to inspect which firm, why, the approval, and the result."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, FirmNameKind, LongText, OrgUnits, PersonNames, ShortText


class Inspection(Ledger):
    """An inspection of a firm that a unit asks for; it is approved before it is made."""

    __tablename__ = "inspection"

    name: Mapped[ShortText] = field("检查事项", width=16, search=True, aliases=("检查内容", "检查项目"))
    company: Mapped[str | None] = field(
        "受检企业", FirmNameKind("enterprise"), width=16, search=True, aliases=("被检查企业", "检查对象")
    )
    enterprise: Mapped[str | None] = link("受检企业（库）", "enterprise", width=14)
    unit: Mapped[OrgUnits | None] = field("检查单位", width=12, search=True, aliases=("申请检查单位", "执法单位"))
    ground: Mapped[LongText | None] = field("检查依据和理由", width=18, aliases=("检查依据", "检查理由"))
    inspectors: Mapped[PersonNames | None] = field("检查人员", width=8)
    asked_on: Mapped[CalendarDay | None] = field("报审日期", width=6)
    planned_on: Mapped[CalendarDay | None] = field("计划检查日期", width=6)
    approver: Mapped[OrgUnits | None] = field("审批单位", width=10)
    answer: Mapped[str | None] = field("检查审批", ChoiceKind("inspection_answer"), width=6)
    answered_on: Mapped[CalendarDay | None] = field("检查批复日期", width=6)
    on: Mapped[CalendarDay | None] = field("实际检查日期", width=6, aliases=("检查日期",))
    result: Mapped[LongText | None] = field("检查结果", width=18)
    task_force: Mapped[str | None] = link("联系企业专班", "task_force", width=12)

    about = LedgerFacts(
        label="涉企检查",
        title="name",
        main_day="asked_on",
        measure_word="次",
        hint="哪个单位要检查哪家企业、为什么、谁批的、哪天去的、结果怎样；先报审，批准了再去。",
        columns=(
            "company",
            "unit",
            "name",
            "asked_on",
            "planned_on",
            "approver",
            "answer",
            "answered_on",
            "on",
            "result",
        ),
        sections=(
            ("报审", ("name", "company", "enterprise", "unit", "ground", "inspectors", "asked_on", "planned_on")),
            ("批复", ("approver", "answer", "answered_on")),
            ("检查", ("on", "result", "task_force")),
        ),
        icon="shield-check",
        navigation_group=NavigationGroup.MORE,
        sheet_words=("涉企检查", "检查报审"),
        starts_with=("task_force", "asked_on"),
    )
