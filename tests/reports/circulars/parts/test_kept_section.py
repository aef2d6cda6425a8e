"""The sentences on promises kept on both sides, in the circulars of a month, a quarter and a year."""

from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import County
from models.rules.periods import read_period
from models.statistics.both_sides import read_both_sides
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.parts.kept_section import kept_spans
from tests.kept_rows import DAY, add_both_sides, add_duty, add_firm, add_promise, add_review_word
from tests.reports.written import sentences
from tests.rows import add_row, add_task_force

WHOLE = (
    "政府承诺应兑现3件，已全部兑现1件，兑现率33.33%；应兑现金额400.00万元，已兑现150.00万元，按金额兑现率37.50%。"
    "应兑未兑的2件（财政局2件）。达到条件、企业还没有申请的1件。因公平竞争审查暂不兑现的1件，不计入应兑现。"
    "企业按合同应履约2件，已履约1件，履约率50.00%。到期没有履约或没有全部履约的1件（甲公司1件）。"
    "与迁入、纳税、纳统挂钩的政府承诺1件，都还没有通过公平竞争审查。"
)


def text(book: Store, day: date = DAY) -> str:
    """Return the sentences as of a day."""
    with book.reading() as session:
        return "".join(span.text for span in kept_spans({}, read_both_sides(session, day)))


def test_every_sentence_in_its_order(book: Store) -> None:
    with book.writing("例") as session:
        add_both_sides(session)
    assert text(book) == WHOLE


def test_a_county_without_promises_says_nothing(book: Store) -> None:
    with book.writing("例") as session:
        add_promise(session, "明年的", condition="投产", due=date(2027, 1, 1))
        add_duty(session, "明年开工", due=date(2027, 1, 1))
    assert text(book) == ""


def test_without_amounts_only_the_count_is_told(book: Store) -> None:
    with book.writing("例") as session:
        add_promise(session, "修路", due=date(2026, 9, 1), fulfilment="已兑现")
    assert text(book) == "政府承诺应兑现1件，已全部兑现1件，兑现率100.00%。"


def test_the_share_of_reviewed_promises(book: Store) -> None:
    with book.writing("例") as session:
        add_review_word(session)
        for name, review in (("甲", "通过"), ("乙", None), ("丙", "审查中"), ("丁", "通过")):
            add_promise(session, f"税收返还{name}", review=review, condition="投产")
    assert text(book) == "与迁入、纳税、纳统挂钩的政府承诺4件，已通过公平竞争审查2件，占50.00%。"


def test_many_names_are_cut(book: Store) -> None:
    with book.writing("例") as session:
        for number in range(10):
            add_promise(session, f"事{number}", due=date(2026, 9, 1), unit=f"{'甲乙丙丁戊己庚辛壬癸'[number]}局")
    assert text(book).count("局1件") == 8
    assert text(book).endswith("局1件等）。")


@pytest.mark.parametrize(("kind", "period"), [("month", "2026-10"), ("meeting", "2026-10"), ("quarter", "2026-Q4")])
def test_circulars_of_a_month_and_a_quarter_tell_it(hejin: Store, kind: str, period: str) -> None:
    with hejin.writing("例") as session:
        add_both_sides(session)
    written = sentences(compose(hejin, kind, read_period(period))[0])
    assert any(part.startswith("政府承诺应兑现3件，已全部兑现1件") for part in written), written


def test_the_year_tells_it_and_a_task_force_its_own(book: Store) -> None:
    with book.writing("例") as session:
        add_row(session, County, name="示例县")
        add_both_sides(session)
        other = add_task_force(session, "钢", 2)
        add_promise(session, "别的专班的", task_force=other, unit="财政局", due=date(2026, 9, 1), amount=Decimal(5))
    whole = sentences(compose(book, "year", read_period("2026"))[0])
    assert any("政府承诺应兑现4件" in part for part in whole), whole
    mine = sentences(compose(book, "month", read_period("2026-10"), task_force=other)[0])
    assert any(part.startswith("政府承诺应兑现1件，已全部兑现0件，兑现率0.00%") for part in mine), mine


def test_the_county_words_it_its_own_way(book: Store) -> None:
    with book.writing("例") as session:
        rows = add_firm(session)
        add_duty(session, "开工", project=rows.project, due=date(2026, 9, 1), state="已销号")
    with book.reading() as session:
        both = read_both_sides(session, DAY)
    settings = {"phrase.kept.duties": "企业到期事项{应履}，做到{已履}（{履约率}）。"}
    assert "".join(span.text for span in kept_spans(settings, both)) == "企业到期事项1件，做到1件（100.00%）。"
