"""A contributor who adds a field gets its revision with one command, and the program knows it at once."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from migrations import head_revision
from migrations.new_revision import new_revision
from models.ledgers import Visit
from tests.source import ROOT


@pytest.fixture
def revisions(tmp_path: Path) -> Path:
    """Copy the revisions, so that a new one is written beside the copies."""
    return Path(shutil.copytree(ROOT / "migrations", tmp_path / "migrations"))


def test_a_field_that_was_added_to_a_ledger_is_in_the_next_revision(revisions: Path) -> None:
    before = head_revision(revisions)
    table = Visit.__table__
    assert isinstance(table, sa.Table)
    guide = sa.Column("guide", sa.Text(), nullable=True)
    table.append_column(guide)
    try:
        path = new_revision("Visits have a guide", revisions)
    finally:
        table._columns.remove(guide)  # noqa: SLF001 - SQLAlchemy offers no way back
    text = path.read_text("utf-8")
    assert path.name.endswith("_visits_have_a_guide.py")
    assert text.startswith('"""Visits have a guide.\n')
    assert f'down_revision = "{before}"' in text
    assert "add_column(sa.Column('guide', sa.Text(), nullable=True))" in text
    assert "drop_column('guide')" in text
    assert head_revision(revisions) == f"{int(before) + 1:04}"


def test_where_models_and_revisions_agree_the_new_one_is_empty(revisions: Path) -> None:
    text = new_revision("Nothing", revisions).read_text("utf-8")
    assert "op." not in text.partition("def upgrade")[2]
    assert "import models" not in text
