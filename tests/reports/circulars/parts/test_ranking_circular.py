"""Ranking circulars: tables, boards and scoring of a ranking worked out by hand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import TaskForce
from models.rules.boards import BoardEnds
from models.rules.periods import read_period
from models.rules.scheme_vocabulary import RankingSubject, ScoreGoal, ScoreKind, ScoreSpan
from models.rules.scoring import Extra, Indicator, ScorePart, ScoringScheme
from models.settings.ranking_schemes import RankingScheme
from models.statistics.events import StatisticsData
from models.storage.store import Store
from reports.circulars.parts.ranking_circular import RankingWords, draft
from reports.circulars.workflow.compose import load_facts
from reports.content.document import Chart, Document, Paragraph, RowKind, SectionHeading, Table
from reports.figures.figure import Figure
from reports.figures.rankings import Ranking, RankingLine

D = Decimal
WORDS = RankingWords("季排名", "排名", 10)
SCHEME = ScoringScheme(
    "某县方案",
    (Indicator("签约金额", D(60)), Indicator("外出招商次数", D(40), ScoreKind.RATIO)),
    (Extra("缺报次数", D(-2), D(6)), Extra("推介会场数", D(1))),
    source="某县〔2026〕1号",
)
CHOSEN = RankingScheme("s", RankingSubject.TASK_FORCE, ScoreSpan.TO_DATE, ScoreGoal.WHOLE_YEAR, 1, (), SCHEME, ())
METRICS = ("签约金额", "外出招商次数", "缺报次数", "推介会场数")


def result(metric: str, value: str) -> Figure:
    return Figure(metric, metric, "", D(value), "计数", ("row",), 0, "project")


def line(
    name: str, place: int | None, points: tuple[str, str, str, str], previous: int | None = None, group: str = ""
) -> RankingLine:
    """Make a subject's line: its points for the two indicators, the penalty and the bonus."""
    parts = tuple(ScorePart(metric, D(value), f"{metric}算式") for metric, value in zip(METRICS, points, strict=True))
    score = None if place is None else sum((part.points or D(0) for part in parts), D(0))
    done: Mapping[str, Figure] = {metric: result(metric, "1") for metric in METRICS}
    figure = Figure("score", f"{name} 得分", "分", score, "", (), 2)
    return RankingLine(name, name, place, figure, parts, done, {"签约金额": result("目标", "10")}, previous, group)


LINES = (
    line("焦化", 1, ("60", "40", "0", "2"), 2),
    line("钢铁", 2, ("50", "30", "-4", "0"), 2),
    line("医药", 3, ("30", "10", "-6", "0"), 1),
    line("物流", None, ("0", "0", "0", "0")),
)


def ranking(lines: tuple[RankingLine, ...] = LINES, chosen: RankingScheme = CHOSEN, *, twice: bool = True) -> Ranking:
    keys = [each.key for each in lines if each.place is not None]
    bottom = tuple(keys[-1:])
    ends = {"": BoardEnds(tuple(keys[:1]), bottom, len(keys), 1)}
    return Ranking(chosen, read_period("2026-Q3"), D(75), lines, ends, bottom if twice else ())


@pytest.fixture
def facts(county: tuple[Store, dict[str, str]]) -> StatisticsData:
    """Read the small county."""
    return load_facts(county[0])


def drafted(facts: StatisticsData, of: Ranking) -> Document:
    return draft(facts, of.period, of, WORDS)


def tables(document: Document) -> dict[str, list[list[str]]]:
    """Return the cells of the body's tables by the first two characters of the caption."""
    return {
        block.caption[:2]: [[cell.text for cell in row.cells] for row in block.rows]
        for block in document.body
        if isinstance(block, Table)
    }


def text(document: Document) -> str:
    return "".join(block.text for block in document.body if isinstance(block, Paragraph))


def test_the_places_with_their_points_and_the_place_before(facts: StatisticsData) -> None:
    # place, name, lead units, score, two indicators, bonuses and penalties together, the place before
    assert tables(drafted(facts, ranking()))["表1"] == [
        ["1", "焦化", "—", "102.00", "60.00", "40.00", "2.00", "2"],
        ["2", "钢铁", "—", "76.00", "50.00", "30.00", "-4.00", "2"],
        ["3", "医药", "—", "34.00", "30.00", "10.00", "-6.00", "1"],
        ["—", "物流", "—", "—", "0.00", "0.00", "0.00", "—"],
    ]


def test_lead_units_stand_beside_their_task_force(facts: StatisticsData) -> None:
    forces = {force.short or force.name: force for force in facts.forces}
    lines = tuple(replace(each, key=forces[each.name].id) for each in LINES[:2])
    assert [row[2] for row in tables(drafted(facts, ranking(lines)))["表1"]] == ["开发区", "工科局"]


def test_a_scheme_without_extras_has_no_column_for_them(facts: StatisticsData) -> None:
    plain = replace(CHOSEN, scheme=replace(SCHEME, extras=()))
    lines = tuple(replace(each, parts=each.parts[:2]) for each in LINES)
    assert tables(drafted(facts, ranking(lines, plain)))["表1"][0] == [
        "1",
        "焦化",
        "—",
        "102.00",
        "60.00",
        "40.00",
        "2",
    ]


def test_the_method_names_every_point(facts: StatisticsData) -> None:
    method = text(drafted(facts, ranking()))
    assert "计分指标2项共100分：签约金额60分、外出招商次数40分。" in method
    assert "加减分：缺报次数每次扣2分，最多扣6分；推介会场数每场加1分。" in method
    assert "任务数取年度目标。" in method


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        (replace(CHOSEN, goal=ScoreGoal.PRO_RATA), "任务数取时序目标（年度目标×序时进度75.00%）。"),
        (replace(CHOSEN, span=ScoreSpan.WITHIN), "完成数取2026年第三季度数"),
        (replace(CHOSEN, scheme=replace(SCHEME, min_indicators=2)), "有数据的指标少于2项的，不参加排名。"),
        (
            replace(
                CHOSEN,
                scheme=replace(
                    SCHEME, indicators=tuple(replace(item, shape=ScoreKind.AGAINST_BEST) for item in SCHEME.indicators)
                ),
            ),
            "数，与最高者比。",
        ),
    ],
)
def test_what_the_county_set_is_said(facts: StatisticsData, chosen: RankingScheme, words: str) -> None:
    assert words in text(drafted(facts, ranking(chosen=chosen)))


def test_the_mean_is_of_those_with_a_place(facts: StatisticsData) -> None:
    sentences = text(drafted(facts, ranking()))
    # (102 + 76 + 34) ÷ 3
    assert "参加排名的3个招商专班，平均得分70.67分。" in sentences
    assert "得分最高的是焦化专班，102.00分；得分最低的是医药专班，34.00分。" in sentences
    assert "物流专班没有参加排名" in sentences


def test_all_who_share_the_first_or_last_score_are_named(facts: StatisticsData) -> None:
    lines = (
        line("焦化", 1, ("60", "40", "0", "0")),
        line("钢铁", 1, ("60", "40", "0", "0")),
        line("医药", 3, ("30", "10", "0", "0")),
        line("物流", 3, ("10", "30", "0", "0")),
    )
    sentences = text(drafted(facts, ranking(lines)))
    assert "得分最高的是焦化、钢铁2个专班，100.00分；得分最低的是医药、物流2个专班，40.00分。" in sentences


def test_many_without_a_place_are_counted_and_not_named(facts: StatisticsData) -> None:
    absent = tuple(line(f"示例{number}", None, ("0", "0", "0", "0")) for number in range(7))
    assert "其余7个招商专班没有参加排名" in text(drafted(facts, ranking((*LINES[:3], *absent))))
    assert "示例4、示例5等6个专班没有参加排名" in text(drafted(facts, ranking((*LINES[:3], *absent[:6]))))


# --- boards ---------------------------------------------------------------------------------------------------------
def with_setting(facts: StatisticsData, value: str) -> StatisticsData:
    return replace(facts, settings={**facts.settings, "boards": value})


@pytest.mark.parametrize(
    ("setting", "boards", "praise"),
    [("红黑榜", ["红榜", "黑榜"], "列入红榜"), ("先进和后进", ["先进", "后进"], "予以通报表扬")],
)
def test_the_boards_are_called_as_the_county_calls_them(
    facts: StatisticsData, setting: str, boards: list[str], praise: str
) -> None:
    document = drafted(with_setting(facts, setting), ranking())
    assert [(row[0], row[2], row[-1]) for row in tables(document)["表2"]] == [
        (boards[0], "焦化", "上升1位"),
        (boards[1], "医药", "连续两期倒数第一"),
    ]
    assert SectionHeading(1, f"四、{setting}") in document.body
    assert praise in text(document)


def test_a_county_without_boards_has_none(facts: StatisticsData) -> None:
    document = drafted(with_setting(facts, "不设"), ranking())
    assert "表2" not in tables(document)
    assert "倒数第一" not in text(document)


@pytest.mark.parametrize(
    ("place", "previous", "change"), [(3, 1, "下降2位"), (3, 3, "持平"), (3, None, "—"), (3, 9, "上升6位")]
)
def test_the_change_of_place(facts: StatisticsData, place: int, previous: int | None, change: str) -> None:
    lines = (*LINES[:2], replace(LINES[2], place=place, previous_place=previous))
    document = drafted(with_setting(facts, "红黑榜"), ranking(lines, twice=False))
    assert tables(document)["表2"][1][-1] == change
    assert "没有连续两期排名倒数第一的情况。" in text(document)


def test_industries_without_a_place_are_named_below_the_table_and_no_column_is_all_dashes(
    facts: StatisticsData,
) -> None:
    empty = ScorePart("签约金额", None, "都没有，不计分")
    lines = (
        *(replace(each, group="甲", parts=(empty, *each.parts[1:])) for each in LINES[:3]),
        replace(LINES[3], group="乙"),
        replace(LINES[3], key="运输", name="运输", group="丙"),
    )
    chosen = replace(CHOSEN, subject=RankingSubject.ENTERPRISE, grouped=True)
    document = drafted(facts, ranking(lines, chosen))
    (table,) = (block for block in document.body if isinstance(block, Table) and block.caption.startswith("表1"))
    assert [column.title.replace("\n", "") for column in table.columns] == [
        "名次",
        "企业",
        "得分",
        "外出招商次数",
        "加减分",
        "上期名次",
    ]
    assert [row.cells[0].text for row in table.rows if row.kind is RowKind.GROUP] == ["甲"]
    assert table.notes[-1] == "乙、丙行业没有参加排名的企业，不列。"


# --- scoring --------------------------------------------------------------------------------------------------------
def annex_rows(document: Document) -> list[tuple[RowKind, list[str]]]:
    (annex,) = document.annexes
    (table,) = annex.blocks
    assert isinstance(table, Table)
    return [(row.kind, [cell.text for cell in row.cells]) for row in table.rows]


def test_the_annex_has_every_subject_s_scoring_without_noughts(facts: StatisticsData) -> None:
    rows = annex_rows(drafted(facts, ranking()))
    groups = [cells[0] for kind, cells in rows if kind is RowKind.GROUP]
    assert groups == [
        "焦化专班　第1名　得分102.00",
        "钢铁专班　第2名　得分76.00",
        "医药专班　第3名　得分34.00",
        "物流专班　未参加排名",
    ]
    first = [cells for _, cells in rows[1:4]]
    assert [(cells[0], cells[1], cells[4], cells[5], cells[6]) for cells in first] == [
        ("指标", "签约金额", "10", "签约金额算式", "60.00"),
        ("指标", "外出招商次数", "—", "外出招商次数算式", "40.00"),
        ("加分", "推介会场数", "", "推介会场数算式", "2.00"),
    ]
    assert [cells[0] for _, cells in rows if len(cells) > 1].count("扣分") == 2


def test_of_firms_only_those_with_a_place_are_listed(facts: StatisticsData) -> None:
    rows = annex_rows(drafted(facts, ranking(chosen=replace(CHOSEN, subject=RankingSubject.ENTERPRISE))))
    assert not any("物流" in cells[0] for _, cells in rows)
    assert rows[0][1] == ["焦化　第1名　得分102.00"]


def test_by_industries_each_has_its_heading_and_its_first(facts: StatisticsData) -> None:
    grouped = replace(CHOSEN, subject=RankingSubject.ENTERPRISE, grouped=True)
    lines = (
        line("甲集团", 1, ("60", "40", "0", "0"), group="化工"),
        line("乙集团", 2, ("30", "40", "0", "0"), group="化工"),
        line("丙集团", 1, ("20", "20", "0", "0"), group="医药"),
    )
    document = drafted(facts, ranking(lines, grouped))
    rows = tables(document)["表1"]
    assert [row[0] for row in rows] == ["化工", "1", "2", "医药", "1"]
    assert "居第一位的有化工行业甲集团（100.00分），医药行业丙集团（40.00分）。" in text(document)
    assert not any(isinstance(block, Chart) for block in document.body)


def test_the_title_says_who_is_ranked_and_the_day_is_after_the_quarter(facts: StatisticsData) -> None:
    document = drafted(facts, ranking())
    assert document.title == "关于2026年第三季度全县各招商专班招商引资工作排名情况的通报"
    assert document.dated >= date(2026, 10, 10)
    firms = drafted(facts, ranking(chosen=replace(CHOSEN, subject=RankingSubject.ENTERPRISE)))
    assert "各企业以商招商工作排名情况" in firms.title


def test_nobody_ranked_has_no_scoring_to_show(facts: StatisticsData) -> None:
    document = drafted(facts, ranking(LINES[3:], twice=False))
    assert document.annexes == ()
    assert "本期没有排名" in text(document)


def test_those_named_together_are_the_subject_of_the_reason_they_share(facts: StatisticsData) -> None:
    """Two share the first place, and each has most points of both indicators."""
    lines = (
        line("焦化", 1, ("60", "40", "0", "0")),
        line("钢铁", 1, ("60", "40", "0", "0")),
        line("医药", 3, ("30", "10", "0", "0")),
    )
    of = ranking(lines, twice=False)
    of = replace(of, ends={"": BoardEnds(("焦化", "钢铁"), ("医药",), 3, 1)})
    sentences = text(drafted(facts, of))
    assert "从单项看，这2个招商专班各项计分指标都得分最高。" in sentences
    # Nobody had a place before: that nobody was last twice says nothing.
    assert "连续两期" not in sentences


def test_units_that_nobody_set_down_have_no_column(facts: StatisticsData) -> None:
    unled = replace(facts, forces=[TaskForce(id=force.id, name=force.name) for force in facts.forces])
    (head,) = (
        block.columns
        for block in drafted(unled, ranking()).body
        if isinstance(block, Table) and "得分" in block.caption
    )
    assert "牵头单位" not in [column.title for column in head]
