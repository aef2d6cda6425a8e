"""The steps by which a book that begins with running projects is filled, and how far each has come, in words."""

from collections.abc import Callable
from dataclasses import dataclass

from models.fields.amounts import format_number
from models.fields.base import Ledger
from models.ledgers import Enterprise, Funding, Obligation, Project, TaskForce
from models.statistics.moving_in import MovingInState


@dataclass(frozen=True, slots=True)
class StepState:
    """A sentence on how far a step has come, whether it has brought anything, and the rows that lack something."""

    text: str
    is_done: bool
    incomplete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MovingInStep:
    """One step: its title, what to do, its ledger, and whether sheets are taken for it.

    ``template`` names the empty sheet (one of TEMPLATES); empty where nothing is taken from sheets.
    ``incomplete_heading`` is the heading of the filter that shows the rows that lack something.
    """

    key: str
    title: str
    sentence: str
    ledger: type[Ledger]
    state: Callable[[MovingInState], StepState]
    template: str = ""
    incomplete_heading: str = ""


def _forces(state: MovingInState) -> StepState:
    missing = len(state.forces_without_unit)
    lacking = f"，其中 {missing} 个没有牵头单位" if missing else ""
    text = f"已有 {state.forces} 个专班{lacking}。" if state.forces else "还没有专班。"
    return StepState(text, bool(state.forces) and not missing, state.forces_without_unit)


def _firms(state: MovingInState) -> StepState:
    return StepState(f"已有 {state.firms} 家企业。" if state.firms else "还没有企业。", bool(state.firms))


def _projects(state: MovingInState) -> StepState:
    if not state.projects:
        return StepState("还没有项目。", is_done=False)
    missing = len(state.undated)
    lacking = f"；{missing} 个已签约的没有签约日期，哪一年的签约数都不算它" if missing else ""
    return StepState(f"已有 {state.projects} 个项目、{state.moves} 步阶段记录{lacking}。", not missing, state.undated)


def _funds(state: MovingInState) -> StepState:
    if not state.openings or state.opening_day is None:
        return StepState("还没有期初数。", is_done=False)
    total = format_number(state.opening_sum.normalize())
    return StepState(
        f"已记期初 {state.openings} 笔，共 {total} 万元，最近的截至 {state.opening_day.isoformat()}；"
        f"{state.projects_with_funds} 个项目有到位资金。",
        is_done=True,
    )


def _promises(state: MovingInState) -> StepState:
    count = len(state.open_obligations)
    return StepState(f"还没销号的有 {count} 件。" if count else "还没有没销号的事项。", bool(count))


STEPS: tuple[MovingInStep, ...] = (
    MovingInStep(
        "forces",
        "1．专班和牵头单位",
        "用县里的预置新建的账本已经有了，看一遍对不对；项目、走访都要认得出是哪个专班的。",
        TaskForce,
        _forces,
        "forces",
        "没有牵头单位的专班",
    ),
    MovingInStep(
        "firms",
        "2．企业",
        "已落户、在跟的企业。项目里写了投资方的，企业以后再补也行。",
        Enterprise,
        _firms,
        "firms",
    ),
    MovingInStep(
        "projects",
        "3．在建、已签的项目",
        "一行一个项目，签约、开工、竣工、投产日期各一列，填以前的日期；每个日期变成一步阶段记录。",
        Project,
        _projects,
        "projects",
        "没有签约日期的项目",
    ),
    MovingInStep(
        "funds",
        "4．到位资金（截至一天）",
        "项目表里有“累计到位资金”“本年到位资金”的，收表时只问一次截至哪一天，记作期初；以后逐月登记。",
        Funding,
        _funds,
        "funds",
    ),
    MovingInStep(
        "promises",
        "5．没办结的承诺和责任事项",
        "政府答应企业的、企业答应的、还在督办的；办结了的不用搬。",
        Obligation,
        _promises,
        "promises",
    ),
)
