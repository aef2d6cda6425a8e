"""Ranking schemes a county sets: indicators with weight and cap, bonuses and penalties."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind, FixedPointKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field, link
from models.fields.kinds import ChoiceKind, LongText, ShortText, YesNoFlag


class Scheme(Ledger):
    """A ranking scheme: the kind of subject, its source document, and how many indicators a rank needs."""

    __tablename__ = "scheme"

    name: Mapped[ShortText] = field("方案名称", width=14, search=True)
    subject: Mapped[str | None] = field("考核对象", ChoiceKind("rank_subject"), width=6)
    span: Mapped[str | None] = field(
        "完成数口径", ChoiceKind("score_span"), width=5, hint="累计：1月1日至期末；本期：只算本期；不填按累计"
    )
    goal: Mapped[str | None] = field(
        "任务数口径", ChoiceKind("score_goal"), width=6, hint="时序目标＝年度目标×序时进度；不填按年度目标"
    )
    grouping: Mapped[str | None] = field(
        "分组排名", ChoiceKind("rank_group"), width=6, hint="分行业排：各行业各排各的名次"
    )
    least: Mapped[int | None] = field("最少有数指标", CountKind("项"), width=5, hint="有数的指标少于这个数就不排名")
    ends: Mapped[int | None] = field("通报前后几名", CountKind("名"), width=5)
    active: Mapped[YesNoFlag | None] = field("正在使用", width=4)
    source: Mapped[LongText | None] = field("方案依据", width=18)

    about = LedgerFacts(
        label="排名方案",
        title="name",
        measure_word="个",
        in_navigation=False,
        hint="各县自己的考核办法：指标、权重、封顶、加分、扣分；专班、乡镇、单位、企业可以各用一个。",
        columns=("name", "subject", "active", "grouping", "span", "goal", "least", "ends", "source"),
        sections=(("概况", ("name", "subject", "grouping", "span", "goal", "least", "ends", "active", "source")),),
        preset_keys=("name", "subject", "span", "goal", "grouping", "least", "ends", "active", "source", "remark"),
    )


class SchemeItem(Ledger):
    """One indicator, bonus or penalty of a scheme."""

    __tablename__ = "scheme_item"

    scheme: Mapped[str] = link("所属方案", "scheme", width=12)
    metric: Mapped[str] = field("考核指标", ChoiceKind("score_metric"), width=10)
    kind: Mapped[str] = field("计分方式", ChoiceKind("score_kind"), width=8)
    weight: Mapped[Decimal | None] = field("权重（分）", FixedPointKind("", 2), width=5)
    cap: Mapped[Decimal | None] = field("封顶倍数", FixedPointKind("", 2), width=5, hint="1 表示得满分为止")
    each: Mapped[Decimal | None] = field("每个加减", FixedPointKind("", 2), width=5, hint="扣分填负数")
    most: Mapped[Decimal | None] = field("加减上限", FixedPointKind("", 2), width=5)
    steps: Mapped[ShortText | None] = field("分档", width=14, hint="完成率:得分比例，例如 100:1、80:0.75、50:0.5")
    rank: Mapped[int | None] = field("指标次序", CountKind(""), width=4)

    about = LedgerFacts(
        label="方案指标",
        title="metric",
        measure_word="项",
        parent="scheme",
        in_navigation=False,
        hint="方案里的每一项指标、加分和扣分。",
        columns=("scheme", "rank", "metric", "kind", "weight", "cap", "each", "most", "steps"),
        sections=(("概况", ("scheme", "rank", "metric", "kind", "weight", "cap", "each", "most", "steps")),),
        preset_keys=("scheme", "metric", "kind", "weight", "cap", "each", "most", "steps", "rank"),
    )
