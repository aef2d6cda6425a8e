"""Three lights, told apart by shape even where their colours look the same."""

from pytestqt.qtbot import QtBot

from desktop.colours import LIGHT
from desktop.lights import SIGNS, colour_of, lamp
from models.waiting import OPEN, OVERDUE, SOON


def covered(urgency: str) -> frozenset[tuple[int, int]]:
    """Give the pixels a light covers."""
    image = lamp(urgency, LIGHT).toImage()
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return frozenset(one for one in pixels if image.pixelColor(*one).alpha() > 128)


def test_each_light_has_a_shape_and_a_colour_of_its_own(qtbot: QtBot) -> None:
    assert len({covered(one) for one in (OVERDUE, SOON, OPEN)}) == 3
    assert len({colour_of(one, LIGHT) for one in (OVERDUE, SOON, OPEN)}) == 3
    assert SIGNS == {OVERDUE: "■", SOON: "▲", OPEN: "●"}
