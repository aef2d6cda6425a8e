"""The pages on the left, with numbers only where something waits."""

from pytestqt.qtbot import QtBot

from desktop.shell.navigation import MORE_KEY, Navigation, NavigationItem
from desktop.theme.colours import LIGHT_COLOURS

PLACES = (
    NavigationItem("home", "工作台", "house"),
    NavigationItem(""),
    NavigationItem("lead", "线索", "target", 12),
    NavigationItem(MORE_KEY, "更多", "chevron-down"),
    NavigationItem("member", "专班人员", fold=MORE_KEY),
)


def shown(navigation: Navigation) -> list[str]:
    return [navigation.item(row).text().strip() for row in range(navigation.count())]


def test_details_are_folded_until_wanted(qtbot: QtBot) -> None:
    navigation = Navigation(LIGHT_COLOURS)
    qtbot.addWidget(navigation)
    navigation.show_items(PLACES, "home")
    assert shown(navigation) == ["工作台", "", "线索", "更多"]
    assert navigation.current_key() == "home"
    navigation.itemClicked.emit(navigation.item(3))
    assert shown(navigation)[-1] == "专班人员"
    navigation.itemClicked.emit(navigation.item(3))
    assert shown(navigation)[-1] == "更多"


def test_going_to_a_folded_page_unfolds_it(qtbot: QtBot) -> None:
    navigation = Navigation(LIGHT_COLOURS)
    qtbot.addWidget(navigation)
    navigation.show_items(PLACES, "home")
    navigation.set_current_key("member")
    assert navigation.current_key() == "member"


def test_a_click_tells_which_page_is_wanted(qtbot: QtBot) -> None:
    navigation = Navigation(LIGHT_COLOURS)
    qtbot.addWidget(navigation)
    navigation.show_items(PLACES, "home")
    with qtbot.waitSignal(navigation.page_wanted) as signal:
        navigation.itemClicked.emit(navigation.item(2))
    assert signal.args == ["lead"]
    assert navigation.grab().width() > 0


def test_numbers_are_set_where_something_waits(qtbot: QtBot) -> None:
    navigation = Navigation(LIGHT_COLOURS)
    qtbot.addWidget(navigation)
    navigation.show_items(PLACES, "home")
    navigation.set_waiting_counts({"lead": 3})
    assert {place.key: place.waiting_count for place in navigation.navigation_items if place.waiting_count} == {
        "lead": 3
    }
