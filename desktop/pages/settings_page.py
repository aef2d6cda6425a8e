"""设置: the settings page: county, dictionaries, definitions, ranking schemes, holidays, past figures, user."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.app.book_session import BookSession
from desktop.app.delay import DelayTimer
from desktop.app.page_context import PageContext
from desktop.app.page_registry import Page, PageGroup, PageLinks, RefreshablePage, register_page

_SUBJECTS = ("县情", "字典", "统计口径", "用语", "排名方案", "节假日", "往年数据", "经办人")


class SettingsPage(QWidget):
    """One editor for each subject; each is made when first opened.

    Signals:
        user_changed: the user's name changed (the new name).
        phrase_shown: a phrase was asked for (its key); the editor of phrases follows.
    """

    user_changed = Signal(str)
    phrase_shown = Signal(str)

    def __init__(self, book_session: BookSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._book_session = book_session
        self.editors: dict[str, QWidget] = {}
        self.contents, self._stack, self._heading = QListWidget(), QStackedWidget(), QLabel()
        self.contents.setObjectName("results")
        self.contents.setFixedWidth(140)
        self.contents.setAccessibleName("设置目录")
        for name in _SUBJECTS:
            item = QListWidgetItem(name)
            item.setSizeHint(QSize(0, 34))
            self.contents.addItem(item)
        self._build()
        self.contents.currentTextChanged.connect(self.go)
        # Editors are refilled from the event loop, after the command that changed them has returned.
        self._refresh_timer = DelayTimer(self, 0, self.refresh)
        book_session.changed.connect(self._refresh_timer.start)
        self.contents.setCurrentRow(0)

    def _build(self) -> None:
        title = QLabel("设置")
        title.setObjectName("title")
        self._heading.setObjectName("heading")
        right = QVBoxLayout()
        right.setContentsMargins(16, 0, 16, 12)
        right.addWidget(self._heading)
        right.addWidget(self._stack, 1)
        body = QHBoxLayout()
        body.setContentsMargins(8, 0, 0, 0)
        body.addWidget(self.contents)
        body.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        title.setContentsMargins(16, 0, 0, 0)
        layout.addWidget(title)
        layout.addLayout(body, 1)

    def go(self, name: str) -> None:
        """Open an editor by its name."""
        if name not in self.editors:
            self.editors[name] = self._make_editor(name)
            self._stack.addWidget(self.editors[name])
        self._heading.setText(name)
        self._stack.setCurrentWidget(self.editors[name])

    def show_phrase(self, key: str) -> None:
        """Open the editor of phrases at one of them."""
        self.contents.setCurrentRow(_SUBJECTS.index("用语"))
        self.phrase_shown.emit(key)

    def refresh(self) -> None:
        """Reload the editors that do not follow the book themselves."""
        for sheet in self.editors.values():
            if isinstance(sheet, RefreshablePage):
                sheet.refresh()

    def _make_editor(self, subject: str) -> QWidget:
        """Build the editor of a subject, and import it only then."""
        from desktop.settings.county_form import CountyForm
        from desktop.settings.definitions_editor import DefinitionsEditor
        from desktop.settings.dictionary_editor import DictionaryEditor
        from desktop.settings.holidays_editor import HolidaysEditor
        from desktop.settings.phrase_editor import PhraseEditor
        from desktop.settings.rows_editor import RowsEditor
        from models.ledgers.profile import PastFigure
        from models.ledgers.scheme import Scheme

        match subject:
            case "县情":
                return CountyForm(self._book_session)
            case "字典":
                return DictionaryEditor(self._book_session)
            case "统计口径":
                return DefinitionsEditor(self._book_session)
            case "用语":
                phrases = PhraseEditor(self._book_session)
                self.phrase_shown.connect(phrases.show_phrase)
                return phrases
            case "排名方案":
                return RowsEditor(Scheme, self._book_session)
            case "节假日":
                return HolidaysEditor(self._book_session)
            case "往年数据":
                return RowsEditor(PastFigure, self._book_session)
        return self._user_form()

    def _user_form(self) -> QWidget:
        sheet = QWidget()
        line = QLineEdit(self._book_session.store.who)
        line.setMaximumWidth(240)
        line.setAccessibleName("经办人")
        hint = QLabel("每一处修改都记着是谁改的；换人操作时，先在这里改成自己的名字。")
        hint.setObjectName("second")

        def change() -> None:
            if (name := line.text().strip()) and name != self._book_session.store.who:
                self._book_session.store.who = name
                self.user_changed.emit(name)

        line.editingFinished.connect(change)
        layout = QVBoxLayout(sheet)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(line)
        layout.addWidget(hint)
        layout.addStretch(1)
        return sheet


def make_settings_page(context: PageContext, links: PageLinks) -> SettingsPage:
    """Build the page and connect it."""
    page = SettingsPage(context.book_session)
    page.user_changed.connect(lambda name: context.preferences.update(who=name))
    links.phrase_requested.connect(page.show_phrase)
    return page


register_page(Page("profile", "设置", "settings", PageGroup.TOOLS, 40, make_settings_page))
