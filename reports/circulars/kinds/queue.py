"""每月排队 (河津): the enterprises placed by score each month."""

from models.rules.scheme_vocabulary import RankingSubject
from reports.circulars.parts.circular_kind import CircularKind
from reports.circulars.parts.ranking_circular import RankingWords, from_ranking

_NAME = "每月排队"
KIND = CircularKind(
    "queue",
    _NAME,
    "month",
    from_ranking(RankingWords(_NAME, "排队", 5), RankingSubject.ENTERPRISE),
    position=100,
    duties=("每月排队",),
    ranks=True,
)
