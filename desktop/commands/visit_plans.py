"""The command on the visit plan: it is drawn up from what the library of firms says of each (年度拜访计划)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.app import notifications
from desktop.shell.command import BookCommand, BookContext, Menu, registered

if TYPE_CHECKING:
    from models.services.visit_planning import DrawnUpPlan

_MAX_NAMES = 20  # firms named in a dialog


@registered
class DrawUpVisitPlan(BookCommand):
    """Adds the planned visits of a year of the firms that have none yet, and names those whose text cannot be read."""

    name, label, menu, position = "draw_up_visit_plan", "从企业库排拜访计划…", Menu.EDIT, (3, 11)
    icon, needs_writable = "calendar-days", True

    def run(self, context: BookContext) -> None:
        """Ask for the year: the one chosen on the page of the plan, else this year, stands first."""
        from desktop.pages.visit_progress_page import VisitProgressPage
        from models.services.visit_planning import draw_up_plan

        this_year = context.today.year
        page = context.controller.page_stack.front_page(VisitProgressPage)
        shown_year = page.chosen_year if page is not None else this_year
        years = sorted((this_year, this_year + 1), key=lambda year: year != shown_year)
        question = "按企业库里的“年度拜访计划”（几月、几次）排哪一年的？已有计划的企业不再排。"
        frame = context.window.frame
        chosen = notifications.ask_choice(frame, "排拜访计划", question, [f"{year}年" for year in years])
        if chosen is None:
            return
        year = years[chosen]
        plan = context.book_session.run(f"排{year}年拜访计划", lambda session: draw_up_plan(session, year))
        _report(context, plan)


def _report(context: BookContext, plan: DrawnUpPlan) -> None:
    """Say what was added, and which firms were left out."""
    if plan.added:
        text = f"{plan.firms}家企业排了{plan.added}次拜访，请补上带队县领导；Ctrl+Z 可撤销"
        context.window.notifications.notify_saved(text)
    if plan.unread:
        more = (f"等{len(plan.unread)}家",) if len(plan.unread) > _MAX_NAMES else ()
        heading = "这些企业的“年度拜访计划”看不出几月、几次，没有排；请在企业库里改成 3月、9月 或者 4次："
        shown = (*plan.unread[:_MAX_NAMES], *more)
        notifications.show_faults(context.window.frame, heading, shown, "排拜访计划")
