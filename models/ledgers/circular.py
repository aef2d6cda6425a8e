"""Circulars: what was drafted and issued, for which period."""

from sqlalchemy.orm import Mapped

from models.base import Ledger
from models.field import About, field
from models.kinds import Choice, Name, Note, Person, When


class Circular(Ledger):
    """A circular of one period; once issued its content and the hashes of its files are kept for ever."""

    __tablename__ = "circular"

    title: Mapped[Name] = field("通报标题", width=24, search=True)
    kind: Mapped[str | None] = field("通报种类", Choice("circular_kind"), width=6)
    period: Mapped[Name | None] = field("通报期间", width=6, hint="2026-10、2026-Q3、2026")
    number: Mapped[Name | None] = field("发文字号", width=10)
    dated: Mapped[When | None] = field("成文日期", width=6)
    state: Mapped[str | None] = field("通报状态", Choice("circular_state"), width=5)
    signer: Mapped[Person | None] = field("签发人", width=6)
    content: Mapped[Note | None] = field("通报内容", width=10)
    files: Mapped[Note | None] = field("文件校验值", width=10)
    head: Mapped[Name | None] = field("留痕链头", width=10)

    about = About(
        label="通报",
        title="title",
        measure="期",
        hint="已经起草和印发的通报。",
        columns=("period", "kind", "title", "number", "dated", "state", "signer"),
        sections=(("概况", ("title", "kind", "period", "number", "dated", "state", "signer")),),
    )
