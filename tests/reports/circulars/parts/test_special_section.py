"""The sentences on optional ledgers: those in use that have rows, counted by hand, in month and year."""

from datetime import date

import pytest

from models.ledgers import Fund, Milestone, Setting
from models.rules.periods import read_period
from models.services.site_plans import lay_out_site
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.parts.special_section import special_spans
from reports.figures.special_tables import special_tables
from tests.reports.circulars.sheets.test_special_sheet import fill
from tests.reports.written import sentences
from tests.rows import TODAY, add_project, add_row

WHOLE = (
    "县级出资的基金2只，返投到本县2,500.00万元。过了期限还没有达到约定返投比例的1只。"
    "飞地按协议应分得税收300.00万元，实际分得100.00万元。发布场景机会1个，带来落地项目的0个。"
    "委托招商合同1份，取得成果1项，引资5,000.00万元。按拿地即开工排出审批步骤的项目1个。从拿地到开工平均用时31.0天。"
    "标准地约定指标6项，已达标0项，未达标1项。"
)


def text(book: Store) -> str:
    """Return the sentences of a day."""
    with book.reading() as session:
        return "".join(span.text for span in special_spans({}, special_tables(session, TODAY)))


def test_every_sentence_in_its_order(book: Store) -> None:
    with book.writing("示例") as session:
        fill(session)
        add_row(session, Fund, name="到期基金", county_share=100, promised=100, promise_due=date(2026, 6, 30))
        project = add_project(session, "拿地项目", {"签约": date(2026, 2, 1), "开工": date(2026, 4, 10)})
        lay_out_site(session, project, date(2026, 3, 1))
        land = session.query(Milestone).filter_by(project=project, name="土地出让合同").one()
        land.done_on = date(2026, 3, 10)
    assert text(book) == WHOLE


def test_what_is_not_in_use_is_not_told(book: Store) -> None:
    with book.writing("示例") as session:
        fill(session)
        session.query(Setting).filter_by(key="optional_ledgers").one().value = "拿地即开工、委托招商"
    # Nothing was laid out: of the two in use only the contract is told.
    assert text(book) == "委托招商合同1份，取得成果1项，引资5,000.00万元。"


@pytest.mark.parametrize(("kind", "period"), [("month", "2026-10"), ("year", "2026")])
def test_circulars_of_a_month_and_a_year_tell_of_them(hejin: Store, kind: str, period: str) -> None:
    sentence = "飞地按协议应分得税收300.00万元，实际分得100.00万元。"
    assert sentence not in "".join(sentences(compose(hejin, kind, read_period(period))[0]))
    with hejin.writing("示例") as session:
        fill(session)
    assert sentence in "".join(sentences(compose(hejin, kind, read_period(period))[0]))
