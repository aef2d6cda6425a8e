"""Industry chains and their nodes: the map of what to look for (招商图谱)."""

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, OrgUnits, PersonNames, ShortText, Wan


class Chain(Ledger):
    """An industry chain or direction one task force works along."""

    __tablename__ = "chain"

    name: Mapped[ShortText] = field("产业链名称", width=16, search=True, aliases=("产业链", "链条"))
    task_force: Mapped[str | None] = link("链上专班", "task_force", width=12)
    kind: Mapped[str | None] = field("链条类别", ChoiceKind("chain_kind"), width=6)
    head: Mapped[PersonNames | None] = field("链长", width=6)
    unit: Mapped[OrgUnits | None] = field("链长单位", width=10)
    text: Mapped[LongText | None] = field("链条原文", width=24)
    rank: Mapped[int | None] = field("链条序号", CountKind(""), width=4)

    about = LedgerFacts(
        label="产业链",
        title="name",
        measure_word="条",
        hint="每条链写明环节和缺口，招商图谱由此生成。",
        columns=("task_force", "name", "kind", "head", "unit", "text"),
        sections=(("概况", ("name", "task_force", "kind", "head", "unit", "rank", "text")),),
        icon="link",
        navigation_group=NavigationGroup.MORE,
        preset_keys=("name", "task_force", "kind", "unit", "text", "rank"),
    )


class ChainNode(Ledger):
    """A node of a chain (环节): its products, and whether the county has it, has it weakly, or lacks it."""

    __tablename__ = "chain_node"

    chain: Mapped[str] = link("所在产业链", "chain", width=14)
    name: Mapped[ShortText] = field("环节名称", width=14, search=True)
    line: Mapped[int | None] = field("支线", CountKind(""), width=4)
    step: Mapped[int | None] = field("环节次序", CountKind(""), width=4)
    products: Mapped[LongText | None] = field("关联产品", width=16)
    gap: Mapped[str | None] = field("环节状态", ChoiceKind("node_state"), width=6, hint="本地已有、薄弱还是缺失")
    wanted: Mapped[LongText | None] = field("招引方向", width=16)

    about = LedgerFacts(
        label="链条环节",
        title="name",
        measure_word="个",
        parent="chain",
        hint="从上游到下游逐个环节登记，缺失的就是要招的。",
        columns=("chain", "line", "step", "name", "products", "gap", "wanted"),
        sections=(("概况", ("chain", "name", "line", "step", "products", "gap", "wanted")),),
        preset_keys=("chain", "name", "line", "step", "products", "wanted"),
    )


class Dossier(Ledger):
    """A project proposal prepared for investors (招商专案)."""

    __tablename__ = "dossier"

    name: Mapped[ShortText] = field("专案名称", width=18, search=True)
    task_force: Mapped[str | None] = link("编制专班", "task_force", width=12)
    unit: Mapped[OrgUnits | None] = field("编制单位", width=8, hint="高新区这样的单位包装的填写")
    chain: Mapped[str | None] = link("关联产业链", "chain", width=12)
    total: Mapped[Wan | None] = field("策划投资", width=7)
    content: Mapped[LongText | None] = field("策划内容", width=20)
    firms: Mapped[LongText | None] = field("拟对接企业", width=14)
    made_on: Mapped[CalendarDay | None] = field("编制日期", width=6)
    state: Mapped[str | None] = field("专案状态", ChoiceKind("dossier_state"), width=6)
    lead: Mapped[str | None] = link("转化线索", "lead", width=12)

    about = LedgerFacts(
        label="招商专案",
        title="name",
        measure_word="个",
        hint="每个专班策划包装不少于5个关联项目专案；各县重点招引项目也放在这里。",
        columns=("task_force", "name", "chain", "total", "state", "made_on", "firms"),
        sections=(
            ("概况", ("name", "task_force", "unit", "chain", "total", "state", "made_on")),
            ("内容", ("content", "firms")),
        ),
        icon="briefcase",
        navigation_group=NavigationGroup.MORE,
        starts_with=("task_force",),
    )
