"""Applies the theme to the program: palette, font, stylesheet; and the sizes shared by all widgets."""

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.theme.colours import DARK_COLOURS, LIGHT_COLOURS, Colours
from desktop.theme.stylesheet import stylesheet
from resources import FONTS

ROW_HEIGHT = 30
CONTROL_HEIGHT = 32
MARGIN = 16
_FONT_FAMILIES = ("Microsoft YaHei UI", "Microsoft YaHei", "微软雅黑")
_BUNDLED_FONT = "ZhuanbanHei.ttf"


def colours_for(theme: str, app: QApplication) -> Colours:
    """Return the colours of a theme (“light”, “dark”, or “follow” for that of the system)."""
    if theme == "follow":
        from PySide6.QtCore import Qt

        theme = "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
    return DARK_COLOURS if theme == "dark" else LIGHT_COLOURS


def apply_theme(app: QApplication, theme: str) -> Colours:
    """Set the program's font, palette and stylesheet; return the colours. The style, Fusion, is set at the start."""
    colours = colours_for(theme, app)
    if not app.property("faced"):
        app.setFont(_program_font())
        app.setProperty("faced", True)
    app.setPalette(_make_palette(colours))
    app.setStyleSheet(stylesheet(colours))
    return colours


def _program_font() -> QFont:
    """Return 微软雅黑 where the system has it, else the bundled sans serif; in both all digits are of one width."""
    family = next((face for face in _FONT_FAMILIES if QFontDatabase.hasFamily(face)), None)
    if family is None:
        number = QFontDatabase.addApplicationFont(str(FONTS / _BUNDLED_FONT))
        family = QFontDatabase.applicationFontFamilies(number)[0] if number >= 0 else QFont().family()
    font = QFont(family)
    font.setPointSizeF(10)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def _make_palette(colours: Colours) -> QPalette:
    """Return the Qt palette of a set of colours, for the style Fusion."""
    palette = QPalette()
    role = QPalette.ColorRole
    for colour_role, colour in {
        role.Window: colours.background,
        role.WindowText: colours.ink,
        role.Base: colours.paper,
        role.AlternateBase: colours.background,
        role.Text: colours.ink,
        role.Button: colours.paper,
        role.ButtonText: colours.ink,
        role.BrightText: colours.red,
        role.ToolTipBase: colours.paper,
        role.ToolTipText: colours.ink,
        role.PlaceholderText: colours.second,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Accent: colours.accent,
        role.Light: colours.paper,
        role.Midlight: colours.line,
        role.Mid: colours.line,
        role.Dark: colours.second,
        role.Shadow: colours.line,
    }.items():
        palette.setColor(colour_role, QColor(colour))
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(colours.second))
    return palette
