"""年末考核 (河津): the enterprises placed by score for the year."""

from models.rules.scheme_vocabulary import RankingSubject
from reports.circulars.parts.circular_kind import CircularKind
from reports.circulars.parts.ranking_circular import RankingWords, from_ranking

_NAME = "年末考核"
KIND = CircularKind(
    "assessment",
    _NAME,
    "year",
    from_ranking(RankingWords(_NAME, "考核", 20), RankingSubject.ENTERPRISE),
    position=120,
    duties=("年末考核",),
    ranks=True,
)
