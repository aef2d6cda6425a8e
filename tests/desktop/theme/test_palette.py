"""The program looks the same everywhere, and everything on it can be read."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from desktop.theme.colours import DARK_COLOURS, LIGHT_COLOURS, Colours
from desktop.theme.palette import apply_theme


def luminance(colour: str) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    rgb = QColor(colour)
    return 0.2126 * part(rgb.redF()) + 0.7152 * part(rgb.greenF()) + 0.0722 * part(rgb.blueF())


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT_COLOURS, DARK_COLOURS], ids=lambda colours: colours.name)
@pytest.mark.parametrize("ink", ["ink", "second", "accent", "green", "amber", "red"])
def test_texts_stand_out_from_what_is_behind_them(colours: Colours, ink: str) -> None:
    for behind in (colours.paper, colours.background, colours.chosen if ink == "ink" else colours.paper):
        assert contrast(getattr(colours, ink), behind) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT_COLOURS, DARK_COLOURS], ids=lambda colours: colours.name)
def test_texts_on_the_accent_stand_out(colours: Colours) -> None:
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT_COLOURS, DARK_COLOURS], ids=lambda colours: colours.name)
def test_the_edges_of_fields_and_the_lights_of_selected_rows_can_be_seen(colours: Colours) -> None:
    assert min(contrast(colours.edge, behind) for behind in (colours.paper, colours.background)) >= 3
    assert min(contrast(ink, colours.chosen) for ink in (colours.green, colours.amber, colours.red)) >= 3
    assert contrast(colours.accent, colours.chosen) >= 4.5


def test_a_theme_is_put_on_and_changed(qapp: QApplication) -> None:
    assert apply_theme(qapp, "dark") is DARK_COLOURS
    assert qapp.palette().window().color() == QColor(DARK_COLOURS.background)
    assert apply_theme(qapp, "light") is LIGHT_COLOURS
    assert qapp.palette().window().color() == QColor(LIGHT_COLOURS.background)
    assert qapp.style().objectName().lower() in {"fusion", ""}
    assert apply_theme(qapp, "follow") in {LIGHT_COLOURS, DARK_COLOURS}
    apply_theme(qapp, "light")
