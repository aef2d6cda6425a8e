"""Turn a project's stage columns into rows of its stage log: 阶段, 签约日期, 开工日期, 竣工日期, 投产日期."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.errors import UserError
from models.exchange.sheet_import.import_columns import STAGE_COLUMNS
from models.exchange.sheet_import.import_context import ImportContext
from models.exchange.sheet_import.row_outcome import ParsedValue, PlannedRow, PlannedStageMove
from models.fields.base import Ledger
from models.fields.kind import Value, date_of
from models.ledgers import Project
from models.rules import stages
from models.rules.vocabulary import Stage
from models.services import gates, validation

_ONLY_TO = "日期只写到"
_AS_OF_TODAY = "日期，按今天"
STAGE_KEYS = ("stage", *STAGE_COLUMNS)


@dataclass(frozen=True, slots=True)
class StagePlan:
    """The stage moves planned from one row, and the stage they lead to; ``notes`` are hints for the clerk.

    ``rejected`` has an error message by column key.
    """

    steps: tuple[PlannedStageMove, ...]
    stage: str
    rejected: Mapping[str, str]
    notes: tuple[str, ...]


def plan_stage_moves(
    import_context: ImportContext,
    row: str | None,
    stage_values: Mapping[str, ParsedValue],
    values: Mapping[str, Value],
) -> StagePlan:
    """Plan the stage moves of a project (``row``, None for a new one) from the values of its stage columns.

    ``values`` are the project's values that the gates look at.
    """
    planner = _StagePlanner(import_context, row, values)
    days = {STAGE_COLUMNS[key]: (key, date_of(v.value)) for key, v in stage_values.items() if key in STAGE_COLUMNS}
    stage = str(stage_values["stage"].value) if "stage" in stage_values else ""
    planner.add_undated_stage(stage, days)
    for name in sorted(days, key=_stage_order):
        planner.add_step(name, *days[name])
        key, day = days[name]
        if key in STAGE_COLUMNS and stage_values[key].mark and key not in planner.rejected:
            planner.notes.append(f"{name}{_ONLY_TO}{stage_values[key].mark}，记作 {day}。")
    if row is None and not planner.steps:
        planner.steps.append(PlannedStageMove(Stage.TALKS, import_context.today))
    return StagePlan(tuple(planner.steps), planner.stage, planner.rejected, tuple(planner.notes))


class _StagePlanner:
    """Collects the stage moves of one row; ``entered`` are the first days the project entered its stages so far."""

    def __init__(self, import_context: ImportContext, row: str | None, values: Mapping[str, Value]) -> None:
        self._import_context, self._row, self._values = import_context, row, values
        entries = import_context.stage_entries(row) if row else {}
        self._entered = {stage: entry for stage, entry in entries.items() if stage in stages.STAGE_ORDER}
        self.steps: list[PlannedStageMove] = []
        self.rejected: dict[str, str] = {}
        self.notes: list[str] = []

    @property
    def stage(self) -> str:
        """The project's stage once the planned moves are made."""
        days = {stage: on for stage, (on, _) in self._entered.items()} | {step.stage: step.on for step in self.steps}
        return stages.current_stage(days.items())

    def add_undated_stage(self, stage: str, days: dict[str, tuple[str, date]]) -> None:
        """Add a stage that the sheet names without a day to ``days``, as of today, unless it is already reached."""
        known = max([*days, *self._entered], key=_stage_order, default="")
        if stage and _stage_order(stage) < _stage_order(known):
            self.rejected["stage"] = f"阶段：写着“{stage}”，但{_reached_text(known, days)}；项目不退回，请核对。"
        elif stage and stage not in days and stage not in self._entered:
            days[stage] = ("stage", self._import_context.today)
            if stage != Stage.TALKS:
                day = self._import_context.today.isoformat()
                self.notes.append(f"没有{stage}{_AS_OF_TODAY}（{day}）登记；可在预览里补上。")

    def add_step(self, stage: str, key: str, on: date) -> None:
        """Add the move to a stage, or the correction of its day, where the laws of stages and gates allow it."""
        earlier = self._entered.get(stage)
        if earlier and earlier[0] == on:
            return
        others = {name: day for name, (day, _) in self._entered.items() if name != stage}
        others |= {step.stage: step.on for step in self.steps}
        try:
            stages.check_move("", stage, on, others, self._import_context.today)
            self._check_gates(stage, others)
        except UserError as error:
            self.rejected[key] = f"{'阶段' if key == 'stage' else stage + '日期'}：{error}"
            return
        self.steps.append(
            PlannedStageMove(stage, on, earlier[1], earlier[0]) if earlier else PlannedStageMove(stage, on)
        )

    def _check_gates(self, stage: str, others: Mapping[str, date]) -> None:
        if not self._import_context.gates_bind or stage in self._entered:
            return
        # A row that is not made yet stands in for the project.
        project: Any = validation.ProposedRow(
            {**self._values, "id": self._row, "stage": stages.current_stage(others.items())}
        )
        if shut := gates.gate_error(self._import_context.session, project, stage):
            raise UserError(shut)


def split_stage_values(
    values: Mapping[str, ParsedValue],
) -> tuple[Mapping[str, ParsedValue], Mapping[str, ParsedValue]]:
    """Split the values read of a project's row into those of its stage columns and the rest."""
    stage_values = {key: values[key] for key in STAGE_KEYS if key in values}
    return stage_values, {key: value for key, value in values.items() if key not in stage_values}


def undated_sentences(rows: Iterable[PlannedRow]) -> list[str]:
    """Say how many rows name a stage without its day: what is entered today counts in this year's figures."""
    rows = [row for row in rows if row.writes]
    rough = sum(_ONLY_TO in note for row in rows for note in row.notes)
    sentences = [f"有 {rough} 个阶段日期只写到月或年，记作那个月（年）的第一天。"] if rough else []
    count = sum(any(_AS_OF_TODAY in note for note in row.notes) for row in rows)
    if not count:
        return sentences
    return [
        *sentences,
        f"有 {count} 个项目写了阶段、没有那一步的日期，按今天登记，会算进今年的数；知道日期的请先在表里补上。",
    ]


def has_stages(ledger: type[Ledger]) -> bool:
    """Whether a ledger's rows go through stages."""
    return ledger is Project


def _stage_order(stage: str) -> int:
    return stages.STAGE_ORDER.index(stage) if stage in stages.STAGE_ORDER else -1


def _reached_text(stage: str, days: Mapping[str, object]) -> str:
    return f"同一行有{stage}日期" if stage in days else f"账本里已到“{stage}”"
