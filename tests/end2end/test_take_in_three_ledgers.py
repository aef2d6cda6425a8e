"""A clerk's helper takes in a district's return, a summary form and two lists, in the window, every cell accounted for.

What must stand in the book is counted by hand from the sheets: amounts in yuan, as the book stores them.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app import notifications
from desktop.import_export.import_view import ImportView
from desktop.main_window import MainWindow
from models.ledgers import Funding, Project, StageMove
from models.storage.store import Session
from tests.end2end.cell_account import account_for, filled_cells
from tests.end2end.office_workbooks import write_return, write_summary, write_two_lists
from tests.end2end.test_sheets_of_offices import stored_rows

WAN = 10_000
Record = dict[str, object]
RETURN_PROJECTS: list[Record] = [
    {
        "name": "示例轴承智能化改造项目",
        "nature": "技改",
        "content": "改造三条生产线",
        "site": "示例园区东区",
        "investor": "示例轴承有限公司",
        "place": "浙江省宁波市",
        "counterpart": "张某",
        "phone": "13800000001",
        "total": 15_000 * WAN,
        "fixed": 12_000 * WAN,
        "year_plan": 6000 * WAN,
        "progress": "主体完工",
        "problem": "用电增容",
        "next_step": "10月底前送电",
        "patron_unit": "示例市工信局",
        "owner": "李某",
        "patron": "王某某",
        "remark": "老厂原址",
        "output": None,
        "real_output": None,
        "stage": "开工",
    },
    {
        "name": "示例传动设备生产项目",
        "nature": "新建",
        "content": "年产20万套",
        "site": "示例园区西区",
        "investor": "示例传动公司",
        "place": "江苏省常州市",
        "counterpart": "赵某",
        "phone": "0510-80000002",
        "total": 50_000 * WAN,
        "fixed": 30_000 * WAN,
        "year_plan": 20_000 * WAN,
        "progress": "设备安装",
        "problem": None,
        "next_step": "年底试产",
        "patron_unit": "示例市发改局",
        "owner": "钱某",
        "patron": "孙某某",
        "remark": None,
        "stage": "开工",
    },
    {
        "name": "示例玄武岩纤维项目",
        "nature": "新建",
        "content": "年产1万吨",
        "site": "示例镇",
        "investor": "示例纤维有限公司",
        "place": "四川省成都市",
        "counterpart": "周某",
        "phone": "13800000003",
        "total": 30_000 * WAN,
        "fixed": 20_000 * WAN,
        "year_plan": 5000 * WAN,
        "progress": "办理前期手续",
        "problem": "土地指标",
        "next_step": "11月完成摘牌",
        "patron_unit": "示例镇",
        "owner": "吴某",
        "patron": "郑某某",
        "remark": "计划12月开工",
        "stage": "签约",
    },
]
SUMMARY_PROJECTS: list[Record] = [
    {
        "name": "示例食用菌工厂化项目",
        "site": "示例乡",
        "content": "年产5000吨",
        "total": 2000 * WAN,
        "progress": "已签约",
        "patron_unit": "示例乡",
        "counterpart": "卫某",
        "phone": "13800000011",
        "remark": None,
    },
    {
        "name": "示例电子元件项目",
        "site": "甲县",
        "content": "年产一百万件",
        "total": 5000 * WAN,
        "progress": "洽谈",
        "patron_unit": "甲县开发区",
        "counterpart": "王某",
        "phone": "13800000012",
    },
    {
        "name": "示例储能项目",
        "site": "甲县",
        "content": "200兆瓦时",
        "total": 40_000 * WAN,
        "remark": "省重点",
        "progress": "已开工",
        "patron_unit": "甲县开发区",
        "counterpart": "蒋某",
        "phone": "13800000013",
    },
    {
        "name": "示例矿山机械项目",
        "site": "乙县",
        "content": "年产300台",
        "total": 30_000 * WAN,
        "progress": "正在谈判",
        "patron_unit": "乙县工信局",
        "counterpart": "沈某",
        "phone": "13800000014",
    },
    {
        "name": "示例冷链物流园项目",
        "site": "丙区",
        "content": "库容5万吨",
        "total": 5000 * WAN,
        "remark": "二期待定",
        "progress": "已签约",
        "patron_unit": "丙区商务局",
        "counterpart": "韩某",
        "phone": "13800000015",
    },
]
LISTED_PROJECTS: list[Record] = [
    {"name": "示例光伏组件项目", "investor": "示例光能公司", "total": 120_000 * WAN, "progress": "厂房封顶"},
    {"name": "示例预制菜项目", "investor": "示例食品公司", "total": 8600 * WAN, "progress": "试生产"},
    {
        "name": "示例数据中心项目",
        "investor": "示例云计算公司",
        "total": 125_000 * WAN,
        "progress": "实地考察两次",
        "owner": "杨某",
        "phone": "13800000021",
        "next_step": "11月签框架协议",
    },
    {
        "name": "示例无人机项目",
        "investor": "示例航空公司",
        "total": 30_000 * WAN,
        "progress": "线上沟通",
        "owner": "朱某",
        "phone": "13800000022",
        "next_step": None,
    },
]
LISTED_VISITS: list[Record] = [
    {
        "on": "2026-10-12",
        "place": "浙江省宁波市",
        "company": "示例轴承有限公司",
        "leader": "秦某某",
        "heads": 4,
        "content": "商谈二期用地",
        "direction": "外出",
    },
    {
        "on": "2026-10-13",
        "place": "江苏省常州市",
        "company": "示例传动公司",
        "leader": "秦某某",
        "heads": 4,
        "content": "邀请来访",
        "direction": "外出",
    },
]


@pytest.fixture
def choose(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], ImportView]:
    """Return a function that opens the page 收表, chooses a file there and waits for its preview."""

    def choose_file(path: Path) -> ImportView:
        monkeypatch.setattr(notifications, "ask_tables", lambda *_: [str(path)])
        window.go("receiving")
        assert window.controller is not None
        page = window.controller.front_page
        assert isinstance(page, ImportView)
        qtbot.mouseClick(page.head.choose_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: page.import_run is not None and not window.jobs.busy)
        return page

    return choose_file


def unaccounted(page: ImportView, path: Path, window: MainWindow, qtbot: QtBot) -> dict[tuple[str, str], object]:
    """Return the filled cells of which the window says nothing."""
    fates = account_for(page, path, lambda: qtbot.waitUntil(lambda: not window.jobs.busy))
    return {place: value for place, value in filled_cells(path).items() if place not in fates}


def take_in(page: ImportView, window: MainWindow, qtbot: QtBot) -> str:
    """Click 收进账本; return what the page says afterwards."""
    qtbot.mouseClick(page.head.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.import_run is None and not window.jobs.busy)
    return page.empty_state.sentence.text()


def records(window: MainWindow, ledger: str, expected: list[Record]) -> list[Record]:
    """Return of the expected rows what stands in the book, in the same fields."""
    assert window.book_session is not None
    title = next(key for key in ("name", "company") if key in expected[0])
    rows = {row[title]: row for row in stored_rows(window.book_session.store, ledger)}
    return [{key: rows.get(row[title], {}).get(key) for key in row} for row in expected]


def stage_days(session: Session) -> set[tuple[str, str, str]]:
    """Return the stage moves of the example projects: project, stage, day."""
    query = sa.select(Project.name, StageMove.stage, StageMove.on).join(Project, Project.id == StageMove.project)
    return {(name, stage, str(on)) for name, stage, on in session.execute(query.where(Project.name.like("示例%")))}


def openings(session: Session) -> set[tuple[str, str | None, str, int]]:
    """Return the opening fundings: project, first and last day, amount in 元."""
    query = sa.select(Project.name, Funding.covers_from, Funding.covers_to, Funding.amount).join(
        Project, Project.id == Funding.project
    )
    rows = session.execute(query.where(Funding.covers_to.is_not(None), Project.name.like("示例%")))
    return {
        (name, str(first) if first else None, str(last), int((amount or 0) * WAN)) for name, first, last, amount in rows
    }


def test_the_return_of_a_district(
    window: MainWindow, qtbot: QtBot, choose: Callable[[Path], ImportView], tmp_path: Path
) -> None:
    assert window.book_session is not None
    path = write_return(tmp_path / "经开区报表.xlsx")
    page = choose(path)
    assert page.head.count.text() == "1 个文件，会写入 3 行。"
    assert page.funds.as_of.isHidden()  # the headings say the days
    assert unaccounted(page, path, window, qtbot) == {}
    result = take_in(page, window, qtbot)
    assert "2025年产值（U 列，1 格：写的是2025年，“预计年产值”一栏不分年月）" in result
    assert "表外写着的没有收：填报单位：示例经开区、填报人：冯某。" in result
    assert records(window, "project", RETURN_PROJECTS) == RETURN_PROJECTS
    assert window.book_session.read(stage_days) == {
        ("示例轴承智能化改造项目", "签约", "2025-03-06"),
        ("示例轴承智能化改造项目", "开工", "2025-09-01"),  # 2025年9月, which the row says
        ("示例传动设备生产项目", "签约", "2024-11-20"),
        ("示例传动设备生产项目", "开工", "2025-04-08"),
        ("示例玄武岩纤维项目", "签约", "2026-08-15"),
    }
    assert window.book_session.read(openings) == {
        ("示例轴承智能化改造项目", None, "2025-12-31", 2000 * WAN),
        ("示例轴承智能化改造项目", "2026-01-01", "2026-10-31", 13_005_000),
        ("示例传动设备生产项目", None, "2025-12-31", 10_000 * WAN),
        ("示例传动设备生产项目", "2026-01-01", "2026-10-31", 7000 * WAN),
    }


def test_a_summary_form_with_more_groups_than_rows(
    window: MainWindow, qtbot: QtBot, choose: Callable[[Path], ImportView], tmp_path: Path
) -> None:
    path = write_summary(tmp_path / "招商项目汇总表.xlsx")
    page = choose(path)
    assert page.head.count.text() == "1 个文件，会写入 5 行。"
    assert unaccounted(page, path, window, qtbot) == {}
    result = take_in(page, window, qtbot)
    assert "招商形式(独资、合资等)（G 列，5 格）" in result
    assert "分组标题 5 行没有收（第 4、6、7、10、12 行）" in result
    assert records(window, "project", SUMMARY_PROJECTS) == SUMMARY_PROJECTS


def test_two_lists_on_one_sheet_and_visits_on_another(
    window: MainWindow, qtbot: QtBot, choose: Callable[[Path], ImportView], tmp_path: Path
) -> None:
    assert window.book_session is not None
    path = write_two_lists(tmp_path / "项目清单.xlsx")
    page = choose(path)
    assert page.head.count.text() == "1 个文件，会写入 6 行。"
    assert [page.columns.table_choice.item(number).text() for number in range(3)] == [
        "项目清单（第一张表）　2 行　收进项目",
        "项目清单（第二张表）　2 行　收进项目",
        "外出招商　2 行　收进走访",
    ]
    assert unaccounted(page, path, window, qtbot) == {}
    take_in(page, window, qtbot)
    assert records(window, "project", LISTED_PROJECTS) == LISTED_PROJECTS
    assert records(window, "visit", LISTED_VISITS) == LISTED_VISITS
    assert window.book_session.read(openings) == {
        ("示例光伏组件项目", "2026-01-01", "2026-10-31", 9000 * WAN),
        ("示例预制菜项目", None, "2025-12-31", 3800 * WAN),
        ("示例预制菜项目", "2026-01-01", "2026-10-31", 1200 * WAN),
    }
    page = choose(path)  # the same file again is known
    assert "以前收过" in page.files.text_model.text(0, 2)


def test_a_column_that_is_mapped_by_hand_is_taken(
    window: MainWindow, qtbot: QtBot, choose: Callable[[Path], ImportView], tmp_path: Path
) -> None:
    page = choose(write_return(tmp_path / "经开区报表.xlsx"))
    page.file_tabs.setCurrentIndex(1)
    texts = page.columns.columns.text_model
    row = next(row for row in range(texts.rowCount()) if texts.text(row, 1) == "2025年产值")
    assert texts.text(row, 3) == "没有收（1 格有内容）"
    page.columns.columns.go_to_cell(row, 0)
    choice = page.columns.field_choice
    choice.setCurrentIndex(choice.findData("real_output"))
    choice.activated.emit(choice.currentIndex())
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert texts.text(row, 3) == "实际年产值（万元）"
    take_in(page, window, qtbot)
    wanted: list[Record] = [{"name": "示例轴承智能化改造项目", "real_output": 800 * WAN}]
    assert records(window, "project", wanted) == wanted
