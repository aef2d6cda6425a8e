"""How the program looks: the colours put on, the face of its letters, and the sizes everything keeps."""

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.look.colours import DARK, LIGHT, Colours
from desktop.look.stylesheet import stylesheet
from resources import FONTS

ROW_HEIGHT = 30
CONTROL_HEIGHT = 32
MARGIN = 16
_FACES = ("Microsoft YaHei UI", "Microsoft YaHei", "微软雅黑")
_BUNDLED = "ZhuanbanHei.ttf"


def colours_for(theme: str, app: QApplication) -> Colours:
    """Choose the colours of a theme; “follow” asks the system."""
    if theme == "follow":
        from PySide6.QtCore import Qt

        theme = "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
    return DARK if theme == "dark" else LIGHT


def dress(app: QApplication, theme: str) -> Colours:
    """Give the whole program its colours and face; its style, Fusion, is named when it starts."""
    colours = colours_for(theme, app)
    if not app.property("faced"):
        app.setFont(_face())
        app.setProperty("faced", True)
    app.setPalette(_palette(colours))
    app.setStyleSheet(stylesheet(colours))
    return colours


def _face() -> QFont:
    """Give 微软雅黑 where the system has it, else the bundled sans; figures all of one width."""
    family = next((face for face in _FACES if QFontDatabase.hasFamily(face)), None)
    if family is None:
        number = QFontDatabase.addApplicationFont(str(FONTS / _BUNDLED))
        family = QFontDatabase.applicationFontFamilies(number)[0] if number >= 0 else QFont().family()
    font = QFont(family)
    font.setPointSizeF(10)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return font


def _palette(c: Colours) -> QPalette:
    """Tell Fusion our colours."""
    palette = QPalette()
    role = QPalette.ColorRole
    for colour_role, colour in {
        role.Window: c.ground,
        role.WindowText: c.ink,
        role.Base: c.paper,
        role.AlternateBase: c.ground,
        role.Text: c.ink,
        role.Button: c.paper,
        role.ButtonText: c.ink,
        role.BrightText: c.red,
        role.ToolTipBase: c.paper,
        role.ToolTipText: c.ink,
        role.PlaceholderText: c.second,
        role.Highlight: c.accent,
        role.HighlightedText: c.on_accent,
        role.Link: c.accent,
        role.LinkVisited: c.accent,
        role.Accent: c.accent,
        role.Light: c.paper,
        role.Midlight: c.line,
        role.Mid: c.line,
        role.Dark: c.second,
        role.Shadow: c.line,
    }.items():
        palette.setColor(colour_role, QColor(colour))
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(c.second))
    return palette
