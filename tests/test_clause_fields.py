"""Clauses that ask for something to be written down: their fields are in a form and keep what is typed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.form.form_layout import form_sections
from models.audit import history
from models.queries.reading_context import reading_context
from models.queries.row_detail import load_row_detail
from models.services.row_service import save_row
from models.storage.store import Store
from resources import PRESETS
from tests.clause_rows import FIELDS, WORDS
from tests.rows import TODAY, copy_template, open_unsynced


@pytest.fixture
def county(hejin_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a copy of 河津's book."""
    with open_unsynced(copy_template(hejin_book, tmp_path)) as opened:
        yield opened


@pytest.mark.parametrize("clause", FIELDS)
def test_the_fields_a_clause_needs_are_in_the_form_and_keep_what_is_typed(county: Store, clause: str) -> None:
    for ledger, typed in FIELDS[clause]:
        form_keys = {field.key for _, section in form_sections(ledger) for field in section}
        assert set(typed) <= form_keys
        with county.writing("填写") as session:
            row = save_row(session, ledger, None, typed, reading_context(session, today=TODAY)).id
        with county.reading() as session:
            detail = load_row_detail(session, ledger, row)
            assert detail is not None
            assert {key: detail.values[key].text for key in typed} == typed
            entry = history.row_history(session, session.get_one(ledger, row))[-1]
            assert set(typed) <= {change.key for change in entry.changes}


@pytest.mark.parametrize("clause", WORDS)
def test_the_words_a_clause_names_are_in_the_dictionaries(clause: str) -> None:
    dictionary, words = WORDS[clause]
    shipped = json.loads((PRESETS / "dictionaries.json").read_text("utf-8"))[dictionary]["words"]
    assert set(words.split()) <= set(shipped)
