"""The itinerary of a visit (行程安排): when, where, what, and who accompanies the guests."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field, link
from models.fields.kinds import CalendarDay, OrgUnits, PersonNames, ShortText


class Itinerary(Ledger):
    """One stop of a visit's itinerary; 接待方案 prints the stops in the order of their days and times."""

    __tablename__ = "itinerary"

    visit: Mapped[str] = link("行程所属走访", "visit", width=16)
    on: Mapped[CalendarDay | None] = field("行程日期", width=6, hint="不填就是走访当天", aliases=("日期",))
    hours: Mapped[ShortText | None] = field(
        "行程时间", width=7, hint="例如 9:00—10:30", aliases=("时间", "起止时间", "时间安排")
    )
    content: Mapped[ShortText] = field("行程内容", width=20, search=True, aliases=("内容", "活动内容", "活动安排"))
    place: Mapped[ShortText | None] = field("行程地点", width=12, aliases=("地点", "活动地点"))
    people: Mapped[PersonNames | None] = field("行程陪同人员", width=14, aliases=("陪同人员", "陪同领导", "参加人员"))
    unit: Mapped[OrgUnits | None] = field("保障单位", width=10, hint="备车、讲解、用餐由谁负责", aliases=("责任单位",))

    about = LedgerFacts(
        label="行程安排",
        title="content",
        main_day="on",
        measure_word="项",
        parent="visit",
        hint="来访、外出一天里的安排：几点、在哪、做什么、谁陪同；印在接待方案里。",
        columns=("visit", "on", "hours", "content", "place", "people", "unit"),
        sections=(("概况", ("visit", "on", "hours", "content", "place", "people", "unit")),),
        sheet_words=("行程", "日程"),
    )
