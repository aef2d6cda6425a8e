"""The key figures of the small county, counted by hand: by October ten twelfths of the year are over, 83.33 %."""

from pathlib import Path

from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.storage.store import Store
from reports.figures.figure import PeriodFigures
from reports.figures.key_figures import KeyFigure, key_figures
from tests.reports.county import small_county
from tests.rows import add_row, copy_template, open_unsynced


def figures(book: Store) -> tuple[KeyFigure, ...]:
    """Compute the key figures by October."""
    with book.reading() as session:
        return key_figures(PeriodFigures(read_statistics(session), read_period("2026-10")))


def test_what_has_a_target_is_compared_with_the_pace(empty_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        small_county(book)
        texts = {
            figure.name: (figure.done.phrase, figure.completion.text, figure.gap.text, figure.is_behind)
            for figure in figures(book)
        }
    # 3 signed of 8; 8.8 of 15 亿元; 2 started of 4; 1 in production of 2.
    # A target of nought makes no rate. Gaps are those of the rates as printed.
    assert texts == {
        "签约项目数": ("3个", "37.50", "-45.83", True),
        "签约金额": ("8.80亿元", "58.67", "-24.66", True),
        "开工项目数": ("2个", "50.00", "-33.33", True),
        "投产项目数": ("1个", "50.00", "-33.33", True),
    }


def test_without_targets_the_year_so_far_is_shown_without_a_rate(empty_book: Path, tmp_path: Path) -> None:
    from models.ledgers import County, Lead

    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        with book.writing("示例") as session:
            add_row(session, County, name="示例县")
        assert figures(book) == ()
        with book.writing("示例") as session:
            add_row(
                session,
                Lead,
                name="线索",
                reported_on=read_period("2026-10").first,
                state="已认定",
                recognised_on=read_period("2026-10").first,
            )
        (leads,) = figures(book)
    assert (leads.name, leads.done.phrase, leads.completion.text, leads.is_behind) == ("有效线索数", "1条", "—", False)
