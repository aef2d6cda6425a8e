"""The inbox: both values with who and whence; one is chosen, or a third typed, by cell, by row and by sender."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.exchange.conflicts_panel import ConflictsPanel
from desktop.pages.fittings import Fittings
from models.ledgers import Lead
from reports.receiving import Asked
from tests.desktop.exchange.offices import change, furnished, other_book, sent, taken
from tests.keys import type_in

NAME = "示例针状焦项目"


@pytest.fixture
def panel(fittings: Fittings, tmp_path: Path, qtbot: QtBot) -> Iterator[ConflictsPanel]:
    """Show two conflicts of one row, with what 示例街道 sent."""
    ours = fittings.desk.store
    furnished(ours)
    with other_book(tmp_path / "乙.zhuanban", ours) as theirs:
        change(theirs, NAME, place="运城", investor="示例焦油公司")
        sheet = sent(theirs, tmp_path / "乙.xlsx")
    change(ours, NAME, place="临汾", investor="示例沥青公司")
    taken(ours, sheet, asked=Asked(sender="示例街道"))
    panel = ConflictsPanel(fittings)
    fittings.desk.changed.connect(panel.refresh)
    qtbot.addWidget(panel)
    panel.resize(1000, 600)
    panel.show()
    panel.refresh()
    yield panel
    panel.close()


def values(panel: ConflictsPanel) -> tuple[str | None, str | None]:
    """Read what the book shows."""
    row = panel._fit.desk.ask(lambda session: session.query(Lead).filter_by(name=NAME).one())  # noqa: SLF001
    return row.place, row.investor


def of(panel: ConflictsPanel, label: str) -> None:
    """Go to the conflict of a field."""
    number = next(number for number, conflict in enumerate(panel.found) if conflict.label == label)
    panel.list.go(number, 0)


def side(panel: ConflictsPanel, words: str) -> None:
    """Choose a side by what it says."""
    next(button for button in panel.sides if words in button.text()).click()


def test_each_side_says_who_and_whence(panel: ConflictsPanel) -> None:
    of(panel, "线索来源地")
    texts = [button.text() for button in panel.sides]
    assert any(text.startswith("临汾") and "示例甲" in text and "本账本" in text for text in texts)
    assert any(text.startswith("运城") and "示例乙" in text and "示例街道" in text for text in texts)


def test_one_cell_then_undone(panel: ConflictsPanel, qtbot: QtBot) -> None:
    of(panel, "线索来源地")
    shown = str(values(panel)[0])
    other = next(city for city in ("运城", "临汾") if city != shown)
    side(panel, other)
    qtbot.mouseClick(panel.take, Qt.MouseButton.LeftButton)
    assert values(panel)[0] == other
    assert [conflict.label for conflict in panel.found] == ["意向投资方"]
    panel._fit.desk.undo()  # noqa: SLF001
    assert values(panel)[0] == shown


def test_a_third_value_typed_and_entered(panel: ConflictsPanel, qtbot: QtBot) -> None:
    of(panel, "线索来源地")
    type_in(panel.third, "晋中")
    assert not any(button.isEnabled() for button in panel.sides)
    qtbot.keyClick(panel.third, Qt.Key.Key_Return)
    assert values(panel)[0] == "晋中"
    assert panel.third.text() == ""


@pytest.mark.parametrize(
    ("button", "words", "result"),
    [
        ("take_row", "运城", ("运城", "示例焦油公司")),
        ("take_sender", "运城", ("运城", "示例焦油公司")),
        ("ours", "运城", ("临汾", "示例沥青公司")),
    ],
)
def test_many_at_once(panel: ConflictsPanel, button: str, words: str, result: tuple[str, str]) -> None:
    of(panel, "线索来源地")
    side(panel, words)
    getattr(panel, button).click()
    assert values(panel) == result
    assert panel.found == ()
    assert "没有冲突" in panel.told.text()


def test_only_what_was_sent_can_be_taken_by_sender(panel: ConflictsPanel) -> None:
    of(panel, "线索来源地")
    side(panel, "临汾")
    assert not panel.take_sender.isEnabled()
    side(panel, "运城")
    assert panel.take_sender.isEnabled()
