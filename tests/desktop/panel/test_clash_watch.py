"""While a lead is typed the strip below its name says who may have it already."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.job import Jobs
from desktop.panel.clash_strip import ClashStrip, told
from desktop.panel.form import RowPanel
from models.browse import View, ids
from models.clashes import Suspect
from models.ledgers import Clash, Lead, Visit
from models.rules.duplicates import Clash as Likeness
from tests.keys import fill
from tests.rows import lead, task_force

FIRM = "浙江华星铝业有限公司"


@pytest.fixture
def known(county: Desk) -> str:
    """Put the lead of another task force into the book."""

    def add(session: object) -> str:
        force = task_force(session, "铝试", 90)  # type: ignore[arg-type]  # a session
        return lead(session, "铝板带项目", investor=FIRM, task_force=force, first_report="2026-03-02 09:14")  # type: ignore[arg-type]  # a session

    return county.deed("示例", add)


@pytest.fixture
def panel(county: Desk, known: str, qtbot: QtBot) -> Iterator[RowPanel]:
    """Give a panel that looks for clashes."""
    jobs = Jobs()
    panel = RowPanel(county, None, jobs)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    yield panel
    jobs.close()


def type_lead(panel: RowPanel, qtbot: QtBot, name: str = "铝板带项目") -> ClashStrip:
    """Type a lead as far as name and investor, and wait for the strip."""
    sections = panel.forms.currentWidget()
    fill(sections.row_of("name").editor, name)  # type: ignore[attr-defined]  # Sections
    fill(sections.row_of("investor").editor, FIRM)  # type: ignore[attr-defined]  # Sections
    strip = sections.row_of("name").hung  # type: ignore[attr-defined]  # Sections
    assert isinstance(strip, ClashStrip)
    qtbot.waitUntil(lambda: strip.isVisibleTo(panel), timeout=10_000)
    return strip


def test_a_new_lead_is_compared_and_what_is_denied_is_remembered(
    county: Desk, panel: RowPanel, known: str, qtbot: QtBot
) -> None:
    panel.open_row(Lead, None)
    strip = type_lead(panel, qtbot)
    assert strip.words.text() == (
        "可能撞单：铝板带项目（铝试，2026-03-02 09:14 首报） 1 级：名称相似度100%，投资方相同"
    )
    strip.deny.click()
    assert not strip.isVisibleTo(panel)
    assert county.ask(lambda session: ids(session, View(Clash))) == []
    assert panel.save()
    (ruling,) = county.ask(lambda session: ids(session, View(Clash)))
    decided = county.ask(lambda session: session.get_one(Clash, ruling))
    assert decided.decision == "不是同一家"
    now = panel.current()
    assert now is not None
    assert {decided.first, decided.second} == {known, now[1]}


def test_the_suspect_can_be_looked_at_and_the_typing_stays(panel: RowPanel, known: str, qtbot: QtBot) -> None:
    panel.open_row(Lead, None)
    strip = type_lead(panel, qtbot)
    strip.look.click()
    assert panel.current() == (Lead, known)
    panel.go_back()
    assert panel.current() == (Lead, None)
    assert panel.forms.currentWidget().row_of("name").text() == "铝板带项目"  # type: ignore[attr-defined]  # Sections
    panel.drop()


def test_a_row_of_the_book_is_ruled_on_at_once(county: Desk, panel: RowPanel, known: str, qtbot: QtBot) -> None:
    panel.open_row(Lead, county.deed("示例", lambda session: lead(session, "别的项目")))
    strip = type_lead(panel, qtbot)
    strip.deny.click()
    assert not strip.isVisibleTo(panel)
    assert len(county.ask(lambda session: ids(session, View(Clash)))) == 1
    assert county.undo().label == "撞单裁定 铝板带项目：不是同一家"


def test_other_ledgers_are_not_watched(panel: RowPanel, qtbot: QtBot) -> None:
    panel.open_row(Visit, None)
    fill(panel.forms.currentWidget().row_of("company").editor, "铝板带项目")  # type: ignore[attr-defined]  # Sections
    assert panel.strips.watch is not None
    panel.strips.watch.edited()
    panel.drop()


def test_several_suspects_lead_to_their_page(qtbot: QtBot) -> None:
    suspect = Suspect(Lead, "a", "甲项目", "", "", Likeness(2, 90, "名称相似度90%"))
    assert told(suspect) == "可能撞单：甲项目 2 级：名称相似度90%"
    strip = ClashStrip()
    qtbot.addWidget(strip)
    strip.show_suspects([suspect, suspect])
    assert strip.words.text().endswith("另有 1 条疑似，见“撞单裁定”。")
