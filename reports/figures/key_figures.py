"""The key figures of a county against the pace of the year (序时): what a first page says before anything else."""

from dataclasses import dataclass

from models.statistics.metrics import TARGET_METRICS
from reports.figures.figure import Figure, PeriodFigures

_MOST = 5  # stand side by side on a small screen


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """What has been done of a target of the year; ``completion`` has no value where no target is set."""

    name: str
    done: Figure
    completion: Figure
    gap: Figure  # completion less the pace of the year, in percentage points

    @property
    def is_behind(self) -> bool:
        """Whether the completion is below the pace of the year."""
        return self.gap.value is not None and self.gap.value < 0


def key_figures(board: PeriodFigures) -> tuple[KeyFigure, ...]:
    """Return the first figures that have a target of the year; where none has, the first that are not nought."""
    every = [
        KeyFigure(TARGET_METRICS[key], board.year(key), board.completion(key), board.pace_gap(key))
        for key in board.compared
    ]
    aimed = [figure for figure in every if figure.completion.value is not None]
    return tuple((aimed or [figure for figure in every if figure.done.value])[:_MOST])
