"""Charts of circulars: 完成率 against the pace, the funnel, ranking places before and now, and the trend by month."""

from datetime import date
from decimal import Decimal

from models.rules.duty_schedule import period_of
from models.rules.periods import read_period
from models.rules.vocabulary import Stage
from models.statistics.metrics import RANKED_BY, TARGET_METRICS
from reports.content.document import Chart, ChartKind, Series
from reports.figures.figure import Figure, PeriodFigures
from reports.figures.rankings import Ranking

_MOST_BARS = 30  # more do not fit a page
_EACH_END = 10
ChartTuple = tuple[Chart, ...]


def completion(board: PeriodFigures, whole: str) -> ChartTuple:
    """Chart the completion of each target of the year; empty where fewer than two targets are set."""
    completions: list[tuple[str, Figure]] = [(TARGET_METRICS[key], board.completion(key)) for key in board.compared]
    known = [(name, figure) for name, figure in completions if figure.value is not None]
    return _bars(f"{whole}主要指标完成率", known, board)


def by_force(board: PeriodFigures) -> ChartTuple:
    """Chart each task force's completion of the target the county ranks by (setting ``rank_by``), highest first."""
    chosen = board.facts.settings.get("rank_by", "签约金额完成率")
    key = RANKED_BY.get(chosen, "signed_value")
    completions: list[tuple[str, Figure]] = [
        (force.short_name, board.completion(key, force.id)) for force in board.facts.ranked_forces
    ]
    known = sorted(
        ((name, figure) for name, figure in completions if figure.value is not None),
        key=lambda pair: -(pair[1].value or 0),
    )
    return _bars(f"各专班{chosen}", known, board)


def _bars(caption: str, known: list[tuple[str, Figure]], board: PeriodFigures) -> ChartTuple:
    if len(known) < 2:
        return ()
    if len(known) > _MOST_BARS:
        known, caption = [*known[:_EACH_END], *known[-_EACH_END:]], f"{caption}（前{_EACH_END}名和后{_EACH_END}名）"
    labels, figures = zip(*known, strict=True)
    return (Chart(ChartKind.BARS, caption, labels, (Series("完成率", figures),), "%", board.elapsed()),)


def funnel(board: PeriodFigures) -> ChartTuple:
    """Chart the year's funnel from leads to production: the number at each step; empty where all are zero."""
    first, last, only = board.period.year_start, board.period.last, board.facts.only_force
    rows = tuple(
        course.row
        for course in board.facts.projects.values()
        if first <= (entered := course.entered.get(Stage.TALKS, date.max)) <= last
        and (only is None or course.owner_on(entered) == only.id)
    )
    formula = f"{first.isoformat()} 至 {last.isoformat()} 进入“{Stage.TALKS}”阶段的项目数"
    talks = Figure("talks.entered", "进入在谈", "个", Decimal(len(rows)), formula, rows, 0, "project")
    steps = (
        ("上报线索", board.year("leads_reported")),
        ("认定线索", board.year("leads_recognised")),
        ("进入在谈", talks),
        ("签约", board.year("signed")),
        ("开工", board.year("started")),
        ("投产", board.year("produced")),
    )
    if not any(figure.value for _, figure in steps):
        return ()
    labels, figures = zip(*steps, strict=True)
    return (
        Chart(ChartKind.FUNNEL, f"{board.period.to_date_text}招商工作各环节数量", labels, (Series("数量", figures),)),
    )


def trend(board: PeriodFigures) -> ChartTuple:
    """Chart signed investment and funds received by month of the year (亿元); empty where there is only one month."""
    months = [read_period(f"{board.period.year}-{number:02}") for number in range(1, board.period.last.month + 1)]
    if board.period.last.year != board.period.year or len(months) < 2:
        return ()
    boards = [PeriodFigures(board.facts, month) for month in months]
    series = tuple(
        Series(name, tuple(month_board.now(key) for month_board in boards))
        for name, key in (("签约金额", "signed_value"), ("到位资金", "funds"))
    )
    if not any(figure.value for row in series for figure in row.figures if figure):
        return ()
    labels = tuple(f"{month.first.month}月" for month in months)
    caption = f"{board.period.to_date_text}逐月签约金额和到位资金"
    return (Chart(ChartKind.TREND, caption, labels, series, "亿元"),)


def place_changes(ranking: Ranking) -> ChartTuple:
    """Chart each subject's place in this period beside the previous one; empty where fewer than two have a place."""
    ranked = [line for line in ranking.ranked if line.place]
    if len(ranked) < 2 or any(line.group for line in ranked):
        return ()
    caption = f"名次变化（前{_MOST_BARS}名）" if len(ranked) > _MOST_BARS else "名次变化"
    ranked = ranked[:_MOST_BARS]
    now = tuple(_place_figure(line.name, "本期名次", line.place) for line in ranked)
    before = tuple(_place_figure(line.name, "上期名次", line.previous_place) for line in ranked)
    if not any(before):
        return ()
    labels = tuple(line.name for line in ranked)
    earlier = period_of(ranking.period.kind, ranking.period.first.fromordinal(ranking.period.first.toordinal() - 1))
    series = (Series(ranking.period.name, now), Series(earlier.name, before))
    return (Chart(ChartKind.PLACES, caption, labels, series),)


def _place_figure(name: str, label: str, place: int | None) -> Figure | None:
    if place is None:
        return None
    return Figure("place", f"{name} {label}", "名", Decimal(place), "按得分从高到低，得分相同的并列", (), 0)
