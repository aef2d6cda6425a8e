"""年中督查 (河津): the enterprises placed by score for the half-year."""

from models.rules.scheme_vocabulary import RankingSubject
from reports.circulars.parts.circular_kind import CircularKind
from reports.circulars.parts.ranking_circular import RankingWords, from_ranking

_NAME = "年中督查"
KIND = CircularKind(
    "inspection",
    _NAME,
    "half-year",
    from_ranking(RankingWords(_NAME, "督查", 20), RankingSubject.ENTERPRISE),
    position=110,
    duties=("年中督查",),
    ranks=True,
)
