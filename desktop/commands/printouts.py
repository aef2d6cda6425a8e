"""Commands that print: the circular, and the sheets shown for printing (督办单, 企业问题清单, 接待方案, 挂图 …)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from desktop.app import notifications
from desktop.app.page_registry import PrintablePage
from desktop.shell.command import (
    PRINT_BOOK,
    PRINT_ROW,
    BookCommand,
    BookContext,
    LedgerCommand,
    LedgerContext,
    Menu,
    registered,
)
from models.errors import UserError

if TYPE_CHECKING:
    from datetime import date

    from desktop.shell.window_api import MainWindowApi
    from models.statistics.supervision import SupervisionItem
    from models.storage.store import Session

_VISITS = ("visit", "visit_plan")
_PAPER_SIZES = (("A3", "A3（办公室打印机）"), ("A2", "A2（图文店喷绘）"))


@registered
class PrintCircular(BookCommand):
    """Asks for printer, pages and copies, and prints the circular in front."""

    name, label, menu, position = "print", "打印通报…", Menu.FILE, (3, 1)
    shortcut, icon, saves_typed = "Ctrl+P", "printer", False

    def is_available(self, window: MainWindowApi) -> bool:
        """Whether the page in front can be printed."""
        return window.controller is not None and isinstance(window.controller.front_page, PrintablePage)

    def run(self, context: BookContext) -> None:
        """Ask and print."""
        if isinstance(page := context.controller.front_page, PrintablePage):
            page.print()


class PrintRowSheet(LedgerCommand):
    """Shows the sheet of the current row for printing: ``sheet``, one of SHEETS, else that named like the ledger."""

    sheet = ""

    menu, group, icon = Menu.FILE, PRINT_ROW, "printer"
    saves_typed = needs_cell = hidden_where_unavailable = True

    def run(self, context: LedgerContext) -> None:
        """Show the sheet."""
        if (row := context.page.current_id()) is None:
            raise UserError("请先点一下要打印的那一行。")
        context.controller.page_stack.show_sheet(self.sheet or self.ledger, row)


class PrintBookSheet(BookCommand):
    """Shows a sheet of the whole book for printing: ``sheet``, one of SHEETS."""

    sheet: ClassVar[str]
    menu, group, icon = Menu.FILE, PRINT_BOOK, "printer"

    def run(self, context: BookContext) -> None:
        """Show the sheet."""
        context.controller.page_stack.show_sheet(self.sheet, "")


@registered
class PrintProjectSheet(PrintRowSheet):
    """Shows the one-page sheet of the current project."""

    name, label, position = "project_sheet", "打印项目一页表…", (3, 2)
    ledger, row_menu_position = "project", 5


@registered
class PrintRewardSheet(PrintRowSheet):
    """Shows the calculation of the current reward."""

    name, label, position = "reward_sheet", "打印奖励测算表…", (3, 5)
    ledger, row_menu_position = "reward", 6


@registered
class PrintReception(PrintRowSheet):
    """Shows the plan of the current visit or planned visit: 客商接待方案, or 外出拜访方案."""

    name, label, position = "reception_sheet", "打印接待（拜访）方案…", (3, 4)
    sheet, row_menu_position = "reception", 7

    def is_available(self, window: MainWindowApi) -> bool:
        """Whether visits or planned visits are in front."""
        page = window.ledger_page
        return super().is_available(window) and page is not None and page.ledger.__tablename__ in _VISITS


@registered
class PrintSigningSheet(PrintRowSheet):
    """Shows the sheet of the review before signing of the current project."""

    name, label, position = "signing_sheet", "打印签约前审查表…", (3, 3)
    sheet, ledger, row_menu_position = "signing", "project", 6


@registered
class PrintSupervision(BookCommand):
    """Asks for a responsible unit, or all, and shows its 督办单."""

    name, label, menu, position = "supervision", "打印督办单…", Menu.FILE, (3, 20)
    group, icon = PRINT_BOOK, "printer"

    def run(self, context: BookContext) -> None:
        """Ask and show."""
        from models.statistics.supervision import items_by_unit

        today = context.today
        units = items_by_unit(context.book_session.read(lambda session: _urgent_obligations(session, today)))
        if not units:
            raise UserError("没有逾期的、超过反馈时限的和7天内到期的责任事项，不用督办。")
        lines = [f"全部{len(units)}个单位，一个单位一份", *(_unit_text(unit, items, today) for unit, items in units)]
        chosen = notifications.ask_choice(context.window.frame, "打印督办单", "督办哪个单位？", lines)
        if chosen is not None:
            context.controller.page_stack.show_sheet("supervision", units[chosen - 1][0] if chosen else "")


def _urgent_obligations(session: Session, today: date) -> list[SupervisionItem]:
    from models.statistics.supervision import supervision_items, urgent_items

    return urgent_items(supervision_items(session), today)


def _unit_text(unit: str, items: list[SupervisionItem], today: date) -> str:
    late = sum(item.days_late(today) > 0 for item in items)
    return f"{unit}（{len(items)}件{f'，逾期{late}件' if late else ''}）"


@registered
class SuperviseRow(LedgerCommand):
    """Shows the 督办单 of the unit responsible for the current obligation, with all its urgent obligations."""

    name, label, menu, position = "supervise_row", "督办责任单位", Menu.FILE, (3, 6)
    group, icon = PRINT_ROW, "bell"
    ledger, row_menu_position = "obligation", 7
    saves_typed = needs_cell = hidden_where_unavailable = True

    def run(self, context: LedgerContext) -> None:
        """Show the sheet of the row's unit."""
        if (row := context.page.current_id()) is None:
            raise UserError("请先点一下要督办的那一行。")
        items = context.book_session.read(lambda session: _urgent_obligations(session, context.today))
        row_item = next((item for item in items if item.row == row), None)
        if row_item is None:
            raise UserError("这件事已销号，或者7天内还不到期，不用督办。")
        context.controller.page_stack.show_sheet("supervision", row_item.units[0])


@registered
class PrintProblems(PrintBookSheet):
    """Shows the list of enterprises' problems."""

    name, label, position = "problem_list", "打印企业问题清单", (3, 22)
    sheet = "problems"


@registered
class PrintReviews(PrintBookSheet):
    """Shows the list of policies and promises that need a fair competition review."""

    name, label, position = "review_list", "打印公平竞争审查清单", (3, 26)
    sheet = "reviews"


@registered
class PrintDormantFirms(PrintBookSheet):
    """Shows the sheet of dormant firms and idle assets."""

    name, label, position = "dormant_sheet", "打印僵尸企业与闲置资产一览表", (3, 27)
    sheet = "dormant"


@registered
class PrintPeople(PrintBookSheet):
    """Shows the register of the task forces' people."""

    name, label, position = "people_sheet", "打印招商队伍名册", (3, 28)
    sheet = "people"


@registered
class PrintVisitPlan(BookCommand):
    """Shows how far the visit plan is, of the year chosen on its page, else of this year."""

    name, label, menu, position = "visit_plan_sheet", "打印拜访计划执行情况", Menu.FILE, (3, 25)
    group, icon = PRINT_BOOK, "printer"

    def run(self, context: BookContext) -> None:
        """Show the sheet."""
        from desktop.pages.visit_progress_page import VisitProgressPage

        page_stack = context.controller.page_stack
        page = page_stack.front_page(VisitProgressPage)
        page_stack.show_sheet("visit_plan", str(page.chosen_year if page is not None else context.today.year))


@registered
class PrintRecognition(PrintBookSheet):
    """Shows the list of placed funds that are not recognised."""

    name, label, position = "recognition_list", "打印未认定到位资金清单", (3, 24)
    sheet = "recognition"


@registered
class PrintInspections(PrintBookSheet):
    """Shows the list of the year's inspections of firms."""

    name, label, position = "inspection_list", "打印涉企检查清单", (4, 12)
    sheet = "inspections"


@registered
class PrintHandbook(BookCommand):
    """Asks for a task force, or all, and shows its handbook."""

    name, label, menu, position = "handbook", "打印专班工作手册…", Menu.FILE, (3, 21)
    group, icon = PRINT_BOOK, "printer"

    def run(self, context: BookContext) -> None:
        """Ask and show."""
        from models.ledgers import TaskForce
        from models.queries.ledger_query import title_choices

        forces = context.book_session.read(lambda session: title_choices(session, TaskForce, limit=200))
        lines = [f"全部{len(forces)}个专班，一个专班一份", *(name for _, name in forces)]
        chosen = notifications.ask_choice(context.window.frame, "打印专班工作手册", "打印哪个专班的？", lines)
        if chosen is not None:
            context.controller.page_stack.show_sheet("handbook", forces[chosen - 1][0] if chosen else "")


@registered
class PrintRowHandbook(LedgerCommand):
    """Shows the handbook of the current task force."""

    name, label, menu, position = "handbook_of_row", "打印这个专班的手册", Menu.FILE, (3, 10)
    group, icon = PRINT_ROW, "printer"
    ledger, row_menu_position = "task_force", 8
    saves_typed = needs_cell = hidden_where_unavailable = True

    def run(self, context: LedgerContext) -> None:
        """Show the handbook."""
        if (row := context.page.current_id()) is not None:
            context.controller.page_stack.show_sheet("handbook", row)


@registered
class PrintWallChart(BookCommand):
    """Asks for a wall chart and paper size, and shows it; the chain shown at present comes first."""

    name, label, menu, position = "print_wall", "打印挂图…", Menu.FILE, (3, 29)
    group, icon = PRINT_BOOK, "printer"

    def run(self, context: BookContext) -> None:
        """Ask and show."""
        from desktop.pages.chain_map_page import ChainMapPage
        from models.statistics.chain_map import chains

        page_stack = context.controller.page_stack
        page = page_stack.front_page(ChainMapPage)
        shown_chain = page.chain_choice.currentData() if page is not None else None
        choices = [("wall", paper, f"项目推进挂图　{paper_name}") for paper, paper_name in _PAPER_SIZES]
        for row, name in context.book_session.read(chains):
            charts = [("chain", f"{row} {paper}", f"{name}图谱　{paper_name}") for paper, paper_name in _PAPER_SIZES]
            choices = [*charts, *choices] if row == shown_chain else [*choices, *charts]
        lines = [label for _, _, label in choices]
        chosen = notifications.ask_choice(context.window.frame, "打印挂图", "打印哪一张？", lines)
        if chosen is not None:
            sheet, subject, _ = choices[chosen]
            page_stack.show_sheet(sheet, subject)
