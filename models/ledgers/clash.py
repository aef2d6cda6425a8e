"""Duplicates (撞单): two rows that may describe the same case, and the decision of a person."""

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, Percentage, PersonNames, ShortText, Timestamp


class Clash(Ledger):
    """Two rows of one ledger that may be the same; decided by a person. The decision “不是同一家” is stored too."""

    __tablename__ = "clash"

    name: Mapped[ShortText] = field("撞单事项", width=20, search=True)
    ledger: Mapped[ShortText] = field("所在台账", width=6)
    first: Mapped[ShortText] = field("甲方行号", width=8)
    second: Mapped[ShortText] = field("乙方行号", width=8)
    first_report: Mapped[Timestamp | None] = field("甲方首报时间", width=9)
    second_report: Mapped[Timestamp | None] = field("乙方首报时间", width=9)
    level: Mapped[int | None] = field("疑似级别", CountKind("级"), width=4, hint="1 级最可能是同一家")
    likeness: Mapped[Percentage | None] = field("名称相似度", width=5)
    reason: Mapped[LongText | None] = field("判断理由", width=18)
    evidence: Mapped[LongText | None] = field("双方依据", width=18)
    decision: Mapped[str | None] = field("裁定结果", ChoiceKind("clash_decision"), width=8)
    decided_by: Mapped[PersonNames | None] = field("裁定人", width=6)
    decided_on: Mapped[CalendarDay | None] = field("裁定日期", width=6)

    about = LedgerFacts(
        label="撞单裁定",
        title="name",
        measure_word="起",
        in_navigation=False,
        hint="两个专班报了同一家企业时，看双方首报时间和依据，由人裁定。",
        columns=("name", "ledger", "level", "likeness", "reason", "decision", "decided_by", "decided_on"),
        sections=(
            ("概况", ("name", "ledger", "level", "likeness", "reason")),
            ("双方", ("first", "first_report", "second", "second_report", "evidence")),
            ("裁定", ("decision", "decided_by", "decided_on")),
        ),
    )
