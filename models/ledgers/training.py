"""Training of the task forces' people (队伍培训): study trips and lectures, who took part and how many."""

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, NavigationGroup, field
from models.fields.kinds import CalendarDay, ChoiceKind, LinksKind, LongText, OrgUnits, PersonNames, ShortText


class Training(Ledger):
    """A training of investment people: 外出进修学习, 专家授课 (夏邑 五（四）)."""

    __tablename__ = "training"

    name: Mapped[ShortText] = field("培训名称", width=18, search=True)
    kind: Mapped[str | None] = field("培训方式", ChoiceKind("training_kind"), width=7)
    on: Mapped[CalendarDay | None] = field("培训日期", width=6)
    days: Mapped[int | None] = field("培训天数", CountKind("天"), width=5)
    place: Mapped[ShortText | None] = field("培训地点", width=10)
    organiser: Mapped[OrgUnits | None] = field("主办单位", width=12)
    task_forces: Mapped[str | None] = field("参训专班", LinksKind("task_force"), width=14, hint="不选表示全县")
    people: Mapped[PersonNames | None] = field("参训人员", width=16)
    heads: Mapped[int | None] = field("参训人数", CountKind("人"), width=5, hint="没有逐个写名字的，填总数")
    content: Mapped[LongText | None] = field("培训内容", width=20)

    about = LedgerFacts(
        label="队伍培训",
        title="name",
        main_day="on",
        measure_word="期",
        hint="外出进修学习、专家授课：哪天、多少天、谁参加；印在专班工作手册和招商队伍名册里。",
        columns=("on", "name", "kind", "days", "place", "organiser", "task_forces", "people", "heads"),
        sections=(
            ("概况", ("name", "kind", "on", "days", "place", "organiser", "task_forces")),
            ("参训", ("people", "heads", "content")),
        ),
        icon="book-open",
        navigation_group=NavigationGroup.MORE,
        sheet_words=("培训",),
        starts_with=("on",),
    )
