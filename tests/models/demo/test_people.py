"""The people, training and demands for talent of the demonstration."""

from datetime import date

from models.ledgers import Member, Talent, Training
from models.statistics.people import people_of_year
from models.storage.store import Session
from tests.models.demo.test_work import session
from tests.rows import TODAY

__all__ = ["session"]


def test_members_are_seconded_and_some_joined_in_spring(session: Session) -> None:
    seconded = [member for member in session.query(Member) if member.seconded]
    assert {member.role for member in seconded} == {"成员"}
    assert any(member.since == date(TODAY.year, 3, 16) for member in seconded)
    people = people_of_year(session, TODAY)
    assert {str(force.strength) for force in people.forces} >= {"3.0"}
    assert any(force.strength < 3 for force in people.forces)


def test_training_and_talents_are_marked_and_name_nobody(session: Session) -> None:
    assert all("示例" in training.name for training in session.query(Training))
    assert all("示例" in talent.name for talent in session.query(Talent))
    assert session.query(Training).count() == session.query(Talent).count() == 2
