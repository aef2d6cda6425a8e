"""Names already used in the book, the most frequent first."""

from models.fields.kinds import OrgUnitsKind, PeopleKind
from models.ledgers import Contact, Enterprise
from models.queries.known_names import names_in_use
from models.storage.store import Store
from tests import rows


def test_names_of_all_ledgers_are_counted_apart_from_units(book: Store) -> None:
    with book.writing("示例") as session:
        rows.add_lead(session, owner="张三、李四", first_unit="商务局")
        rows.add_lead(session, owner="李四")
        rows.add_lead(session, owner="赵六", removed=True)
        firm = rows.add_row(session, Enterprise, name="甲公司")
        rows.add_row(session, Contact, enterprise=firm, name="王五")
    with book.reading() as session:
        people = names_in_use(session, PeopleKind)
        assert people[0] == "李四"
        assert set(people) == {"张三", "李四", "王五"}
        assert names_in_use(session, OrgUnitsKind) == ("商务局",)
