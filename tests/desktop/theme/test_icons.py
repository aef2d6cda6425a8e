"""Every icon a command or a page names is there."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.commands import load_commands
from desktop.pages import load_pages
from desktop.shell.navigation_groups import navigation_items
from desktop.theme.icons import icon, icon_pixmap, program_icon
from resources import ICONS


def test_every_named_icon_exists() -> None:
    named = {command.icon for command in load_commands()} | {place.icon for place in navigation_items(load_pages())}
    assert [name for name in sorted(named - {""}) if not (ICONS / f"{name}.svg").is_file()] == []


@pytest.mark.parametrize("colour", ["#1F2328", "#E6E8EB"])
def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication, colour: str) -> None:
    image = icon_pixmap("check", colour, 16).toImage()
    solid = {
        image.pixelColor(x, y).name().upper()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert solid == {colour}


def test_no_name_gives_no_icon(qapp: QApplication) -> None:
    assert icon("", "#000000").isNull()
    assert not icon("plus", "#000000").isNull()


def test_the_program_has_an_icon_of_its_own_at_every_size(qapp: QApplication) -> None:
    for size in (16, 32, 256):
        image = program_icon().pixmap(size, size).toImage()
        assert (image.width(), image.height()) == (size, size)
        assert image.pixelColor(size // 8, size // 2).name().upper() == "#1F5FA8"
