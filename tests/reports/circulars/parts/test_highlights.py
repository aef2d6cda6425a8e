"""亮点 and 典型做法: news ticked in the ledger stands in the period's circulars, as the clerk shortened it."""

from datetime import date

import pytest

from models.circulars import text_edits
from models.circulars.text_edits import CircularKey
from models.ledgers import County, News
from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.workflow.draft_text import apply_stored_edits
from reports.circulars.workflow.precheck import precheck
from tests.reports.written import sentences
from tests.rows import add_row, add_task_force

OCTOBER = read_period("2026-10")
WEEK = read_period("2026-W42")  # 12 to 18 October


def fill(book: Store, *, ticked: bool = True) -> dict[str, str]:
    """Fill a county with news of October and one item of September; return the ids by title."""
    with book.writing("动态") as session:
        add_row(session, County, name="示例县", level="县", organ="示例县招商办", number_word="示招")
        force = add_task_force(session, "焦化", 1)
        rows = [
            ("项目日会商", "项目进展", date(2026, 10, 14), "每天下班前会商，当天分办", ticked),
            ("“一图三单”招商", "经验做法", date(2026, 10, 31), "“一图三单”招商，专人对接。", ticked),
            ("没有选的", "项目进展", date(2026, 10, 15), "不印。", None),
            ("上月的", "项目进展", date(2026, 9, 30), "不印。", True),
        ]
        return {
            name: add_row(
                session, News, name=name, kind=kind, on=on, text=text, chosen=chosen or None, task_force=force
            )
            for name, kind, on, text, chosen in rows
        }


def test_ticked_news_of_the_period_is_printed(book: Store) -> None:
    fill(book)
    texts = sentences(compose(book, "month", OCTOBER)[0])
    start = texts.index("三、工作亮点和典型做法")
    assert texts[start + 1 : start + 6] == [
        "（一）工作亮点",
        "项目日会商。每天下班前会商，当天分办。",
        "（二）典型做法",
        "“一图三单”招商，专人对接。",
        "四、存在问题",
    ]
    assert "不印" not in "".join(texts)
    week = sentences(compose(book, "week", WEEK)[0])
    assert week[week.index("二、工作亮点") + 1] == "项目日会商。每天下班前会商，当天分办。"
    assert "三、下周提醒" in week


@pytest.mark.parametrize(("kind", "period"), [("half-year", "2026-H2"), ("year", "2026")])
def test_a_half_year_and_a_year_tell_what_their_months_told(book: Store, kind: str, period: str) -> None:
    fill(book)
    texts = sentences(compose(book, kind, read_period(period))[0])
    start = next(place for place, text in enumerate(texts) if text.endswith("、工作亮点和典型做法"))
    assert texts[start + 2 : start + 4] == ["上月的。不印。", "项目日会商。每天下班前会商，当天分办。"]
    assert texts[start + 6].endswith("、存在问题")


def test_without_ticked_news_there_is_no_such_section_and_the_check_says_so(book: Store) -> None:
    ids = fill(book, ticked=False)
    about = CircularKey("month", "2026-10")
    document, _ = compose(book, "month", OCTOBER)
    assert "三、存在问题" in sentences(document)
    findings = precheck(book, apply_stored_edits(book, about, document), OCTOBER, date(2026, 11, 20))
    (finding,) = (finding for finding in findings if finding.ledger == "news")
    assert "本期有3条动态，一条也没有“选入通报”" in finding.message
    assert set(finding.rows) == set(ids.values()) - {ids["上月的"]}


def test_a_long_item_is_to_be_shortened_and_stays_so(book: Store) -> None:
    ids = fill(book)
    with book.writing("长") as session:
        session.get_one(News, ids["项目日会商"]).text = "很长" * 150
    about, key = CircularKey("month", "2026-10"), f"news.{ids['项目日会商']}"
    document, _ = compose(book, "month", OCTOBER)
    findings = precheck(book, apply_stored_edits(book, about, document), OCTOBER, date(2026, 11, 20))
    assert [finding.part for finding in findings if "一般不超过200字" in finding.message] == [key]
    with book.writing("改短") as session:
        text_edits.save_text(session, about, key, "项目日会商，当天分办。", None)
    edited = apply_stored_edits(book, about, compose(book, "month", OCTOBER)[0])
    assert "项目日会商，当天分办。" in sentences(edited.document)
    findings = precheck(book, edited, OCTOBER, date(2026, 11, 20))
    assert not [finding for finding in findings if "一般不超过200字" in finding.message]


def test_a_task_force_prints_its_own_news_alone(book: Store) -> None:
    fill(book)
    with book.writing("别家") as session:
        other = add_task_force(session, "钢铁", 2)
    assert "工作亮点" not in "".join(sentences(compose(book, "month", OCTOBER, task_force=other)[0]))


def test_the_old_heading_of_the_column_is_still_read() -> None:
    column = News.__table__.columns["chosen"]
    assert "选入周动态" in column.info["facts"].aliases
