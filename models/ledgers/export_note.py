"""Exports of unmasked private values; each is recorded before the file is written."""

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field
from models.fields.kinds import LongText, PersonNames, ShortText, Timestamp


class ExportNote(Ledger):
    """One export with unmasked telephones and names: when, by whom, which ledgers, how many rows, and why."""

    __tablename__ = "export_note"

    at: Mapped[Timestamp | None] = field("导出时间", width=9, hint="程序记下，不能改")
    by: Mapped[PersonNames] = field("导出人", width=6)
    what: Mapped[ShortText] = field("导出台账", width=20)
    why: Mapped[LongText] = field("不打码理由", width=16)
    rows: Mapped[int | None] = field("导出行数", CountKind("行"), width=5)

    about = LedgerFacts(
        label="不打码导出",
        title="what",
        measure_word="次",
        in_navigation=False,
        hint="谁在什么时候、为什么把电话等原样导出过。",
        columns=("at", "by", "what", "why", "rows"),
        sections=(("概况", ("at", "by", "what", "why", "rows")),),
        local_only=True,
    )
