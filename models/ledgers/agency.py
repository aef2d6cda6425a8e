"""Commissioned promotion (委托招商): the contract with an agent, what it costs, and what has come of it."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import FollowUp, LedgerFacts, field, link
from models.fields.kinds import (
    CalendarDay,
    ChoiceKind,
    LongText,
    PersonNames,
    PhoneNumbers,
    ShortText,
    Wan,
)

_GROUP = "委托招商"


class AgencyContract(Ledger):
    """A contract that lets an agent seek investors for the county: area, term, base fee, reward by result."""

    __tablename__ = "agency_contract"

    agent: Mapped[ShortText] = field("受托机构", width=18, search=True, aliases=("委托机构", "中介机构", "受托方"))
    task_force: Mapped[str | None] = link("委托专班", "task_force", width=12)
    area: Mapped[ShortText | None] = field("委托区域", width=12, search=True, hint="在哪些城市、地区招商")
    industry: Mapped[ShortText | None] = field("委托产业方向", width=12)
    number: Mapped[ShortText | None] = field("委托合同编号", width=10)
    signed_on: Mapped[CalendarDay | None] = field("委托合同日期", width=6)
    since: Mapped[CalendarDay | None] = field("委托期自", width=6)
    until: Mapped[CalendarDay | None] = field("委托期至", width=6)
    ended_on: Mapped[CalendarDay | None] = field("委托终止日期", width=6, hint="提前解除、到期不续的填；不再提醒")
    base_fee: Mapped[Wan | None] = field("委托基础服务费", width=7, hint="一年多少写在备注里，这里写合同期合计")
    base_paid: Mapped[Wan | None] = field("已付基础服务费", width=7)
    reward_rule: Mapped[LongText | None] = field("按结果奖励办法", width=20, hint="照合同写：引进什么样的项目，奖多少")
    goal: Mapped[LongText | None] = field("委托目标任务", width=16, hint="合同期内要推荐几条线索、落地几个项目")
    contact: Mapped[PersonNames | None] = field("受托联系人", width=6)
    phone: Mapped[PhoneNumbers | None] = field("受托联系电话", width=8)

    about = LedgerFacts(
        label="委托招商",
        title="agent",
        measure_word="份",
        hint="委托商会、中介、平台公司招商的合同：区域、期限、基础服务费、按结果奖励；成果逐项记在明细里。",
        columns=("agent", "area", "industry", "since", "until", "base_fee", "base_paid", "contact"),
        sections=(
            ("概况", ("agent", "task_force", "area", "industry", "goal", "contact", "phone")),
            ("合同和期限", ("number", "signed_on", "since", "until", "ended_on")),
            ("费用", ("base_fee", "base_paid", "reward_rule")),
        ),
        icon="briefcase",
        sheet_words=("委托招商", "中介招商"),
        starts_with=("task_force",),
        follow_ups=(FollowUp("agency_result", "记委托成果", {"contract": "id"}),),
        optional=_GROUP,
    )


class AgencyResult(Ledger):
    """What an agent brought: a lead, a project signed or settled, and the reward it is owed for it."""

    __tablename__ = "agency_result"

    contract: Mapped[str] = link("委托合同", "agency_contract", width=16)
    name: Mapped[ShortText] = field("委托成果名称", width=20, search=True)
    kind: Mapped[str | None] = field("委托成果类型", ChoiceKind("agency_result"), width=6)
    on: Mapped[CalendarDay | None] = field("委托成果日期", width=6)
    lead: Mapped[str | None] = link("委托推荐线索", "lead", width=14)
    project: Mapped[str | None] = link("委托引进项目", "project", width=14)
    amount: Mapped[Wan | None] = field("委托引资额", width=7)
    reward: Mapped[Wan | None] = field("应付委托奖励", width=7)
    reward_due: Mapped[CalendarDay | None] = field("委托奖励应付日", width=6)
    paid: Mapped[Wan | None] = field("已付委托奖励", width=7)
    paid_on: Mapped[CalendarDay | None] = field("委托奖励付款日", width=6)

    about = LedgerFacts(
        label="委托成果",
        title="name",
        main_day="on",
        measure_word="笔",
        parent="contract",
        hint="受托机构带来的，一项一条：推荐的线索、签约落地的项目，按合同应付、已付多少奖励。",
        columns=("contract", "name", "kind", "on", "amount", "reward", "reward_due", "paid", "paid_on"),
        sections=(
            ("概况", ("contract", "name", "kind", "on", "lead", "project", "amount")),
            ("奖励", ("reward", "reward_due", "paid", "paid_on")),
        ),
        starts_with=("on",),
        optional=_GROUP,
    )
