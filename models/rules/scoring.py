"""Scores and ranks by a scheme the county sets: indicators with weight, cap and shape, bonuses and penalties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from models.rules import rates

ZERO, HUNDRED = Decimal(0), Decimal(100)
RATIO, AGAINST_BEST, STEPS = "完成比例", "与最高者比", "分档"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of a scheme.

    ``metric`` names the figure; a RATIO score is done ÷ target × weight, AGAINST_BEST done ÷ best × weight, STEPS the
    share of the weight for the highest completion (percent) reached. ``cap`` is the most of the weight a score can be,
    1 for full marks.
    """

    metric: str
    weight: Decimal
    shape: str = RATIO
    cap: Decimal = Decimal(1)
    steps: tuple[tuple[Decimal, Decimal], ...] = ()  # (completion in percent, share of the weight), highest first


@dataclass(frozen=True, slots=True)
class Extra:
    """A bonus (positive) or penalty (negative) for each of something, up to a most."""

    metric: str
    each: Decimal
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A county's scheme; ``least`` is how many indicators must have data before a subject is ranked at all."""

    name: str
    indicators: tuple[Indicator, ...]
    extras: tuple[Extra, ...] = ()
    least: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whoever is ranked: a task force, a township, a unit, an enterprise; what it did and what it should."""

    name: str
    done: Mapping[str, Decimal | None]
    target: Mapping[str, Decimal | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a score with the arithmetic behind it; None where the subject has nothing to be scored by."""

    metric: str
    points: Decimal | None
    arithmetic: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A subject's place: None where it is not ranked for want of data."""

    name: str
    place: int | None
    score: Decimal | None
    parts: tuple[Part, ...]


def standings(scheme: Scheme, subjects: Sequence[Subject]) -> list[Standing]:
    """Score and rank all subjects, best first; equal scores share a place and the next is skipped."""
    best = {one.metric: _best(one.metric, subjects) for one in scheme.indicators}
    scored = [(subject, _parts(scheme, subject, best)) for subject in subjects]
    scores = [_score(scheme, parts) for _, parts in scored]
    found = [
        Standing(subject.name, place, score, parts)
        for (subject, parts), score, place in zip(scored, scores, rates.ranks(scores), strict=True)
    ]
    return sorted(found, key=lambda one: (one.place is None, one.place or 0))


def _best(metric: str, subjects: Sequence[Subject]) -> Decimal:
    return max((subject.done.get(metric) or ZERO for subject in subjects), default=ZERO)


def _score(scheme: Scheme, parts: Sequence[Part]) -> Decimal | None:
    """Add up, rounded to two places; a subject with too little data has no score."""
    judged = [part.points for part in parts[: len(scheme.indicators)] if part.points is not None]
    if len(judged) < scheme.least:
        return None
    return rates.half_up(sum((part.points for part in parts if part.points is not None), ZERO), 2)


def _parts(scheme: Scheme, subject: Subject, best: Mapping[str, Decimal]) -> tuple[Part, ...]:
    found = [_indicated(one, subject, best[one.metric]) for one in scheme.indicators]
    return (*found, *(_extra(one, subject) for one in scheme.extras))


def _indicated(one: Indicator, subject: Subject, best: Decimal) -> Part:
    done = subject.done.get(one.metric)
    base = best if one.shape == AGAINST_BEST else subject.target.get(one.metric)
    if done is None or not base:
        lacking = "都没有，不计分" if one.shape == AGAINST_BEST else "无目标，不计分"
        return Part(one.metric, None, "无数据" if done is None else lacking)
    full = one.weight * one.cap
    if one.shape == STEPS:
        completion = done * HUNDRED / base
        share = next((share for least, share in one.steps if completion >= least), ZERO)
        said = f"完成率{_say(completion)}%，得{_say(one.weight)}分的{_say(share * HUNDRED)}%"
        return Part(one.metric, rates.half_up(one.weight * share, 2), said)
    earned = done / base * one.weight
    points = rates.half_up(min(earned, full), 2)
    limited = f"，封顶{_say(full)}" if earned > full else ""
    said = f"{_exact(done)}÷{_exact(base)}×{_say(one.weight)}＝{_say(earned)}{limited}"
    return Part(one.metric, points, said)


def _extra(one: Extra, subject: Subject) -> Part:
    count = subject.done.get(one.metric) or ZERO
    points = count * one.each
    if one.most is not None:
        points = max(points, -one.most) if one.each < 0 else min(points, one.most)
    return Part(one.metric, points, f"{_say(count)}×{_say(one.each)}＝{_say(points)}")


def _say(value: Decimal) -> str:
    return f"{rates.half_up(value, 2).normalize():f}"


def _exact(value: Decimal) -> str:
    """Write what is reckoned with to the last 万元, so that whoever does the sum again comes to the same."""
    return f"{rates.half_up(value, 4).normalize():f}"


def last_twice(places: Sequence[Mapping[str, int | None]]) -> set[str]:
    """Name who stood last in both of the two latest rankings (临猗：连续两次倒数第一)."""
    if len(places) < 2:
        return set()
    return set.intersection(*(_last(one) for one in places[-2:]))


def _last(places: Mapping[str, int | None]) -> set[str]:
    ranked = {name: place for name, place in places.items() if place is not None}
    return {name for name, place in ranked.items() if place == max(ranked.values())} if ranked else set()


def top_and_bottom(found: Sequence[Standing], number: int) -> tuple[list[str], list[str]]:
    """Name the first and the last ``number`` ranked; who shares a place stands or falls together."""
    ranked = [one for one in found if one.place is not None]
    top = [one.name for one in ranked if (one.place or 0) <= number]
    scores = sorted({one.score for one in ranked if one.score is not None})
    bottom: list[str] = []
    for score in scores:
        if len(bottom) >= number:
            break
        bottom += [one.name for one in ranked if one.score == score]
    return top, bottom
