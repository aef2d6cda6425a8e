"""What a clerk has printed beside circulars: 督办单, 企业问题清单, 专班工作手册, 挂图; each is shown first."""

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
    """Ask which unit is to be chased, or all, and show its 督办单."""
    from models.supervision import by_unit

    office = shell.office
    if office is None or not office.keep_typed():
        return
    today = office.fittings.today
    units = by_unit(office.desk.ask(lambda session: _pressing(session, today)))
    if not units:
        raise Refusal("没有逾期的、超过反馈时限的和7天内到期的责任事项，不用督办。")
    lines = [f"全部{len(units)}个单位，一个单位一份", *(_told(unit, mine, today) for unit, mine in units)]
    chosen = notice.ask_choice(shell.frame, "打印督办单", "督办哪个单位？", lines)
    if chosen is not None:
        office.rooms.show_sheet("supervision", units[chosen - 1][0] if chosen else "")


def _pressing(session: "Session", today: date) -> "list[Matter]":
    from models.supervision import matters, pressing

    return pressing(matters(session), today)


def _told(unit: str, mine: "list[Matter]", today: date) -> str:
    late = sum(one.days_late(today) > 0 for one in mine)
    return f"{unit}（{len(mine)}件{f'，逾期{late}件' if late else ''}）"


def supervise_row(shell: Shell) -> None:
    """Show the 督办单 of the unit that answers for the current obligation, with all it owes."""
    page, office = shell.ledger_page, shell.office
    if page is None or office is None or not office.keep_typed():
        return
    if (row := page.current()) is None:
        raise Refusal("请先点一下要督办的那一行。")
    today = office.fittings.today
    mine = next((one for one in office.desk.ask(lambda session: _pressing(session, today)) if one.row == row), None)
    if mine is None:
        raise Refusal("这件事已销号，或者7天内还不到期，不用督办。")
    office.rooms.show_sheet("supervision", mine.units[0])


def print_problems(shell: Shell) -> None:
    """Show the list of firms' problems."""
    _show(shell, "problems", "")


def print_handbook(shell: Shell) -> None:
    """Ask which task force, or all, and show its handbook."""
    from models.browse import titles
    from models.ledgers import TaskForce

    office = shell.office
    if office is None or not office.keep_typed():
        return
    forces = office.desk.ask(lambda session: titles(session, TaskForce, limit=200))
    lines = [f"全部{len(forces)}个专班，一个专班一份", *(name for _, name in forces)]
    chosen = notice.ask_choice(shell.frame, "打印专班工作手册", "打印哪个专班的？", lines)
    if chosen is not None:
        office.rooms.show_sheet("handbook", forces[chosen - 1][0] if chosen else "")


def handbook_of_row(shell: Shell) -> None:
    """Show the handbook of the current task force."""
    page = shell.ledger_page
    if page is not None and (row := page.current()) is not None:
        _show(shell, "handbook", row)


def print_wall(shell: Shell) -> None:
    """Ask which wall chart on which paper, and show it; the chain looked at stands first."""
    from models.chain_map import chains

    office = shell.office
    if office is None or not office.keep_typed():
        return
    offered: list[tuple[str, str, str]] = []
    for paper, said in _PAPERS:
        offered.append(("wall", paper, f"项目推进挂图　{said}"))
    for row, name in office.desk.ask(chains):
        own = [("chain", f"{row} {paper}", f"{name}图谱　{said}") for paper, said in _PAPERS]
        offered = [*own, *offered] if row == office.rooms.chain_shown else [*offered, *own]
    chosen = notice.ask_choice(shell.frame, "打印挂图", "打印哪一张？", [said for _, _, said in offered])
    if chosen is not None:
        sheet, about, _ = offered[chosen]
        office.rooms.show_sheet(sheet, about)


def _show(shell: Shell, sheet: str, about: str) -> None:
    if shell.office is not None and shell.office.keep_typed():
        shell.office.rooms.show_sheet(sheet, about)
