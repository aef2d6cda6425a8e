"""Rankings by the county's scheme: results against targets, with the scoring and the rows behind every figure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

from models.rules import rates, scoring
from models.rules.boards import BoardEnds, board_ends
from models.rules.duty_schedule import period_of
from models.rules.periods import Period
from models.rules.scheme_vocabulary import ScoreGoal, ScoreSpan
from models.settings.definitions import load_definitions
from models.settings.ranking_schemes import RankingScheme, pick_scheme
from models.statistics.aggregates import Aggregate, Aggregates, count_aggregates
from models.statistics.event_reader import read_counted_data
from models.statistics.events import CountedData
from models.statistics.metrics import BY_SCORE, CountedDays
from models.statistics.subjects import NO_INDUSTRY
from models.storage.store import Session, Store
from reports.figures.figure import Figure

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class RankingLine:
    """One subject's place and score with its parts; ``done`` and ``goal`` are its figures by metric.

    ``previous_place`` is its place in the previous period, None where it had none. ``group`` is the industry it is
    ranked in, empty where all are ranked together.
    """

    key: str
    name: str
    place: int | None
    score: Figure
    parts: tuple[scoring.ScorePart, ...]
    done: Mapping[str, Figure]
    goal: Mapping[str, Figure]
    previous_place: int | None = None
    group: str = ""

    def points(self, number: int) -> Figure:
        """Return the points of one line of the scheme as a figure, with the rows they were earned by."""
        part = self.parts[number]
        done = self.done[part.metric]
        label = f"{self.name} {part.metric}得分"
        return Figure(f"points.{number}", label, "分", part.points, part.arithmetic, done.rows, 2, done.ledger)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All subjects of a scheme for a period, best first; the ends of each group, and those last twice in a row.

    A scheme by industries ranks each industry separately; its lines are adjacent, with their own top and bottom.
    """

    chosen: RankingScheme
    period: Period
    pace: Decimal
    lines: tuple[RankingLine, ...]
    ends: Mapping[str, BoardEnds]
    last_twice: tuple[str, ...]

    @property
    def top(self) -> tuple[str, ...]:
        """The keys of the first of every group."""
        return tuple(key for ends in self.ends.values() for key in ends.top)

    @property
    def bottom(self) -> tuple[str, ...]:
        """The keys of the last of every group."""
        return tuple(key for ends in self.ends.values() for key in ends.bottom)

    @property
    def ranked(self) -> tuple[RankingLine, ...]:
        """The lines with a place."""
        return tuple(line for line in self.lines if line.place is not None)

    @property
    def unranked(self) -> tuple[RankingLine, ...]:
        """The lines without a place, for want of data."""
        return tuple(line for line in self.lines if line.place is None)

    @property
    def groups(self) -> tuple[tuple[str, tuple[RankingLine, ...]], ...]:
        """The industries in order, each with its lines; a single unnamed one where all are ranked together."""
        return tuple((name, tuple(lines)) for name, lines in groupby(self.lines, key=lambda line: line.group))

    def line(self, key: str) -> RankingLine:
        """Return the line of a subject."""
        return next(line for line in self.lines if line.key == key)


def ranking(store: Store, period: Period, subject: str | None = None, scheme: str = "") -> Ranking:
    """Rank by a scheme by its name, or else by the one in use, for a kind of subject (招商专班, 乡镇, 单位, 企业)."""
    with store.reading() as session:
        chosen = pick_scheme(session, subject, scheme)
        by_day = load_definitions(session).text("pace", "按月") == "按日"
        before = previous(period)
        data = read_counted_data(session, min(_span(chosen, period).first, _span(chosen, before).first))
        lines, pace = _lines(session, chosen, period, data, by_day=by_day)
        earlier, _ = _lines(session, chosen, before, data, by_day=by_day)
    place_before = {line.key: line.place for line in earlier}
    past, now = _by_group(earlier), _by_group(lines)
    twice = {key for group, group_lines in now.items() for key in _last_twice(past.get(group, []), group_lines)}
    ends = {group: board_ends(_entries(group_lines), chosen.ends) for group, group_lines in now.items()}
    placed = tuple(_with_previous_place(line, place_before.get(line.key)) for line in lines)
    ordered = tuple(line.key for line in lines if line.key in twice)
    return Ranking(chosen, period, pace, placed, ends, ordered)


def with_issued_places(result: Ranking, issued: Mapping[tuple[str, str], int | None]) -> Ranking:
    """Return a ranking whose previous places, and who is last twice in a row, are those of the issued circular.

    ``issued`` are its places by group and name; whatever was entered since, they are what people were told.
    """
    twice: set[str] = set()
    for group, lines in result.groups:
        past = _unless_crowded({name: place for (of, name), place in issued.items() if of == group})
        last = scoring.last_in_both([past, _unless_crowded({line.name: line.place for line in lines})])
        twice |= {line.key for line in lines if line.name in last}
    placed = tuple(_with_previous_place(line, issued.get((line.group, line.name))) for line in result.lines)
    return replace(result, lines=placed, last_twice=tuple(line.key for line in placed if line.key in twice))


def _by_group(lines: list[RankingLine]) -> dict[str, list[RankingLine]]:
    by_group: dict[str, list[RankingLine]] = {}
    for line in lines:
        by_group.setdefault(line.group, []).append(line)
    return by_group


def _last_twice(earlier: list[RankingLine], now: list[RankingLine]) -> set[str]:
    return scoring.last_in_both([_places_unless_crowded(earlier), _places_unless_crowded(now)])


def _places_unless_crowded(lines: list[RankingLine]) -> dict[str, int | None]:
    return _unless_crowded({line.key: line.place for line in lines})


def _unless_crowded(places: dict[str, int | None]) -> dict[str, int | None]:
    """Return the places by subject; empty where more than half share the last place: then nobody is last."""
    ranked = [place for place in places.values() if place is not None]
    crowd = ranked.count(max(ranked, default=0))
    return places if 2 * crowd <= len(ranked) else {}


def previous(period: Period) -> Period:
    """Return the previous period of the same kind."""
    return period_of(period.kind, period.first - timedelta(days=1))


def _with_previous_place(line: RankingLine, before: int | None) -> RankingLine:
    return replace(line, previous_place=before)


def _entries(lines: list[RankingLine]) -> list[scoring.RankingEntry]:
    return [scoring.RankingEntry(line.key, line.place, line.score.value, line.parts) for line in lines]


def _lines(
    session: Session, chosen: RankingScheme, period: Period, data: CountedData, *, by_day: bool
) -> tuple[list[RankingLine], Decimal]:
    within, span = chosen.span == ScoreSpan.WITHIN, _span(chosen, period)
    aggregates = count_aggregates(session, chosen.subject, span, data)
    pace = _pace(period, within=within, by_day=by_day) if chosen.goal == ScoreGoal.PRO_RATA else HUNDRED
    done = {key: {m: _done(aggregates, key, m, span) for m in chosen.metrics} for key in aggregates.names}
    goal = {key: _goals(aggregates, key, chosen, pace) for key in aggregates.names}
    lines: list[RankingLine] = []
    for group, keys in _by_industry(aggregates, chosen).items():
        subjects = [scoring.Subject(key, _values(done[key]), _values(goal[key])) for key in keys]
        for scored in scoring.rank_subjects(chosen.scheme, subjects):
            key, name = scored.name, aggregates.names[scored.name]
            score = _score(aggregates, scored)
            lines.append(RankingLine(key, name, scored.place, score, scored.parts, done[key], goal[key], group=group))
    # Industries in which nobody has a place yet come last, in their own order.
    placed = {line.group for line in lines if line.place is not None}
    return sorted(lines, key=lambda line: line.group not in placed), pace


def _span(chosen: RankingScheme, period: Period) -> CountedDays:
    return CountedDays(period.first if chosen.span == ScoreSpan.WITHIN else period.year_start, period.last)


def _by_industry(aggregates: Aggregates, chosen: RankingScheme) -> dict[str, list[str]]:
    """Group the subjects by industry where the scheme asks for it, in the order of the subjects; unsorted ones last."""
    groups: dict[str, list[str]] = {}
    for key in aggregates.names:
        groups.setdefault(aggregates.groups.get(key, NO_INDUSTRY) if chosen.grouped else "", []).append(key)
    unsorted = groups.pop(NO_INDUSTRY, None)
    return groups | ({NO_INDUSTRY: unsorted} if unsorted else {})


def _values(figures: Mapping[str, Figure]) -> dict[str, Decimal | None]:
    return {metric: figure.value for metric, figure in figures.items()}


def _pace(period: Period, *, within: bool, by_day: bool) -> Decimal:
    """Return the share of the year's target (percent) expected: up to the period's end, or within the period."""
    end = rates.elapsed_at_end(period, by_day=by_day)
    begins_year = period.first <= period.year_start
    if not within or begins_year:
        return end
    return end - rates.elapsed(period.first - timedelta(days=1), by_day=by_day)


def _done(aggregates: Aggregates, key: str, metric: str, span: CountedDays) -> Figure:
    facts = BY_SCORE[metric]
    known = aggregates.done.get(metric)
    aggregate = known.get(key) if known is not None else None
    first, last = span.iso_bounds
    detail = f"：{aggregate.note}" if aggregate and aggregate.note else ""
    formula = f"{first} 至 {last} 的{metric}{detail}" if aggregate else "台账里没有可取的数"
    value, rows = (aggregate.value, aggregate.rows) if aggregate else (None, ())
    label = f"{aggregates.names[key]} {metric}"
    return Figure(metric, label, facts.unit, value, formula, rows, facts.places, facts.ledger)


def _goals(aggregates: Aggregates, key: str, chosen: RankingScheme, pace: Decimal) -> dict[str, Figure]:
    """Return a subject's targets by metric; one that a metric brings itself (全部项目) is never scaled by the pace."""
    goals = {}
    for indicator in chosen.scheme.indicators:
        metric = indicator.metric
        facts = BY_SCORE[metric]
        aggregate: Aggregate | None = aggregates.target.get(metric, {}).get(key)
        if aggregate is None:
            continue
        paced = bool(facts.target) and chosen.goal == ScoreGoal.PRO_RATA
        value = aggregate.value * pace / HUNDRED if paced else aggregate.value
        formula = f"{aggregate.note}×序时进度{rates.half_up(pace, 2)}%" if paced else aggregate.note
        whole = value == value.to_integral_value()
        places = facts.places or (0 if whole else 2)
        ledger = "target" if facts.target else facts.ledger
        label = f"{aggregates.names[key]} {metric}目标"
        goals[metric] = Figure(f"{metric}.goal", label, facts.unit, value, formula, aggregate.rows, places, ledger)
    return goals


def _score(aggregates: Aggregates, scored: scoring.RankingEntry) -> Figure:
    terms = "".join(
        f"{'−' if part.points < 0 else '＋'}{part.metric}{abs(part.points)}" for part in scored.parts if part.points
    ).removeprefix("＋")
    if scored.score is None:
        formula = "有数据、有任务数的指标不足，不计得分"
    else:
        formula = f"各项得分之和：{terms}" if terms else "各项均为0"
    label = f"{aggregates.names[scored.name]} 得分"
    return Figure("score", label, "分", scored.score, formula, (), 2)
