"""Negotiation rounds (洽谈)."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import FollowUp, LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import CalendarDay, ChoiceKind, LongText, PersonNames, ShortText
from models.ledgers.lead import PROJECT_KEYS

_PROJECT_KEYS = {
    **{key: " ".join(f"lead.{source}" for source in sources.split()) for key, sources in PROJECT_KEYS.items()},
    "lead": "lead",
    "task_force": "task_force",
    "name": "lead.name subject",
    "owner": "lead.owner ours",
    "counterpart": "lead.contact theirs",
}


class Negotiation(Ledger):
    """One round of talks on a lead or a project, with the depth reached (夏邑 四步)."""

    __tablename__ = "negotiation"

    subject: Mapped[ShortText] = field("洽谈事项", width=18, search=True, aliases=("洽谈主题", "洽谈项目名称"))
    task_force: Mapped[str | None] = link("洽谈专班", "task_force", width=12)
    project: Mapped[str | None] = link("洽谈项目", "project", width=14, aliases=("项目名称",))
    lead: Mapped[str | None] = link("洽谈线索", "lead", width=14)
    on: Mapped[CalendarDay | None] = field(
        "洽谈日期", width=6, aliases=("跟进时间", "对接时间", "洽谈时间", "跟进日期", "对接日期")
    )
    depth: Mapped[str | None] = field("洽谈深度", ChoiceKind("talk_depth"), width=8)
    way: Mapped[str | None] = field("对接方式", ChoiceKind("talk_way"), width=6)
    ours: Mapped[PersonNames | None] = field("我方人员", width=10, aliases=("跟进人", "我方参加人员"))
    theirs: Mapped[PersonNames | None] = field("对方人员", width=10, aliases=("企业联系人", "对方参加人员"))
    content: Mapped[LongText | None] = field(
        "洽谈内容", width=24, aliases=("项目进展", "洽谈情况", "跟进内容", "对接内容")
    )
    issue: Mapped[LongText | None] = field("洽谈问题", width=14, aliases=("当前存在的问题",))
    next_step: Mapped[LongText | None] = field("后续安排", width=14, aliases=("后续推进安排", "下步安排", "下一步"))
    next_on: Mapped[CalendarDay | None] = field("下次时间", width=6, hint="后续安排哪天以前办好，快到期时工作台提醒")
    next_by: Mapped[PersonNames | None] = field("后续责任人", width=6)
    next_done: Mapped[CalendarDay | None] = field("后续办结日期", width=6)

    about = LedgerFacts(
        label="洽谈",
        title="subject",
        main_day="on",
        measure_word="轮",
        hint="每谈一次记一条：谈到哪一步、卡在哪里、下次什么时候。",
        columns=("task_force", "on", "subject", "project", "depth", "way", "ours", "content", "next_on"),
        sections=(
            ("概况", ("subject", "task_force", "project", "lead", "on", "depth", "way", "ours", "theirs")),
            ("情况", ("content", "issue")),
            ("下一步", ("next_step", "next_on", "next_by", "next_done")),
        ),
        icon="handshake",
        navigation_group=NavigationGroup.DAILY,
        sheet_words=("洽谈", "跟进", "对接"),
        starts_with=("task_force", "on", "ours"),
        follow_ups=(
            FollowUp(
                "obligation",
                "记承诺、责任事项",
                {
                    "name": "next_step issue",
                    "clause": "content",
                    "task_force": "task_force",
                    "project": "project",
                    "enterprise": "project.enterprise lead.enterprise",
                    "owner": "next_by ours",
                    "counterpart": "theirs",
                    "raised_on": "on",
                    "due": "next_on",
                },
            ),
            FollowUp("project", "转为项目", _PROJECT_KEYS, answers="project"),
        ),
    )
