"""Text edits of a circular are stored by circular and part, are removed one by one, and can be undone."""

from models import drafting, history
from models.drafting import About
from models.store import Store
from tests.rows import task_force

ABOUT = About("month", "2026-10")


def said(book: Store, about: About = ABOUT) -> list[tuple[str, str | None, str | None]]:
    """Return the clerk's text edits as (key, text, generated text)."""
    with book.reading() as session:
        return [(edit.key, edit.text, edit.generated) for edit in drafting.texts(session, about)]


def write(book: Store, key: str, text: str | None, generated: str | None, about: About = ABOUT) -> None:
    """Write a text edit in one command."""
    with book.writing("改写") as session:
        drafting.write(session, about, key, text, generated)


def test_a_part_is_written_again_and_not_twice(book: Store) -> None:
    write(book, "a", "甲", "原")
    write(book, "a", "乙", "原二")
    assert said(book) == [("a", "乙", "原二")]


def test_every_circular_has_words_of_its_own(book: Store) -> None:
    with book.writing("专班") as session:
        force = task_force(session, "焦化", 1)
    others = [About("month", "2026-09"), About("week", "2026-W40"), About("month", "2026-10", force)]
    others.append(About("month", "2026-10", None, "方案"))
    write(book, "a", "甲", "原")
    for number, about in enumerate(others):
        assert said(book, about) == []
        write(book, "a", str(number), "原", about)
    assert [said(book, about)[0][1] for about in others] == ["0", "1", "2", "3"]
    assert said(book) == [("a", "甲", "原")]


def test_what_the_program_says_itself_is_no_edit(book: Store) -> None:
    write(book, "a", "原", "原")
    assert said(book) == []
    write(book, "a", "甲", "原")
    write(book, "a", "原", "原")
    assert said(book) == []
    write(book, "a", None, "原")
    assert said(book) == [("a", None, "原")]


def test_taken_back_kept_and_undone(book: Store) -> None:
    write(book, "a", "甲", "原")
    with book.writing("保留") as session:
        drafting.keep_own(session, ABOUT, "a", "新原")
    assert said(book) == [("a", "甲", "新原")]
    with book.writing("恢复") as session:
        drafting.take_back(session, ABOUT, "a")
        drafting.take_back(session, ABOUT, "没有")
    assert said(book) == []
    with book.reading() as session:
        batch = history.undoable(session)[0]
    assert batch is not None
    with book.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    assert said(book) == [("a", "甲", "新原")]
