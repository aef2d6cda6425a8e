"""三个一批 come out as published (科学导报 2024), and 运城's year of 539 projects signed and 443 started."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.audit.recorder import add_many
from models.ledgers import County, Project, StageMove
from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.storage.store import Store
from reports.figures.batch_figures import batch_figures
from reports.figures.figure import PeriodFigures
from tests.rows import add_row

D = Decimal
SECOND = "2024年第二次"
# Published: counts of 签约, 开工, 投产 and all; amounts in 亿元 where the paper prints them.
PUBLISHED = {
    "运城": ((40, 33, 27, 100), ("59.80", "26.20", "29.60", "115.60")),
    "大同": ((17, 16, 14, 47), None),
    "长治": ((19, 15, 14, 48), None),
    "临汾": ((23, 23, 21, 67), ("113.23", "105.03", "43.46", "261.72")),
}


def split_amount(amount: str, count: int) -> Iterable[Decimal]:
    """Share an amount (亿元) among projects in whole 万元, the rest to the last."""
    whole = int(D(amount) * 10_000)
    each = whole // count
    return [D(each)] * (count - 1) + [D(whole - each * (count - 1))]


def fill(book: Store, counts: tuple[int, ...], amounts: tuple[str, ...] | None) -> None:
    """Fill a book with a batch's projects: 签约, 开工, 投产."""
    rows: list[dict[str, Any]] = []
    for stage, count, amount in zip(("签约", "开工", "投产"), counts, amounts or ("1.00",) * 3, strict=False):
        rows += [
            {"name": f"{stage}{number}", "stage": stage, "total": total, "three_batches": SECOND}
            for number, total in enumerate(split_amount(amount, count))
        ]
    rows += [
        {"name": "别的一次", "stage": "签约", "total": D(9), "three_batches": "2024年第一次"},
        {"name": "没有参加", "total": D(9)},
    ]
    with book.writing("三个一批") as session:
        add_many(session, Project, rows)


@pytest.mark.parametrize("city", PUBLISHED)
def test_a_city_s_batch_is_what_was_published(book: Store, city: str) -> None:
    counts, amounts = PUBLISHED[city]
    fill(book, counts, amounts)
    three_batches = batch_figures(book, SECOND)
    assert [part.name for part in three_batches.parts] == ["签约", "开工", "投产"]
    assert [part.count.value for part in (*three_batches.parts, three_batches.total)] == [D(count) for count in counts]
    if amounts:
        assert tuple(part.amount.text for part in (*three_batches.parts, three_batches.total)) == amounts
        assert three_batches.total.amount.phrase.endswith("亿元")  # and not “261.72元”, as the paper printed
    assert three_batches.adds_up
    assert len(three_batches.total.count.rows) == counts[3]


def test_a_part_written_down_outlives_the_project_s_progress(book: Store) -> None:
    with book.writing("两次都参加") as session:
        texts = f"2024年第一次签约、{SECOND}开工"
        row = add_row(session, Project, name="甲", total=D(10_000), three_batches=texts)
        other = add_row(session, Project, name="乙", total=D(10_000), three_batches=SECOND)
        for stage, on in (("签约", date(2024, 4, 1)), ("开工", date(2024, 9, 1)), ("投产", date(2025, 9, 1))):
            for project_id in (row, other):
                session.get_one(Project, project_id).advance(session, stage, on)
    first, second = batch_figures(book, "2024年第一次"), batch_figures(book, SECOND)
    assert [part.count.value for part in first.parts] == [1, 0, 0]
    assert [part.count.value for part in second.parts] == [0, 1, 1]  # 乙 says nothing and is in production by now
    then = batch_figures(book, SECOND, as_of=date(2024, 6, 30))
    assert [part.count.value for part in then.parts] == [1, 1, 0]  # on that day 乙 was signed


def test_an_unknown_batch_is_empty_and_foots(book: Store) -> None:
    three_batches = batch_figures(book, "2030年第一次")
    assert three_batches.total.count.value == 0
    assert three_batches.adds_up


def test_yuncheng_2024_started_82_19_percent(book: Store) -> None:
    with book.writing("运城2024") as session:
        add_row(session, County, name="运城市", level="地级市")
        projects = add_many(session, Project, ({"name": f"项目{n}", "stage": "签约"} for n in range(539)))
        moves = [
            {"project": project_id, "stage": "签约", "on": date(2024, 1 + n % 12, 1)}
            for n, project_id in enumerate(projects)
        ]
        moves += [{"project": project_id, "stage": "开工", "on": date(2024, 12, 20)} for project_id in projects[:443]]
        add_many(session, StageMove, moves)
    with book.reading() as session:
        board = PeriodFigures(read_statistics(session), read_period("2024"))
    # 443 ÷ 539 = 82.1892… %
    assert board.year("signed").value == 539
    assert board.year("started").value == 443
    assert board.started_rate().phrase == "82.19%"


def test_a_part_says_what_it_counts_and_of_which_rows(book: Store) -> None:
    fill(book, (1, 1, 1), ("1.00", "2.00", "3.00"))
    batch = batch_figures(book, SECOND)
    assert (batch.name, batch.total.name) == (SECOND, "合计")
    signed, total = batch.parts[0], batch.total
    assert (signed.count.key, signed.count.label, signed.count.phrase, signed.count.ledger) == (
        "batch.count",
        "2024年第二次三个一批签约项目",
        "1个",
        "project",
    )
    assert (signed.count.formula, signed.count.rows) == ("2024年第二次列入“签约”的项目数", signed.amount.rows)
    assert (total.amount.key, total.amount.label, total.amount.phrase, total.amount.ledger) == (
        "batch.amount",
        "2024年第二次三个一批合计总投资",
        "6.00亿元",
        "project",
    )
    assert total.amount.formula == "3 个项目总投资合计（万元÷10000）"
    assert sorted(total.amount.parts) == [D(1), D(2), D(3)]


def test_parts_that_print_other_than_their_total_do_not_add_up(book: Store) -> None:
    """0.004 亿元 prints 0.00 three times, and 0.012 in all prints 0.01."""
    with book.writing("三个一批") as session:
        for stage in ("签约", "开工", "投产"):
            add_row(session, Project, name=stage, stage=stage, total=D(40), three_batches=SECOND)
    batch = batch_figures(book, SECOND)
    assert [part.amount.text for part in (*batch.parts, batch.total)] == ["0.00", "0.00", "0.00", "0.01"]
    assert not batch.adds_up
