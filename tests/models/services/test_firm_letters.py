"""The day of a letter stays with the duties it was about, those still in the book."""

from models.ledgers import Obligation
from models.services.firm_letters import record_letter
from models.storage.store import Store
from tests.kept_rows import DAY, add_duty


def test_the_day_is_kept_with_the_duties_that_are_still_there(book: Store) -> None:
    with book.writing("例") as session:
        rows = [add_duty(session, "开工"), add_duty(session, "删了的", removed=True)]
    with book.writing("发函") as session:
        assert record_letter(session, [*rows, "没有的"], DAY) == 1
    with book.reading() as session:
        assert [session.get_one(Obligation, row).letter_on for row in rows] == [DAY, None]
