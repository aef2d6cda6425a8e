"""What 年终总结 says of the channels of leads and of the projects whose finders are rewarded."""

from datetime import date
from decimal import Decimal

from models.ledgers import County, Lead
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from tests.definitions import set_definitions
from tests.reports.written import sentences
from tests.rows import add_project, add_row, add_task_force

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


def test_without_any_channel_nothing_is_said_of_them(book: Store) -> None:
    with book.writing("示例") as session:
        add_row(session, County, name="示例县")
        add_row(session, Lead, name="线索", reported_on=YEAR)
    assert "线索来源" not in year_text(book)


def merit_projects(book: Store, merit_over: str) -> str:
    """Sign a project of just ten 亿, one over it, one that is marked, and one over it a year before."""
    with book.writing("示例") as session:
        add_row(session, County, name="示例县")
        add_task_force(session, "焦化", 1, lead_units="开发区")
        set_definitions(session, merit_over=merit_over)
        add_project(session, "整十亿项目", {"签约": YEAR}, fixed=Decimal(100_000))
        add_project(session, "过十亿项目", {"签约": YEAR}, fixed=Decimal("100000.01"))
        add_project(session, "已列入项目", {"签约": YEAR}, fixed=Decimal(5_000), merit=True)
        add_project(session, "去年的项目", {"签约": date(2025, 3, 1)}, fixed=Decimal(200_000))
    return year_text(book)


def test_what_is_over_the_county_s_amount_is_proposed_once(book: Store) -> None:
    text = merit_projects(book, "10")
    assert "列为重奖的项目1个：已列入项目。" in text
    assert "固定资产投资超过10亿元的新签约项目1个：过十亿项目，各专班牵头单位提出重奖建议。" in text


def test_a_county_without_such_a_rule_proposes_none(book: Store) -> None:
    text = merit_projects(book, "0")
    assert "列为重奖的项目1个：已列入项目。" in text
    assert "重奖建议" not in text
