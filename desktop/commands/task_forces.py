"""Commands on who does the work: projects and leads go to another task force, a task force is dissolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.shell.command import LedgerCommand, LedgerContext, Menu, registered
from models.errors import FieldErrors, UserError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.shell.window_api import MainWindowApi
    from models.fields.kind import Value
    from models.services.transfers import Handover

_MAX_ROWS = 500
_TRANSFERRED = ("project", "lead")
_TRANSFER_HINT = (
    "接手那天起的签约、到资、开工算接手专班的，以前各月的数仍算原专班的。"
    "原来的专班登记错了的，不用流转，直接改“专班”那一栏。"
)
_DISSOLVE_HINT = (
    "名下的项目、线索、企业、没办结的事项从那天起归并入的专班；以前各月的数仍是这个专班的，之后不再排名、提醒。"
)


@registered
class TransferRows(LedgerCommand):
    """Hands the selected projects or leads over to another task force from a day on."""

    name, label, menu, position = "transfer", "流转给别的专班…", Menu.EDIT, (3, 10)
    icon, row_menu_position = "arrow-right-left", 9
    saves_typed = needs_writable = needs_cell = hidden_where_unavailable = True

    def is_available(self, window: MainWindowApi) -> bool:
        """Whether projects or leads are in front."""
        page = window.ledger_page
        return super().is_available(window) and page is not None and page.ledger.__tablename__ in _TRANSFERRED

    def run(self, context: LedgerContext) -> None:
        """Ask who takes over, and hand the rows over in one command."""
        from desktop.shell.transfer_dialog import TransferDialog
        from models.ledgers import Lead, Project
        from models.services.transfers import transfer_rows

        ledger = Project if context.page.ledger is Project else Lead
        rows, today = context.page.selected_ids(), context.today
        if not rows:
            raise UserError(f"请先选中要流转的{ledger.about.label}。")
        if len(rows) > _MAX_ROWS:
            raise UserError(f"一次最多流转 {_MAX_ROWS} 行，选中了 {len(rows)} 行；请先筛选。")
        what = f"{len(rows)} {ledger.about.measure_word}{ledger.about.row_label}"

        def confirm(values: Mapping[str, Value]) -> None:
            handover = _handover(values)
            count = context.book_session.run(
                f"流转：{what}", lambda session: transfer_rows(session, ledger, rows, handover, today)
            )
            done = f"{count} {ledger.about.measure_word}{ledger.about.label}"
            context.window.notifications.notify_saved(f"{done}已流转，Ctrl+Z 可撤销")

        dialog = TransferDialog(
            context.book_session, f"流转：{what}", _TRANSFER_HINT, confirm, today.isoformat(), context.window.frame
        )
        dialog.exec()


@registered
class DissolveTaskForce(LedgerCommand):
    """Dissolves the current task force into another."""

    name, label, menu, position = "dissolve", "撤并专班…", Menu.EDIT, (3, 11)
    icon, ledger, row_menu_position = "arrow-right-left", "task_force", 9
    saves_typed = needs_writable = needs_cell = hidden_where_unavailable = True

    def run(self, context: LedgerContext) -> None:
        """Ask for the day and who takes over, and dissolve it in one command."""
        from desktop.shell.transfer_dialog import TransferDialog
        from models.ledgers import TaskForce
        from models.services.transfers import dissolve

        if (row := context.page.current_id()) is None:
            raise UserError("请先点一下是哪个专班。")
        name, today = context.book_session.read(lambda session: session.get_one(TaskForce, row).name), context.today

        def confirm(values: Mapping[str, Value]) -> None:
            day = _handover({**values, "to_force": values["to_force"] or ""}).on
            handover = _handover(values) if values["to_force"] else None
            left = context.book_session.run(
                f"撤并：{name}", lambda session: dissolve(session, row, handover, day, today)
            )
            context.window.notifications.notify_saved(f"{name}已撤并{f'，{left}已交出' if left else ''}，Ctrl+Z 可撤销")

        dialog = TransferDialog(
            context.book_session, f"撤并：{name}", _DISSOLVE_HINT, confirm, today.isoformat(), context.window.frame
        )
        dialog.exec()


def _handover(values: Mapping[str, Value]) -> Handover:
    """Read who takes over and from when; raises FieldErrors for what is missing."""
    from datetime import date

    from models.services.transfers import Handover

    on, to_force = values["on"], values["to_force"]
    missing = {} if isinstance(on, date) else {"on": "请填接手日期。"}
    if not isinstance(to_force, str):
        missing["to_force"] = "请选接手的专班。"
    if missing or not isinstance(on, date) or not isinstance(to_force, str):
        raise FieldErrors(missing)
    reason, decided_by = (str(values[key]) if values[key] else None for key in ("reason", "decided_by"))
    return Handover(to_force, on, reason, decided_by)
