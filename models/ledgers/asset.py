"""Idle plants and land to match with projects, and dormant enterprises (僵尸企业) of classes A to D."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from models.fields.amounts import AreaKind, FixedPointKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import (
    CalendarDay,
    ChoiceKind,
    LongText,
    Mu,
    OrgUnits,
    PersonNames,
    PhoneNumbers,
    ShortText,
    SquareMetres,
    Wan,
)


class Asset(Ledger):
    """An idle plant or a piece of land, registered with the headquarters' office (要素台账)."""

    __tablename__ = "asset"

    name: Mapped[ShortText] = field("资产名称", width=18, search=True)
    kind: Mapped[str | None] = field("资产类别", ChoiceKind("asset_kind"), width=8)
    place: Mapped[ShortText | None] = field("坐落", width=14, search=True)
    owner: Mapped[ShortText | None] = field("权属单位", width=12)
    land: Mapped[Mu | None] = field("土地面积", width=6)
    plant: Mapped[SquareMetres | None] = field("厂房面积", width=7)
    conditions: Mapped[LongText | None] = field("水电气等条件", width=16)
    industry: Mapped[str | None] = field("适合产业", ChoiceKind("industry", many=True), width=8)
    power: Mapped[Decimal | None] = field("供电容量", FixedPointKind("kVA", 0), width=6)
    water: Mapped[Decimal | None] = field("供水能力", FixedPointKind("吨/日", 2), width=6)
    gas: Mapped[Decimal | None] = field("供气能力", FixedPointKind("m³/日", 0), width=6)
    emissions: Mapped[Decimal | None] = field(
        "环境容量", FixedPointKind("吨/年", 2), width=6, hint="可用的主要污染物指标"
    )
    price: Mapped[ShortText | None] = field("租售价格", width=8)
    filed_on: Mapped[CalendarDay | None] = field("备案日期", width=6)
    unit: Mapped[OrgUnits | None] = field("盘活责任单位", width=10)
    due: Mapped[CalendarDay | None] = field(
        "盘活时限", width=6, hint="口径“闲置资产几个月内盘活”定了的，由备案日期推出；可以另填"
    )
    state: Mapped[str | None] = field("盘活状态", ChoiceKind("asset_state"), width=6)
    project: Mapped[str | None] = link("匹配项目", "project", width=14)
    used_land: Mapped[Mu | None] = field("盘活土地", width=6)
    used_plant: Mapped[SquareMetres | None] = field("盘活厂房", width=7)
    used_on: Mapped[CalendarDay | None] = field("盘活日期", width=6)
    contact: Mapped[PersonNames | None] = field("资产联系人", width=6)
    phone: Mapped[PhoneNumbers | None] = field("资产联系电话", width=8)

    about = LedgerFacts(
        label="资产要素",
        title="name",
        measure_word="宗",
        hint="闲置厂房、闲置土地、熟地、批而未供，备案后与项目匹配。",
        columns=("name", "kind", "place", "owner", "land", "plant", "state", "project", "filed_on", "unit", "due"),
        sections=(
            (
                "概况",
                (
                    "name",
                    "kind",
                    "place",
                    "owner",
                    "land",
                    "plant",
                    "power",
                    "water",
                    "gas",
                    "emissions",
                    "industry",
                    "conditions",
                    "price",
                    "filed_on",
                ),
            ),
            ("盘活", ("unit", "due", "state", "project", "used_land", "used_plant", "used_on", "contact", "phone")),
        ),
        icon="land-plot",
        sheet_words=("闲置", "厂房", "资产"),
    )


class Dormant(Ledger):
    """A dormant enterprise: A self-rescue, B second invitation, C merger, each within 12 months; D bought up."""

    __tablename__ = "dormant"

    name: Mapped[ShortText] = field(
        "僵尸企业名称", width=18, search=True, aliases=("企业名称", "停产企业", "停产企业名称", "企业")
    )
    enterprise: Mapped[str | None] = link("僵尸企业（库）", "enterprise", width=12)
    kind: Mapped[str | None] = field(
        "整治类别",
        ChoiceKind("dormant_class"),
        width=5,
        hint="A自救 B二次招商 C并购 D收购",
        aliases=("类别", "分类", "企业类别"),
    )
    task_force: Mapped[str | None] = link("整治专班", "task_force", width=12, aliases=("专班", "责任专班"))
    unit: Mapped[OrgUnits | None] = field("整治责任单位", width=10, aliases=("责任单位", "帮扶单位", "牵头单位"))
    identified_on: Mapped[CalendarDay | None] = field("列入日期", width=6, aliases=("列入时间", "认定日期", "认定时间"))
    due: Mapped[CalendarDay | None] = field("整治时限", width=6, aliases=("时限", "完成时限", "复工时限", "盘活时限"))
    land: Mapped[Mu | None] = field("占地面积", width=6)
    plant: Mapped[Decimal | None] = field("闲置厂房面积", AreaKind("㎡", 2), width=7)
    cause: Mapped[LongText | None] = field("停产原因", width=14, aliases=("停产停业原因", "僵尸原因"))
    measure: Mapped[LongText | None] = field(
        "整治措施", width=16, aliases=("措施", "盘活措施", "盘活方式", "整治盘活方式", "处置措施")
    )
    invested: Mapped[Wan | None] = field("注入资金", width=7)
    project: Mapped[str | None] = link("引入项目", "project", width=12)
    state: Mapped[str | None] = field(
        "整治状态", ChoiceKind("dormant_state"), width=6, aliases=("状态", "盘活状态", "办理状态", "处置情况")
    )
    revived_on: Mapped[CalendarDay | None] = field(
        "复工复产日期", width=6, aliases=("复工日期", "复产日期", "复工时间", "盘活日期")
    )

    about = LedgerFacts(
        label="僵尸企业",
        title="name",
        measure_word="家",
        hint="按 A、B、C、D 四类整治，A、B、C 类一年内复工复产。",
        columns=("name", "kind", "unit", "identified_on", "due", "land", "plant", "state", "measure"),
        sections=(
            ("概况", ("name", "enterprise", "kind", "task_force", "unit", "identified_on", "due")),
            ("整治", ("land", "plant", "cause", "measure", "invested", "project", "state", "revived_on")),
        ),
        icon="archive-restore",
        navigation_group=NavigationGroup.MORE,
        starts_with=("task_force",),
    )
