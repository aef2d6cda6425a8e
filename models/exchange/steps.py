"""Turn a project's stage columns into rows of its stage log: 阶段, 签约日期, 开工日期, 竣工日期, 投产日期."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from models import gates, laws
from models.exchange.columns import STAGE_DAYS
from models.exchange.ground import Ground
from models.exchange.verdicts import Step, Taken
from models.ledgers import Project
from models.ledgers.project import FIRST_STAGE
from models.refusal import Refusal
from models.rules import stages

STAGE_KEYS = ("stage", *STAGE_DAYS)


class Steps:
    """The stage moves planned from one row; ``rejected`` has an error by column key, ``notes`` are hints for the clerk.

    ``stage_values`` are the values of the row's stage columns, ``values`` the project's values that the gates look at.
    """

    def __init__(self, ground: Ground, row: str | None, told: Mapping[str, Taken], values: Mapping[str, Any]) -> None:
        self._ground = ground
        self._row = row
        self._values = values
        self._entered = {s: at for s, at in ground.entered(row).items() if s in stages.LOOP} if row else {}
        self.steps: list[Step] = []
        self.refused: dict[str, str] = {}
        self.notes: list[str] = []
        days = {STAGE_DAYS[key]: (key, read.value) for key, read in told.items() if key in STAGE_DAYS}
        stage = told["stage"].value if "stage" in told else ""
        self._add_told(stage, days)
        for name in sorted(days, key=_order):
            self._take(name, *days[name])
        if row is None and not self.steps and not self._entered:
            self.steps.append(Step(FIRST_STAGE, ground.today))

    @property
    def stage(self) -> str:
        """The project's stage once the planned moves are made."""
        days = {stage: on for stage, (on, _) in self._entered.items()} | {step.stage: step.on for step in self.steps}
        return stages.standing(days.items())

    def _add_told(self, stage: str, days: dict[str, tuple[str, date]]) -> None:
        """Add a stage that the sheet names without a day, as of today, unless it is already reached or passed."""
        known = max([*days, *self._entered], key=_order, default="")
        if stage and _order(stage) < _order(known):
            self.refused["stage"] = f"阶段：写着“{stage}”，但{_known(known, days)}；项目不退回，请核对。"
        elif stage and stage not in days and stage not in self._entered:
            days[stage] = ("stage", self._ground.today)
            if stage != FIRST_STAGE:
                day = self._ground.today.isoformat()
                self.notes.append(f"没有{stage}日期，按今天（{day}）登记；可在预览里补上。")

    def _take(self, stage: str, key: str, on: date) -> None:
        earlier = self._entered.get(stage)
        if earlier and (earlier[0] == on or key == "stage"):
            return
        others = {name: day for name, (day, _) in self._entered.items() if name != stage}
        others |= {step.stage: step.on for step in self.steps}
        try:
            stages.may_move("", stage, on, others, self._ground.today)
            self._pass_gates(stage, others)
        except Refusal as error:
            self.refused[key] = f"{'阶段' if key == 'stage' else stage + '日期'}：{error}"
            return
        self.steps.append(Step(stage, on, earlier[1], earlier[0]) if earlier else Step(stage, on))

    def _pass_gates(self, stage: str, others: Mapping[str, date]) -> None:
        project: Any = laws.Draft({**self._values, "stage": stages.standing(others.items())})
        if not self._ground.gates_bind or stage in self._entered:
            return
        if shut := gates.closed(self._ground.session, project, stage):
            raise Refusal(shut)


def told_by(read: dict[str, Taken]) -> dict[str, Taken]:
    """Remove the stage columns from the values read of a row, and return them."""
    return {key: read.pop(key) for key in STAGE_KEYS if key in read}


def has_steps(ledger: type[Any]) -> bool:
    """Whether a ledger's rows go through stages."""
    return ledger is Project


def _order(stage: str) -> int:
    return stages.LOOP.index(stage) if stage in stages.LOOP else -1


def _known(stage: str, days: Mapping[str, object]) -> str:
    return f"同一行有{stage}日期" if stage in days else f"账本里已到“{stage}”"
