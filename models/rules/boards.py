"""The two boards of a ranking (红榜、黑榜): who is first and last, and where the rule cannot be kept to the letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.rules.scoring import RankingEntry, top_and_bottom


@dataclass(frozen=True, slots=True)
class BoardEnds:
    """The two ends of one ranking: the names of the first and last, and why they may differ from the rule.

    ``ranked`` is how many have a place, ``number`` how many places each board names. ``in_both`` share a place that
    would put them on both boards, so they are on neither; ``crowd`` share the last place and are more than half of
    all, so nobody is called last.
    """

    top: tuple[str, ...] = ()
    bottom: tuple[str, ...] = ()
    ranked: int = 0
    number: int = 0
    in_both: int = 0
    crowd: int = 0


def board_ends(ranking: Sequence[RankingEntry], wanted: int) -> BoardEnds:
    """Return who is named for the first and last ``wanted`` places; never more than half of all at either end."""
    ranked = [entry for entry in ranking if entry.place is not None]
    number = min(wanted, len(ranked) // 2)
    if number == 0:
        return BoardEnds(ranked=len(ranked))
    top, bottom = top_and_bottom(ranked, number)
    both = set(top) & set(bottom)
    first = tuple(name for name in top if name not in both)
    last = tuple(entry.name for entry in ranked if entry.name in bottom and entry.name not in both)
    crowd = len(last) if 2 * len(last) > len(ranked) else 0
    return BoardEnds(first, () if crowd else last, len(ranked), number, len(both), crowd)
