"""Obligations on both sides: promises, contract duties, supervised items, enterprises' problems."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from models.fields.amounts import FixedPointKind
from models.fields.base import Ledger
from models.fields.field import LedgerFacts, NavigationGroup, field, link
from models.fields.kinds import (
    CalendarDay,
    ChoiceKind,
    LongText,
    OrgUnits,
    PersonNames,
    PhoneNumbers,
    ShortText,
    Wan,
    YesNoFlag,
)


class Obligation(Ledger):
    """A promise or duty with a due date, one named owner and one named counterpart (人盯人、点对点)."""

    __tablename__ = "obligation"

    name: Mapped[ShortText] = field(
        "责任事项",
        width=22,
        search=True,
        aliases=(
            "承诺事项",
            "督办事项",
            "问题",
            "事项",
            "责任事项名称",
            "事项名称",
            "问题事项",
            "督办内容",
            "工作事项",
            "存在问题",
            "诉求",
            "企业诉求",
            "任务",
        ),
    )
    side: Mapped[str | None] = field(
        "责任方", ChoiceKind("obligation_side"), width=5, hint="政府欠企业的，还是企业欠政府的"
    )
    kind: Mapped[str | None] = field("事项类别", ChoiceKind("obligation_kind"), width=6, aliases=("事项类型",))
    task_force: Mapped[str | None] = link("事项专班", "task_force", width=12, aliases=("专班", "责任专班", "所属专班"))
    project: Mapped[str | None] = link("事项项目", "project", width=14, aliases=("项目名称", "项目"))
    enterprise: Mapped[str | None] = link("事项企业", "enterprise", width=14, aliases=("企业名称", "企业"))
    meeting: Mapped[str | None] = link("议定会议", "meeting", width=10)
    source: Mapped[ShortText | None] = field("来源文件", width=12, hint="协议、文件或会议")
    clause: Mapped[LongText | None] = field("条款内容", width=16, aliases=("合同条款内容",))
    condition: Mapped[LongText | None] = field("兑现条件", width=14)
    amount: Mapped[Wan | None] = field("兑现金额", width=7, aliases=("兑现资金",))
    fulfilled: Mapped[Wan | None] = field("已兑现金额", width=7)
    fulfilment: Mapped[str | None] = field(
        "兑现情况", ChoiceKind("fulfilment"), width=8, aliases=("政策是否已兑现", "是否兑现")
    )
    met_on: Mapped[CalendarDay | None] = field(
        "达到条件日期", width=6, hint="核实企业达到兑现条件的那一天", aliases=("达标日期", "达到条件时间")
    )
    applied_on: Mapped[CalendarDay | None] = field("申请兑现日期", width=6, aliases=("申请日期", "企业申请时间"))
    paid_without_claim: Mapped[YesNoFlag | None] = field("免申即享", width=5, hint="填“是”的，达到条件就该兑，不等申请")
    paid_on: Mapped[CalendarDay | None] = field(
        "最近兑现日期", width=6, hint="钱付到企业的那一天；分期兑现的，一期记一件", aliases=("兑付时间", "拨付日期")
    )
    measure: Mapped[str | None] = field(
        "履约指标", ChoiceKind("duty_measure"), width=6, hint="企业承诺的是哪一项；实际数从项目和到位资金里取"
    )
    promised: Mapped[Decimal | None] = field(
        "承诺数值",
        FixedPointKind("", 2),
        width=7,
        hint="金额填万元，亩均填万元/亩，用工填人；开工、投产时间填在完成时限",
    )
    verified: Mapped[Decimal | None] = field(
        "核实实际数", FixedPointKind("", 2), width=7, hint="台账里没有的（如用工）或以核实为准的，填在这里"
    )
    verified_on: Mapped[CalendarDay | None] = field("履约核实日期", width=6)
    letter_on: Mapped[CalendarDay | None] = field("最近发函日期", width=6, hint="提醒函、警示函寄出的那一天")
    problem: Mapped[str | None] = field("问题类别", ChoiceKind("problem_kind"), width=6)
    unit: Mapped[OrgUnits | None] = field(
        "责任单位", width=12, search=True, aliases=("牵头单位", "承办单位", "负责单位", "主办单位")
    )
    owner: Mapped[PersonNames | None] = field(
        "责任人", width=6, search=True, aliases=("负责人", "具体责任人", "兑现人")
    )
    counterpart: Mapped[PersonNames | None] = field("对方联系人", width=6)
    phone: Mapped[PhoneNumbers | None] = field("对方电话", width=8, aliases=("联系电话",))
    leader: Mapped[PersonNames | None] = field("督办领导", width=6, aliases=("责任领导",))
    rule: Mapped[str | None] = field(
        "办理规则", ChoiceKind("obligation_rule"), width=8, hint="13710 自动排出反馈和办结时限"
    )
    raised_on: Mapped[CalendarDay | None] = field(
        "交办日期", width=6, aliases=("交办时间", "督办时间", "提出日期", "提出时间")
    )
    feedback_due: Mapped[CalendarDay | None] = field("反馈时限", width=6, hint="13710：3天内反馈")
    due: Mapped[CalendarDay | None] = field(
        "完成时限",
        width=6,
        aliases=("办结时限", "限期", "时限", "完成时间", "整改时限", "解决时限", "办理时限", "要求完成时间"),
    )
    extended_to: Mapped[CalendarDay | None] = field("延期至", width=6)
    extension: Mapped[LongText | None] = field("延期方案", width=14, hint="延期必须写明时间节点和方案")
    handed_to: Mapped[OrgUnits | None] = field("要素保障单位", width=10)
    handed_on: Mapped[CalendarDay | None] = field("推送日期", width=6)
    answered_on: Mapped[CalendarDay | None] = field("响应日期", width=6)
    state: Mapped[str | None] = field(
        "办理状态", ChoiceKind("obligation_state"), width=6, aliases=("办理情况", "完成情况", "落实状态")
    )
    result: Mapped[LongText | None] = field(
        "办理结果", width=16, aliases=("办理情况说明", "落实情况", "整改情况", "兑现内容")
    )
    closed_on: Mapped[CalendarDay | None] = field(
        "销号日期", width=6, aliases=("销号时间", "办结时间", "办结日期", "兑现时间")
    )
    closed_by: Mapped[PersonNames | None] = field("销号人", width=6)
    policy: Mapped[str | None] = link("依据政策", "policy", width=14, hint="审查过的政策，承诺照它的审查状态")
    review: Mapped[str | None] = field(
        "公平竞争审查", ChoiceKind("review_state"), width=6, hint="政府承诺的；不填就照依据政策，没有政策就是未审查"
    )
    review_on: Mapped[CalendarDay | None] = field("审查日期", width=6)
    review_by: Mapped[OrgUnits | None] = field("审查单位", width=10)
    review_ground: Mapped[LongText | None] = field(
        "审查意见和依据", width=16, hint="适用例外的，写明依据哪一条、到哪天为止"
    )
    tied: Mapped[YesNoFlag | None] = field("与迁入纳税纳统挂钩", width=6, hint="不填就按用语判断；核对过的填 是 或 否")
    passed_by: Mapped[PersonNames | None] = field("兑付放行人", width=6, hint="审查不齐仍兑付的，写明谁放行")
    passed_why: Mapped[LongText | None] = field("兑付放行理由", width=14)

    about = LedgerFacts(
        label="责任事项",
        title="name",
        main_day="raised_on",
        measure_word="件",
        hint="承诺、履约、督办、问题都在这里，到期提醒，办结销号。",
        columns=("name", "side", "kind", "task_force", "unit", "owner", "raised_on", "due", "state", "fulfilment"),
        sections=(
            ("概况", ("name", "side", "kind", "task_force", "project", "enterprise", "state")),
            ("来源", ("source", "clause", "meeting", "problem")),
            (
                "政策兑现",
                (
                    *("condition", "met_on", "paid_without_claim", "applied_on"),
                    *("amount", "fulfilled", "paid_on", "fulfilment"),
                ),
            ),
            ("企业履约", ("measure", "promised", "verified", "verified_on", "letter_on")),
            (
                "公平竞争审查",
                ("policy", "review", "review_on", "review_by", "review_ground", "tied", "passed_by", "passed_why"),
            ),
            ("责任", ("unit", "owner", "counterpart", "phone", "leader")),
            (
                "时限",
                (
                    "rule",
                    "raised_on",
                    "feedback_due",
                    "due",
                    "extended_to",
                    "extension",
                    "handed_to",
                    "handed_on",
                    "answered_on",
                ),
            ),
            ("销号", ("result", "closed_on", "closed_by")),
        ),
        icon="list-todo",
        navigation_group=NavigationGroup.DAILY,
        sheet_words=("承诺", "兑现", "督办", "诉求", "问题清单", "责任清单", "台账任务"),
        starts_with=("task_force", "raised_on", "owner"),
    )


class Feedback(Ledger):
    """A progress report on an obligation."""

    __tablename__ = "feedback"

    obligation: Mapped[str] = link("反馈事项", "obligation", width=20)
    on: Mapped[CalendarDay] = field("反馈日期", width=6)
    by: Mapped[PersonNames | None] = field("反馈人", width=6)
    text: Mapped[LongText] = field("反馈内容", width=24, search=True)

    about = LedgerFacts(
        label="办理反馈",
        title="text",
        main_day="on",
        parent="obligation",
        hint="每次反馈办理情况记一条，3天内应有第一次反馈。",
        columns=("obligation", "on", "by", "text"),
        sections=(("概况", ("obligation", "on", "by", "text")),),
        starts_with=("on", "by"),
    )
