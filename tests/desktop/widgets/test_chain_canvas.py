"""A drawn chain: where its boxes stand, how keys walk along it, and what a box says."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF, Qt
from pytestqt.qtbot import QtBot

from desktop.theme.colours import LIGHT_COLOURS
from desktop.widgets.chain_canvas import ChainCanvas
from models.rules.vocabulary import NodeState
from models.statistics.chain_map import ChainBox, ChainColumn, ChainFirm, ChainMap


def box(name: str, *following: str, **facts: object) -> ChainBox:
    values: dict[str, object] = {"state": NodeState.PRESENT, "rows": (name,), "next_names": following, **facts}
    return ChainBox(name, **values)  # type: ignore[arg-type]  # by name


def firm(name: str) -> ChainFirm:
    values: dict[str, str] = dict.fromkeys(ChainFirm.__dataclass_fields__, "")
    return ChainFirm(**{**values, "name": name})


NO_STEP = box("未分环节", rows=())
CHAIN = ChainMap(
    "chain",
    "铝产业链",
    "铝招商专班",
    "",
    (
        ChainColumn("上游", (box("氧化铝", "电解铝"),)),
        ChainColumn("中游", (box("电解铝", "板带"), box("再生铝", "板带", state=NodeState.WEAK))),
        ChainColumn("下游", (box("板带"), box("型材"), box("电池壳", state=NodeState.MISSING, wanted="电池壳"))),
    ),
    NO_STEP,
)
WITH_LOOSE = replace(CHAIN, unplaced=replace(NO_STEP, leads=("l1", "l2")))


@pytest.fixture
def canvas(qtbot: QtBot) -> ChainCanvas:
    """Show a chain."""
    canvas = ChainCanvas(LIGHT_COLOURS)
    qtbot.addWidget(canvas)
    canvas.resize(1100, 500)
    with qtbot.waitActive(canvas):
        canvas.show()
        canvas.activateWindow()
    canvas.show_map(CHAIN)
    canvas.setFocus()
    return canvas


def rect(canvas: ChainCanvas, name: str) -> QRectF:
    return canvas.box_rects[name]


def walk(canvas: ChainCanvas, qtbot: QtBot, *keys: Qt.Key) -> list[str]:
    names = []
    for key in keys:
        qtbot.keyClick(canvas, key)
        names.append(canvas.current_box.name if canvas.current_box else "")
    return names


def test_columns_stand_side_by_side_and_boxes_below_each_other(canvas: ChainCanvas) -> None:
    assert rect(canvas, "氧化铝").right() < rect(canvas, "电解铝").left()
    assert rect(canvas, "电解铝").right() < rect(canvas, "板带").left()
    assert rect(canvas, "电解铝").left() == rect(canvas, "再生铝").left()
    assert rect(canvas, "板带").bottom() < rect(canvas, "型材").top()
    assert max(each.right() for each in canvas.box_rects.values()) <= canvas.width()
    assert max(each.bottom() for each in canvas.box_rects.values()) <= canvas.height()


def test_short_columns_stand_in_the_middle_of_long_ones(canvas: ChainCanvas) -> None:
    first, middle = rect(canvas, "氧化铝"), rect(canvas, "型材")
    tallest = rect(canvas, "板带").top() + rect(canvas, "电池壳").bottom()
    assert first.center().y() == pytest.approx(tallest / 2, abs=1)
    assert middle.height() > 0


def test_what_is_on_no_step_has_a_box_of_its_own_below(canvas: ChainCanvas) -> None:
    assert "未分环节" not in [each.name for each in canvas.boxes]
    before = canvas.height()
    canvas.show_map(WITH_LOOSE)
    assert canvas.boxes[-1].name == "未分环节"
    assert rect(canvas, "未分环节").top() > max(rect(canvas, each.name).bottom() for each in CHAIN.boxes)
    assert canvas.height() > before


def test_keys_walk_to_the_nearest_box(canvas: ChainCanvas, qtbot: QtBot) -> None:
    assert canvas.current_box is not None
    assert canvas.current_box.name == "氧化铝"
    first = walk(canvas, qtbot, Qt.Key.Key_Right)[0]
    assert first in {"电解铝", "再生铝"}
    assert walk(canvas, qtbot, Qt.Key.Key_Left) == ["氧化铝"]
    canvas.select_box(CHAIN.columns[2].boxes[0])
    assert walk(canvas, qtbot, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up) == ["型材", "电池壳", "型材"]


def test_enter_opens_the_selected_box(canvas: ChainCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.activated):
        qtbot.keyClick(canvas, Qt.Key.Key_Return)


def test_a_click_selects_and_is_told(canvas: ChainCanvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.chosen) as chosen:
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=rect(canvas, "电池壳").center().toPoint())
    assert chosen.args == [CHAIN.columns[2].boxes[2]]


def test_the_selected_box_is_read_aloud(canvas: ChainCanvas) -> None:
    canvas.select_box(CHAIN.columns[2].boxes[2])
    assert canvas.accessibleDescription() == "电池壳，缺失待招，招引 电池壳"
    canvas.select_box(None)
    assert canvas.accessibleDescription() == ""


def test_a_chain_read_again_keeps_its_selected_box(canvas: ChainCanvas) -> None:
    canvas.select_box(CHAIN.columns[1].boxes[1])
    canvas.show_map(replace(CHAIN, name="铝产业链（改名）"))
    assert canvas.current_box is not None
    assert canvas.current_box.name == "再生铝"
    canvas.show_map(replace(CHAIN, row="another"))
    assert canvas.current_box is not None
    assert canvas.current_box.name == "氧化铝", "another chain begins at its first box"


def test_an_empty_chain_has_nothing_selected(canvas: ChainCanvas) -> None:
    canvas.show_map(replace(CHAIN, columns=()))
    assert canvas.current_box is None
    assert not canvas.grab().isNull()


def test_the_drawing_shows_state_and_selection(canvas: ChainCanvas) -> None:
    before = canvas.grab().toImage()
    canvas.select_box(CHAIN.columns[1].boxes[0])
    selected = canvas.grab().toImage()
    assert selected != before
    missing = tuple(
        replace(lane, boxes=tuple(replace(each, state=NodeState.MISSING) for each in lane.boxes))
        for lane in CHAIN.columns
    )
    canvas.show_map(replace(CHAIN, columns=missing))
    assert canvas.grab().toImage() != selected
