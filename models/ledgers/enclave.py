"""Enclaves (飞地经济): parks and projects shared by two places, with each year's tax and output."""

from decimal import Decimal

from sqlalchemy.orm import Mapped

from models.fields.amounts import CountKind, PercentKind
from models.fields.base import Ledger
from models.fields.field import FollowUp, LedgerFacts, field, link
from models.fields.kinds import CalendarDay, LongText, PersonNames, ShortText, Wan

_GROUP = "飞地经济"


class Enclave(Ledger):
    """A park or project in one place that another brought there: both places, and how tax and output are shared."""

    __tablename__ = "enclave"

    name: Mapped[ShortText] = field("飞地名称", width=20, search=True, aliases=("飞地园区", "合作园区", "飞地项目名称"))
    task_force: Mapped[str | None] = link("飞地责任专班", "task_force", width=12)
    project: Mapped[str | None] = link("飞地项目", "project", width=16)
    out_place: Mapped[ShortText | None] = field("飞出地", width=10, search=True, hint="引进项目、派出项目的一方")
    in_place: Mapped[ShortText | None] = field("飞入地", width=10, search=True, hint="项目落地的一方")
    agreement: Mapped[ShortText | None] = field("飞地合作协议", width=14, hint="协议名称、文号")
    signed_on: Mapped[CalendarDay | None] = field("飞地协议日期", width=6)
    until: Mapped[CalendarDay | None] = field("飞地合作期至", width=6)
    tax_share: Mapped[Decimal | None] = field(
        "本县税收分成比例", PercentKind(), width=6, hint="本县得地方留成的百分之几"
    )
    gdp_share: Mapped[Decimal | None] = field(
        "本县生产总值分成比例", PercentKind(), width=6, hint="增加值计入本县的百分之几"
    )
    clause: Mapped[ShortText | None] = field("分成约定条款", width=10, hint="协议第几条，几年内、几年后各怎样分")
    contact: Mapped[PersonNames | None] = field("飞地联系人", width=6)
    progress: Mapped[LongText | None] = field("飞地进展", width=20)

    about = LedgerFacts(
        label="飞地合作",
        title="name",
        measure_word="个",
        hint="和外地共建的园区、项目：飞出地、飞入地是哪里，税收和生产总值怎样分；每年的数记在明细里。",
        columns=("name", "out_place", "in_place", "tax_share", "gdp_share", "signed_on", "until"),
        sections=(
            ("概况", ("name", "task_force", "out_place", "in_place", "project", "contact", "progress")),
            ("协议和分成", ("agreement", "signed_on", "until", "tax_share", "gdp_share", "clause")),
        ),
        icon="map",
        sheet_words=("飞地",),
        starts_with=("task_force",),
        follow_ups=(FollowUp("enclave_year", "记当年分成", {"enclave": "id"}),),
        optional=_GROUP,
    )


class EnclaveYear(Ledger):
    """A year of an enclave: its tax and output in all, and the tax that the county really got."""

    __tablename__ = "enclave_year"

    enclave: Mapped[str] = link("分成飞地", "enclave", width=16)
    year: Mapped[int] = field("分成年份", CountKind("年"), width=5)
    tax: Mapped[Wan | None] = field("飞地当年税收", width=7, hint="可以分成的那一部分，一般是地方留成")
    gdp: Mapped[Wan | None] = field("飞地当年增加值", width=7)
    received: Mapped[Wan | None] = field("本县实得税收", width=7, hint="已经划到本县的")
    on: Mapped[CalendarDay | None] = field("分成结算日期", width=6)

    about = LedgerFacts(
        label="飞地分成",
        title="year",
        main_day="on",
        measure_word="条",
        parent="enclave",
        hint="一年一条：这一年飞地的税收、增加值各多少，税收实际分到多少；应分多少由程序按比例算。",
        columns=("enclave", "year", "tax", "gdp", "received", "on"),
        sections=(("概况", ("enclave", "year", "tax", "gdp", "received", "on")),),
        optional=_GROUP,
    )
