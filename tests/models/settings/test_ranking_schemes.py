"""Ranking schemes are read from the book in the form the scoring rule wants; three real ones ship with every book."""

from decimal import Decimal
from pathlib import Path

import pytest

from models.errors import UserError
from models.ledgers import Scheme, SchemeItem
from models.rules.scheme_vocabulary import RankingSubject, ScoreKind, ScoreMetric
from models.rules.scoring import Subject, rank_subjects
from models.settings import ranking_schemes
from models.settings.ranking_schemes import load_schemes, pick_scheme
from models.statistics.metrics import METRICS
from models.storage import presets, store
from models.storage.store import Store
from resources import PRESETS
from tests.rows import add_row

D = Decimal


def add_scheme(book: Store, *items: dict[str, object], **facts: object) -> None:
    """Add one active scheme to a book."""
    with book.writing("方案") as session:
        row = add_row(session, Scheme, name="试方案", active=True, **facts)
        for rank, item in enumerate(items, start=1):
            add_row(session, SchemeItem, scheme=row, rank=rank, **item)


@pytest.mark.parametrize("preset", ["xiangcheng", "blank"])
def test_a_county_that_has_chosen_none_ranks_by_none(empty_book: Path, tmp_path: Path, preset: str) -> None:
    from tests.rows import copy_template, open_unsynced

    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        presets.fill_book(book, preset, PRESETS)
        with book.reading() as session:
            assert [ranking.active for ranking in load_schemes(session)] == [False] * 4
            with pytest.raises(UserError, match="没有给招商专班排名的排名方案"):
                pick_scheme(session, "招商专班")
            # An example can still be tried by its name.
            assert pick_scheme(session, name="产业专班季度绩效评价").subject == "招商专班"


@pytest.mark.parametrize("preset", ["hejin", "xiayi"])
def test_every_new_book_has_a_scheme_in_use_for_every_kind_of_subject(
    empty_book: Path, tmp_path: Path, preset: str
) -> None:
    from tests.rows import copy_template, open_unsynced

    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        presets.fill_book(book, preset, PRESETS)
        with book.reading() as session:
            stored = load_schemes(session)
            assert [ranking.subject for ranking in stored] == ["招商专班", "乡镇", "单位", "企业"]
            assert all(ranking.active for ranking in stored)
            names = [ranking.scheme.name for ranking in stored]
            assert [pick_scheme(session, ranking.subject).scheme.name for ranking in stored] == names
            assert [ranking.grouped for ranking in stored] == [False, False, False, True]
            assert pick_scheme(session).scheme.name == "产业专班季度绩效评价"
            assert all(ranking.scheme.source and ranking.notes for ranking in stored)
            # 某县季度细则: 30 ＋ 20 ＋ 20 of 100; the 30 that units give by hand have no ledger.
            assert sum(indicator.weight for indicator in stored[0].scheme.indicators) == 70
            assert (stored[0].span, stored[0].goal, stored[0].ends) == ("累计", "时序目标", 2)


def test_the_dictionary_offers_exactly_what_can_be_scored(hejin_book: Path) -> None:
    import sqlalchemy as sa

    from models.ledgers import Term

    with store.open_book(hejin_book, write=False) as book, book.reading() as session:
        words = set(session.execute(sa.select(Term.word).where(Term.dictionary == "score_metric")).scalars())
        targets = set(session.execute(sa.select(Term.word).where(Term.dictionary == "metric")).scalars())
    assert words == set(ScoreMetric)
    assert {metric.target for metric in METRICS if metric.target} <= targets
    assert {metric.score for metric in METRICS} == set(ScoreMetric)


def test_a_city_s_published_scores_come_out(hejin_book: Path) -> None:
    """全市2024年度公示: two districts, the lines our ledgers hold.

    First: 96％×0.5＝0.48, 120％×0.5＝0.6, (28÷27×50％＋177.7÷54×50％)×0.5 at its most 0.5, one project late −0.1: 1.48.
    Second: 90％×0.5＝0.45, 0.6, 0.5, −0.1: 1.45.
    """
    with store.open_book(hejin_book, write=False) as book, book.reading() as session:
        chosen = next(ranking for ranking in load_schemes(session) if ranking.subject == "乡镇")
    goal = {"省外到位资金": D(100), "境外到位资金": D(100), "签约项目数": D(27), "签约金额": D(54)}
    first = {"省外到位资金": D(96), "境外到位资金": D(120), "签约项目数": D(28), "签约金额": D("177.7")}
    second = {"省外到位资金": D(90), "境外到位资金": D(120), "签约项目数": D(29), "签约金额": D("141.94")}
    late = {"超期未开工项目数": D(1)}
    subjects = [Subject("乙区", second | late, goal), Subject("甲区", first | late, goal)]
    assert [(entry.name, entry.score) for entry in rank_subjects(chosen.scheme, subjects)] == [
        ("甲区", D("1.48")),
        ("乙区", D("1.45")),
    ]


def test_a_unit_s_bands_and_missed_reports(hejin_book: Path) -> None:
    """县直评分表: 100 at the target, 75 from 80 %, 50 from 50 %, else none; −1 a month's report, at the most −12."""
    with store.open_book(hejin_book, write=False) as book, book.reading() as session:
        chosen = pick_scheme(session, "单位")
    subjects = [
        Subject(name, {"签约金额": D(done), "缺报次数": D(missed)}, {"签约金额": D(10)})
        for name, done, missed in (("满", 10, 0), ("八成", 8, 2), ("五成", 5, 20), ("不足", 4, 1))
    ]
    scores = {entry.name: entry.score for entry in rank_subjects(chosen.scheme, subjects)}
    assert scores == {"满": D(100), "八成": D(73), "五成": D(38), "不足": D(-1)}


def test_a_penalty_takes_away_however_it_is_written(book: Store) -> None:
    items = (
        {"metric": "签约金额", "kind": "完成比例", "weight": D(50)},
        {"metric": "缺报次数", "kind": "扣分", "each": D(1), "most": D(-12)},
    )
    add_scheme(book, *items)
    with book.reading() as session:
        ranking = pick_scheme(session)
    (extra,) = ranking.scheme.extras
    assert (extra.each, extra.most) == (D(-1), D(12))
    assert (ranking.subject, ranking.span, ranking.goal, ranking.ends) == ("招商专班", "累计", "年度目标", 2)
    assert ranking.metrics == ("签约金额", "缺报次数")


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"metric": "签约金额", "kind": "完成比例"}, "没有写权重"),
        ({"metric": "民主测评", "kind": "完成比例", "weight": D(10)}, "没有台账可取数"),
        ({"metric": "签约金额", "kind": "分档", "weight": D(10), "steps": "100-1"}, "写法不对"),
        ({"metric": "有效线索数", "kind": "加分", "each": D(1)}, "还没有计分指标"),
    ],
)
def test_a_scheme_that_cannot_rank_is_rejected_with_a_message(
    book: Store, item: dict[str, object], message: str
) -> None:
    add_scheme(book, item)
    with book.reading() as session, pytest.raises(UserError, match=message):
        load_schemes(session)


def test_a_book_without_a_scheme_in_use_says_so(book: Store) -> None:
    with book.reading() as session, pytest.raises(UserError, match="没有正在使用的排名方案"):
        ranking_schemes.pick_scheme(session)


def add_schemes(book: Store, *schemes: tuple[str, str, bool]) -> None:
    """Add schemes by name, subject and whether they are in use."""
    with book.writing("方案") as session:
        for name, subject, active in schemes:
            row = add_row(session, Scheme, name=name, subject=subject, active=active)
            add_row(session, SchemeItem, scheme=row, metric="签约金额", kind="完成比例", weight=D(50), rank=1)


SCHEMES = (
    ("乡镇季度考核", "乡镇", False),
    ("专班年度考核", "招商专班", True),
    ("专班季度考核", "招商专班", False),
    ("季度", "单位", True),
)


@pytest.mark.parametrize(
    ("wanted", "chosen"),
    [
        ("专班季度考核", "专班季度考核"),
        ("年度", "专班年度考核"),  # a part that only one has
        ("季度", "季度"),  # the whole name of one, though a part of others
        ("乡镇", "乡镇季度考核"),
        ("单位", "季度"),  # the kind of subject, where no name has it
    ],
)
def test_a_scheme_is_picked_by_its_name_or_by_what_is_unique(book: Store, wanted: str, chosen: str) -> None:
    add_schemes(book, *SCHEMES)
    with book.reading() as session:
        assert pick_scheme(session, name=wanted).scheme.name == chosen


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (
            "考核",
            "有3个排名方案都叫“考核”，请写全名：“专班年度考核”（招商专班）、“专班季度考核”",
        ),
        ("没有", "没有名为“没有”的排名方案：“专班年度考核”（招商专班）、“季度”（单位）"),
    ],
)
def test_a_name_of_several_or_of_none_lists_what_there_is(book: Store, wanted: str, sentence: str) -> None:
    add_schemes(book, *SCHEMES)
    with book.reading() as session, pytest.raises(UserError) as error:
        pick_scheme(session, name=wanted)
    assert str(error.value).startswith(sentence)


def test_a_kind_of_subject_is_ranked_by_the_scheme_in_use_alone(book: Store) -> None:
    add_schemes(book, *SCHEMES)
    with book.reading() as session:
        with pytest.raises(UserError, match="没有给乡镇排名的排名方案"):
            pick_scheme(session, "乡镇")  # there is one, and nobody ticked 正在使用
        assert pick_scheme(session, "招商专班").scheme.name == "专班年度考核"  # in use before its equals
        assert pick_scheme(session).scheme.name == "专班年度考核"
        with pytest.raises(UserError, match="没有给企业排名的排名方案"):
            pick_scheme(session, "企业")


def test_names_are_listed_even_of_a_scheme_that_cannot_rank(book: Store) -> None:
    add_schemes(book, *SCHEMES)
    with book.writing("没有指标") as session:
        add_row(session, Scheme, name="空方案", subject="企业", active=True)
        removed = add_row(session, Scheme, name="删方案", active=True)
        session.get_one(Scheme, removed).removed = True
    with book.reading() as session:
        names = ranking_schemes.scheme_names(session)
    # Those in use first, each in the order of the subjects: 招商专班, 乡镇, 单位, 企业.
    assert names == ["专班年度考核", "季度", "空方案", "专班季度考核", "乡镇季度考核"]


@pytest.mark.parametrize("steps", ["100:1、80:0.75、50:0.5", "50：0.5，100：1，80：0.75", "80:0.75, 50:0.5 ,100: 1"])
def test_bands_are_read_highest_first_however_they_are_written(book: Store, steps: str) -> None:
    add_scheme(book, {"metric": "签约金额", "kind": "分档", "weight": D(10), "steps": steps})
    with book.reading() as session:
        (indicator,) = pick_scheme(session).scheme.indicators
    assert indicator.steps == ((D(100), D(1)), (D(80), D("0.75")), (D(50), D("0.5")))


def test_a_bonus_without_points_is_rejected(book: Store) -> None:
    add_scheme(
        book,
        {"metric": "签约金额", "kind": "完成比例", "weight": D(50)},
        {"metric": "有效线索数", "kind": "加分"},
    )
    with book.reading() as session, pytest.raises(UserError, match="“有效线索数”没有写每个加减多少分"):
        load_schemes(session)


@pytest.mark.parametrize("metric", list(ScoreMetric))
def test_a_scheme_may_score_each_metric_by_its_word(book: Store, metric: ScoreMetric) -> None:
    with book.writing("方案") as session:
        scheme = add_row(session, Scheme, name="某县方案", subject=RankingSubject.TASK_FORCE, active=True)
        add_row(session, SchemeItem, scheme=scheme, metric=metric, kind=ScoreKind.RATIO, weight=D(100), rank=1)
        assert pick_scheme(session).metrics == (metric,)
