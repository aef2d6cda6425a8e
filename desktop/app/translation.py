"""Qt's own words in Chinese: its file, colour and input dialogs, the menus of text fields."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

_CATALOGUE = "qtbase_zh_CN"  # comes with PySide6


def translate_qt(app: QApplication) -> bool:
    """Let Qt's own dialogs and menus speak Chinese from now on; False where its catalogue is missing."""
    translator = QTranslator(app)
    is_loaded = translator.load(_CATALOGUE, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return is_loaded and app.installTranslator(translator)
