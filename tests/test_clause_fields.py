"""Clauses that ask for something to be written down: a clerk types it into the window's form, and it is kept."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.editors import Editor
from desktop.editors.yes_no import YesNoEditor
from desktop.main_window import MainWindow
from models.audit import history
from models.fields.base import Ledger
from models.queries.ledger_query import LedgerQuery, matching_ids
from models.queries.row_detail import load_row_detail
from models.storage.store import Session
from resources import PRESETS
from tests.clause_rows import FIELDS, WORDS
from tests.end2end.test_policies_and_reviews import editor_of, parts_of, save
from tests.keys import key_receiver, replace_text
from tests.windows import opener, preferences, qtbot, window

__all__ = ["opener", "preferences", "qtbot", "window"]


@pytest.mark.parametrize("clause", FIELDS)
def test_the_fields_a_clause_needs_are_in_the_form_and_keep_what_is_typed(
    window: MainWindow, qtbot: QtBot, clause: str
) -> None:
    panel, book_session = parts_of(window)
    for ledger, typed in FIELDS[clause]:
        before = book_session.read(lambda session: matching_ids(session, LedgerQuery(ledger)))  # noqa: B023 - called now
        assert panel.open_row(ledger, None)
        for key, text in typed.items():
            answer(editor_of(panel, key), text)
        save(panel, qtbot)
        after = book_session.read(lambda session: matching_ids(session, LedgerQuery(ledger)))  # noqa: B023 - called now
        (row,) = set(after) - set(before)
        texts, changed = book_session.read(lambda session: kept_texts(session, ledger, row))  # noqa: B023 - called now
        assert {key: texts[key] for key in typed} == typed
        assert typed.keys() <= changed


def answer(editor: Editor, text: str) -> None:
    """Type a text, or press the key of 是 or 否 where there are only these."""
    if isinstance(editor, YesNoEditor):
        key_receiver(editor).setFocus()
        QTest.keyClick(key_receiver(editor), Qt.Key.Key_Y if text == "是" else Qt.Key.Key_N)
    else:
        replace_text(editor, text)


def kept_texts(session: Session, ledger: type[Ledger], row: str) -> tuple[dict[str, str], set[str]]:
    """Return the texts of a row's fields, and the keys that its latest change names."""
    detail = load_row_detail(session, ledger, row)
    assert detail is not None
    entry = history.row_history(session, session.get_one(ledger, row))[-1]
    return {key: value.text for key, value in detail.values.items()}, {change.key for change in entry.changes}


@pytest.mark.parametrize("clause", WORDS)
def test_the_words_a_clause_names_are_in_the_dictionaries(clause: str) -> None:
    dictionary, words = WORDS[clause]
    shipped = json.loads((PRESETS / "dictionaries.json").read_text("utf-8"))[dictionary]["words"]
    assert set(words.split()) <= set(shipped)
