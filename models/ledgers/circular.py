"""Circulars: what was issued for which period, and the user's text overrides."""

from sqlalchemy.orm import Mapped, Session

from models.errors import UserError
from models.fields.amounts import CountKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, LinksKind, LongText, PersonNames, ShortText


class Circular(Ledger):
    """An issued circular; its content and files are archived permanently under the hashes stored here."""

    __tablename__ = "circular"

    title: Mapped[ShortText] = field("通报标题", width=24, search=True)
    kind: Mapped[str | None] = field("通报种类", ChoiceKind("circular_kind"), width=6)
    period: Mapped[ShortText | None] = field("通报期间", width=6, hint="2026-10、2026-Q3、2026")
    number: Mapped[ShortText | None] = field("发文字号", width=10)
    dated: Mapped[CalendarDay | None] = field("成文日期", width=6)
    state: Mapped[str | None] = field("通报状态", ChoiceKind("circular_state"), width=5)
    signer: Mapped[PersonNames | None] = field("签发人", width=6)
    content: Mapped[LongText | None] = field("内容校验值", width=10)
    files: Mapped[LongText | None] = field("文件校验值", width=10)
    head: Mapped[ShortText | None] = field("留痕链头", width=10)
    task_force: Mapped[str | None] = field("通报的专班", LinksKind("task_force"), width=10, hint="全县的通报不填")
    corrects: Mapped[str | None] = field("更正的通报", LinksKind("circular"), width=10)
    reason: Mapped[LongText | None] = field("办理理由", width=14, hint="带着问题印发、撤回或更正的理由")
    issued_on: Mapped[CalendarDay | None] = field("印发日期", width=6)
    withdrawn_on: Mapped[CalendarDay | None] = field("撤回日期", width=6)
    version: Mapped[int | None] = field("版次", CountKind(""), width=4)

    about = LedgerFacts(
        label="通报",
        title="title",
        main_day="dated",
        measure_word="期",
        in_navigation=False,
        hint="已经印发的通报：内容和文件都留存着，随时可以照原样再印。",
        columns=("period", "kind", "title", "number", "dated", "state", "signer", "version"),
        sections=(
            ("概况", ("title", "kind", "period", "task_force", "number", "dated", "state", "signer", "issued_on")),
            ("更正和撤回", ("version", "corrects", "reason", "withdrawn_on")),
            ("留存", ("content", "files", "head")),
        ),
        local_only=True,
    )

    def update_dependents(self, session: Session) -> None:
        """Raise UserError where an issued circular is removed: its number is used and it has been distributed."""
        if self.removed and self.content:
            raise UserError(f"“{self.number}”已经印发，不能移入回收站；发错了请到“通报”里撤回或更正。")


class CircularText(Ledger):
    """A text override: the user's wording of one part of a circular of one period, and the generated text it replaced.

    ``key`` names the part: a paragraph's own key, ``@title`` and the like for the head and foot, ``+n@key`` for a
    paragraph added below another. An empty ``text`` omits the part.
    """

    __tablename__ = "circular_text"

    kind: Mapped[ShortText] = field("哪种通报", width=6)
    period: Mapped[ShortText] = field("哪个期间", width=6)
    task_force: Mapped[str | None] = link("哪个专班", "task_force", width=10)
    key: Mapped[ShortText] = field("位置", width=8)
    generated: Mapped[LongText | None] = field("原句", width=24)
    text: Mapped[LongText | None] = field("改为", width=24)

    about = LedgerFacts(
        label="通报改句",
        title="key",
        measure_word="处",
        in_navigation=False,
        hint="通报里由人改写的句子；重新生成时不会丢。",
        columns=("kind", "period", "task_force", "key", "generated", "text"),
        sections=(("概况", ("kind", "period", "task_force", "key", "generated", "text")),),
        local_only=True,
    )
