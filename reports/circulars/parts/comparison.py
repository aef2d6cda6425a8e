"""The period before (环比): what its issued circular printed, else what the book counts for it today."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from models.rules import rates
from models.statistics.metrics import BY_KEY, RANKED_BY
from reports.circulars.parts.previous_issue import PreviousIssue
from reports.circulars.phrases.bank import say
from reports.content.document import RowKind, Table, TextSpan, blocks, figures
from reports.figures.figure import LESS, Figure, PeriodFigures
from reports.figures.rankings import previous

PROGRESS_CAPTION = "任务完成情况排名"
_MAX_MOVERS = 3
# What a sentence calls the period before and the present one, by kind.
WORDS: Mapping[str, tuple[str, str]] = {
    "week": ("上周", "本周"),
    "half-month": ("上期", "本期"),
    "month": ("上月", "本月"),
    "quarter": ("上季度", "本季度"),
    "half-year": ("上半年", "下半年"),
    "year": ("上年", "全年"),
}
_FIRST_HALF = ("上年下半年", "上半年")


@dataclass(frozen=True)
class Comparison:
    """A period's figures beside those of the period before; ``issued`` is that period's circular, if there is one."""

    board: PeriodFigures
    issued: PreviousIssue | None = None

    @cached_property
    def before(self) -> PeriodFigures:
        """The figures of the period before as the book counts them today."""
        return PeriodFigures(self.board.facts, previous(self.board.period))

    @property
    def words(self) -> tuple[str, str]:
        """What a sentence calls the period before and the present one: 上月, 本月."""
        period = self.board.period
        if period.kind == "half-year" and period.first.month == 1:
            return _FIRST_HALF
        return WORDS.get(period.kind, ("上期", "本期"))

    @property
    def is_known(self) -> bool:
        """Whether anything was counted in the period before, or a circular of it was issued: else it is the first."""
        return self.issued is not None or any(
            self.before.now(key).value for key in ("leads_reported", "visits_out", "visits_in", "signed", "funds")
        )

    def then(self, key: str) -> Figure:
        """Return a metric of the period before: as printed in its circular, else as counted today."""
        return self._printed.get(f"{key}.now") or self.before.now(key)

    @cached_property
    def _printed(self) -> Mapping[str, Figure]:
        """The figures that the circular of the period before printed for all it covers: of each key that of most."""
        printed: dict[str, Figure] = {}
        for figure in figures(self.issued.document) if self.issued else ():
            known = printed.get(figure.key)
            if known is None or len(figure.rows) > len(known.rows):
                printed[figure.key] = figure
        return printed

    def change(self, key: str) -> Figure:
        """Return by how much a metric grew over the period before, as both print."""
        now, then = self.board.now(key), self.then(key)
        value = _printed_value(now) - _printed_value(then)
        before, present = self.words
        label, formula = f"{BY_KEY[key].label}比{before}增减", f"{present}{now.phrase}−{before}{then.phrase}"
        facts = (f"{key}.step", label, now.unit, value, formula, now.rows, now.places, now.ledger)
        return Figure(*facts, operands=(now, then), relation=LESS)

    def clause(self, key: str) -> tuple[TextSpan, ...]:
        """Compose “，比上月增加2条”, “，与上月持平”; empty where the period before is not known."""
        if not self.is_known:
            return ()
        figure, before = self.change(key), self.words[0]
        if not figure.value:
            return say(self.board.facts.settings, "compare.flat", {"上期": before})
        which = "compare.up" if figure.value > 0 else "compare.down"
        amount = (TextSpan(figure.phrase.lstrip("-"), figure),)
        return say(self.board.facts.settings, which, {"上期": before, "增减": amount})

    @property
    def _ranked_by(self) -> str:
        return RANKED_BY.get(self.board.facts.settings.get("rank_by", "签约金额完成率"), "signed_value")

    # Places by the completion of the year's task.

    def movers(self) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
        """Return who rose and who fell most since the period before (short name, by how many places)."""
        printed = printed_progress(self.issued) if self.issued else {}
        then = printed or self._places_counted()
        steps = [
            (name, earlier - place)
            for name, place in progress_places(self.board, self._ranked_by).items()
            if place is not None and (earlier := then.get(name)) is not None and earlier != place
        ]
        return _furthest([step for step in steps if step[1] > 0]), _furthest([step for step in steps if step[1] < 0])

    def _places_counted(self) -> dict[str, int | None]:
        return progress_places(self.before, self._ranked_by) if self.is_known else {}


def _furthest(steps: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return those that moved furthest; none where too many moved alike to be named."""
    most = max((abs(step) for _, step in steps), default=0)
    furthest = [step for step in steps if abs(step[1]) == most]
    return furthest if len(furthest) <= _MAX_MOVERS else []


def progress_places(board: PeriodFigures, key: str = "signed_value") -> dict[str, int | None]:
    """Return each task force's place by the completion of its task for the year, by short name."""
    forces, rounded = board.facts.ranked_forces, []
    for force in forces:
        value = board.completion(key, force.id).value
        rounded.append(None if value is None else rates.half_up(value, 2))
    return {force.short_name: place for force, place in zip(forces, rates.ranks(rounded), strict=True)}


def printed_progress(issued: PreviousIssue) -> dict[str, int | None]:
    """Return the places that a circular printed in its table of progress, by short name; empty where it has none."""
    for block in blocks(issued.document):
        if isinstance(block, Table) and PROGRESS_CAPTION in block.caption:
            return {
                row.cells[1].text: int(place) if (place := row.cells[0].text).isdigit() else None
                for row in block.rows
                if row.kind is RowKind.PLAIN
            }
    return {}


def _printed_value(figure: Figure) -> Decimal:
    return rates.half_up(figure.value or Decimal(0), figure.places)


def place_step(step: int) -> Figure:
    """Return by how many places somebody rose or fell, as a figure."""
    return Figure("place.step", "名次变化", "位", Decimal(abs(step)), "上期名次−本期名次", (), 0)
