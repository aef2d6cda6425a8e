"""A firm's name and its link to the library are one: what a clerk types decides both."""

from typing import NamedTuple

import pytest
from sqlalchemy.orm import Session

from models.errors import UserError
from models.fields.kind import PickedRow
from models.ledgers import Enterprise, Lead, Obligation
from models.queries.firm_names import split_picked_firm, table_texts, with_firm_link
from models.storage.store import Store
from tests import rows


class Firms(NamedTuple):
    """The firms of the tests' library: two of one name, and one with a short name."""

    here: str
    there: str
    steel: str


def add_firms(session: Session) -> Firms:
    """Add three firms."""
    return Firms(
        rows.add_row(session, Enterprise, name="龙门实业", place="河津"),
        rows.add_row(session, Enterprise, name="龙门实业", place="韩城"),
        rows.add_row(session, Enterprise, name="示例钢铁有限公司", short="示例钢铁"),
    )


@pytest.mark.parametrize("typed", ["示例钢铁有限公司", " 示例钢铁 ", "ｓ"])
def test_a_text_that_only_one_firm_bears_links_to_it_and_takes_its_whole_name(book: Store, typed: str) -> None:
    with book.writing("示例") as session:
        firm = add_firms(session).steel
        rows.add_row(session, Enterprise, name="别的", short="s", removed=True)
        linked = with_firm_link(session, Lead, None, {"investor": typed, "total": "3000"})
        free_text = {"investor": "ｓ", "enterprise": "", "total": "3000"}
        whole_name = {"investor": "示例钢铁有限公司", "enterprise": firm, "total": "3000"}
        assert linked == (free_text if typed == "ｓ" else whole_name)


def test_a_name_of_two_firms_is_asked_unless_the_row_is_linked_to_one_of_them(book: Store) -> None:
    with book.writing("示例") as session:
        firms = add_firms(session)
        lead = session.get_one(Lead, rows.add_lead(session, investor="旧名", enterprise=firms.there))
        with pytest.raises(UserError, match="有 2 家"):
            with_firm_link(session, Lead, None, {"investor": "龙门实业"})
        assert with_firm_link(session, Lead, lead, {"investor": "龙门实业"})["enterprise"] == firms.there


def test_another_text_takes_the_link_away_and_an_empty_one_clears_both(book: Store) -> None:
    with book.writing("示例") as session:
        firms = add_firms(session)
        lead = session.get_one(Lead, rows.add_lead(session, investor="钢铁老名称", enterprise=firms.steel))
        assert with_firm_link(session, Lead, lead, {"investor": "另一家"}) == {"investor": "另一家", "enterprise": ""}
        for blank in ("", " ", None):
            assert with_firm_link(session, Lead, lead, {"investor": blank}) == {"investor": "", "enterprise": ""}
        # The name the row has already says nothing new of its link.
        assert with_firm_link(session, Lead, lead, {"investor": "钢铁老名称"}) == {"investor": "钢铁老名称"}


def test_what_names_the_link_itself_or_no_firm_is_left_alone(book: Store) -> None:
    with book.writing("示例") as session:
        firms = add_firms(session)
        both: dict[str, object] = {"investor": "示例钢铁", "enterprise": PickedRow(firms.here)}
        assert with_firm_link(session, Lead, None, both) == both
        assert with_firm_link(session, Lead, None, {"name": "线索"}) == {"name": "线索"}
        assert with_firm_link(session, Obligation, None, {"name": "事项"}) == {"name": "事项"}


def test_a_picked_firm_gives_its_name_and_its_link(book: Store) -> None:
    with book.writing("示例") as session:
        firm = PickedRow(add_firms(session).steel)
        assert split_picked_firm(session, Lead, {"investor": firm, "name": "线索"}) == {
            "investor": "示例钢铁有限公司",
            "enterprise": firm,
            "name": "线索",
        }
        session.get_one(Enterprise, str(firm)).removed = True
        with pytest.raises(UserError, match="已不在企业库里"):
            split_picked_firm(session, Lead, {"investor": firm})


def test_a_table_shows_the_name_of_a_firm_that_a_row_only_links_to(book: Store) -> None:
    with book.writing("示例") as session:
        firms = add_firms(session)
        linked = rows.add_lead(session, "只有关联", enterprise=firms.steel)
        named = rows.add_lead(session, "有名称", investor="钢铁老名称", enterprise=firms.steel)
        texts = table_texts(session, Lead, [linked, named], ("name", "investor", "place"))
        assert texts == {linked: ("只有关联", "示例钢铁有限公司", ""), named: ("有名称", "钢铁老名称", "")}
        assert table_texts(session, Lead, [linked], ("name",)) == {linked: ("只有关联",)}
