"""Steps passed over are kept in the book, and taken up again; undo takes it back as any edit."""

from models.audit import history
from models.settings.definitions import group_by_rule, load_definitions
from models.settings.guide_progress import pass_over, passed_over
from models.storage.store import Store


def test_steps_are_passed_over_and_taken_up_again(book: Store) -> None:
    for step, passes, expected in (
        ("policies", True, {"policies"}),
        ("chains", True, {"chains", "policies"}),
        ("policies", False, {"chains"}),
        ("chains", False, set()),
    ):
        with book.writing("向导") as session:
            pass_over(session, step, passes=passes)
        with book.reading() as session:
            assert passed_over(session) == expected


def test_passing_over_can_be_undone_and_is_no_definition_of_the_settings_page(book: Store) -> None:
    with book.writing("跳过：政策") as session:
        pass_over(session, "policies", passes=True)
    with book.reading() as session:
        assert group_by_rule(load_definitions(session).values) == []
        batch, _ = history.undoable(session, book.who)
    assert batch is not None
    with book.writing("撤销", undoes=batch.id) as session:
        history.undo(session, batch.id)
    with book.reading() as session:
        assert passed_over(session) == frozenset()
