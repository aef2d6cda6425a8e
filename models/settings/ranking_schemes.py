"""Loads a county's ranking schemes for the scoring rules.

Several may be in use at once: one for task forces, one for townships, one for units, one for firms (河津 二（四）).
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.errors import UserError
from models.ledgers import Scheme, SchemeItem
from models.rules import scoring
from models.rules.scheme_vocabulary import RankingGroup, RankingSubject, ScoreGoal, ScoreKind, ScoreMetric, ScoreSpan

SUBJECTS = tuple(RankingSubject)
_EXTRAS = frozenset({ScoreKind.BONUS, ScoreKind.PENALTY})
_METRICS = frozenset(ScoreMetric)
_DEFAULT_ENDS = 2  # 临猗: 前两名、后两位


@dataclass(frozen=True, slots=True)
class RankingScheme:
    """A ranking scheme of the book: kind of subject, span, target, and how many to name at the top and the bottom.

    ``grouped`` schemes rank each industry by itself; ``active`` ones are in use (正在使用).
    """

    row: str
    subject: str
    span: str
    goal: str
    ends: int
    notes: tuple[str, ...]
    scheme: scoring.ScoringScheme
    items: tuple[str, ...]  # row ids of its indicators, then of its bonuses and penalties
    grouped: bool = False
    active: bool = False

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics it scores, each once, in order."""
        scheme = self.scheme
        return tuple(
            dict.fromkeys([*(item.metric for item in scheme.indicators), *(item.metric for item in scheme.extras)])
        )


def load_schemes(session: Session) -> list[RankingScheme]:
    """Load every scheme of a book: active ones first, then by subject (SUBJECTS), name and id. Raises UserError."""
    items: dict[str, list[SchemeItem]] = {}
    query = sa.select(SchemeItem).where(SchemeItem.removed.is_(False)).order_by(SchemeItem.rank, SchemeItem.id)
    for item in session.execute(query).scalars():
        items.setdefault(item.scheme, []).append(item)
    schemes_query = sa.select(Scheme).where(Scheme.removed.is_(False))
    stored = session.execute(schemes_query).scalars()
    rows = sorted(stored, key=lambda row: (not row.active, _subject_order(row), row.name, row.id))
    return [_ranking_scheme(row, items.get(row.id, [])) for row in rows]


def scheme_names(session: Session) -> list[str]:
    """Return the names of all schemes in the same order, including those that cannot rank yet."""
    query = sa.select(Scheme).where(Scheme.removed.is_(False))
    rows = sorted(
        session.execute(query).scalars(), key=lambda row: (not row.active, _subject_order(row), row.name, row.id)
    )
    return [row.name for row in rows]


def pick_scheme(session: Session, subject: str | None = None, name: str = "") -> RankingScheme:
    """Return a scheme by its name, or the one in use for a kind of subject, or the first in use; raises UserError.

    A part of a name is enough where it is unique. A scheme that is not in use is an example, and ranks nobody unless
    it is named.
    """
    candidates = load_schemes(session)
    if name:
        return _scheme_by_name(candidates, name)
    for candidate in candidates:
        if candidate.active and subject in {None, candidate.subject}:
            return candidate
    wanted = f"给{subject}排名的" if subject else "正在使用的"
    raise UserError(f"没有{wanted}排名方案；请在“设置—排名方案”里选一个方案，勾上“正在使用”。")


def _scheme_by_name(candidates: list[RankingScheme], name: str) -> RankingScheme:
    exact = [item for item in candidates if item.scheme.name == name]
    partial = [item for item in candidates if name in item.scheme.name]
    matches = exact or partial or [item for item in candidates if item.subject == name]
    if len(matches) == 1:
        return matches[0]
    listed = "、".join(f"“{item.scheme.name}”（{item.subject}）" for item in matches or candidates) or "还没有方案"
    problem = f"有{len(matches)}个排名方案都叫“{name}”，请写全名" if matches else f"没有名为“{name}”的排名方案"
    raise UserError(f"{problem}：{listed}。")


def _subject_order(row: Scheme) -> int:
    subject = row.subject or RankingSubject.TASK_FORCE
    return SUBJECTS.index(subject) if subject in SUBJECTS else len(SUBJECTS)


def _ranking_scheme(row: Scheme, items: list[SchemeItem]) -> RankingScheme:
    scored = [item for item in items if item.kind not in _EXTRAS]
    added = [item for item in items if item.kind in _EXTRAS]
    if not scored:
        raise UserError(f"排名方案“{row.name}”还没有计分指标，排不了名。")
    scheme = scoring.ScoringScheme(
        row.name,
        tuple(_indicator(row.name, item) for item in scored),
        tuple(_extra(row.name, item) for item in added),
        row.least or 1,
        row.source or "",
    )
    notes = tuple(line.strip() for line in (row.remark or "").splitlines() if line.strip())
    ids = tuple(item.id for item in (*scored, *added))
    span, goal = row.span or ScoreSpan.TO_DATE, row.goal or ScoreGoal.WHOLE_YEAR
    ends = _DEFAULT_ENDS if row.ends is None else row.ends
    grouped, active = row.grouping == RankingGroup.BY_INDUSTRY, bool(row.active)
    return RankingScheme(
        row.id, row.subject or RankingSubject.TASK_FORCE, span, goal, ends, notes, scheme, ids, grouped, active
    )


def _indicator(scheme: str, item: SchemeItem) -> scoring.Indicator:
    _require_metric(scheme, item.metric)
    if item.weight is None:
        raise UserError(f"排名方案“{scheme}”的“{item.metric}”没有写权重。")
    cap = Decimal(1) if item.cap is None else item.cap
    steps = _steps(scheme, item)
    return scoring.Indicator(item.metric, item.weight, item.kind, cap, steps)


def _extra(scheme: str, item: SchemeItem) -> scoring.Extra:
    """Build a bonus or penalty; a penalty subtracts whichever sign was typed. Raises UserError."""
    _require_metric(scheme, item.metric)
    if item.each is None:
        raise UserError(f"排名方案“{scheme}”的“{item.metric}”没有写每个加减多少分。")
    each = -abs(item.each) if item.kind == ScoreKind.PENALTY else item.each
    return scoring.Extra(item.metric, each, None if item.most is None else abs(item.most))


def _require_metric(scheme: str, metric: str) -> None:
    if metric not in _METRICS:
        raise UserError(f"排名方案“{scheme}”的“{metric}”没有台账可取数；请换成字典里的指标，或删去这一项。")


def _steps(scheme: str, item: SchemeItem) -> tuple[tuple[Decimal, Decimal], ...]:
    """Parse “100:1、80:0.75、50:0.5” into (completion %, share), highest first; raises UserError."""
    if item.kind != ScoreKind.STEPS:
        return ()
    steps = []
    for part in (item.steps or "").replace("：", ":").replace("，", "、").replace(",", "、").split("、"):
        least, _, share = part.partition(":")
        try:
            steps.append((Decimal(least.strip()), Decimal(share.strip())))
        except InvalidOperation:
            problem = f"排名方案“{scheme}”的“{item.metric}”分档“{part}”写法不对"
            raise UserError(f"{problem}，应写成 100:1、80:0.75 这样的“完成率:得分比例”。") from None
    return tuple(sorted(steps, reverse=True))
