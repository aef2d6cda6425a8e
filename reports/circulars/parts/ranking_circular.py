"""The ranking circulars (季排名、每月排队、年中督查、年末考核): places by a scheme, boards, and the scoring of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.rules import rates, scoring
from models.rules.periods import Period
from models.rules.scheme_vocabulary import RankingSubject, ScoreGoal, ScoreKind, ScoreSpan
from models.statistics.both_sides import read_both_sides
from models.statistics.events import StatisticsData
from models.statistics.metrics import BY_SCORE
from reports.circulars.parts import charts, letterhead
from reports.circulars.parts.capital import funds_spans, outside_sentence, signed_spans
from reports.circulars.parts.circular_kind import DraftRequest, stored_name
from reports.circulars.parts.kept_section import kept_spans
from reports.circulars.parts.previous_issue import PLACES_CAPTION, previous_issue
from reports.circulars.parts.ranking_boards import MAX_NAMES, MEASURES, board_section, movers, name_lines
from reports.circulars.parts.table_grid import without_unfilled_column
from reports.circulars.parts.wording import (
    Sentence,
    against_pace,
    against_target,
    column,
    counted_or_none,
    join_names,
    paragraph,
    row,
)
from reports.circulars.phrases.bank import SlotValue, say
from reports.content.document import (
    Align,
    Annex,
    Block,
    Document,
    Row,
    RowKind,
    SectionHeading,
    Table,
    TableColumn,
    TextSpan,
)
from reports.figures.figure import EMPTY, Figure, PeriodFigures
from reports.figures.rankings import Ranking, RankingLine, with_issued_places
from reports.figures.rankings import ranking as rank

_SAMPLE = "公开样本"  # marks a preset's source that is another county's


@dataclass(frozen=True, slots=True)
class RankingWords:
    """How a ranking circular is called, the noun its title uses for a ranking, and the days it goes out after."""

    kind: str
    noun: str
    due: int
    tells_kept: bool = False  # whether it says how far the promises of both sides are kept


def from_ranking(words: RankingWords, subject: RankingSubject | None = None) -> Callable[[DraftRequest], Document]:
    """Return a function that ranks subjects, as the scheme in use says where None, and drafts the circular of it."""

    def rank_and_draft(request: DraftRequest) -> Document:
        ranking = rank(request.store, request.period, subject, request.scheme)
        before = previous_issue(request.store, stored_name(words.kind, request.scheme), request.period)
        ranking = with_issued_places(ranking, before.places) if before and before.places else ranking
        kept = _kept(request) if words.tells_kept else ()
        return draft(request.facts, request.period, ranking, words, kept)

    return rank_and_draft


def _kept(request: DraftRequest) -> tuple[TextSpan, ...]:
    with request.store.reading() as session:
        return kept_spans(request.facts.settings, read_both_sides(session, request.period.last))


def draft(
    facts: StatisticsData, period: Period, ranking: Ranking, words: RankingWords, kept: tuple[TextSpan, ...] = ()
) -> Document:
    """Compose a ranking circular of one period from the statistics data and the ranking.

    ``kept`` are the sentences on promises kept on both sides.
    """
    board = PeriodFigures(facts, period)
    whole = letterhead.scope_name(facts)
    cut_off = letterhead.long_date(period.last)
    whom = _subject_name(ranking)
    subject_matter = "以商招商" if ranking.chosen.subject == RankingSubject.ENTERPRISE else "招商引资"
    task = f"{subject_matter}工作{words.noun}"
    about = f"{period.name}{whole}{whom}{task}情况"
    opening: dict[str, SlotValue] = {
        "期间": period.name,
        "范围": whole,
        "对象": whom,
        "工作": task,
        "截止日": cut_off,
    }
    body: tuple[Block, ...] = (
        paragraph(say(facts.settings, "opening.ranking", opening), key="opening"),
        *_overview(board, whole),
        *((paragraph(kept, key="kept"),) if kept else ()),
        *_method(ranking),
        *_result(board, ranking, _lead_units(facts, ranking)),
        *charts.place_changes(ranking),
        *board_section(board, ranking, _lead_units(facts, ranking)),
    )
    attached = (_scoring_annex(ranking, whole),) if ranking.ranked else ()
    return letterhead.circular(facts, period, f"关于{about}的通报", body, attached, kind=words.kind, due=words.due)


def _subject_name(ranking: Ranking) -> str:
    """Return the name of the ranked subjects in a sentence: 各招商专班, 各乡镇."""
    return f"各{ranking.chosen.subject}"


def _display_name(ranking: Ranking, line: RankingLine) -> str:
    return f"{line.name}专班" if ranking.chosen.subject == RankingSubject.TASK_FORCE else line.name


def _lead_units(facts: StatisticsData, ranking: Ranking) -> dict[str, str]:
    """Return the lead units of each task force by id; empty for other subjects, and where none has any."""
    if ranking.chosen.subject != RankingSubject.TASK_FORCE:
        return {}
    named = {force.id: force.lead_units or EMPTY for force in facts.forces}
    return named if any(units != EMPTY for units in named.values()) else {}


def _overview(board: PeriodFigures, whole: str) -> tuple[Block, ...]:
    """一、总体情况."""
    span = board.period.name[5:] or "全年"
    heading = SectionHeading(1, "一、总体情况")
    if board.period.first == board.period.year_start:
        return heading, paragraph(*_to_date(board, span, whole), key="overview")
    if not any(board.year(key).value for key in ("signed", "started", "produced", "funds")):
        nothing = say(board.facts.settings, "targets.nothing", {"期间": board.period.to_date_text, "范围": whole})
        return heading, paragraph(nothing, key="overview")
    signed = signed_spans(board, now=True) if board.now("signed").value else "没有新签约项目"
    built = (("新开工项目", board.now("started")), ("新投产项目", board.now("produced")))
    return heading, paragraph(
        f"{span}，{whole}",
        signed,
        "；",
        counted_or_none(built, "没有新开工和新投产项目"),
        "；",
        funds_spans(board, now=True),
        "。",
        *_to_date(board, f"{board.period.to_date_text}，累计", whole=""),
        key="overview",
    )


def _to_date(board: PeriodFigures, span: str, whole: str) -> tuple[Sentence, ...]:
    """Compose the year to date against its targets; for a period that begins the year this is the whole overview."""
    comma = f"，{whole}" if whole else ""
    signed = signed_spans(board) if board.year("signed").value else "没有新签约项目"
    return (
        f"{span}{comma}",
        signed,
        against_target(board.facts.settings, board.target("signed_value"), board.completion("signed_value")),
        against_pace(board.facts.settings, board.pace_gap("signed_value")),
        "；",
        funds_spans(board),
        against_target(board.facts.settings, board.target("funds"), board.completion("funds")),
        against_pace(board.facts.settings, board.pace_gap("funds")),
        "。",
        outside_sentence(board, "累计"),
    )


def _method(ranking: Ranking) -> tuple[Block, ...]:
    """二、排名办法: the indicators with their points, the reference of each, bonuses and penalties."""
    scheme, chosen = ranking.chosen.scheme, ranking.chosen
    span = ranking.period.name if chosen.span == ScoreSpan.WITHIN else ranking.period.to_date_text
    against_best = all(indicator.shape == ScoreKind.AGAINST_BEST for indicator in scheme.indicators)
    paced = f"时序目标（年度目标×序时进度{rates.half_up(ranking.pace, 2)}%）"
    goal = paced if chosen.goal == ScoreGoal.PRO_RATA else ScoreGoal.WHOLE_YEAR
    scored = "、".join(f"{indicator.metric}{_plain_number(indicator.weight)}分" for indicator in scheme.indicators)
    full = sum((indicator.weight for indicator in scheme.indicators), Decimal(0))
    extras = "；".join(_extra(extra) for extra in scheme.extras)
    return (
        SectionHeading(1, "二、排名办法"),
        paragraph(
            f"按照“{scheme.name}”方案计分。",
            f"完成数取{span}数，"
            + (f"与{'本行业' if chosen.grouped else ''}最高者比。" if against_best else f"任务数取{goal}。"),
            f"计分指标{len(scheme.indicators)}项共{_plain_number(full)}分：{scored}。",
            f"加减分：{extras}。" if extras else "",
            f"有数据的指标少于{scheme.min_indicators}项的，不参加排名。" if scheme.min_indicators > 1 else "",
            "分行业排名，各行业的名次分开计算。" if chosen.grouped else "",
            key="method",
        ),
    )


def _extra(extra: scoring.Extra) -> str:
    verb = "加" if extra.each > 0 else "扣"
    most = f"，最多{verb}{_plain_number(extra.most)}分" if extra.most is not None else ""
    return f"{extra.metric}每{BY_SCORE[extra.metric].unit}{verb}{_plain_number(abs(extra.each))}分{most}"


def _plain_number(value: Decimal) -> str:
    return f"{rates.half_up(value, 2).normalize():f}"


def _result(board: PeriodFigures, ranking: Ranking, units: dict[str, str]) -> tuple[Block, ...]:
    """三、排名结果."""
    ranked, scores = ranking.ranked, [line.score.value or Decimal(0) for line in ranking.ranked]
    settings = board.facts.settings
    if not ranked:
        explanation = say(settings, "ranking.none", {"对象": _subject_name(ranking)})
        return SectionHeading(1, "三、排名结果"), paragraph(explanation, key="result")
    text = paragraph(
        _leaders(board, ranking) if ranking.chosen.grouped else _best_and_last(board, ranking, scores),
        movers(board, ranking),
        _absent(board, ranking),
        key="result",
    )
    return SectionHeading(1, "三、排名结果"), text, _place_table(ranking, units)


def _absent(board: PeriodFigures, ranking: Ranking) -> tuple[TextSpan, ...]:
    """Compose who was not ranked; dozens of enterprises may be without result, which the table alone lists."""
    absent = list(ranking.unranked)
    if not absent:
        return ()
    names: tuple[TextSpan, ...] = name_lines(ranking, absent)
    if len(absent) > MAX_NAMES:
        count = _subject_count(ranking, absent)
        names = (TextSpan("其余"), TextSpan(count.phrase, count), TextSpan(str(ranking.chosen.subject)))
    return say(board.facts.settings, "ranking.absent", {"名单": names})


def _subject_count(ranking: Ranking, lines: Sequence[RankingLine]) -> Figure:
    unit = MEASURES.get(ranking.chosen.subject, "个")
    formula = f"逐个数：{join_names([line.name for line in lines], MAX_NAMES)}"
    return Figure("ranking.count", f"{ranking.chosen.subject}数", unit, Decimal(len(lines)), formula, (), 0)


def _counted_subject(ranking: Ranking) -> tuple[TextSpan, ...]:
    count = _subject_count(ranking, ranking.ranked)
    return TextSpan(count.phrase, count), TextSpan(str(ranking.chosen.subject))


def _best_and_last(board: PeriodFigures, ranking: Ranking, scores: list[Decimal]) -> tuple[TextSpan, ...]:
    """Compose the sentence on the mean, the highest and the lowest score."""
    mean = rates.half_up(sum(scores, Decimal(0)) / len(scores), 2)
    formula = f"{len(scores)}个得分合计{sum(scores, Decimal(0))}÷{len(scores)}"
    average = Figure("score.mean", "平均得分", "分", mean, formula, (), 2)
    best = [line for line in ranking.ranked if line.place == 1]
    worst = [line for line in ranking.ranked if line.score.value == min(scores)]
    values: dict[str, SlotValue] = {
        "个数": _counted_subject(ranking),
        "平均": average,
        "最高": _with_score(ranking, best),
        "最低": _with_score(ranking, worst),
    }
    return say(board.facts.settings, "ranking.result", values)


def _with_score(ranking: Ranking, lines: list[RankingLine]) -> tuple[TextSpan, ...]:
    score = lines[0].score
    return *name_lines(ranking, lines), TextSpan("，"), TextSpan(score.phrase, score)


def _leaders(board: PeriodFigures, ranking: Ranking) -> tuple[TextSpan, ...]:
    """Compose the sentences on the first of each industry."""
    with_places = [(group, [line for line in lines if line.place == 1]) for group, lines in ranking.groups]
    leaders = [(group, first) for group, first in with_places if first]
    spans: list[TextSpan] = []
    for group, first in leaders:
        score = first[0].score
        spans.append(TextSpan(f"{'，' if spans else ''}{group}行业{join_names([line.name for line in first])}（"))
        spans += [TextSpan(score.phrase, score), TextSpan("）")]
    industries = Figure("ranking.groups", "行业数", "个行业", Decimal(len(leaders)), "有企业参加排名的行业数", (), 0)
    values: dict[str, SlotValue] = {
        "个数": _counted_subject(ranking),
        "行业数": industries,
        "名单": tuple(spans),
    }
    return say(board.facts.settings, "ranking.groups", values)


def _place_table(ranking: Ranking, units: dict[str, str]) -> Table:
    scheme = ranking.chosen.scheme
    count = len(scheme.indicators)
    heads = [column(_two_line_heading(indicator.metric), 3.6, Align.RIGHT) for indicator in scheme.indicators]
    columns: list[TableColumn] = [column("名次", 2.4), column(ranking.chosen.subject, 6, Align.LEFT)]
    columns += [column("牵头单位", 7, Align.LEFT)] if units else []
    columns += [column("得分", 3.4, Align.RIGHT), *heads]
    columns += [column("加减分", 3.2, Align.RIGHT)] if scheme.extras else []
    columns += [column("上期\n名次", 2.6)]
    rows: list[Row] = []
    unranked = [group for group, lines in ranking.groups if group and not any(line.place for line in lines)]
    for line, begins in _with_groups(ranking):
        if line.group in unranked:
            continue
        if begins:
            rows.append(Row((TextSpan(line.group),), RowKind.GROUP))
        cells: list[Figure | str | int | None] = [line.place or EMPTY, line.name]
        cells += [units.get(line.key, EMPTY)] if units else []
        cells += [line.score, *(line.points(number) for number in range(count))]
        cells += [_bonus_points(line, count)] if scheme.extras else []
        rows.append(row(*cells, line.previous_place or EMPTY))
    notes = ["得分相同的名次并列，下一名次顺延；“—”表示未下达目标任务或者无数据。每一分的算法见附件。"]
    if unranked:
        notes.append(f"{join_names(unranked)}行业没有参加排名的{ranking.chosen.subject}，不列。")
    caption = f"表1　{_subject_name(ranking)}{PLACES_CAPTION}"
    table = Table(caption, tuple(columns), tuple(rows), "单位：分", tuple(notes))
    for head in heads:
        table = without_unfilled_column(table, head.title)
    return table


def _with_groups(ranking: Ranking) -> list[tuple[RankingLine, bool]]:
    """Return every line with whether it is the first of its industry."""
    return [(line, bool(group) and not number) for group, lines in ranking.groups for number, line in enumerate(lines)]


def _two_line_heading(metric: str) -> str:
    """Break a heading longer than 4 characters into two lines."""
    if len(metric) <= 4:
        return metric
    half = (len(metric) + 1) // 2
    return f"{metric[:half]}\n{metric[half:]}"


def _bonus_points(line: RankingLine, count: int) -> Figure:
    parts = line.parts[count:]
    total = sum((part.points or Decimal(0) for part in parts), Decimal(0))
    formula = "；".join(f"{part.metric}{part.arithmetic}" for part in parts if part.points) or "没有加减分"
    return Figure("extras", f"{line.name} 加减分", "分", total, formula, (), 2)


def _scoring_annex(ranking: Ranking, whole: str) -> Annex:
    """Build the annex of every subject's scoring, line by line; bonuses and penalties of zero are left out."""
    rows: list[Row] = []
    count = len(ranking.chosen.scheme.indicators)
    for line in ranking.ranked if ranking.chosen.subject == RankingSubject.ENTERPRISE else ranking.lines:
        place = f"第{line.place}名　得分{line.score.text}" if line.place else "未参加排名"
        industry = f"{line.group}　" if line.group else ""
        group = TextSpan(f"{industry}{_display_name(ranking, line)}　{place}", line.score)
        rows.append(Row((group,), RowKind.GROUP))
        for number, part in enumerate(line.parts):
            if number >= count and not part.points:
                continue
            done, goal = line.done[part.metric], line.goal.get(part.metric)
            kind = "指标" if number < count else "加分" if (part.points or 0) > 0 else "扣分"
            facts = (kind, part.metric, BY_SCORE[part.metric].unit, done, (goal or EMPTY) if number < count else "")
            rows.append(row(*facts, part.arithmetic, line.points(number)))
    columns = (
        column("类别", 2.2),
        column("指标", 9, Align.LEFT),
        column("单位", 2.4),
        column("完成数", 3.6, Align.RIGHT),
        column("任务数", 3.6, Align.RIGHT),
        column("计分过程", 11, Align.LEFT),
        column("得分", 3.2, Align.RIGHT),
    )
    chosen = ranking.chosen
    # What the scheme was taken from and how it was adapted is the clerk's concern; only a document of its own is named.
    named = chosen.scheme.source if _SAMPLE not in chosen.scheme.source else ""
    basis = (f"方案依据：{named}。",) if named else ()
    notes = ("加分、扣分为0的不列；“封顶”表示超过部分不再计分。", *basis)
    table = Table("", columns, tuple(rows), notes=notes)
    return Annex(f"{ranking.period.name}{whole}{_subject_name(ranking)}计分明细", (table,))
