"""Recurring duties that were done, and the reports that task forces sent in."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, PersonNames, ShortText, YesNoFlag


class DutyDone(Ledger):
    """A recurring duty of one period that was done: 周动态, 半月一调度, 每月一通报."""

    __tablename__ = "duty_done"

    name: Mapped[ShortText] = field("工作节奏", width=10, search=True)
    period: Mapped[ShortText] = field("所属期间", width=8, hint="2026-W43、2026-10、2026-Q3")
    task_force: Mapped[str | None] = link("履行专班", "task_force", width=12, hint="全县的工作不选")
    due: Mapped[CalendarDay | None] = field("应办日期", width=6)
    done_on: Mapped[CalendarDay | None] = field("办理日期", width=6)
    by: Mapped[PersonNames | None] = field("办理人", width=6)
    note: Mapped[LongText | None] = field("办理说明", width=16)

    about = LedgerFacts(
        label="工作节奏",
        title="name",
        measure_word="次",
        in_navigation=False,
        hint="一周一研究、半月一调度……办了就勾上，没办的到期提醒。",
        columns=("period", "name", "task_force", "due", "done_on", "by"),
        sections=(("概况", ("name", "period", "task_force", "due", "done_on", "by", "note")),),
    )


class Receipt(Ledger):
    """A report a task force sent in, or its statement that there is none (零报告); late ones cost points."""

    __tablename__ = "receipt"

    task_force: Mapped[str] = link("报送专班", "task_force", width=12)
    enterprise: Mapped[str | None] = link("报送企业", "enterprise", width=12, hint="企业向专班报的填写，专班报的不填")
    kind: Mapped[str | None] = field("报送内容", ChoiceKind("circular_kind"), width=6)
    period: Mapped[ShortText] = field("报送期间", width=8)
    due: Mapped[CalendarDay | None] = field("应报日期", width=6)
    received_on: Mapped[CalendarDay | None] = field("收到日期", width=6)
    empty: Mapped[YesNoFlag | None] = field("零报告", width=4)
    note: Mapped[LongText | None] = field("报送质量", width=14)

    about = LedgerFacts(
        label="报送记录",
        title="period",
        measure_word="次",
        parent="task_force",
        in_navigation=False,
        hint="专班和要定期上报的企业，谁按时报了、谁迟报、谁没报；没有内容也要零报告。",
        columns=("task_force", "enterprise", "kind", "period", "due", "received_on", "empty", "note"),
        sections=(("概况", ("task_force", "enterprise", "kind", "period", "due", "received_on", "empty", "note")),),
    )
