"""News of the work (招商动态): what happened, in a few sentences, to be chosen for circulars."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, PersonNames, ShortText, YesNoFlag


class News(Ledger):
    """One news item a task force sends in; the headquarters' office chooses which go into circulars."""

    __tablename__ = "news"

    name: Mapped[ShortText] = field("动态标题", width=22, search=True, aliases=("标题", "信息标题"))
    on: Mapped[CalendarDay | None] = field("发生日期", width=6, aliases=("日期", "时间", "报送日期", "发生时间"))
    kind: Mapped[str | None] = field("动态类别", ChoiceKind("news_kind"), width=7)
    task_force: Mapped[str | None] = link("报送专班", "task_force", width=12, aliases=("专班", "报送单位"))
    enterprise: Mapped[str | None] = link("动态涉及企业", "enterprise", width=14)
    project: Mapped[str | None] = link("动态涉及项目", "project", width=14)
    text: Mapped[LongText | None] = field("动态正文", width=28, aliases=("正文", "内容", "信息内容"))
    source: Mapped[ShortText | None] = field("动态来源", width=12, hint="自采，或转自哪里")
    writer: Mapped[PersonNames | None] = field("撰稿人", width=6)
    chosen: Mapped[YesNoFlag | None] = field(
        "选入通报", width=5, aliases=("选入周动态",), hint="打勾的印在周动态、月通报的“工作亮点”里"
    )

    about = LedgerFacts(
        label="招商动态",
        title="name",
        main_day="on",
        hint="各专班报来的动态，一事一条；打勾“选入通报”的，印成周动态、月通报的“工作亮点”；类别选“经验做法”的印成“典型做法”。",
        columns=("on", "name", "kind", "task_force", "text", "writer", "chosen"),
        sections=(
            ("概况", ("name", "on", "kind", "task_force", "chosen")),
            ("正文", ("text", "enterprise", "project", "source", "writer")),
        ),
        icon="bell",
        navigation_group=NavigationGroup.MORE,
        starts_with=("task_force", "on", "writer"),
    )
