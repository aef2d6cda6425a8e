"""Rankings by the county's own scheme: who did what against which target, with the arithmetic and the rows behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from models.definitions import definitions
from models.rules import rates, scoring
from models.rules.duties import period_of
from models.rules.periods import Period
from models.standing import METRICS, PACED, WITHIN, Chosen, in_use
from models.store import Session, Store
from models.tallies import Span, Tallies, Tally, tally
from reports.figures import EMPTY, Figure

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Line:
    """One subject's place and score with the parts of it; ``done`` and ``goal`` are its figures by metric.

    ``before`` is its place in the period before; None where it had none.
    """

    key: str
    name: str
    place: int | None
    score: Figure
    parts: tuple[scoring.Part, ...]
    done: Mapping[str, Figure]
    goal: Mapping[str, Figure]
    before: int | None = None

    def points(self, number: int) -> Figure:
        """Give the points of one line of the scheme, as a figure over the rows they were earned by."""
        part = self.parts[number]
        done = self.done[part.metric]
        label = f"{self.name} {part.metric}得分"
        return Figure(f"points.{number}", label, "分", part.points, part.arithmetic, done.rows, 2, done.ledger)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All subjects of a scheme for a period, best first, with who is named: top, bottom, last twice running."""

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

    def line(self, key: str) -> Line:
        """Give a subject's line."""
        return next(line for line in self.lines if line.key == key)


def ranking(store: Store, period: Period, subject: str | None = None) -> Ranking:
    """Rank by the scheme in use, or by the one for a kind of subject (招商专班, 乡镇, 单位, 企业)."""
    with store.reading() as session:
        chosen = in_use(session, subject)
        by_day = definitions(session).word("pace", "按月") == "按日"
        lines, pace = _lines(session, chosen, period, by_day=by_day)
        earlier, _ = _lines(session, chosen, previous(period), by_day=by_day)
    before = {line.key: line.place for line in earlier}
    twice = scoring.last_twice([_apart(earlier), _apart(lines)])
    top, bottom = _ends(chosen, lines)
    placed = tuple(_with_before(line, before.get(line.key)) for line in lines)
    ordered = tuple(line.key for line in lines if line.key in twice)
    return Ranking(chosen, period, pace, placed, top, bottom, ordered)


def _apart(lines: list[Line]) -> dict[str, int | None]:
    """Give the places; where all share one, nobody is last."""
    places = {line.key: line.place for line in lines}
    return places if len(set(places.values()) - {None}) > 1 else {}


def previous(period: Period) -> Period:
    """Give the period of the same kind before."""
    return period_of(period.kind, period.first - timedelta(days=1))


def _with_before(line: Line, before: int | None) -> Line:
    return Line(line.key, line.name, line.place, line.score, line.parts, line.done, line.goal, before)


def _ends(chosen: Chosen, lines: list[Line]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the first and the last; nobody stands on both boards, and half a field is never named."""
    ranked = [line for line in lines if line.place is not None]
    number = min(chosen.ends, len(ranked) // 2)
    if number == 0:
        return (), ()
    standings = [scoring.Standing(line.key, line.place, line.score.value, line.parts) for line in lines]
    top, bottom = scoring.top_and_bottom(standings, number)
    return tuple(top), tuple(line.key for line in ranked if line.key in bottom and line.key not in top)


def _lines(session: Session, chosen: Chosen, period: Period, *, by_day: bool) -> tuple[list[Line], Decimal]:
    within = chosen.span == WITHIN
    span = Span(period.first if within else period.since, period.last)
    found = tally(session, chosen.subject, span)
    pace = _pace(period, within=within, by_day=by_day) if chosen.goal == PACED else HUNDRED
    done = {key: {m: _done(found, key, m, span) for m in chosen.metrics} for key in found.names}
    goal = {key: _goals(found, key, chosen, pace) for key in found.names}
    subjects = [
        scoring.Subject(
            key,
            {metric: one.value for metric, one in done[key].items()},
            {metric: one.value for metric, one in goal[key].items()},
        )
        for key in found.names
    ]
    lines = [
        Line(one.name, found.names[one.name], one.place, _score(found, one), one.parts, done[one.name], goal[one.name])
        for one in scoring.standings(chosen.scheme, subjects)
    ]
    return lines, pace


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
