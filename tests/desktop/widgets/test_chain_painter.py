"""What a box of a chain says, and how high it is for it."""

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from desktop.theme.colours import LIGHT_COLOURS
from desktop.widgets.chain_painter import LIGHT_OF_STATE, ChainPainter, box_texts
from models.rules.vocabulary import NodeState
from models.statistics.chain_map import ChainBox, ChainFirm


def firm(name: str, rank: str = "") -> ChainFirm:
    values: dict[str, str] = dict.fromkeys(ChainFirm.__dataclass_fields__, "")
    return ChainFirm(**{**values, "name": name, "rank": rank})


def box(**facts: object) -> ChainBox:
    return ChainBox("电解铝", NodeState.PRESENT, ("n",), **facts)  # type: ignore[arg-type]  # by name


@pytest.mark.parametrize(
    ("shown", "texts"),
    [
        (box(), ["还没有企业、线索和项目"]),
        (box(anchors=(firm("甲集团", "链主"), firm("乙公司"))), ["链主甲集团、乙公司"]),
        (box(targets=(firm("丙公司"), firm("丁公司"))), ["目标 2 家：丙公司、丁公司"]),
        (box(wanted="高纯铝"), ["招引 高纯铝"]),
        (box(leads=("1", "2", "3")), ["线索 3 条　项目 0 个"]),
        (box(projects=("1",)), ["线索 0 条　项目 1 个"]),
        (
            box(anchors=(firm("甲集团"),), targets=(firm("丙公司"),), wanted="高纯铝", projects=("1",)),
            ["甲集团", "目标 1 家：丙公司", "招引 高纯铝", "线索 0 条　项目 1 个"],
        ),
    ],
)
def test_a_box_says_what_it_has(shown: ChainBox, texts: list[str]) -> None:
    assert box_texts(shown) == texts


def test_a_box_is_higher_by_a_line_for_each_text(qtbot: QtBot) -> None:
    painter = ChainPainter(LIGHT_COLOURS, QFont())
    plain, two = painter.box_height(box()), painter.box_height(box(wanted="高纯铝", leads=("1",)))
    four = painter.box_height(box(anchors=(firm("甲"),), targets=(firm("乙"),), wanted="丙", leads=("1",)))
    assert two > plain
    assert four - two == pytest.approx(2 * (two - plain))


def test_every_state_has_a_light_of_its_own_shape() -> None:
    assert set(LIGHT_OF_STATE) == set(NodeState)
    assert len(set(LIGHT_OF_STATE.values())) == len(LIGHT_OF_STATE)
