"""Amounts in print: what nobody entered is never nought, dollars stand apart, and plain SQL counts the same."""

import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.circulars.text_edits import CircularKey
from models.ledgers import County, Funding, Target
from models.rules.periods import read_period
from models.statistics.event_reader import read_statistics
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.parts.capital import worth_text
from reports.circulars.workflow.findings import Severity
from reports.circulars.workflow.issue import compose_and_check
from reports.content.document import Document, Table, blocks, figures
from reports.figures.figure import PeriodFigures
from tests.definitions import set_definitions
from tests.reports.county import day, small_county
from tests.reports.written import sentences
from tests.rows import TODAY, add_project, add_row, add_task_force, copy_template, open_unsynced

D = Decimal
OCTOBER = read_period("2026-10")
# 金额（万元）、合同外资（万美元） of projects signed in October, and what a circular says of each.
WORTHS: dict[str, tuple[dict[str, Any], str]] = {
    "全有": (
        {"signed_amount": D(10_000), "total": D(20_000), "foreign": D("12.5")},
        "签约1.00亿元，合同外资12.5万美元",
    ),
    "美元": ({"foreign": D(800)}, "合同外资800万美元"),
    "总投": ({"total": D(70_000)}, "总投资7.00亿元"),
    "没有": ({}, "金额未填"),
    "零元": ({"signed_amount": D(0), "total": D(0)}, "金额未填"),
}


def outside_capital(book: Store) -> dict[str, str]:
    """Add projects with every sort of amount, and money from every origin, to the small county."""
    ids = small_county(book)
    with book.writing("外来资金") as session:
        for name, (facts, _) in WORTHS.items():
            ids[name] = add_project(session, name, {"签约": day(10, 12)}, task_force=ids["A"], **facts)
        for number, (origin, amount, foreign, month) in enumerate(
            (
                ("省外", 3000, None, 10),
                ("市外", 500, None, 10),
                ("省内县外", 900, None, 10),
                ("境外", None, "300", 9),
                ("境外", None, "20.5", 10),
            )
        ):
            worth = {"amount": None if amount is None else D(amount), "foreign": foreign and D(foreign)}
            add_row(session, Funding, project=ids["美元"], month=day(month, number + 1), origin=origin, **worth)
        for metric, value, unit in (
            ("省外资金", 35, "亿元"),
            ("境外资金", 2000, "万美元"),
            ("合同外资", 1625, "万美元"),
        ):
            add_row(session, Target, metric=metric, period="2026", value=D(value), unit=unit)
    return ids


def board(book: Store) -> PeriodFigures:
    """Return the figures of October."""
    with book.reading() as session:
        return PeriodFigures(read_statistics(session), OCTOBER)


@pytest.mark.parametrize("name", WORTHS)
def test_what_is_known_of_a_signing_is_said(book: Store, name: str) -> None:
    ids = outside_capital(book)
    figures_of_october = board(book)
    assert worth_text(figures_of_october.facts.projects[ids[name]]) == WORTHS[name][1]
    text = "".join(sentences(compose(book, "month", OCTOBER)[0]))
    assert f"{name}（焦化专班，{WORTHS[name][1]}）" in text


def test_figures_of_outside_capital_with_their_targets(book: Store) -> None:
    ids = outside_capital(book)
    october = board(book)
    keys = ("funds_other_province", "funds_other_city", "signed_foreign", "funds_foreign")
    # 市外 includes 省外: 3000 + 500. Dollars: 800 + 12.5 by contract; 300 in September and 20.5 in October placed.
    assert [october.year(key).phrase for key in keys] == ["0.30亿元", "0.35亿元", "812.50万美元", "320.50万美元"]
    assert [october.now(key).phrase for key in keys] == ["0.30亿元", "0.35亿元", "812.50万美元", "20.50万美元"]
    assert [october.year(key, ids["B"]).value for key in keys] == [0, 0, 0, 0]
    # 0.3 ÷ 35; 812.5 ÷ 1625; 320.5 ÷ 2000; nobody set a target for 市外.
    assert [october.completion(key).text for key in keys] == ["0.86", "—", "50.00", "16.03"]
    assert october.compared[-4:] == keys
    text = "".join(sentences(compose(book, "month", OCTOBER)[0]))
    assert "累计省外到位资金0.30亿元，完成年度目标35.00亿元的0.86%，低于序时进度82.47个百分点；" in text
    assert "合同外资812.50万美元，完成年度目标1,625万美元的50.00%，低于序时进度33.33个百分点；到位外资" in text
    assert october.target("funds_foreign").phrase == "2,000万美元"


def test_a_county_without_outside_capital_has_no_lines_for_it(book: Store) -> None:
    small_county(book)
    assert not {"funds_foreign", "signed_foreign", "funds_other_province"} & set(board(book).compared)
    text = "".join(sentences(compose(book, "month", OCTOBER)[0]))
    assert "外资" not in text
    assert "省外" not in text


def test_the_figures_are_those_of_plain_sql(book: Store) -> None:
    if book.path is None:
        pytest.skip("the recount reads the file of an SQLite book")
    outside_capital(book)
    october = board(book)
    with sqlite3.connect(book.path) as connection:
        placed = """SELECT SUM({column}) FROM funding f JOIN project p ON p.id = f.project
            WHERE f.removed = 0 AND p.removed = 0 AND f.month BETWEEN '2026-01-01' AND '2026-10-31' {where}"""
        contracts = """SELECT SUM(p.foreign) FROM project p WHERE p.removed = 0 AND EXISTS (
            SELECT 1 FROM stage_move m WHERE m.project = p.id AND m.removed = 0 AND m.stage = '签约'
            AND m."on" BETWEEN '2026-01-01' AND '2026-10-31')"""
        origin = "AND COALESCE(f.origin, p.origin) IN ({})"
        counted = {
            "funds_other_province": placed.format(column="f.amount", where=origin.format("'省外'")),
            "funds_other_city": placed.format(column="f.amount", where=origin.format("'省外', '市外'")),
            "funds_foreign": placed.format(column='f."foreign"', where=""),
            "signed_foreign": contracts.replace("p.foreign", 'p."foreign"'),
        }
        for key, query in counted.items():
            (steps,) = connection.execute(query).fetchone()
            value = D(steps) / 10_000 / (10_000 if october.year(key).unit == "亿元" else 1)
            assert october.year(key).value == value, key


def test_a_missing_amount_stops_the_issue_with_the_rows_named(book: Store) -> None:
    ids = outside_capital(book)
    _, findings = compose_and_check(book, CircularKey("month", "2026-10"), TODAY)
    (missing,) = [finding for finding in findings if "没有填签约金额" in finding.message]
    assert missing.severity is Severity.BLOCKING
    assert set(missing.rows) == {ids[name] for name in ("美元", "总投", "没有", "零元")}
    for named in ("“美元”（只有合同外资800万美元）", "“总投”（只有总投资70,000万元）", "“没有”（什么金额也没有）"):
        assert named in missing.message


def test_a_county_may_count_the_total_instead(book: Store) -> None:
    ids = outside_capital(book)
    before = board(book).year("signed_value").value
    with book.writing("口径") as session:
        set_definitions(session, signed_worth="按总投资计")
    after = board(book).year("signed_value").value
    assert before is not None
    assert after == before + 7
    _, findings = compose_and_check(book, CircularKey("month", "2026-10"), TODAY)
    (missing,) = [finding for finding in findings if "没有填签约金额" in finding.message]
    assert ids["总投"] not in missing.rows


@pytest.mark.parametrize(
    ("kind", "period"),
    [("week", "2026-W42"), ("half-month", "2026-10-1"), ("month", "2026-10"), ("meeting", "2026-10"), ("year", "2026")],
)
def test_no_cadence_prints_nought_for_a_missing_amount(
    empty_book: Path, tmp_path: Path, kind: str, period: str
) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        with book.writing("只有美元") as session:
            add_row(session, County, name="示例县", level="县", organ="示例县招商办", number_word="示招")
            force = add_task_force(session, "焦化", 1, lead_units="开发区")
            facts = {"task_force": force, "foreign": D(800)}
            add_project(session, "外资项目", {"签约": day(10, 13)}, **facts)
        document, _ = compose(book, kind, read_period(period))
    text = "".join(sentences(document))
    assert "0.00亿元" not in text
    assert "合同外资800万美元" in text
    assert "签约金额" not in "".join(part for part in text.split("。") if "外资项目" in part)


def test_the_summary_table_and_the_list_of_projects_have_columns_for_it(book: Store) -> None:
    outside_capital(book)
    document, _ = compose(book, "month", OCTOBER)
    titles = [[column.title.replace("\n", "") for column in table.columns] for table in tables(document)]
    assert any({"省外资金累计", "市外资金累计", "合同外资累计", "到位外资累计"} <= set(listed) for listed in titles)
    assert any("合同外资（万美元）" in listed for listed in titles)
    notes = [note for table in tables(document) for note in table.notes]
    assert "外资为部口径，单位万美元，不折算为人民币，不计入签约金额和到位资金。" in notes
    assert {figure.unit for figure in figures(document) if figure.key.startswith("funds_foreign")} >= {"万美元", "%"}


def tables(document: Document) -> list[Table]:
    """Return all tables of a circular."""
    return [block for block in blocks(document) if isinstance(block, Table)]
