"""Senders of workbooks and files received from them; local to this book, never exported or merged."""

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, PersonNames, PhoneNumbers, ShortText


class Sender(Ledger):
    """An office or task force that sends workbooks: which of its edits were received, and its column headings."""

    __tablename__ = "sender"

    name: Mapped[ShortText] = field("报送来源", width=14, search=True, hint="哪个专班、哪个单位送来的")
    task_force: Mapped[str | None] = link("来源专班", "task_force", width=12)
    contact: Mapped[PersonNames | None] = field("来源联系人", width=6)
    phone: Mapped[PhoneNumbers | None] = field("来源电话", width=8)
    last_file: Mapped[ShortText | None] = field("最近来件", width=18)
    last_on: Mapped[CalendarDay | None] = field("最近收到", width=6)
    upto: Mapped[LongText | None] = field("收到第几条留痕", width=8, hint="各账本收到第几条，由程序记下")
    headings: Mapped[LongText | None] = field("表头对照", width=8, hint="这家的表头各对应哪一栏，由程序记下")

    about = LedgerFacts(
        label="报送来源",
        title="name",
        measure_word="家",
        in_navigation=False,
        hint="谁常送表来、收到哪一步、表头怎么对。",
        columns=("name", "task_force", "contact", "phone", "last_file", "last_on"),
        sections=(
            ("概况", ("name", "task_force", "contact", "phone")),
            ("收表", ("last_file", "last_on", "upto", "headings")),
        ),
        local_only=True,
    )


class Received(Ledger):
    """A receipt (收件记录): a file that was imported or rejected; in the recycle bin once its batch was undone.

    ``seal`` is the hash of all edits of other books received with it; through it this book's chain covers them.
    """

    __tablename__ = "received"

    name: Mapped[ShortText] = field("来件文件", width=18, search=True)
    sha256: Mapped[ShortText | None] = field("文件指纹", width=10)
    sender: Mapped[str | None] = link("来件单位", "sender", width=12)
    on: Mapped[CalendarDay | None] = field("来件日期", width=6)
    period: Mapped[ShortText | None] = field("来件期间", width=8)
    kind: Mapped[str | None] = field("来件类别", ChoiceKind("received_kind"), width=6)
    state: Mapped[str | None] = field("收件结果", ChoiceKind("received_state"), width=5)
    new: Mapped[int | None] = field("新增行数", CountKind("行"), width=4)
    changed: Mapped[int | None] = field("改动行数", CountKind("行"), width=4)
    same: Mapped[int | None] = field("相同行数", CountKind("行"), width=4)
    duplicate: Mapped[int | None] = field("疑似重复", CountKind("行"), width=4)
    refused: Mapped[int | None] = field("未收处数", CountKind("处"), width=4)
    conflicts: Mapped[int | None] = field("冲突处数", CountKind("处"), width=4)
    why: Mapped[LongText | None] = field("收件说明", width=16)
    upto: Mapped[LongText | None] = field("来件留痕", width=8, hint="来件里各账本的留痕到第几条，由程序记下")
    batch: Mapped[ShortText | None] = field("所在批次", width=8)
    edits: Mapped[int | None] = field("并入留痕", CountKind("条"), width=5)
    seal: Mapped[ShortText | None] = field("并入校验", width=8)

    about = LedgerFacts(
        label="收件记录",
        title="name",
        main_day="on",
        measure_word="件",
        in_navigation=False,
        hint="收到过哪些表，各并入多少；撤销过的在回收站里。",
        columns=("on", "name", "sender", "kind", "state", "new", "changed", "refused", "conflicts"),
        sections=(
            ("概况", ("name", "sender", "on", "period", "kind", "state", "why")),
            ("数目", ("new", "changed", "same", "duplicate", "refused", "conflicts")),
            ("留痕", ("sha256", "batch", "edits", "seal", "upto")),
        ),
        local_only=True,
    )
