"""Scenes (场景机会清单): what the county opens to firms so that they try, sell and then settle."""

from sqlalchemy.orm import Mapped

from models.fields.base import Ledger
from models.fields.field import LedgerFacts, field, link
from models.fields.kinds import (
    CalendarDay,
    ChoiceKind,
    FirmNameKind,
    LongText,
    OrgUnits,
    PersonNames,
    PhoneNumbers,
    ShortText,
    Wan,
)


class Scene(Ledger):
    """An opportunity that a unit publishes: what is wanted, by when firms answer, and what came of it."""

    __tablename__ = "scene"

    name: Mapped[ShortText] = field("场景名称", width=20, search=True, aliases=("应用场景", "场景机会"))
    kind: Mapped[str | None] = field("场景类别", ChoiceKind("scene_kind"), width=8)
    unit: Mapped[OrgUnits | None] = field("场景发布单位", width=10, aliases=("场景业主", "场景提供单位"))
    task_force: Mapped[str | None] = link("场景责任专班", "task_force", width=12)
    place: Mapped[ShortText | None] = field("场景地点", width=10)
    need: Mapped[LongText | None] = field("场景需求", width=24, search=True, hint="要解决什么问题，要什么产品和技术")
    amount: Mapped[Wan | None] = field("场景投入", width=7, hint="本县为这个场景安排的资金")
    published_on: Mapped[CalendarDay | None] = field("场景发布日期", width=6)
    due: Mapped[CalendarDay | None] = field("场景征集截止", width=6)
    state: Mapped[str | None] = field("场景状态", ChoiceKind("scene_state"), width=6)
    company: Mapped[str | None] = field(
        "场景对接企业",
        FirmNameKind("enterprise", contact_fields=(("met", "name"), ("phone", "phone"))),
        width=18,
        search=True,
    )
    enterprise: Mapped[str | None] = link("场景对接企业（库）", "enterprise", width=14)
    project: Mapped[str | None] = link("场景落地项目", "project", width=16)
    met: Mapped[PersonNames | None] = field("场景企业联系人", width=6)
    phone: Mapped[PhoneNumbers | None] = field("场景企业电话", width=8)
    result: Mapped[LongText | None] = field("场景成效", width=16)

    about = LedgerFacts(
        label="场景机会",
        title="name",
        measure_word="个",
        hint="向企业开放的场景机会清单：哪个单位、要什么、哪天截止，对接了哪家企业，落地了哪个项目。",
        columns=("name", "kind", "unit", "need", "amount", "due", "state", "company", "project"),
        sections=(
            ("概况", ("name", "kind", "unit", "task_force", "place", "need", "amount")),
            ("征集", ("published_on", "due", "state")),
            ("对接和落地", ("company", "met", "phone", "project", "result")),
        ),
        icon="megaphone",
        sheet_words=("场景机会", "场景清单", "应用场景"),
        starts_with=("task_force",),
        optional="场景机会清单",
    )
