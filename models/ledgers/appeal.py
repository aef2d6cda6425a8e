"""Appeals (申诉) against the first report of a lead or the end of its protection, and what was decided."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, PersonNames


class Appeal(Ledger):
    """An appeal of a task force about a lead; while it is undecided the lead keeps its protection.

    A lead whose appeal was granted is protected up to the day named there, whatever its clock says.
    """

    __tablename__ = "appeal"

    lead: Mapped[str] = link("申诉线索", "lead", width=18)
    task_force: Mapped[str | None] = link("申诉专班", "task_force", width=12)
    raised_on: Mapped[CalendarDay | None] = field("申诉日期", width=6)
    ground: Mapped[LongText] = field("申诉理由", width=24, search=True, hint="对首报归属、保护到期不服的，写明事实")
    state: Mapped[str | None] = field("申诉状态", ChoiceKind("appeal_state"), width=6, hint="不填就是待处理")
    decision: Mapped[LongText | None] = field("处理意见", width=20)
    protected_to: Mapped[CalendarDay | None] = field("保护延至", width=6, hint="支持的，线索保护到哪一天")
    decided_by: Mapped[PersonNames | None] = field("处理人", width=6)
    decided_on: Mapped[CalendarDay | None] = field("处理日期", width=6)

    about = LedgerFacts(
        label="首报申诉",
        title="ground",
        main_day="raised_on",
        measure_word="件",
        parent="lead",
        hint="对线索的首报归属、保护到期不服的，在这里申诉；没有处理以前线索继续受保护。",
        columns=("lead", "task_force", "raised_on", "ground", "state", "decision", "protected_to", "decided_on"),
        sections=(
            ("概况", ("lead", "task_force", "raised_on", "ground")),
            ("处理", ("state", "decision", "protected_to", "decided_by", "decided_on")),
        ),
        sheet_words=("申诉",),
        starts_with=("task_force", "raised_on"),
    )
