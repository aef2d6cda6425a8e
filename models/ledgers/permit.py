"""Start on taking the land (拿地即开工) and standard land (标准地): the county's permit steps, a site's indicators."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind, FixedPointKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, OrgUnits, ShortText, YesNoFlag

STEPS_GROUP, STANDARDS_GROUP = "拿地即开工", "标准地"
SITE_GROUPS = frozenset({STEPS_GROUP, STANDARDS_GROUP})


class PermitStep(Ledger):
    """A step of the county's way from land to start: its place, its days, its unit. Laid out, it is a milestone."""

    __tablename__ = "permit_step"

    name: Mapped[ShortText] = field("审批步骤", width=16, search=True, hint="排到项目上就是推进节点的名称")
    rank: Mapped[int | None] = field("步骤次序", CountKind(""), width=4, hint="1、2、3……；次序相同的并联办理")
    days: Mapped[int | None] = field("步骤承诺天数", CountKind("天"), width=5, hint="上一步办结后几天内办结")
    unit: Mapped[OrgUnits | None] = field("步骤审批单位", width=12)
    is_land: Mapped[YesNoFlag | None] = field("这一步算拿地", width=5, hint="办结那天算拿地日，从它算到开工多少天")
    ground: Mapped[ShortText | None] = field("步骤依据", width=16, hint="本县文件，第几条")

    about = LedgerFacts(
        label="审批步骤模板",
        title="name",
        measure_word="步",
        hint="本县“拿地即开工”的步骤和天数，改成本县文件定的；在项目上右键“排出审批步骤和标准地指标”照它排。",
        columns=("rank", "name", "days", "unit", "is_land", "ground"),
        sections=(("概况", ("name", "rank", "days", "unit", "is_land", "ground")),),
        icon="list-todo",
        navigation_group=NavigationGroup.MORE,
        sheet_words=("审批步骤", "审批流程"),
        preset_keys=("name", "rank", "days", "unit", "is_land", "ground"),
        optional=STEPS_GROUP,
    )


class LandStandard(Ledger):
    """An indicator that a site was sold with (标准地): what was promised, and what an inspection found."""

    __tablename__ = "land_standard"

    project: Mapped[str] = link("标准地项目", "project", width=20)
    indicator: Mapped[str] = field("标准地指标", ChoiceKind("land_indicator"), width=10)
    unit: Mapped[ShortText | None] = field("标准地计量单位", width=8, hint="例如 万元/亩")
    direction: Mapped[str | None] = field(
        "标准地要求", ChoiceKind("land_direction"), width=5, hint="不填就是不低于；单位能耗不填就是不高于"
    )
    promised: Mapped[Decimal | None] = field("标准地承诺值", FixedPointKind("", 4), width=7)
    real: Mapped[Decimal | None] = field("标准地实际值", FixedPointKind("", 4), width=7)
    meets: Mapped[YesNoFlag | None] = field("标准地达标", width=5, hint="不是数的（环境标准）核实后填 是 或 否")
    due: Mapped[CalendarDay | None] = field("标准地达标期限", width=6)
    checked_on: Mapped[CalendarDay | None] = field("标准地核验日期", width=6)
    checked_by: Mapped[OrgUnits | None] = field("标准地核验单位", width=10)
    text: Mapped[LongText | None] = field("标准地说明", width=16, hint="执行什么环境标准，差在哪里")

    about = LedgerFacts(
        label="标准地指标",
        title="indicator",
        measure_word="项",
        parent="project",
        hint="按标准地出让的：固定资产投资强度、容积率、亩均税收、单位能耗、环境标准，承诺多少、实际多少。",
        columns=("project", "indicator", "promised", "real", "unit", "meets", "due", "checked_on"),
        sections=(
            ("概况", ("project", "indicator", "direction", "promised", "unit", "due")),
            ("核验", ("real", "meets", "checked_on", "checked_by", "text")),
        ),
        sheet_words=("标准地",),
        optional=STANDARDS_GROUP,
    )
