"""Placed funds (到位资金), by project and month."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field, link
from models.fields.kinds import (
    CalendarDay,
    CalendarMonth,
    ChoiceKind,
    LongText,
    OrgUnits,
    PersonNames,
    ShortText,
    Wan,
    WanDollars,
    YesNoFlag,
)

# The kinds of evidence an amount may have, as fields that are ticked.
PROOF_FIELDS = ("proof_bank", "proof_invoice", "proof_capital", "proof_contract", "proof_land", "proof_works")


class Funding(Ledger):
    """Funds an investor placed for a project in one month; fixed assets apart, foreign funds in 万美元.

    An opening row (期初) stands for many months: all placed from ``covers_from`` (None: ever) to ``covers_to``; its
    month is the last one. It counts only in spans of days that hold all of it.

    ``amount`` is what was reported (上报); the county recognises it in whole or in part, and the statistics office
    verifies it. Which of the three figures count is the county's setting ``funds_counted``.
    """

    __tablename__ = "funding"

    project: Mapped[str] = link("到资项目", "project", width=20, aliases=("项目名称", "项目", "到位项目"))
    month: Mapped[CalendarMonth] = field("到资月份", width=6, aliases=("月份", "到资时间", "到位时间", "到位月份"))
    amount: Mapped[Wan | None] = field(
        "本月到位资金",
        width=7,
        aliases=(
            *("到资金额", "本月到位", "实际到位资金", "到位资金", "本月到资", "到资额", "实际到资"),
            *("上报金额", "上报到位资金", "上报数"),
        ),
    )
    fixed: Mapped[Wan | None] = field("其中固定资产", width=7)
    foreign: Mapped[WanDollars | None] = field("本月到位外资", width=7, aliases=("到位外资", "实际到位外资"))
    covers_to: Mapped[CalendarDay | None] = field(
        "期初截至", width=6, hint="只有期初数填：这一笔是截至这一天的累计，不是一个月的数"
    )
    covers_from: Mapped[CalendarDay | None] = field(
        "期初起自", width=6, hint="期初数从哪天算起；空着是历年累计，本年累计填1月1日"
    )
    origin: Mapped[str | None] = field("到资来源", ChoiceKind("capital_origin"), width=6)
    proof: Mapped[ShortText | None] = field(
        "到资凭证", width=14, hint="银行转账凭证、发票、土地款票据", aliases=("凭证",)
    )
    proof_bank: Mapped[YesNoFlag | None] = field("有银行转账凭证", width=5)
    proof_invoice: Mapped[YesNoFlag | None] = field("有发票", width=4)
    proof_capital: Mapped[YesNoFlag | None] = field("有验资报告", width=5)
    proof_contract: Mapped[YesNoFlag | None] = field("有合同", width=4)
    proof_land: Mapped[YesNoFlag | None] = field("有土地款票据", width=5)
    proof_works: Mapped[YesNoFlag | None] = field("有工程结算单", width=5)
    reported_on: Mapped[CalendarDay | None] = field("上报日期", width=6, hint="没填的按到资月份的月底算")
    recognised: Mapped[Wan | None] = field(
        "认定金额", width=7, hint="不予认定的填 0，并写明原因", aliases=("认定到位资金", "认定数", "核实金额")
    )
    recognised_on: Mapped[CalendarDay | None] = field("认定日期", width=6)
    recognised_by: Mapped[OrgUnits | None] = field("认定单位", width=8)
    shortfall: Mapped[str | None] = field(
        "未认定原因", ChoiceKind("funding_shortfall"), width=7, aliases=("不予认定原因",)
    )
    shortfall_note: Mapped[LongText | None] = field("未认定说明", width=14, hint="缺哪份凭证，哪一笔对不上")
    verified: Mapped[YesNoFlag | None] = field("统计核定", width=5)
    verified_amount: Mapped[Wan | None] = field(
        "统计核定金额", width=7, hint="不填就照认定金额，没有认定的照上报的", aliases=("统计核定数", "核定金额")
    )
    verified_on: Mapped[CalendarDay | None] = field("核定日期", width=6)
    by: Mapped[PersonNames | None] = field("到资填报人", width=6, aliases=("填报人",))

    about = LedgerFacts(
        label="到位资金",
        title="month",
        main_day="month",
        measure_word="笔",
        parent="project",
        hint="按项目逐月登记到位资金，附凭证；累计数由程序合计。搬家时的累计数记作期初。",
        columns=(
            "project",
            "month",
            "amount",
            "recognised",
            "shortfall",
            "verified",
            "covers_to",
            "fixed",
            "foreign",
            "origin",
        ),
        sections=(
            ("概况", ("project", "month", "amount", "fixed", "foreign", "origin")),
            ("期初", ("covers_to", "covers_from")),
            ("凭证", (*PROOF_FIELDS, "proof")),
            (
                "认定",
                ("reported_on", "by", "recognised", "recognised_on", "recognised_by", "shortfall", "shortfall_note"),
            ),
            ("统计核定", ("verified", "verified_amount", "verified_on")),
        ),
        sheet_words=("到位资金", "到资", "资金到位"),
        starts_with=("reported_on", "by"),
    )
