"""What 年终总结 says of the channels and the methods of leads."""

from datetime import date

from models.ledgers import County, Lead
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from tests.reports.written import sentences
from tests.rows import add_row

YEAR = date(2026, 3, 2)


def year_text(book: Store) -> str:
    """Write 2026's."""
    return "\n".join(sentences(compose(book, "year", read_period("2026"))[0]))


def test_leads_are_told_by_their_channels_the_most_first(book: Store) -> None:
    with book.writing("示例") as session:
        add_row(session, County, name="示例县")
        channels = ("商会协会联系", "驻点小分队", None, "驻点小分队", None, None)
        for number, channel in enumerate(channels):
            add_row(session, Lead, name=f"线索{number}", channel=channel, reported_on=YEAR)
        add_row(session, Lead, name="去年的", channel="参会参展推荐", reported_on=date(2025, 12, 31))
    assert "线索来源为驻点小分队2条、商会协会联系1条、没有写渠道的3条。" in year_text(book)


def test_leads_are_told_by_how_they_were_sought(book: Store) -> None:
    with book.writing("示例") as session:
        add_row(session, County, name="示例县")
        for number, method in enumerate(("以商招商", "驻点招商", "以商招商")):
            add_row(session, Lead, name=f"线索{number}", method=method, reported_on=YEAR)
    text = year_text(book)
    assert "按招商方式分，以商招商2条、驻点招商1条。" in text
    assert "线索来源" not in text


def test_without_any_channel_nothing_is_said_of_them(book: Store) -> None:
    with book.writing("示例") as session:
        add_row(session, County, name="示例县")
        add_row(session, Lead, name="线索", reported_on=YEAR)
    assert "线索来源" not in year_text(book)
