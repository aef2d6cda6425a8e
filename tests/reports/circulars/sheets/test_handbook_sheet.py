"""专班工作手册: what each section says, what is left out, and where a list is cut."""

from dataclasses import replace
from datetime import date

import pytest

from models.ledgers import County
from models.rules.duty_schedule import DueDuty, Duty
from models.rules.periods import read_period
from models.rules.vocabulary import NodeState
from models.statistics.chain_map import ChainBox, ChainColumn, ChainFirm, ChainMap
from models.statistics.duty_calendar import PlannedDuty
from models.statistics.event_reader import read_statistics
from models.statistics.handbook import Handbook, HandbookTable
from models.storage.store import Store
from reports.circulars.sheets.handbook_sheet import HandbookInput, draft
from reports.content.document import Block, Document, Paragraph, SectionHeading, Table
from reports.figures.figure import PeriodFigures
from tests.reports.circulars.sheets.matters import TODAY, matter, november

NONE = HandbookTable((), ())
FACTS = ("category", "lead_units", "coop_units", "leader", "head", "liaison", "phone", "founded", "budget")
EMPTY_HANDBOOK = Handbook(
    row="",
    name="焦化招商专班",
    short="焦化",
    values=dict.fromkeys((*FACTS, "direction", "vision"), ""),
    titles={key: f"栏{key}" for key in (*FACTS, "direction", "vision")},
    members=NONE,
    chains=(),
    unplaced_anchors=(),
    unplaced_targets=(),
    targets=NONE,
    projects=NONE,
    spendings=NONE,
)


@pytest.fixture
def data(county: tuple[Store, dict[str, str]]) -> HandbookInput:
    """Return the handbook of 焦化, which has nothing but its figures of October."""
    book, ids = county
    with book.reading() as session:
        board = PeriodFigures(read_statistics(session), read_period("2026-10"))
    handbook = replace(EMPTY_HANDBOOK, row=ids["A"])
    return HandbookInput(County(name="示例县"), TODAY, 3, handbook, board, None, (), ())


def sections(document: Document) -> dict[str, list[Block]]:
    """Return the blocks below each heading."""
    by_title: dict[str, list[Block]] = {}
    for block in document.body:
        if isinstance(block, SectionHeading):
            by_title[block.text] = []
        else:
            by_title[list(by_title)[-1]].append(block)
    return by_title


def section(document: Document, title: str) -> list[Block]:
    (blocks,) = [blocks for heading, blocks in sections(document).items() if heading.endswith(title)]
    return blocks


def sentences(blocks: list[Block]) -> str:
    return "".join(block.text for block in blocks if isinstance(block, Paragraph))


def cells(blocks: list[Block]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for block in blocks if isinstance(block, Table) for row in block.rows]


def test_a_new_task_force_is_told_what_is_still_missing(data: HandbookInput) -> None:
    document = draft(data, 10)
    assert list(sections(document)) == [
        "一、专班概况",
        "二、人员名单",
        "三、产业链和招引对象",
        "四、目标任务和进度",
        "五、工作节奏",
        "六、在手项目",
        "七、责任事项",
    ]  # without quotas there is no section of quotas, and the numbers go on
    assert sentences(section(document, "人员名单")) == "还没有登记专班人员。"
    assert sentences(section(document, "产业链和招引对象")) == "还没有登记产业链。"
    assert sentences(section(document, "工作节奏")) == "近期没有到期的例行工作。"
    assert sentences(section(document, "在手项目")) == "没有在手项目。"
    assert sentences(section(document, "责任事项")) == "没有未销号的责任事项。"
    assert (document.title, document.dated) == ("焦化招商专班\n工作手册", TODAY)


def test_direction_and_vision_stand_below_the_facts_if_there_are_any(data: HandbookInput) -> None:
    assert len(section(draft(data, 10), "专班概况")) == 1
    values = {**data.handbook.values, "lead_units": "开发区", "direction": "焦炉煤气"}
    blocks = section(draft(replace(data, handbook=replace(data.handbook, values=values)), 10), "专班概况")
    assert ["栏direction", "焦炉煤气"] in cells(blocks)
    assert "开发区" in cells(blocks)[0]
    assert not any("栏vision" in row for row in cells(blocks))


def test_the_latest_payments_stand_with_their_purposes_and_all_are_counted(data: HandbookInput) -> None:
    payments = (("2026-10-08", "外出招商", "0.35"), ("2026-03-02", "", "1.2"), ("2026-02-01", "会费", "1"))
    for cells_, said_first in ((payments, ""), ((*payments, ("2026-01-05", "车费", "1")), "最近的是")):
        spent = HandbookTable(tuple(day for day, *_ in cells_), cells_)
        text = sentences(section(draft(replace(data, handbook=replace(data.handbook, spendings=spent)), 9), "经费支出"))
        listed = "2026-10-08 外出招商 0.35万元；2026-03-02 1.2万元；2026-02-01 会费 1万元。"
        assert text == f"今年支出{len(cells_)}笔：{said_first}{listed}"


def people(count: int) -> HandbookTable:
    return HandbookTable(
        tuple(f"m{number}" for number in range(count)),
        tuple((f"示例{number}", "开发区", "科员", "联络员", "139****0000") for number in range(count)),
    )


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (6, 6), (7, 6)])
def test_a_long_list_of_people_is_cut_and_counted(data: HandbookInput, count: int, shown: int) -> None:
    blocks = section(draft(replace(data, handbook=replace(data.handbook, members=people(count))), 3), "人员名单")
    assert len(cells(blocks)) == shown
    assert sentences(blocks) == ("" if count == shown else f"共{count}人，表中列{shown}人，其余见台账。")


# --- chains ---------------------------------------------------------------------------------------------------------
def firm(name: str) -> ChainFirm:
    values: dict[str, str] = dict.fromkeys(ChainFirm.__dataclass_fields__, "")
    return ChainFirm(**{**values, "name": name})


def box(name: str, state: str, wanted: str = "", anchors: str = "", targets: str = "") -> ChainBox:
    firms = [tuple(firm(each) for each in names.split()) for names in (anchors, targets)]
    return ChainBox(name, state, (name,), wanted=wanted, anchors=firms[0], targets=firms[1])


def chain(name: str, *boxes: ChainBox, unplaced: str = "") -> ChainMap:
    return ChainMap(name, name, "焦化", "", (ChainColumn("上游", boxes),), box("", "", anchors=unplaced))


def with_chains(data: HandbookInput, *chains: ChainMap, **facts: tuple[str, ...]) -> HandbookInput:
    return replace(data, handbook=replace(data.handbook, chains=chains, **facts))  # type: ignore[arg-type]  # names only


def test_a_chain_with_its_steps_and_firms(data: HandbookInput) -> None:
    coke = chain(
        "焦化链",
        box("炼焦", NodeState.PRESENT, anchors="甲公司 乙公司"),
        box("焦油", NodeState.MISSING, wanted="针状焦", targets="丙公司"),
        box("制氢", NodeState.MISSING),
        box("储运", NodeState.WEAK, targets="丙公司 丁公司"),
        unplaced="戊公司",
    )
    blocks = section(draft(with_chains(data, coke, chain("医药链")), 10), "产业链和招引对象")
    present, weak, missing = NodeState.PRESENT, NodeState.WEAK, NodeState.MISSING
    assert cells(blocks) == [
        ["焦化链", f"4个：{present}1、{weak}1、{missing}2", "甲公司、乙公司、戊公司", "丙公司、丁公司"],
        ["医药链", "未登记环节", "—", "—"],
    ]
    assert sentences(blocks) == "断点和弱项：焦油（针状焦）、制氢、储运。"


def test_many_firms_of_a_chain_are_cut_and_counted(data: HandbookInput) -> None:
    coke = chain("焦化链", box("炼焦", NodeState.PRESENT, anchors="甲 乙 丙 丁 戊 己 庚"))
    blocks = section(draft(with_chains(data, coke), 10), "产业链和招引对象")
    assert cells(blocks)[0][2] == "甲、乙、丙、丁、戊、己等7家"


def test_more_chains_than_fit_are_counted(data: HandbookInput) -> None:
    chains = [chain(f"{name}链") for name in "甲乙丙丁"]
    blocks = section(draft(with_chains(data, *chains), 3), "产业链和招引对象")
    assert [row[0] for row in cells(blocks)] == ["甲链", "乙链", "丙链"]
    assert sentences(blocks) == "共4条，表中列3条，其余见台账。"


def test_firms_on_no_chain_are_named_even_without_a_chain(data: HandbookInput) -> None:
    firms = {"unplaced_anchors": ("甲公司",), "unplaced_targets": ("乙公司", "丙公司", "丁公司")}
    blocks = section(draft(with_chains(data, **firms), 1), "产业链和招引对象")
    assert sentences(blocks) == "骨干企业：甲公司。目标企业：乙公司、丙公司等3家。"


# --- targets --------------------------------------------------------------------------------------------------------
def test_targets_with_what_was_done_and_what_was_done_without_a_target(data: HandbookInput) -> None:
    blocks = section(draft(data, 10), "目标任务和进度")
    rows = {row[0]: row[1:] for row in cells(blocks)}
    # The numbers of 焦化 are worked out in tests/reports/figures/test_figure.py.
    assert rows["签约金额（亿元）"] == ["10.00", "7.80", "78.00", "-5.33"]
    assert rows["开工项目数（个）"] == ["4", "1", "25.00", "-58.33"]
    assert rows["到位资金（亿元）"] == ["—", "0.80", "—", "—"]
    assert sentences(blocks) == "数据截至2026年10月31日，序时进度83.33%。"


def test_targets_of_other_periods_are_sentences(data: HandbookInput) -> None:
    others = (("签约项目数", "2026年上半年", "4", "个", "焦化"), ("路演场次", "2027年", "3", "场", "焦化、钢铁"))
    handbook = replace(data.handbook, targets=HandbookTable(("1", "2"), others))
    blocks = section(draft(replace(data, handbook=handbook), 10), "目标任务和进度")
    assert "其他期限的目标：2026年上半年签约项目数4个、2027年路演场次3场（2个专班共担）。" in sentences(blocks)


# --- duties, projects, matters --------------------------------------------------------------------------------------
def duty(day: date, done_on: date | None = None) -> PlannedDuty:
    return PlannedDuty(DueDuty(Duty("每月通报", "month", 5, ""), read_period("2026-10"), day, True), done_on)


@pytest.mark.parametrize(
    ("planned", "shown"),
    [
        (duty(november(25)), ["11月25日", "每月通报 10月"]),
        (duty(TODAY), ["11月20日", "每月通报 10月"]),
        (duty(november(19)), ["11月19日", "每月通报 10月（已过期）"]),
        (duty(november(19), november(19)), ["11月19日", "每月通报 10月（已办）"]),
    ],
)
def test_a_duty_with_its_day_and_whether_it_is_done(
    data: HandbookInput, planned: PlannedDuty, shown: list[str]
) -> None:
    assert cells(section(draft(replace(data, duties=(planned,)), 10), "工作节奏"))[0][:2] == shown


@pytest.mark.parametrize(("count", "note"), [(2, ""), (3, "，表中列总投资最大的2个")])
def test_projects_are_counted_and_the_largest_listed(data: HandbookInput, count: int, note: str) -> None:
    rows = tuple(f"p{number}" for number in range(count))
    texts = tuple((f"项目{number}", "甲公司", "签约", "100", "", "", "", "") for number in range(count))
    handbook = replace(data.handbook, projects=HandbookTable(rows, texts))
    blocks = section(draft(replace(data, handbook=handbook), 2), "在手项目")
    assert sentences(blocks) == f"在手项目{count}个{note}。"
    assert [row[0] for row in cells(blocks)] == ["项目0", "项目1"]
    assert cells(blocks)[0][4] == "—"


def test_open_matters_count_the_late_and_name_who_owes(data: HandbookInput) -> None:
    matters = (
        matter("环评", due=november(10), units=("环保局", "住建局"), owner="示例甲", project="汾河焦化"),
        matter("用地", due=november(20), units=("自然资源局",)),
        matter("无期", debtor="甲公司"),
    )
    blocks = section(draft(replace(data, open_matters=matters), 2), "责任事项")
    assert sentences(blocks) == "未销号3件，其中已逾期1件，表中列最近的2件。"
    assert [row[:4] for row in cells(blocks)] == [
        ["环评——汾河焦化", "环保局、住建局", "示例甲", "2026-11-10"],
        ["用地", "自然资源局", "—", "2026-11-20"],
    ]
    (undated,) = cells(section(draft(replace(data, open_matters=matters[2:]), 2), "责任事项"))
    assert undated == ["无期", "甲公司", "—", "—", "—"]
