"""While a lead is typed the strip below its name says who may have it already."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.app.jobs import Jobs
from desktop.form.duplicate_strip import DuplicateStrip, candidate_text
from desktop.form.row_panel import RowPanel
from models.duplicates.detection import DuplicateCandidate
from models.ledgers import Clash, Lead, Visit
from models.queries.ledger_query import LedgerQuery, matching_ids
from models.rules.similarity import SimilarityResult as Likeness
from tests.keys import replace_text
from tests.rows import add_lead, add_task_force

FIRM = "浙江华星铝业有限公司"


@pytest.fixture
def known(county: BookSession) -> str:
    """Put the lead of another task force into the book."""

    def add(session: object) -> str:
        force = add_task_force(session, "铝试", 90)  # type: ignore[arg-type]  # a session
        return add_lead(session, "铝板带项目", investor=FIRM, task_force=force, first_report="2026-03-02 09:14")  # type: ignore[arg-type]  # a session

    return county.run("示例", add)


@pytest.fixture
def panel(county: BookSession, known: str, qtbot: QtBot) -> Iterator[RowPanel]:
    """Give a panel that looks for clashes."""
    jobs = Jobs()
    panel = RowPanel(county, None, jobs)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    yield panel
    jobs.close()


def type_lead(panel: RowPanel, qtbot: QtBot, name: str = "铝板带项目") -> DuplicateStrip:
    """Type a lead as far as name and investor, and wait for the strip."""
    sections = panel.form_cache.currentWidget()
    replace_text(sections.open_field_row("name").editor, name)  # type: ignore[attr-defined]  # Sections
    replace_text(sections.open_field_row("investor").editor, FIRM)  # type: ignore[attr-defined]  # Sections
    strip = sections.open_field_row("name").widget_below  # type: ignore[attr-defined]  # Sections
    assert isinstance(strip, DuplicateStrip)
    qtbot.waitUntil(lambda: strip.isVisibleTo(panel))
    return strip


def test_a_new_lead_is_compared_and_what_is_denied_is_remembered(
    county: BookSession, panel: RowPanel, known: str, qtbot: QtBot
) -> None:
    panel.open_row(Lead, None)
    strip = type_lead(panel, qtbot)
    assert strip.message_label.text() == (
        "可能撞单：铝板带项目（铝试，2026-03-02 09:14 首报） 1 级：名称相似度100%，投资方相同"
    )
    strip.deny_button.click()
    assert not strip.isVisibleTo(panel)
    assert county.read(lambda session: matching_ids(session, LedgerQuery(Clash))) == []
    assert panel.save()
    (ruling,) = county.read(lambda session: matching_ids(session, LedgerQuery(Clash)))
    decided = county.read(lambda session: session.get_one(Clash, ruling))
    assert decided.decision == "不是同一家"
    now = panel.current_row()
    assert now is not None
    assert {decided.first, decided.second} == {known, now[1]}


def test_the_suspect_can_be_looked_at_and_the_typing_stays(panel: RowPanel, known: str, qtbot: QtBot) -> None:
    panel.open_row(Lead, None)
    strip = type_lead(panel, qtbot)
    strip.open_button.click()
    assert panel.current_row() == (Lead, known)
    panel.go_back()
    assert panel.current_row() == (Lead, None)
    assert panel.form_cache.currentWidget().open_field_row("name").text() == "铝板带项目"  # type: ignore[attr-defined]  # Sections
    panel.discard()


def test_a_row_of_the_book_is_ruled_on_at_once(county: BookSession, panel: RowPanel, known: str, qtbot: QtBot) -> None:
    panel.open_row(Lead, county.run("示例", lambda session: add_lead(session, "别的项目")))
    strip = type_lead(panel, qtbot)
    strip.deny_button.click()
    assert not strip.isVisibleTo(panel)
    assert len(county.read(lambda session: matching_ids(session, LedgerQuery(Clash)))) == 1
    assert county.undo().label == "撞单裁定 铝板带项目：不是同一家"


def test_other_ledgers_are_not_watched(panel: RowPanel, qtbot: QtBot) -> None:
    panel.open_row(Visit, None)
    replace_text(panel.form_cache.currentWidget().open_field_row("company").editor, "铝板带项目")  # type: ignore[attr-defined]  # Sections
    assert panel.strips.duplicate_watch is not None
    panel.strips.duplicate_watch.edited()
    panel.discard()


def test_several_suspects_lead_to_their_page(qtbot: QtBot) -> None:
    suspect = DuplicateCandidate(Lead, "a", "甲项目", "", "", Likeness(2, 90, "名称相似度90%"))
    assert candidate_text(suspect) == "可能撞单：甲项目 2 级：名称相似度90%"
    strip = DuplicateStrip()
    qtbot.addWidget(strip)
    strip.show_candidates([suspect, suspect])
    assert strip.message_label.text().endswith("另有 1 条疑似，见“撞单裁定”。")
