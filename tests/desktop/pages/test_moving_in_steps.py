"""How far a step has come is said in words: what there is, and what it lacks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from desktop.pages.moving_in_steps import STEPS, StepState
from models.statistics.moving_in import MovingInState
from reports.xlsx.template_workbook import TEMPLATES

EMPTY = MovingInState(0, (), 0, 0, 0, (), 0, Decimal(0), None, 0, (), 0, 2025)
STATES = {step.key: step.state for step in STEPS}


def test_an_empty_book_has_nothing_done() -> None:
    assert [STATES[step.key](EMPTY).is_done for step in STEPS] == [False] * 5


@pytest.mark.parametrize(
    ("step", "state", "text", "is_done", "incomplete"),
    [
        ("forces", replace(EMPTY, forces=9), "已有 9 个专班。", True, ()),
        (
            "forces",
            replace(EMPTY, forces=9, forces_without_unit=("a", "b")),
            "已有 9 个专班，其中 2 个没有牵头单位。",
            False,
            ("a", "b"),
        ),
        ("firms", replace(EMPTY, firms=3), "已有 3 家企业。", True, ()),
        ("projects", replace(EMPTY, projects=100, moves=148), "已有 100 个项目、148 步阶段记录。", True, ()),
        (
            "projects",
            replace(EMPTY, projects=2, moves=1, undated=("x",)),
            "已有 2 个项目、1 步阶段记录；1 个已签约的没有签约日期，哪一年的签约数都不算它。",
            False,
            ("x",),
        ),
        (
            "funds",
            replace(
                EMPTY,
                openings=3,
                opening_sum=Decimal("5000.0000"),
                opening_day=date(2026, 10, 31),
                projects_with_funds=2,
            ),
            "已记期初 3 笔，共 5,000 万元，最近的截至 2026-10-31；2 个项目有到位资金。",
            True,
            (),
        ),
        ("promises", replace(EMPTY, open_obligations=("x", "y")), "还没销号的有 2 件。", True, ()),
    ],
)
def test_what_a_step_has(
    step: str, state: MovingInState, text: str, is_done: bool, incomplete: tuple[str, ...]
) -> None:
    assert STATES[step](state) == StepState(text, is_done, incomplete)


def test_every_step_offers_an_empty_sheet_of_its_own_ledger() -> None:
    assert {step.template for step in STEPS} <= set(TEMPLATES)
    # Funds so far are read from a list of projects.
    differing = [step.key for step in STEPS if TEMPLATES[step.template].ledger is not step.ledger]
    assert differing == ["funds"]
