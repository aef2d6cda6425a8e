"""The inbox: both values with who and whence; one is chosen, or a third typed, by cell, by row and by sender."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.page_context import PageContext
from desktop.import_export.conflicts_panel import ConflictsPanel
from models.ledgers import Lead
from reports.import_reader.import_file import ImportRequest
from tests.desktop.import_export.offices import change_lead, export_leads, fill_with_leads, import_files, other_book
from tests.keys import type_text

NAME = "示例针状焦项目"


@pytest.fixture
def panel(page_context: PageContext, tmp_path: Path, qtbot: QtBot) -> Iterator[ConflictsPanel]:
    """Show two conflicts of one row, with what 示例街道 sent."""
    ours = page_context.book_session.store
    fill_with_leads(ours)
    with other_book(tmp_path / "乙.zhuanban", ours) as theirs:
        change_lead(theirs, NAME, place="运城", investor="示例焦油公司")
        sheet = export_leads(theirs, tmp_path / "乙.xlsx")
    change_lead(ours, NAME, place="临汾", investor="示例沥青公司")
    import_files(ours, sheet, import_options=ImportRequest(sender="示例街道"))
    panel = ConflictsPanel(page_context)
    page_context.book_session.changed.connect(panel.refresh)
    qtbot.addWidget(panel)
    panel.resize(1000, 600)
    panel.show()
    panel.refresh()
    yield panel
    panel.close()


def values(panel: ConflictsPanel) -> tuple[str | None, str | None]:
    """Read what the book shows."""
    row = panel._context.book_session.read(lambda session: session.query(Lead).filter_by(name=NAME).one())  # noqa: SLF001
    return row.place, row.investor


def select_conflict(panel: ConflictsPanel, label: str) -> None:
    """Go to the conflict of a field."""
    number = next(number for number, conflict in enumerate(panel.open_conflicts) if conflict.label == label)
    panel.list.go_to_cell(number, 0)


def choose_side(panel: ConflictsPanel, side_text: str) -> None:
    """Choose a side by what it says."""
    next(button for button in panel.value_buttons if side_text in button.text()).click()


def test_each_side_says_who_and_whence(panel: ConflictsPanel) -> None:
    select_conflict(panel, "线索来源地")
    texts = [button.text() for button in panel.value_buttons]
    assert any(text.startswith("临汾") and "示例甲" in text and "本账本" in text for text in texts)
    assert any(text.startswith("运城") and "示例乙" in text and "示例街道" in text for text in texts)


def test_one_cell_then_undone(panel: ConflictsPanel, qtbot: QtBot) -> None:
    select_conflict(panel, "线索来源地")
    shown = str(values(panel)[0])
    other = next(city for city in ("运城", "临汾") if city != shown)
    choose_side(panel, other)
    qtbot.mouseClick(panel.take_value_button, Qt.MouseButton.LeftButton)
    assert values(panel)[0] == other
    assert [conflict.label for conflict in panel.open_conflicts] == ["意向投资方"]
    panel._context.book_session.undo()  # noqa: SLF001
    assert values(panel)[0] == shown


def test_a_third_value_typed_and_entered(panel: ConflictsPanel, qtbot: QtBot) -> None:
    select_conflict(panel, "线索来源地")
    type_text(panel.other_value_line, "晋中")
    assert not any(button.isEnabled() for button in panel.value_buttons)
    qtbot.keyClick(panel.other_value_line, Qt.Key.Key_Return)
    assert values(panel)[0] == "晋中"
    assert panel.other_value_line.text() == ""


@pytest.mark.parametrize(
    ("button", "words", "result"),
    [
        ("take_row_button", "运城", ("运城", "示例焦油公司")),
        ("take_sender_button", "运城", ("运城", "示例焦油公司")),
        ("take_book_button", "运城", ("临汾", "示例沥青公司")),
    ],
)
def test_many_at_once(panel: ConflictsPanel, button: str, words: str, result: tuple[str, str]) -> None:
    select_conflict(panel, "线索来源地")
    choose_side(panel, words)
    getattr(panel, button).click()
    assert values(panel) == result
    assert panel.open_conflicts == ()
    assert "没有冲突" in panel.summary_label.text()


def test_only_what_was_sent_can_be_taken_by_sender(panel: ConflictsPanel) -> None:
    select_conflict(panel, "线索来源地")
    choose_side(panel, "临汾")
    assert not panel.take_sender_button.isEnabled()
    choose_side(panel, "运城")
    assert panel.take_sender_button.isEnabled()
