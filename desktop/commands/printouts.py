"""Commands that show a document for printing: 督办单, 企业问题清单, 专班工作手册, 挂图."""

from datetime import date
from typing import TYPE_CHECKING

from desktop.app import notifications
from desktop.shell.window_api import MainWindowApi
from models.errors import UserError

if TYPE_CHECKING:
    from models.statistics.supervision import SupervisionItem
    from models.storage.store import Session

_PAPER_SIZES = (("A3", "A3（办公室打印机）"), ("A2", "A2（图文店喷绘）"))


def print_supervision(window: MainWindowApi) -> None:
    """Ask for a responsible unit, or all, and show its 督办单."""
    from models.statistics.supervision import items_by_unit

    controller = window.controller
    if controller is None or not controller.save_typed():
        return
    today = controller.context.today
    units = items_by_unit(controller.book_session.read(lambda session: _urgent_obligations(session, today)))
    if not units:
        raise UserError("没有逾期的、超过反馈时限的和7天内到期的责任事项，不用督办。")
    lines = [f"全部{len(units)}个单位，一个单位一份", *(_unit_text(unit, matters, today) for unit, matters in units)]
    chosen = notifications.ask_choice(window.frame, "打印督办单", "督办哪个单位？", lines)
    if chosen is not None:
        controller.page_stack.show_sheet("supervision", units[chosen - 1][0] if chosen else "")


def _urgent_obligations(session: "Session", today: date) -> "list[SupervisionItem]":
    from models.statistics.supervision import supervision_items, urgent_items

    return urgent_items(supervision_items(session), today)


def _unit_text(unit: str, matters: "list[SupervisionItem]", today: date) -> str:
    late = sum(matter.days_late(today) > 0 for matter in matters)
    return f"{unit}（{len(matters)}件{f'，逾期{late}件' if late else ''}）"


def supervise_row(window: MainWindowApi) -> None:
    """Show the 督办单 of the unit responsible for the current obligation, with all its urgent obligations."""
    page, controller = window.ledger_page, window.controller
    if page is None or controller is None or not controller.save_typed():
        return
    if (row := page.current_id()) is None:
        raise UserError("请先点一下要督办的那一行。")
    today = controller.context.today
    matters = controller.book_session.read(lambda session: _urgent_obligations(session, today))
    row_matter = next((matter for matter in matters if matter.row == row), None)
    if row_matter is None:
        raise UserError("这件事已销号，或者7天内还不到期，不用督办。")
    controller.page_stack.show_sheet("supervision", row_matter.units[0])


def print_problems(window: MainWindowApi) -> None:
    """Show the list of enterprises' problems."""
    _show_sheet(window, "problems", "")


def print_handbook(window: MainWindowApi) -> None:
    """Ask for a task force, or all, and show its handbook."""
    from models.ledgers import TaskForce
    from models.queries.ledger_query import title_choices

    controller = window.controller
    if controller is None or not controller.save_typed():
        return
    forces = controller.book_session.read(lambda session: title_choices(session, TaskForce, limit=200))
    lines = [f"全部{len(forces)}个专班，一个专班一份", *(name for _, name in forces)]
    chosen = notifications.ask_choice(window.frame, "打印专班工作手册", "打印哪个专班的？", lines)
    if chosen is not None:
        controller.page_stack.show_sheet("handbook", forces[chosen - 1][0] if chosen else "")


def print_row_handbook(window: MainWindowApi) -> None:
    """Show the handbook of the current task force."""
    page = window.ledger_page
    if page is not None and (row := page.current_id()) is not None:
        _show_sheet(window, "handbook", row)


def print_wall_chart(window: MainWindowApi) -> None:
    """Ask for a wall chart and paper size, and show it; the chain currently shown comes first."""
    from desktop.pages.chain_map_page import ChainMapPage
    from models.statistics.chain_map import chains

    controller = window.controller
    if controller is None or not controller.save_typed():
        return
    page = controller.page_stack.front_page(ChainMapPage)
    shown_chain = page.chain_choice.currentData() if page is not None else None
    choices: list[tuple[str, str, str]] = []
    for paper, paper_name in _PAPER_SIZES:
        choices.append(("wall", paper, f"项目推进挂图　{paper_name}"))
    for row, name in controller.book_session.read(chains):
        charts = [("chain", f"{row} {paper}", f"{name}图谱　{paper_name}") for paper, paper_name in _PAPER_SIZES]
        choices = [*charts, *choices] if row == shown_chain else [*choices, *charts]
    chosen = notifications.ask_choice(window.frame, "打印挂图", "打印哪一张？", [label for _, _, label in choices])
    if chosen is not None:
        sheet, about, _ = choices[chosen]
        controller.page_stack.show_sheet(sheet, about)


def _show_sheet(window: MainWindowApi, sheet: str, about: str) -> None:
    if window.controller is not None and window.controller.save_typed():
        window.controller.page_stack.show_sheet(sheet, about)
