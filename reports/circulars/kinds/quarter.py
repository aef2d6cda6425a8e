"""季排名: the task forces, or whom the scheme in use ranks, placed by score each quarter."""

from models.rules.vocabulary import CircularName
from reports.circulars.parts.circular_kind import CircularKind
from reports.circulars.parts.ranking_circular import RankingWords, from_ranking

_NAME = CircularName.QUARTER
KIND = CircularKind(
    "quarter",
    _NAME,
    "quarter",
    from_ranking(RankingWords(_NAME, "排名", 10, tells_kept=True)),
    position=60,
    duties=("每季通报", "季排名", "季考评"),
    ranks=True,
)
