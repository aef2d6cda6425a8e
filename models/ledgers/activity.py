"""Activities: promotion events with their funnel, and the meetings of the weekly and half-monthly rhythm."""

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, PersonNames, ShortText, Wan, YesNoFlag


class Activity(Ledger):
    """A promotion event; quotas count them by region and by county or outside."""

    __tablename__ = "activity"

    name: Mapped[ShortText] = field("活动名称", width=18, search=True, aliases=("名称", "招商活动名称", "活动主题"))
    task_force: Mapped[str | None] = link("主办专班", "task_force", width=12, aliases=("主办单位", "承办专班", "专班"))
    kind: Mapped[str | None] = field("活动类别", ChoiceKind("activity_kind"), width=8)
    on: Mapped[CalendarDay | None] = field("活动日期", width=6, aliases=("日期", "时间", "活动时间", "举办时间"))
    region: Mapped[str | None] = field("活动区域", ChoiceKind("region"), width=6)
    inside: Mapped[YesNoFlag | None] = field("县内举办", width=5, hint="县内、目标区域各2次专题推介分开计数")
    place: Mapped[ShortText | None] = field("活动地点", width=10, aliases=("地点", "举办地点"))
    invited: Mapped[int | None] = field("邀请企业", CountKind("家"), width=5)
    firms: Mapped[int | None] = field(
        "参加企业", CountKind("家"), width=5, hint="到会的企业", aliases=("参加企业数", "参会企业数", "参会企业")
    )
    leads: Mapped[int | None] = field("获得线索", CountKind("条"), width=5, aliases=("线索数", "获取线索"))
    docked: Mapped[int | None] = field("对接项目", CountKind("个"), width=5)
    intended: Mapped[int | None] = field("达成意向", CountKind("个"), width=5)
    signed: Mapped[int | None] = field("现场签约", CountKind("个"), width=5, aliases=("签约项目数",))
    signed_amount: Mapped[Wan | None] = field("现场签约额", width=7)
    started: Mapped[int | None] = field("签约后开工", CountKind("个"), width=5)
    cost: Mapped[Wan | None] = field("活动费用", width=6)
    key: Mapped[YesNoFlag | None] = field("重点活动", width=5, aliases=("是否重点",))
    content: Mapped[LongText | None] = field("活动内容", width=20, aliases=("内容",))

    about = LedgerFacts(
        label="招商活动",
        title="name",
        main_day="on",
        measure_word="场",
        hint="专场推介、节会、组团招商等活动。",
        columns=("task_force", "name", "kind", "on", "region", "place", "firms", "leads", "signed", "signed_amount"),
        sections=(
            ("概况", ("name", "task_force", "kind", "on", "region", "inside", "place", "key")),
            (
                "成效",
                (
                    "invited",
                    "firms",
                    "leads",
                    "docked",
                    "intended",
                    "signed",
                    "signed_amount",
                    "started",
                    "cost",
                    "content",
                ),
            ),
        ),
        icon="megaphone",
        sheet_words=("活动", "推介"),
        starts_with=("task_force", "on"),
    )


class Meeting(Ledger):
    """A study, dispatch or monthly meeting; what it decides becomes obligations."""

    __tablename__ = "meeting"

    name: Mapped[ShortText] = field("会议名称", width=16, search=True)
    kind: Mapped[str | None] = field("会议类别", ChoiceKind("meeting_kind"), width=8)
    task_force: Mapped[str | None] = link("召开专班", "task_force", width=12, hint="全县会议不选")
    on: Mapped[CalendarDay | None] = field("会议日期", width=6)
    host: Mapped[PersonNames | None] = field("主持人", width=6)
    present: Mapped[LongText | None] = field("出席", width=14)
    topics: Mapped[LongText | None] = field("议题", width=16)
    decisions: Mapped[LongText | None] = field("议定事项", width=24)

    about = LedgerFacts(
        label="会议调度",
        title="name",
        main_day="on",
        measure_word="次",
        hint="一周一研究、半月一调度、月例会；议定事项转成责任事项。",
        columns=("on", "kind", "name", "task_force", "host", "topics", "decisions"),
        sections=(
            ("概况", ("name", "kind", "task_force", "on", "host")),
            ("内容", ("present", "topics", "decisions")),
        ),
        icon="calendar",
        sheet_words=("会议", "调度"),
        starts_with=("task_force", "on"),
    )
