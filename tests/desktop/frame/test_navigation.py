"""The pages on the left, with numbers only where something waits."""

from pytestqt.qtbot import QtBot

from desktop.frame.navigation import MORE, Navigation, Place
from desktop.look.colours import LIGHT

PLACES = (
    Place("home", "工作台", "house"),
    Place(""),
    Place("lead", "线索", "target", 12),
    Place(MORE, "更多", "chevron-down"),
    Place("member", "专班人员", more=True),
)


def shown(navigation: Navigation) -> list[str]:
    return [navigation.item(row).text().strip() for row in range(navigation.count())]


def test_details_are_folded_until_wanted(qtbot: QtBot) -> None:
    navigation = Navigation(LIGHT)
    qtbot.addWidget(navigation)
    navigation.show_places(PLACES, "home")
    assert shown(navigation) == ["工作台", "", "线索", "更多"]
    assert navigation.current() == "home"
    navigation.itemClicked.emit(navigation.item(3))
    assert shown(navigation)[-1] == "专班人员"
    navigation.itemClicked.emit(navigation.item(3))
    assert shown(navigation)[-1] == "更多"


def test_going_to_a_folded_page_unfolds_it(qtbot: QtBot) -> None:
    navigation = Navigation(LIGHT)
    qtbot.addWidget(navigation)
    navigation.show_places(PLACES, "home")
    navigation.set_current("member")
    assert navigation.current() == "member"


def test_a_click_tells_which_page_is_wanted(qtbot: QtBot) -> None:
    navigation = Navigation(LIGHT)
    qtbot.addWidget(navigation)
    navigation.show_places(PLACES, "home")
    with qtbot.waitSignal(navigation.wanted) as signal:
        navigation.itemClicked.emit(navigation.item(2))
    assert signal.args == ["lead"]
    assert navigation.grab().width() > 0


def test_numbers_are_set_where_something_waits(qtbot: QtBot) -> None:
    navigation = Navigation(LIGHT)
    qtbot.addWidget(navigation)
    navigation.show_places(PLACES, "home")
    navigation.count_waiting({"lead": 3})
    assert {place.key: place.waiting for place in navigation.places if place.waiting} == {"lead": 3}
