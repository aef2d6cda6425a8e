"""The forms a superior office prescribes, kept in the book to be filled with figures and rows every period."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field
from models.fields.kinds import LongText, ShortText


class FormTemplate(Ledger):
    """A kept form; its file is archived permanently under the hash stored here.

    ``ties`` holds, as JSON, the marks that the clerk put over cells in the window (models/services/form_templates).
    """

    __tablename__ = "form_template"

    name: Mapped[ShortText] = field("模板名称", width=24)
    file: Mapped[ShortText | None] = field("模板文件", width=20)
    file_hash: Mapped[ShortText | None] = field("模板校验值", width=10)
    ties: Mapped[LongText | None] = field("格的对应", width=16, hint="在“报表模板”页里点格子定的，程序记下")
    note: Mapped[LongText | None] = field("模板说明", width=20, hint="哪个单位发的，什么时候要报")

    about = LedgerFacts(
        label="报表模板",
        title="name",
        measure_word="张",
        in_navigation=False,
        hint="上级要求的固定报表：每期按原样填上数。",
        columns=("name", "file", "note"),
        sections=(("概况", ("name", "file", "note")), ("留存", ("file_hash", "ties"))),
        local_only=True,
    )
