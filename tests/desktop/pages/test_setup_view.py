"""The guide: what each step lacks, what is typed in it, and where it leads."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.app import notifications
from desktop.app.page_context import PageContext
from desktop.form.row_panel import RowPanel
from desktop.pages.setup_steps import STEPS
from desktop.pages.setup_view import SetupView
from models.ledgers import County, TaskForce
from models.settings.guide_progress import passed_over
from models.statistics.setup_guide import FIRST_CIRCULAR, read_setup
from reports.xlsx.template_workbook import TEMPLATES
from tests.rows import TODAY, add_row
from tests.windows import find_children


@pytest.fixture
def page(page_context: PageContext, qtbot: QtBot) -> SetupView:
    """Show the guide on a book with nothing but an unnamed county."""
    page_context.book_session.run("新建", lambda session: add_row(session, County, name="（请填县市名称）"))
    page = SetupView(page_context)
    qtbot.addWidget(page)
    page.resize(1214, 630)
    page.show()
    return page


def press(page: SetupView, button: str, qtbot: QtBot) -> None:
    """Press one of its buttons."""
    assert page.buttons[button].isVisible()
    qtbot.mouseClick(page.buttons[button], Qt.MouseButton.LeftButton)


def test_the_steps_are_those_that_are_read_and_their_sheets_are_there(page_context: PageContext) -> None:
    states = page_context.book_session.read(lambda session: read_setup(session, TODAY))
    assert [state.key for state in states] == [step.key for step in STEPS]
    assert STEPS[-1].key == FIRST_CIRCULAR
    for step, state in zip(STEPS, states, strict=True):
        if step.template:
            assert TEMPLATES[step.template].ledger.__tablename__ == state.ledger


def test_it_begins_at_the_first_step_that_is_open(page: SetupView, page_context: PageContext, qtbot: QtBot) -> None:
    assert page.step.key == "county"
    assert page.heading.text() == "1．县名、印发单位、代字、主送"
    assert page.state.text() == "还没填：县市名称、印发单位、发文代字、主送单位。"
    page_context.book_session.run("示例", lambda session: fill_county(session.query(County).one()))
    later = SetupView(page_context)
    qtbot.addWidget(later)
    assert later.step.key == "forces"


def fill_county(county: County) -> None:
    """Fill what circulars are headed with."""
    county.name, county.organ, county.number_word, county.recipients = "示例县", "示例办", "示招", "各乡镇"


def test_next_saves_what_is_typed_and_ticks_the_step(page: SetupView, qtbot: QtBot) -> None:
    page.show_step("forces")
    press(page, "next", qtbot)
    assert page.step.key == "members"
    page.contents.setFocus()
    QTest.keyClick(page.contents, Qt.Key.Key_Up)
    assert page.step.key == "forces"
    panel = page.editors["forces"].panel  # type: ignore[attr-defined]  # a RowsEditor
    assert isinstance(panel, RowPanel)
    qtbot.mouseClick(page.editors["forces"].add_button, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    press(page, "next", qtbot)
    assert page.step.key == "members", "an empty new row stops nobody"


@pytest.mark.parametrize("step", [step.key for step in STEPS])
def test_every_step_says_what_to_do_and_can_be_passed_over(
    page: SetupView, page_context: PageContext, qtbot: QtBot, step: str
) -> None:
    page.show_step(step)
    assert page.sentence.text()
    is_first = page.buttons["pass_over"].text() == "跳过这一步"
    assert is_first
    press(page, "pass_over", qtbot)
    assert page_context.book_session.read(passed_over) == {step}
    qtbot.waitUntil(lambda: page.count.text() == f"还差 {len(STEPS) - 1} 步")
    page.show_step(step)
    assert page.state.text().endswith("（跳过了）。")
    press(page, "pass_over", qtbot)  # now “不跳过了”
    qtbot.waitUntil(lambda: page.count.text() == f"还差 {len(STEPS)} 步")
    assert page.step.key == step
    assert page_context.book_session.read(passed_over) == frozenset()


def test_the_last_step_leads_to_the_circulars_and_to_moving_in(page: SetupView, qtbot: QtBot) -> None:
    page.show_step(FIRST_CIRCULAR)
    for button, wanted in (("next", "circulars"), ("moving_in", "moving_in")):
        with qtbot.waitSignal(page.page_wanted) as signal:
            press(page, button, qtbot)
        assert signal.args == [wanted]


@pytest.mark.parametrize("key", [step.key for step in STEPS if step.template])
def test_an_empty_sheet_is_written_and_leads_to_the_import(
    page: SetupView, page_context: PageContext, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    page.show_step(key)
    monkeypatch.setattr(notifications, "ask_where_to_write", lambda *_: str(tmp_path / "空表.xlsx"))
    with qtbot.waitSignal(page_context.notifications.file_written):
        press(page, "template", qtbot)
    title = openpyxl.load_workbook(tmp_path / "空表.xlsx").worksheets[0].cell(1, 1).value
    assert title == TEMPLATES[key].name
    with qtbot.waitSignal(page.page_wanted) as signal:
        press(page, "receive", qtbot)
    assert signal.args == ["receiving"]


def test_rows_added_elsewhere_are_seen(page: SetupView, page_context: PageContext, qtbot: QtBot) -> None:
    page.show_step("forces")
    page_context.book_session.run("示例", lambda session: add_row(session, TaskForce, name="甲招商专班"))
    qtbot.waitUntil(lambda: page.state.text() == "已有 1 个，1 个没有牵头单位。")
    editor = page.editors["forces"]
    assert [texts[1] for _, texts in editor.table.rows()] == ["甲招商专班"]  # type: ignore[attr-defined]
    assert page.buttons["pass_over"].isHidden()
    assert find_children(page, RowPanel)
