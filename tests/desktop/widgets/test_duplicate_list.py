"""The list of possible duplicates: who stands in which column, and the place that is kept when a case is decided."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.theme.colours import LIGHT_COLOURS
from desktop.widgets.duplicate_list import DuplicateList
from models.duplicates.decisions import DuplicateCase, DuplicateSide
from models.ledgers import Lead


def case(number: int, second_force: str = "钢招商专班") -> DuplicateCase:
    first = DuplicateSide(Lead, f"a{number}", f"示例{number}", "铝招商专班", "", ())
    second = DuplicateSide(Lead, f"b{number}", f"示例{number}二", second_force, "", ())
    return DuplicateCase(number, 90, f"理由{number}", first, second)


CASES = [case(1), case(2, "铝招商专班"), case(3, "")]


@pytest.fixture
def cases(qtbot: QtBot) -> DuplicateList:
    """Show the list."""
    cases = DuplicateList(LIGHT_COLOURS)
    qtbot.addWidget(cases)
    cases.resize(1200, 300)
    cases.show()
    return cases


def test_each_column_says_its_part(cases: DuplicateList) -> None:
    cases.show_cases(CASES)
    model = cases.case_model
    rows = [[model.text(row, column) for column in range(model.columnCount())] for row in range(model.rowCount())]
    assert rows == [
        ["1 级", "示例1", "示例1二", "铝招商专班 / 钢招商专班", "理由1"],
        ["2 级", "示例2", "示例2二", "铝招商专班", "理由2"],
        ["3 级", "示例3", "示例3二", "铝招商专班 / —", "理由3"],
    ]
    heads = [model.headerData(number, Qt.Orientation.Horizontal) for number in range(5)]
    assert heads == ["级别", "先报方", "后报方", "专班", "为什么疑似"]
    assert model.data(model.index(0, 4)) == "理由1"


def test_the_first_case_is_current_at_once(cases: DuplicateList) -> None:
    assert cases.current_case() is None
    cases.show_cases(CASES)
    assert cases.current_case() == CASES[0]


def test_after_a_decision_the_next_case_stands_in_the_same_place(cases: DuplicateList) -> None:
    cases.show_cases(CASES)
    cases.go_to_cell(1, 0)
    cases.show_cases([CASES[0], CASES[2]])
    assert cases.current_case() == CASES[2]
    cases.show_cases([CASES[0]])
    assert cases.current_case() == CASES[0]
    cases.show_cases([])
    assert cases.current_case() is None


def test_moving_is_told(cases: DuplicateList, qtbot: QtBot) -> None:
    cases.show_cases(CASES)
    with qtbot.waitSignal(cases.current_changed):
        qtbot.keyClick(cases, Qt.Key.Key_Down)
    assert cases.current_case() == CASES[1]
    with qtbot.waitSignal(cases.current_changed):
        cases.show_cases([])
