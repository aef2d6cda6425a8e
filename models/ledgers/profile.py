"""The county's settings: its profile, dictionaries, holidays, definitions (口径) and past figures."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind, FixedPointKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, OrgUnits, PersonNames, ShortText, YesNoFlag


class County(Ledger):
    """The county a book belongs to; one row a book."""

    __tablename__ = "county"

    name: Mapped[ShortText] = field("县市名称", width=8, search=True)
    level: Mapped[ShortText | None] = field("行政级别", width=5)
    province: Mapped[ShortText | None] = field("所在省", width=6)
    prefecture: Mapped[ShortText | None] = field("所在市", width=6)
    organ: Mapped[OrgUnits | None] = field("印发单位", width=16, hint="通报红头上的单位")
    number_word: Mapped[ShortText | None] = field("发文代字", width=6, hint="发文字号〔年份〕前的字")
    recipients: Mapped[LongText | None] = field("主送单位", width=20, hint="例如 各乡镇人民政府，县直各有关单位")
    copies: Mapped[LongText | None] = field("抄送单位", width=20, hint="例如 县委办公室，县政府办公室；没有就不填")
    hq: Mapped[ShortText | None] = field("指挥部名称", width=16, hint="例如 产业招商工作指挥部，或招商引资领导小组")
    commander: Mapped[PersonNames | None] = field("指挥长", width=6, hint="一般由县委书记担任")
    deputies: Mapped[PersonNames | None] = field("副指挥长", width=10)
    office: Mapped[ShortText | None] = field("指挥部办公室", width=14, hint="任务分解、调度、督导由它负责")
    office_head: Mapped[PersonNames | None] = field("办公室主任", width=6)
    groups: Mapped[LongText | None] = field("领导组", width=18, hint="每个领导组一行；组长一般是分管县级领导")
    goals: Mapped[LongText | None] = field("奋斗目标", width=20)
    document: Mapped[ShortText | None] = field("方案文件", width=20)
    document_number: Mapped[ShortText | None] = field("方案文号", width=12)

    about = LedgerFacts(
        label="县情设置",
        title="name",
        measure_word="个",
        in_navigation=False,
        hint="本账本属于哪个县，通报由谁印发、发给谁。",
        columns=("name", "organ", "number_word", "recipients"),
        sections=(
            ("概况", ("name", "organ", "number_word", "recipients", "copies", "level", "province", "prefecture")),
            ("方案", ("goals", "document", "document_number")),
            ("指挥部", ("hq", "commander", "deputies", "office", "office_head", "groups")),
        ),
        preset_keys=(
            "name",
            "level",
            "province",
            "prefecture",
            "organ",
            "number_word",
            "recipients",
            "copies",
            "hq",
            "office",
            "groups",
            "goals",
            "document",
            "document_number",
        ),
    )


class Setting(Ledger):
    """A definition (口径) the county may set: its current value, the choices, and the clause it is based on."""

    __tablename__ = "setting"

    key: Mapped[ShortText] = field("口径代号", width=10)
    name: Mapped[ShortText] = field("口径名称", width=16, search=True)
    value: Mapped[ShortText | None] = field("当前口径", width=12)
    choices: Mapped[ShortText | None] = field("可选口径", width=16)
    source: Mapped[LongText | None] = field("口径依据", width=20)

    about = LedgerFacts(
        label="统计口径",
        title="name",
        in_navigation=False,
        hint="分母怎么取、序时按月还是按日，都在这里定。",
        columns=("name", "value", "choices", "source"),
        sections=(("概况", ("name", "value", "choices", "source")),),
        preset_keys=("key", "name", "value", "choices", "source"),
    )


class Term(Ledger):
    """A term of one of the county's dictionaries."""

    __tablename__ = "term"

    dictionary: Mapped[ShortText] = field("字典", width=10)
    word: Mapped[ShortText] = field("词条", width=12, search=True)
    rank: Mapped[int | None] = field("词条次序", CountKind(""), width=4)
    idle: Mapped[YesNoFlag | None] = field("停用", width=4, hint="停用后不再出现在下拉里，旧数据不受影响")
    source: Mapped[ShortText | None] = field("词条出处", width=12)

    about = LedgerFacts(
        label="字典",
        title="word",
        in_navigation=False,
        hint="各栏下拉里的可选项。",
        columns=("dictionary", "rank", "word", "idle", "source"),
        sections=(("概况", ("dictionary", "word", "rank", "idle", "source")),),
        preset_keys=("dictionary", "word", "rank", "idle", "source"),
    )


class Holiday(Ledger):
    """A day that is free, or a weekend worked instead (调休), and whether the State Council has published its year."""

    __tablename__ = "holiday"

    on: Mapped[CalendarDay] = field("日期", width=6)
    kind: Mapped[str] = field("日期类型", ChoiceKind("holiday_kind"), width=6)
    name: Mapped[ShortText | None] = field("节日", width=6)
    state: Mapped[str | None] = field("公布情况", ChoiceKind("holiday_state"), width=6)

    about = LedgerFacts(
        label="节假日",
        title="name",
        main_day="on",
        measure_word="天",
        in_navigation=False,
        hint="国务院办公厅放假通知公布后更新。",
        columns=("on", "kind", "name", "state"),
        sections=(("概况", ("on", "kind", "name", "state")),),
        preset_keys=("on", "kind", "name", "state"),
    )


TO_DATE = "累计"  # behind the month of a past figure: the sum from January to that month


class PastFigure(Ledger):
    """A figure of a year before the book began, stored as the base of year-on-year comparison (同比).

    Its period is a month, a year, or a month with ``TO_DATE`` behind it.
    """

    __tablename__ = "past_figure"

    metric: Mapped[str] = field("往年指标", ChoiceKind("metric"), width=8)
    period: Mapped[ShortText] = field("往年期间", width=6, hint="例如 2025-10、2025，或一月到十月的累计 2025-10累计")
    value: Mapped[Decimal] = field("往年数值", FixedPointKind(), width=7)
    unit: Mapped[str | None] = field("往年单位", ChoiceKind("target_unit"), width=5)
    source: Mapped[ShortText | None] = field("数据来源", width=14)

    about = LedgerFacts(
        label="往年数据",
        title="metric",
        in_navigation=False,
        hint="没有往年数据，通报就不写同比。",
        columns=("metric", "period", "value", "unit", "source"),
        sections=(("概况", ("metric", "period", "value", "unit", "source")),),
    )
