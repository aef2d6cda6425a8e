"""Text edits of a circular are stored by circular and part, are removed one by one, and can be undone."""

from models.audit import history
from models.circulars import text_edits
from models.circulars.text_edits import CircularKey
from models.storage.store import Store
from tests.rows import add_task_force

ABOUT = CircularKey("month", "2026-10")


def written_edits(book: Store, about: CircularKey = ABOUT) -> list[tuple[str, str | None, str | None]]:
    """Return the clerk's text edits as (key, text, generated text)."""
    with book.reading() as session:
        return [(edit.key, edit.text, edit.generated) for edit in text_edits.circular_texts(session, about)]


def write_edit(book: Store, key: str, text: str | None, generated: str | None, about: CircularKey = ABOUT) -> None:
    """Write a text edit in one command."""
    with book.writing("改写") as session:
        text_edits.save_text(session, about, key, text, generated)


def test_a_part_is_written_again_and_not_twice(book: Store) -> None:
    write_edit(book, "a", "甲", "原")
    write_edit(book, "a", "乙", "原二")
    assert written_edits(book) == [("a", "乙", "原二")]


def test_every_circular_has_words_of_its_own(book: Store) -> None:
    with book.writing("专班") as session:
        force = add_task_force(session, "焦化", 1)
    others = [CircularKey("month", "2026-09"), CircularKey("week", "2026-W40"), CircularKey("month", "2026-10", force)]
    others.append(CircularKey("month", "2026-10", None, "方案"))
    write_edit(book, "a", "甲", "原")
    for number, about in enumerate(others):
        assert written_edits(book, about) == []
        write_edit(book, "a", str(number), "原", about)
    assert [written_edits(book, about)[0][1] for about in others] == ["0", "1", "2", "3"]
    assert written_edits(book) == [("a", "甲", "原")]


def test_what_the_program_says_itself_is_no_edit(book: Store) -> None:
    write_edit(book, "a", "原", "原")
    assert written_edits(book) == []
    write_edit(book, "a", "甲", "原")
    write_edit(book, "a", "原", "原")
    assert written_edits(book) == []
    write_edit(book, "a", None, "原")
    assert written_edits(book) == [("a", None, "原")]


def test_an_edit_is_saved_removed_and_undone(book: Store) -> None:
    write_edit(book, "a", "甲", "原")
    with book.writing("保留") as session:
        text_edits.confirm_text(session, ABOUT, "a", "新原")
    assert written_edits(book) == [("a", "甲", "新原")]
    with book.writing("恢复") as session:
        text_edits.revert_text(session, ABOUT, "a")
        text_edits.revert_text(session, ABOUT, "没有")
    assert written_edits(book) == []
    with book.reading() as session:
        batch = history.undoable(session)[0]
    assert batch is not None
    with book.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    assert written_edits(book) == [("a", "甲", "新原")]
