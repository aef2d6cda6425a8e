"""A chain's wall chart: every step once in its column, missing steps distinct, on as few sheets as hold it."""

import pytest

from models.rules.vocabulary import NodeState
from models.statistics.chain_map import ChainBox, ChainColumn, ChainFirm, ChainMap
from reports.content.chart_layout import ChartText, Stroke, Tone
from reports.wallcharts.chain_chart import chain_chart
from reports.wallcharts.chart_board import DrawingArea, wrap_text

DRAWING_AREA = DrawingArea(1100.0, 700.0, 9.5)
NO_UNPLACED = ChainBox("未定环节", "", ())


def box(name: str, state: str = NodeState.PRESENT, **facts: object) -> ChainBox:
    return ChainBox(name, state, (f"{name}行",), **facts)  # type: ignore[arg-type]  # a step's facts by name


def chain(*lanes: tuple[str, tuple[ChainBox, ...]], unplaced: ChainBox = NO_UNPLACED) -> ChainMap:
    return ChainMap("c", "铝产业链", "铝", "", tuple(ChainColumn(title, boxes) for title, boxes in lanes), unplaced)


def test_steps_are_joined_from_left_to_right_with_who_stands_there() -> None:
    root = box("电解铝", anchors=(ChainFirm("f", "甲集团", "链主"),), next_names=("电池壳", "不在图上"))
    end = box("电池壳", NodeState.MISSING, wanted="精密铝企业", leads=("l",), targets=(ChainFirm("t", "乙公司"),))
    (drawn,) = chain_chart(chain(("上游", (root,)), ("下游", (end,))), DRAWING_AREA)
    at = {shape.text: shape for shape in drawn.shapes if isinstance(shape, ChartText)}
    assert {"骨干企业：甲集团（链主）", "招引方向：精密铝企业", "目标企业：乙公司", "线索1条"} <= set(at)
    assert at["电解铝"].x < at["电池壳"].x
    figure = at["电池壳"].figure
    assert figure is not None
    assert (figure.rows, figure.ledger) == (("电池壳行",), "chain_node")
    missing = [shape for shape in drawn.shapes if isinstance(shape, Stroke) and shape.tone is Tone.BAD and shape.dashed]
    assert missing
    joined = [shape for shape in drawn.shapes if isinstance(shape, Stroke) and len(shape.points) == 4]
    assert len(joined) == 1


@pytest.mark.parametrize(("count", "sheets"), [(3, 1), (10, 1), (60, 2)])
def test_letters_shrink_before_sheets_are_added_and_no_step_is_lost(count: int, sheets: int) -> None:
    names = [f"环节{number}号" for number in range(count)]
    pages = chain_chart(chain(("上游", tuple(map(box, names))), ("下游", (box("终端"),))), DRAWING_AREA)
    assert min(len(pages), 2) == sheets
    texts = [shape.text for page in pages for shape in page.shapes if isinstance(shape, ChartText)]
    assert [texts.count(name) for name in names] == [1] * count
    for page in pages:
        assert all(-1 <= shape.y <= DRAWING_AREA.height for shape in page.shapes if isinstance(shape, ChartText))


def test_who_is_on_no_step_is_told_below() -> None:
    firms = tuple(ChainFirm(str(number), f"示例{number}公司") for number in range(30))
    (drawn,) = chain_chart(
        chain(("上游", (box("电解铝"),)), unplaced=ChainBox("未定环节", "", (), targets=firms)), DRAWING_AREA
    )
    assert "未定环节的目标企业（30家）" in "".join(shape.text for shape in drawn.shapes if isinstance(shape, ChartText))


def test_lines_are_broken_to_their_room_and_none_begins_with_a_stop() -> None:
    lines = wrap_text("甲乙丙丁，戊己", 40, 10)
    assert lines == ["甲乙丙丁，", "戊己"]
    assert wrap_text("", 40, 10) == []
