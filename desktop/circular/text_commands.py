"""The commands that change the texts of a draft, each one undo step, and whether they were changed elsewhere."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject

from desktop.app.book_session import BookSession
from desktop.app.notifications import Notifications
from desktop.circular.circular_view_api import CircularViewApi
from models.circulars import text_edits
from models.circulars.text_edits import CircularKey
from models.settings.phrases import county_phrases
from models.storage.store import Session
from reports.circulars.workflow.kind_registry import CIRCULAR_NAMES

SavedTexts = tuple[tuple[str, str | None], ...]  # key of the part, the user's text (None: the part is left out)


class TextCommands(QObject):
    """Saves the user's texts of the draft shown; the book's change then triggers a new draft."""

    def __init__(
        self, page: CircularViewApi, book_session: BookSession, notifications: Notifications, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._page, self._book_session, self._notifications = page, book_session, notifications
        self._shown_texts: SavedTexts = ()

    def note_shown(self) -> None:
        """Note the saved texts of the draft that was just shown."""
        self._shown_texts = self._saved_texts()

    def have_changed(self) -> bool:
        """Whether the saved texts or the county's phrases differ from those of the draft shown, by typing or undo."""
        return self._saved_texts() != self._shown_texts

    def save(self, key: str, text: str | None, generated: str | None) -> bool:
        """Save the user's text of a part (None: leave the part out); False where it was rejected."""
        return self._run("改写通报", partial(text_edits.save_text, key=key, text=text, generated=generated))

    def save_all(self, texts: Sequence[tuple[str, str | None, str | None]]) -> bool:
        """Save several texts (key, text, generated text) as one step; False where one was rejected."""

        def save(session: Session, circular_key: CircularKey) -> None:
            for key, text, generated in texts:
                text_edits.save_text(session, circular_key, key, text, generated)

        return self._run(f"收回改过的 Word，{len(texts)}处", save)

    def revert(self, key: str) -> bool:
        """Restore the generated text of a part."""
        return self._run("恢复通报原句", partial(text_edits.revert_text, key=key))

    def confirm(self, key: str, generated: str) -> bool:
        """Keep the user's text of a part although the generated text changed."""
        return self._run("保留通报改句", partial(text_edits.confirm_text, key=key, generated=generated))

    def _run(self, label: str, work: Callable[[Session, CircularKey], None]) -> bool:
        circular_key = self._page.circular_key
        if circular_key is None:
            return False
        name = f"{label} {circular_key.period} {CIRCULAR_NAMES[circular_key.kind]}"
        with self._notifications.showing_user_errors():
            self._book_session.run(name, lambda session: work(session, circular_key))
            self._notifications.notify_saved(f"{label}，Ctrl+Z 可撤销")
            return True
        return False

    def _saved_texts(self) -> SavedTexts:
        circular_key = self._page.circular_key
        if circular_key is None:
            return ()

        def texts(session: Session) -> SavedTexts:
            edits = tuple((edit.key, edit.text) for edit in text_edits.circular_texts(session, circular_key))
            return edits + tuple(sorted(county_phrases(session).items()))

        return self._book_session.read(texts)
