"""Commands that show a document for printing: 督办单, 企业问题清单, 专班工作手册, 挂图."""

from datetime import date
from typing import TYPE_CHECKING

from desktop import notice
from desktop.frame.shell import Shell
from models.refusal import Refusal

if TYPE_CHECKING:
    from models.store import Session
    from models.supervision import Matter

_PAPERS = (("A3", "A3（办公室打印机）"), ("A2", "A2（图文店喷绘）"))


def print_supervision(shell: Shell) -> None:
    """Ask for a responsible unit, or all, and show its 督办单."""
    from models.supervision import by_unit

    controller = shell.office
    if controller is None or not controller.keep_typed():
        return
    today = controller.fittings.today
    units = by_unit(controller.desk.ask(lambda session: _pressing(session, today)))
    if not units:
        raise Refusal("没有逾期的、超过反馈时限的和7天内到期的责任事项，不用督办。")
    lines = [f"全部{len(units)}个单位，一个单位一份", *(_told(unit, matters, today) for unit, matters in units)]
    chosen = notice.ask_choice(shell.frame, "打印督办单", "督办哪个单位？", lines)
    if chosen is not None:
        controller.rooms.show_sheet("supervision", units[chosen - 1][0] if chosen else "")


def _pressing(session: "Session", today: date) -> "list[Matter]":
    from models.supervision import matters, pressing

    return pressing(matters(session), today)


def _told(unit: str, matters: "list[Matter]", today: date) -> str:
    late = sum(matter.days_late(today) > 0 for matter in matters)
    return f"{unit}（{len(matters)}件{f'，逾期{late}件' if late else ''}）"


def supervise_row(shell: Shell) -> None:
    """Show the 督办单 of the unit responsible for the current obligation, with all its urgent obligations."""
    page, controller = shell.ledger_page, shell.office
    if page is None or controller is None or not controller.keep_typed():
        return
    if (row := page.current()) is None:
        raise Refusal("请先点一下要督办的那一行。")
    today = controller.fittings.today
    matters = controller.desk.ask(lambda session: _pressing(session, today))
    row_matter = next((matter for matter in matters if matter.row == row), None)
    if row_matter is None:
        raise Refusal("这件事已销号，或者7天内还不到期，不用督办。")
    controller.rooms.show_sheet("supervision", row_matter.units[0])


def print_problems(shell: Shell) -> None:
    """Show the list of enterprises' problems."""
    _show(shell, "problems", "")


def print_handbook(shell: Shell) -> None:
    """Ask for a task force, or all, and show its handbook."""
    from models.browse import titles
    from models.ledgers import TaskForce

    controller = shell.office
    if controller is None or not controller.keep_typed():
        return
    forces = controller.desk.ask(lambda session: titles(session, TaskForce, limit=200))
    lines = [f"全部{len(forces)}个专班，一个专班一份", *(name for _, name in forces)]
    chosen = notice.ask_choice(shell.frame, "打印专班工作手册", "打印哪个专班的？", lines)
    if chosen is not None:
        controller.rooms.show_sheet("handbook", forces[chosen - 1][0] if chosen else "")


def handbook_of_row(shell: Shell) -> None:
    """Show the handbook of the current task force."""
    page = shell.ledger_page
    if page is not None and (row := page.current()) is not None:
        _show(shell, "handbook", row)


def print_wall(shell: Shell) -> None:
    """Ask for a wall chart and paper size, and show it; the chain currently shown comes first."""
    from models.chain_map import chains

    controller = shell.office
    if controller is None or not controller.keep_typed():
        return
    choices: list[tuple[str, str, str]] = []
    for paper, paper_name in _PAPERS:
        choices.append(("wall", paper, f"项目推进挂图　{paper_name}"))
    for row, name in controller.desk.ask(chains):
        charts = [("chain", f"{row} {paper}", f"{name}图谱　{paper_name}") for paper, paper_name in _PAPERS]
        choices = [*charts, *choices] if row == controller.rooms.chain_shown else [*choices, *charts]
    chosen = notice.ask_choice(shell.frame, "打印挂图", "打印哪一张？", [label for _, _, label in choices])
    if chosen is not None:
        sheet, about, _ = choices[chosen]
        controller.rooms.show_sheet(sheet, about)


def _show(window: Shell, sheet: str, about: str) -> None:
    if window.office is not None and window.office.keep_typed():
        window.office.rooms.show_sheet(sheet, about)
