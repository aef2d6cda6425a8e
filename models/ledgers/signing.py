"""What is gathered of a project before it is signed: the units' opinions (联审) and the points of the agreement."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, OrgUnits, PersonNames, ShortText, YesNoFlag


class UnitOpinion(Ledger):
    """What one unit of the county's list says of a project in the joint review (引进联审), and when."""

    __tablename__ = "unit_opinion"

    project: Mapped[str] = link("联审项目", "project", width=20)
    unit: Mapped[str] = field("联审单位", ChoiceKind("review_unit"), width=8)
    asked_on: Mapped[CalendarDay | None] = field("送审日期", width=6)
    opinion: Mapped[str | None] = field("联审结果", ChoiceKind("unit_opinion"), width=6)
    text: Mapped[LongText | None] = field("联审内容", width=24, search=True, hint="有条件的写明条件，不同意的写明理由")
    on: Mapped[CalendarDay | None] = field("回复日期", width=6)
    by: Mapped[PersonNames | None] = field("联审经办人", width=6)

    about = LedgerFacts(
        label="部门联审",
        title="unit",
        main_day="on",
        measure_word="条",
        parent="project",
        hint="签约前送各部门联审，一个部门一条：哪天送、哪天回、同意不同意。",
        columns=("project", "unit", "asked_on", "opinion", "text", "on", "by"),
        sections=(("概况", ("project", "unit", "asked_on", "opinion", "text", "on", "by")),),
        sheet_words=("联审",),
    )


class AgreementPoint(Ledger):
    """A point that the agreement has to settle: what was agreed in which clause, and the review of what it promises."""

    __tablename__ = "agreement_point"

    project: Mapped[str] = link("协议项目", "project", width=20)
    point: Mapped[str] = field("协议要点", ChoiceKind("agreement_point"), width=8)
    text: Mapped[LongText | None] = field("约定内容", width=24, search=True, hint="照协议写：数额、时间、条件、后果")
    clause: Mapped[ShortText | None] = field("协议条款", width=8, hint="第几条")
    waived: Mapped[YesNoFlag | None] = field("本项目不适用", width=5)
    review: Mapped[str | None] = field(
        "公平竞争审查", ChoiceKind("review_state"), width=6, hint="写着返还、零地价一类的；不填就是未审查"
    )
    review_on: Mapped[CalendarDay | None] = field("审查日期", width=6)
    review_by: Mapped[OrgUnits | None] = field("审查单位", width=10)
    review_ground: Mapped[LongText | None] = field(
        "审查意见和依据", width=16, hint="适用例外的，写明依据哪一条、到哪天为止"
    )
    tied: Mapped[YesNoFlag | None] = field("与迁入纳税纳统挂钩", width=6, hint="不填就按用语判断；核对过的填 是 或 否")

    about = LedgerFacts(
        label="协议要点",
        title="point",
        measure_word="条",
        parent="project",
        hint="签约前逐条核对协议：投资、强度、税收、时间、用地、退出和违约各怎样约定。",
        columns=("project", "point", "text", "clause", "waived", "review"),
        sections=(
            ("概况", ("project", "point", "text", "clause", "waived")),
            ("公平竞争审查", ("review", "review_on", "review_by", "review_ground", "tied")),
        ),
        sheet_words=("协议要点", "合同要点"),
    )
