"""Forms are kept with their hash, tied, removed and brought back; what was done can be undone."""

import pytest
import sqlalchemy as sa

from models.audit import history
from models.errors import UserError
from models.services.form_templates import (
    cell_ties,
    find_template,
    keep_template,
    remove_template,
    template_bytes,
    templates,
    tie_cell,
)
from models.storage import archive
from models.storage.archive import ArchivedFile
from models.storage.store import Store


def keep(book: Store, file: str = "月报.xlsx", content: bytes = b"PK form") -> str:
    """Keep a form."""
    with book.writing("添加报表模板") as session:
        return keep_template(session, file, content)


def undo(book: Store) -> None:
    """Undo the latest command."""
    with book.reading() as session:
        batch = history.undoable(session, book.who)[0]
    assert batch is not None
    with book.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)


def test_a_form_comes_back_as_it_was_added(book: Store) -> None:
    row = keep(book)
    with book.reading() as session:
        assert template_bytes(session, row) == b"PK form"
        (kept,) = templates(session)
        assert (kept.name, kept.file, kept.suffix, kept.digest) == (
            *("月报", "月报.xlsx", ".xlsx"),
            archive.digest_of(b"PK form"),
        )
        assert find_template(session, "月报") == find_template(session, row) == kept
        assert list(archive.integrity_faults(session.connection())) == []


def test_a_form_added_again_gets_the_new_file_and_keeps_its_ties(book: Store) -> None:
    row = keep(book)
    with book.writing("对应") as session:
        tie_cell(session, row, "表", "C5", "开工率")
    assert keep(book, content=b"PK new form") == row
    with book.reading() as session:
        assert template_bytes(session, row) == b"PK new form"
        assert cell_ties(session, row) == {("表", "C5"): "开工率"}
    undo(book)
    with book.reading() as session:
        assert template_bytes(session, row) == b"PK form"
        assert list(archive.integrity_faults(session.connection())) == []


def test_names_and_kinds_are_checked(book: Store) -> None:
    keep(book)
    with pytest.raises(UserError, match=r"“月报\.et”不是 \.xlsx、\.xlsm 或 \.docx；请在 WPS 里打开它，另存为"):
        keep(book, "月报.et")
    with (
        book.reading() as session,
        pytest.raises(UserError, match="没有名为“季报”的报表模板，也没有这个文件；已有：月报"),
    ):
        find_template(session, "季报")


def test_removing_and_adding_can_be_undone(book: Store) -> None:
    row = keep(book)
    with book.writing("移除报表模板") as session:
        remove_template(session, row)
    with book.reading() as session:
        assert templates(session) == []
    undo(book)
    with book.reading() as session:
        assert [kept.id for kept in templates(session)] == [row]
        assert template_bytes(session, row) == b"PK form"
    undo(book)
    with book.reading() as session:
        assert templates(session) == []


def test_ties_are_kept_by_cell_and_taken_away(book: Store) -> None:
    row = keep(book)
    with book.writing("对应") as session:
        tie_cell(session, row, "表", "C5", "签约项目.累计")
        tie_cell(session, row, "表", "D5", "开工率")
        tie_cell(session, row, "表", "C5", "签约项目.本期")
    with book.reading() as session:
        assert cell_ties(session, row) == {("表", "C5"): "签约项目.本期", ("表", "D5"): "开工率"}
    with book.writing("取消") as session:
        tie_cell(session, row, "表", "C5", "")
        tie_cell(session, row, "表", "D5", "")
    with book.reading() as session:
        assert cell_ties(session, row) == {}
    undo(book)
    with book.reading() as session:
        assert len(cell_ties(session, row)) == 2


def test_a_lost_or_changed_file_is_noticed(book: Store) -> None:
    row = keep(book)
    with book.engine.begin() as connection:
        connection.execute(sa.update(ArchivedFile).values(content=b"other"))
    with book.reading() as session, pytest.raises(UserError, match="与校验值不符"):
        template_bytes(session, row)
    with book.engine.begin() as connection:
        connection.execute(sa.delete(ArchivedFile))
    with book.reading() as session:
        with pytest.raises(UserError, match="“月报”的文件不见了"):
            template_bytes(session, row)
        assert list(archive.integrity_faults(session.connection())) == ["报表模板“月报”的文件不见了。"]
