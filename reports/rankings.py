"""Rankings by the county's own scheme: who did what against which target, with the arithmetic and the rows behind."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

from models.definitions import definitions
from models.rules import rates, scoring
from models.rules.duties import period_of
from models.rules.periods import Period
from models.standing import METRICS, PACED, WITHIN, Chosen, in_use
from models.store import Session, Store
from models.subjects import UNSORTED
from models.tallies import Span, Tallies, Tally, tally
from reports.figures import EMPTY, Figure

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Line:
    """One subject's place and score with the parts of it; ``done`` and ``goal`` are its figures by metric.

    ``before`` is its place in the period before; None where it had none. ``group`` is the industry it is ranked in,
    empty where all are ranked together.
    """

    key: str
    name: str
    place: int | None
    score: Figure
    parts: tuple[scoring.Part, ...]
    done: Mapping[str, Figure]
    goal: Mapping[str, Figure]
    before: int | None = None
    group: str = ""

    def points(self, number: int) -> Figure:
        """Give the points of one line of the scheme, as a figure over the rows they were earned by."""
        part = self.parts[number]
        done = self.done[part.metric]
        label = f"{self.name} {part.metric}得分"
        return Figure(f"points.{number}", label, "分", part.points, part.arithmetic, done.rows, 2, done.ledger)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All subjects of a scheme for a period, best first, with who is named: top, bottom, last twice running.

    A scheme by industries ranks each of them by itself: its lines stand together and its first are its own.
    """

    chosen: Chosen
    period: Period
    pace: Decimal
    lines: tuple[Line, ...]
    top: tuple[str, ...]
    bottom: tuple[str, ...]
    last_twice: tuple[str, ...]

    @property
    def ranked(self) -> tuple[Line, ...]:
        """Who has a place."""
        return tuple(line for line in self.lines if line.place is not None)

    @property
    def unranked(self) -> tuple[Line, ...]:
        """Who has too little data for one."""
        return tuple(line for line in self.lines if line.place is None)

    @property
    def groups(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """The industries with their lines, in their order; one without a name where all are ranked together."""
        return tuple((name, tuple(some)) for name, some in groupby(self.lines, key=lambda line: line.group))

    def line(self, key: str) -> Line:
        """Give a subject's line."""
        return next(line for line in self.lines if line.key == key)


def ranking(store: Store, period: Period, subject: str | None = None, scheme: str = "") -> Ranking:
    """Rank by a scheme by its name, or else by the one in use, for a kind of subject (招商专班, 乡镇, 单位, 企业)."""
    with store.reading() as session:
        chosen = in_use(session, subject, scheme)
        by_day = definitions(session).word("pace", "按月") == "按日"
        lines, pace = _lines(session, chosen, period, by_day=by_day)
        earlier, _ = _lines(session, chosen, previous(period), by_day=by_day)
    before = {line.key: line.place for line in earlier}
    past, now = _by_group(earlier), _by_group(lines)
    twice = {one for group, some in now.items() for one in _last_twice(past.get(group, []), some)}
    ends = [_ends(chosen, some) for some in now.values()]
    top, bottom = (tuple(one for pair in ends for one in pair[side]) for side in (0, 1))
    placed = tuple(_with_before(line, before.get(line.key)) for line in lines)
    ordered = tuple(line.key for line in lines if line.key in twice)
    return Ranking(chosen, period, pace, placed, top, bottom, ordered)


def _by_group(lines: list[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.group, []).append(line)
    return found


def _last_twice(earlier: list[Line], now: list[Line]) -> set[str]:
    return scoring.last_twice([_apart(earlier), _apart(now)])


def _apart(lines: list[Line]) -> dict[str, int | None]:
    """Give the places; where most of the field share the last one, nobody is last."""
    ranked = [line.place for line in lines if line.place is not None]
    crowd = ranked.count(max(ranked, default=0))
    return {line.key: line.place for line in lines} if 2 * crowd <= len(ranked) else {}


def previous(period: Period) -> Period:
    """Give the period of the same kind before."""
    return period_of(period.kind, period.first - timedelta(days=1))


def _with_before(line: Line, before: int | None) -> Line:
    return replace(line, before=before)


def _ends(chosen: Chosen, lines: list[Line]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the first and the last; nobody stands on both boards, and half a field is never named."""
    ranked = [line for line in lines if line.place is not None]
    number = min(chosen.ends, len(ranked) // 2)
    if number == 0:
        return (), ()
    standings = [scoring.Standing(line.key, line.place, line.score.value, line.parts) for line in lines]
    top, bottom = scoring.top_and_bottom(standings, number)
    last = tuple(line.key for line in ranked if line.key in bottom and line.key not in top)
    # Where a crowd shares the last place, as firms that brought nobody do, the board would name most of the field.
    return tuple(top), last if 2 * len(last) <= len(ranked) else ()


def _lines(session: Session, chosen: Chosen, period: Period, *, by_day: bool) -> tuple[list[Line], Decimal]:
    within = chosen.span == WITHIN
    span = Span(period.first if within else period.since, period.last)
    found = tally(session, chosen.subject, span)
    pace = _pace(period, within=within, by_day=by_day) if chosen.goal == PACED else HUNDRED
    done = {key: {m: _done(found, key, m, span) for m in chosen.metrics} for key in found.names}
    goal = {key: _goals(found, key, chosen, pace) for key in found.names}
    lines: list[Line] = []
    for group, keys in _grouped(found, chosen).items():
        subjects = [scoring.Subject(key, _values(done[key]), _values(goal[key])) for key in keys]
        for one in scoring.standings(chosen.scheme, subjects):
            key, name = one.name, found.names[one.name]
            score = _score(found, one)
            lines.append(Line(key, name, one.place, score, one.parts, done[key], goal[key], group=group))
    # Industries in which nobody has a place yet come last, in the order of their own.
    placed = {line.group for line in lines if line.place is not None}
    return sorted(lines, key=lambda line: line.group not in placed), pace


def _grouped(found: Tallies, chosen: Chosen) -> dict[str, list[str]]:
    """Put the subjects into their industries where the scheme asks for it, in the order the subjects come in."""
    groups: dict[str, list[str]] = {}
    for key in found.names:
        groups.setdefault(found.groups.get(key, UNSORTED) if chosen.grouped else "", []).append(key)
    unsorted = groups.pop(UNSORTED, None)
    return groups | ({UNSORTED: unsorted} if unsorted else {})


def _values(figures: Mapping[str, Figure]) -> dict[str, Decimal | None]:
    return {metric: one.value for metric, one in figures.items()}


def _pace(period: Period, *, within: bool, by_day: bool) -> Decimal:
    """Give the share of the year (percent) that a target is asked for: up to the period's end, or the period's own."""
    end = rates.elapsed(period.last, by_day=by_day)
    begins_year = period.first <= period.since
    if not within or begins_year:
        return end
    return end - rates.elapsed(period.first - timedelta(days=1), by_day=by_day)


def _done(found: Tallies, key: str, metric: str, span: Span) -> Figure:
    facts = METRICS[metric]
    known = found.done.get(metric)
    one = known.get(key) if known is not None else None
    first, last = span.text
    said = f"：{one.said}" if one and one.said else ""
    formula = f"{first} 至 {last} 的{metric}{said}" if one else "台账里没有可取的数"
    value, rows = (one.value, one.rows) if one else (None, ())
    label = f"{found.names[key]} {metric}"
    return Figure(metric, label, facts.unit, value, formula, rows, facts.places, facts.ledger)


def _goals(found: Tallies, key: str, chosen: Chosen, pace: Decimal) -> dict[str, Figure]:
    """Give the targets a subject is held against; one that a metric brings itself (全部项目) is never paced."""
    goals = {}
    for indicator in chosen.scheme.indicators:
        metric = indicator.metric
        facts = METRICS[metric]
        one: Tally | None = found.target.get(metric, {}).get(key)
        if one is None:
            continue
        paced = bool(facts.target) and chosen.goal == PACED
        value = one.value * pace / HUNDRED if paced else one.value
        formula = f"{one.said}×序时进度{rates.half_up(pace, 2)}%" if paced else one.said
        whole = value == value.to_integral_value()
        places = facts.places or (0 if whole else 2)
        ledger = "target" if facts.target else facts.ledger
        label = f"{found.names[key]} {metric}目标"
        goals[metric] = Figure(f"{metric}.goal", label, facts.unit, value, formula, one.rows, places, ledger)
    return goals


def _score(found: Tallies, one: scoring.Standing) -> Figure:
    said = "＋".join(f"{part.metric}{part.points}" for part in one.parts if part.points)
    formula = f"各项得分之和：{said}" if said else (EMPTY if one.score is None else "各项均为0")
    return Figure("score", f"{found.names[one.name]} 得分", "分", one.score, formula.replace("＋-", "－"), (), 2)
