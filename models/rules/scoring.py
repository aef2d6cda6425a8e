"""Scoring and ranking by a county's scheme: indicators with weight, cap and shape, bonuses and penalties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from models.rules import rates
from models.rules.scheme_vocabulary import ScoreKind

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of a scheme.

    ``metric`` names the figure; a RATIO score is done ÷ target × weight, AGAINST_BEST done ÷ best × weight, STEPS the
    share of the weight for the highest completion (percent) reached. ``cap`` is the most of the weight a score can be,
    1 for full marks.
    """

    metric: str
    weight: Decimal
    shape: str = ScoreKind.RATIO
    cap: Decimal = Decimal(1)
    steps: tuple[tuple[Decimal, Decimal], ...] = ()  # (completion in percent, share of the weight), highest first


@dataclass(frozen=True, slots=True)
class Extra:
    """A bonus (positive) or penalty (negative) per unit of a metric, up to the limit ``most``."""

    metric: str
    each: Decimal
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ScoringScheme:
    """A county's scheme; ``least`` is how many indicators must have data before a subject is ranked at all."""

    name: str
    indicators: tuple[Indicator, ...]
    extras: tuple[Extra, ...] = ()
    min_indicators: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A ranked task force, township, unit or enterprise, with its results and targets by metric."""

    name: str
    done: Mapping[str, Decimal | None]
    target: Mapping[str, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScorePart:
    """The points of one indicator with the arithmetic as text; None where the subject has no data or target."""

    metric: str
    points: Decimal | None
    arithmetic: str


@dataclass(frozen=True, slots=True)
class RankingEntry:
    """A subject's place in a ranking; None where it has too little data to be ranked."""

    name: str
    place: int | None
    score: Decimal | None
    parts: tuple[ScorePart, ...]


def rank_subjects(scheme: ScoringScheme, subjects: Sequence[Subject]) -> list[RankingEntry]:
    """Score and rank all subjects, best first; equal scores share a place and the next is skipped."""
    best = {indicator.metric: _best(indicator.metric, subjects) for indicator in scheme.indicators}
    scored = [(subject, _parts(scheme, subject, best)) for subject in subjects]
    scores = [_score(scheme, parts) for _, parts in scored]
    ranking = [
        RankingEntry(subject.name, place, score, parts)
        for (subject, parts), score, place in zip(scored, scores, rates.ranks(scores), strict=True)
    ]
    return sorted(ranking, key=lambda entry: (entry.place is None, entry.place or 0))


def _best(metric: str, subjects: Sequence[Subject]) -> Decimal:
    return max((subject.done.get(metric) or ZERO for subject in subjects), default=ZERO)


def _score(scheme: ScoringScheme, parts: Sequence[ScorePart]) -> Decimal | None:
    """Sum the points, rounded to two places; None for a subject with too little data."""
    points = [part.points for part in parts[: len(scheme.indicators)] if part.points is not None]
    if len(points) < scheme.min_indicators:
        return None
    return rates.half_up(sum((part.points for part in parts if part.points is not None), ZERO), 2)


def _parts(scheme: ScoringScheme, subject: Subject, best: Mapping[str, Decimal]) -> tuple[ScorePart, ...]:
    parts = [_score_indicator(indicator, subject, best[indicator.metric]) for indicator in scheme.indicators]
    return (*parts, *(_score_extra(extra, subject) for extra in scheme.extras))


def _score_indicator(indicator: Indicator, subject: Subject, best: Decimal) -> ScorePart:
    done = subject.done.get(indicator.metric)
    base = best if indicator.shape == ScoreKind.AGAINST_BEST else subject.target.get(indicator.metric)
    if done is None or not base:
        lacking = "都没有，不计分" if indicator.shape == ScoreKind.AGAINST_BEST else "无目标，不计分"
        return ScorePart(indicator.metric, None, "无数据" if done is None else lacking)
    full = indicator.weight * indicator.cap
    if indicator.shape == ScoreKind.STEPS:
        completion = done * HUNDRED / base
        share = next((share for least, share in indicator.steps if completion >= least), ZERO)
        arithmetic = (
            f"完成率{_rounded_text(completion)}%，"
            f"得{_rounded_text(indicator.weight)}分的{_rounded_text(share * HUNDRED)}%"
        )
        return ScorePart(indicator.metric, rates.half_up(indicator.weight * share, 2), arithmetic)
    earned = done / base * indicator.weight
    points = rates.half_up(min(earned, full), 2)
    limited = f"，封顶{_rounded_text(full)}" if earned > full else ""
    arithmetic = (
        f"{_exact_text(done)}÷{_exact_text(base)}×{_rounded_text(indicator.weight)}＝{_rounded_text(earned)}{limited}"
    )
    return ScorePart(indicator.metric, points, arithmetic)


def _score_extra(extra: Extra, subject: Subject) -> ScorePart:
    count = subject.done.get(extra.metric) or ZERO
    earned = points = count * extra.each
    limited = ""
    if extra.most is not None and abs(earned) > extra.most:
        points = extra.most.copy_sign(earned)
        limited = f"，{'最多扣' if earned < 0 else '封顶'}{_rounded_text(extra.most)}"
    arithmetic = f"{_rounded_text(count)}×{_rounded_text(extra.each)}＝{_rounded_text(earned)}{limited}"
    return ScorePart(extra.metric, points, arithmetic)


def _rounded_text(value: Decimal) -> str:
    return f"{rates.half_up(value, 2).normalize():f}"


def _exact_text(value: Decimal) -> str:
    """Format an operand to four places (to the 万元), so that recalculating by hand gives the same result."""
    return f"{rates.half_up(value, 4).normalize():f}"


def last_in_both(places: Sequence[Mapping[str, int | None]]) -> set[str]:
    """Return the names ranked last in both of the two latest rankings (临猗：连续两次倒数第一)."""
    if len(places) < 2:
        return set()
    return set.intersection(*(_last(ranking) for ranking in places[-2:]))


def _last(places: Mapping[str, int | None]) -> set[str]:
    ranked = {name: place for name, place in places.items() if place is not None}
    return {name for name, place in ranked.items() if place == max(ranked.values())} if ranked else set()


def top_and_bottom(ranking: Sequence[RankingEntry], number: int) -> tuple[list[str], list[str]]:
    """Return the names of the first and last ``number`` ranked; subjects sharing a place are all in or all out."""
    ranked = [entry for entry in ranking if entry.place is not None]
    top = [entry.name for entry in ranked if (entry.place or 0) <= number]
    scores = sorted({entry.score for entry in ranked if entry.score is not None})
    bottom: list[str] = []
    for score in scores:
        if len(bottom) >= number:
            break
        bottom += [entry.name for entry in ranked if entry.score == score]
    return top, bottom
