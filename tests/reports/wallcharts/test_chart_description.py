"""What a wall chart shows is said in words: nothing that hangs on the wall is lost to who cannot see it."""

from datetime import date
from decimal import Decimal

from models.rules.deadlines import DeadlineLight
from models.rules.vocabulary import NodeState
from models.statistics.chain_map import ChainBox, ChainColumn, ChainFirm, ChainMap
from models.statistics.timelines import TimelineGroup, TimelineNode, TimelineRow
from reports.wallcharts.chart_board import DrawingArea
from reports.wallcharts.chart_description import describe_chain, describe_projects
from reports.wallcharts.schedule_chart import schedule_chart

TODAY = date(2026, 11, 20)
NODES = (
    TimelineNode("a", "环评", date(2026, 4, 1), date(2026, 4, 2)),
    TimelineNode("b", "开工", date(2026, 11, 19), None),
    TimelineNode("c", "竣工", date(2026, 11, 20), None),
)
ROW = TimelineRow("r", "铝箔项目", Decimal(32_000), "签约", "", "示例甲", DeadlineLight.RED, None, NODES)
BARE = TimelineRow("s", "铝棒项目", None, "在谈", "", "", None, None, ())
GROUP = TimelineGroup("铝", "工科局", (ROW, BARE))


def test_of_a_project_is_said_what_is_late_and_what_comes_next() -> None:
    assert describe_projects([(GROUP, ROW), (GROUP, BARE)], TODAY) == (
        "铝专班，牵头单位工科局。"
        "铝箔项目：责任人示例甲，总投资3.20亿元，签约，红灯，已完成1项，"
        "逾期未完成1项：开工（计划2026-11-19），下一项竣工（计划2026-11-20）。"
        "铝棒项目：在谈。"
    )


def test_each_page_of_a_schedule_describes_its_own_projects() -> None:
    rows = tuple(TimelineRow(f"r{n}", f"项目{n}号", None, "签约", "", "", None, None, NODES) for n in range(60))
    pages = schedule_chart([TimelineGroup("铝", "", rows)], TODAY, DrawingArea(1100.0, 700.0, 9.5))
    assert len(pages) > 1
    assert all(page.description.startswith("铝专班。") for page in pages)
    whole = "".join(page.description for page in pages)
    assert [whole.count(f"项目{n}号：") for n in range(60)] == [1] * 60


def test_of_a_chain_is_said_what_each_step_is_and_where_it_leads() -> None:
    root = ChainBox(
        "电解铝", NodeState.PRESENT, ("a",), anchors=(ChainFirm("f", "甲集团", "链主"),), next_names=("电池壳",)
    )
    end = ChainBox("电池壳", NodeState.MISSING, ("b",), wanted="精密铝企业", leads=("l",))
    loose = ChainBox("未定环节", "", (), targets=(ChainFirm("t", "乙公司"),))
    chain = ChainMap("c", "铝产业链", "铝", "", (ChainColumn("上游", (root,)), ChainColumn("下游", (end,))), loose)
    assert describe_chain(chain, chain.columns) == (
        f"{chain.summary}。"
        "上游：电解铝（本地已有）：骨干企业甲集团（链主），通向电池壳。"
        "下游：电池壳（缺失待招）：招引方向精密铝企业，线索1条。"
        "未定环节的目标企业：乙公司。"
    )
