"""Who stands on the two boards, worked out by hand for small rankings."""

from decimal import Decimal

import pytest

from models.rules.boards import BoardEnds, board_ends
from models.rules.rates import ranks
from models.rules.scoring import RankingEntry


def ranking(*scores: int | None) -> list[RankingEntry]:
    """Rank subjects A, B, C … by their scores, best first."""
    values = [None if score is None else Decimal(score) for score in scores]
    places = ranks(values)
    return [
        RankingEntry(name, place, value, ())
        for name, place, value in zip("ABCDEFGH"[: len(scores)], places, values, strict=True)
    ]


@pytest.mark.parametrize(
    ("scores", "wanted", "ends"),
    [
        ((9, 7, 5, 3), 1, BoardEnds(("A",), ("D",), 4, 1)),
        ((9, 9, 5, 3), 1, BoardEnds(("A", "B"), ("D",), 4, 1)),
        ((9, 7, 3, 3), 1, BoardEnds(("A",), ("C", "D"), 4, 1)),  # two of four are half, not more
        ((9, 3, 3), 1, BoardEnds(("A",), (), 3, 1, crowd=2)),
        ((9, 0, 0, 0, 0), 2, BoardEnds(("A",), (), 5, 2, in_both=4)),  # second and last at once
        ((5, 5, 5), 1, BoardEnds((), (), 3, 1, in_both=3)),
        ((9, 7, 5, 3, 1), 3, BoardEnds(("A", "B"), ("D", "E"), 5, 2)),
        ((9,), 1, BoardEnds(ranked=1)),
        ((9, 4, None), 2, BoardEnds(("A",), ("B",), 2, 1)),
        ((), 1, BoardEnds()),
    ],
)
def test_the_ends_of_a_ranking(scores: tuple[int | None, ...], wanted: int, ends: BoardEnds) -> None:
    assert board_ends(ranking(*scores), wanted) == ends
