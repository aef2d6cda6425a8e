"""夏邑's year: a new book, what its groups hand in, a few entries by hand, and every circular of its rhythm.

Every number asked for is counted by hand from ``xiayi_year.py`` and the rows typed here. 2025, in 亿元: signed 锂电 12,
印染 3, 曲轴 5 and 服装 2 make 22; placed 3+2+1+0.07 make 6.07; 2024 had 家纺, signed and 0.80 placed.
"""

import re
from pathlib import Path

import pypdfium2
import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.circular.circular_view import CircularView
from desktop.import_export.import_view import ImportView
from desktop.main_window import MainWindow
from desktop.shell.new_book_dialog import NewBookDialog
from models.ledgers import Dormant, Lead, News, TaskForce, VisitPlan
from tests.end2end import xiayi_year
from tests.end2end.test_issue_a_circular import settle
from tests.end2end.test_policies_and_reviews import parts_of, save, type_fields
from tests.windows import WindowOpener, find_children

# What each circular must say, word for word; blanks and line ends of the page are left out on both sides.
SAYINGS = {
    ("week", "2025-W43"): (
        "各专班上报线索1条、外出招商1次、接待来访1次；新签约项目1个、签约金额2.00亿元，新开工项目1个",
        "累计新签约项目4个、签约金额22.00亿元，到位资金6.00亿元",
        "本周到期的2件责任事项，已办结1件，没有办结的1件：示例用地难（县自然资源局）。",
        "示例纺织专班赴绍兴招商。走访三家印染企业。",
    ),
    ("month", "2025-10"): (
        "新签约项目4个，签约金额22.00亿元，完成年度目标40.00亿元的55.00%",
        "10月新签约项目2个，比上月增加2个；签约金额7.00亿元",
        "到位资金6.00亿元，完成年度目标9.00亿元的66.67%",
        "其中10月到位2.00亿元，比上月增加1.00亿元",
        "按签约金额完成率从高到低排列，依次是军工系专班（120.00%）、纺织系专班（62.50%）。",
        "上报线索11条，比上月增加11条；认定有效线索10条",
        "今年以来累计上报12条、认定11条。",
        "本月应拜访1次，都没有完成。到期末，逾期未访2次。",
        "完成的有军工系专班；未达到的有纺织系专班（上报1条、没有认定，缺10条）",
        "11月到期的责任事项1件，连同已逾期的1件",
        "2023—2025目标任务",
        "没有写明期限的目标任务",
    ),
    ("quarter", "2025-Q4"): (
        "第四季度，全县新签约项目2个，签约金额7.00亿元；新开工项目1个；到位资金2.07亿元。",
        "到位资金6.07亿元，完成年度目标9.00亿元的67.44%",
        # 军工系: 1 of 1 project and 5 of 5亿, ten leads and one of 10亿 more; 纺织系: 2 of 4 projects and 1 of 4亿.
        "得分最高的是军工系专班，59.00分；得分最低的是纺织系专班，20.00分。",
        "因未下达目标任务或者有数据的指标不足，桂柳系、轻跑系、飞江系、淮海铸造、僵尸企业5个专班没有参加排名。",
    ),
    ("half-year", "2025-H2"): (
        "下半年新签约项目2个，与上半年持平；签约金额7.00亿元，比上半年减少8.00亿元",
        "下半年到位3.07亿元，比上半年增加0.07亿元",
        "下半年开工2个，比上半年增加1个",
        "本次观摩项目2个，总投资7.00亿元",
    ),
    ("year", "2025"): (
        "全年上报线索12条、认定有效线索11条、外出招商2次、接待来访1次。",
        "线索来源为在外老乡引荐10条、商会协会联系1条、驻点小分队1条。",
        "新签约项目4个，签约金额22.00亿元，完成年度目标40.00亿元的55.00%，低于序时进度45.00个百分点",
        "固定资产投资超过10亿元的新引进项目1个。还没有提出的1个：示例锂电项目，由领导小组研究",
        "军工系专班完成年度签约金额任务。纺织系专班没有完成。",
        "到位外资100万美元",
    ),
}
# Three years: projects 1 in 2024 and 4 in 2025; from other provinces 0.80 and 6.07 of 350; 20 of 51 firms revived.
TARGET_LINES = (
    "全县引进项目数个1000145 5.00",
    "全县10亿元以上项目数个150011 6.67",
    "全县境外资金万美元2,00000100100 5.00",
    "全县省外资金亿元350.000.000.806.076.87 1.96",
    "僵尸企业僵尸企业盘活数家5120 39.22",
    "军工系上下游企业数家100 0.00",
)


@pytest.fixture
def window(opener: WindowOpener, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """Make 夏邑's book from the welcome page."""
    window = opener(None)

    def answer(dialog: NewBookDialog) -> int:
        next(choice for choice in find_children(dialog, QRadioButton) if choice.text() == "夏邑县").click()
        assert dialog.preset() == "xiayi"
        find_children(dialog, QLineEdit)[0].setText(str(tmp_path / "book" / "夏邑招商台账.zhuanban"))
        return 1

    monkeypatch.setattr(NewBookDialog, "exec", answer)
    window.actions_.actions_by_name["new_book"].trigger()
    qtbot.waitUntil(lambda: window.controller is not None and not window.jobs.busy)
    return window


def take_in(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    """Take in what the groups handed in, as one file dropped on the window."""
    assert window.controller is not None
    window.controller.page_stack.import_files([path])
    qtbot.waitUntil(lambda: not window.jobs.busy)
    page = window.controller.front_page
    assert isinstance(page, ImportView)
    assert page.head.count.text() == f"1 个文件，会写入 {xiayi_year.ROWS_IN_ALL} 行。"
    qtbot.mouseClick(page.head.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.jobs.busy)


def enter_by_hand(window: MainWindow, qtbot: QtBot) -> None:
    """Type a lead, record the visit of the plan's first row, and tick the week's news."""
    panel, book_session = parts_of(window)
    actions = window.actions_.actions_by_name
    window.go("lead")
    actions["add_row"].trigger()
    facts = {
        "name": "示例桂柳线索",
        "task_force": xiayi_year.GUILIU,
        "channel": "驻点小分队",
        "reported_on": "2025-3-4",
    }
    type_fields(panel, facts | {"state": "已认定", "recognised_on": "2025-3-9"})
    save(panel, qtbot)
    assert book_session.read(lambda session: session.query(Lead).filter_by(name="示例桂柳线索").one().task_force)

    window.go("visit_plan")
    page = window.ledger_page
    assert page is not None
    planned = sa.select(VisitPlan.id).where(VisitPlan.company == "示例桂柳公司")
    page.show_row(book_session.read(lambda session: session.execute(planned).scalar_one()))
    actions["record_visit"].trigger()
    type_fields(panel, {"on": "2025-5-6", "direction": "外出", "content": "对接桂柳项目"})
    save(panel, qtbot)

    news = sa.select(News.id).where(News.name == "示例纺织专班赴绍兴招商")
    panel.open_row(News, book_session.read(lambda session: session.execute(news).scalar_one()))
    type_fields(panel, {"chosen": "y"})
    save(panel, qtbot)
    assert book_session.read(lambda session: session.execute(news.where(News.chosen.is_(True))).scalar_one())


def printed_text(window: MainWindow, kind: str, period: str, qtbot: QtBot) -> str:
    """Draft a circular on its page and return the text of its PDF without blanks."""
    window.go("circulars")
    page = window.findChild(CircularView)
    assert isinstance(page, CircularView)
    page.produced = None
    page.show_period(kind, period)
    settle(page, window, qtbot)
    qtbot.waitUntil(lambda: page.produced is not None)
    assert page.produced is not None
    assert page.produced.pdf is not None
    pdf = pypdfium2.PdfDocument(page.produced.pdf)
    text = "".join(sheet.get_textpage().get_text_range() for sheet in pdf)
    pdf.close()
    return compact(re.sub(r"—\s*\d+\s*—", "", text))


def compact(text: str) -> str:
    """Leave out blanks, line ends and what a PDF puts at a broken line."""
    return re.sub(r"[\s\ufffe]", "", text)


def test_the_year_of_seven_groups_agrees_with_what_was_counted_by_hand(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    assert window.book_session is not None
    assert window.book_session.read(lambda session: session.query(TaskForce).count()) == 7
    take_in(window, xiayi_year.write_workbook(tmp_path / "夏邑2025年.xlsx"), qtbot)
    assert window.book_session.read(lambda session: session.query(Dormant).count()) == 51
    enter_by_hand(window, qtbot)
    missing = []
    for (kind, period), sayings in SAYINGS.items():
        text = printed_text(window, kind, period, qtbot)
        wanted = (*sayings, *(TARGET_LINES if kind == "year" else ()))
        missing += [f"{period}：{saying}" for saying in wanted if compact(saying) not in text]
        if kind == "week":
            assert "示例专班内部学习" not in text  # not ticked
    assert missing == []
