"""招商队伍名册: the headquarters, the task forces and their people with days served, training, demands for talent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.ledgers import County, Lead, Member, Negotiation, Talent, Training, Visit
from models.statistics.people import ForcePeople, MemberRecord, People, TalentDemand, TrainingRecord
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.table_grid import form_table, list_table
from reports.circulars.parts.wording import Sentence, column, fill, paragraph, row
from reports.circulars.sheets.sheet_document import county_list, numbered_sections
from reports.content.document import Align, Block, Document, Row, Table
from reports.figures.figure import EMPTY, Figure

TITLE = "招商队伍名册"
_TRAINING_TITLES = ("培训", "方式", "日期", "天数", "地点", "主办单位", "参训专班", "参训人次")
_TALENT_TITLES = (
    "岗位",
    "用人企业",
    "类别",
    "学历",
    "期望到岗",
    "办理情况",
    "协调单位",
    "需求\n（人）",
    "已到岗\n（人）",
)


@dataclass(frozen=True, slots=True)
class PeopleSheetInput:
    """What the register is composed from: the county, whose heads stand on top, and the people of the year so far."""

    county: County
    people: People


def draft(data: PeopleSheetInput) -> Document:
    """Compose the register."""
    county, people = data.county, data.people
    sections: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("指挥部", headquarters(county)),
        ("各专班力量和人均工作量", _forces(people)),
        ("专班人员", _members(people)),
        ("驻点小分队", _stationed(people)),
        ("招商大使和招商顾问", _outsiders(people.outsiders)),
        ("队伍培训", training_blocks(people.trainings)),
        ("人才需求", talent_blocks(people.talents)),
    )
    body: list[Block] = [paragraph(*_opening(people))]
    body += numbered_sections(sections)
    return county_list(county, TITLE, body, people.last, ("招商队伍",))


def headquarters(county: County) -> tuple[Block, ...]:
    """Build the table of the headquarters' heads; empty where nothing of it was entered."""
    facts = (
        ("指挥部", county.hq),
        ("指挥长", county.commander),
        ("副指挥长", county.deputies),
        ("办公室", county.office),
        ("办公室主任", county.office_head),
    )
    entered = [(label, value) for label, value in facts if value]
    return (form_table(entered, min(3, len(entered)), 5, 12),) if entered else ()


def _opening(people: People) -> tuple[Sentence, ...]:
    present = [member for force in people.forces for member in force.present(people.last)]
    seconded = [member for member in present if member.is_seconded]
    everyone = [member for force in people.forces for member in force.members]
    parts: list[Sentence] = [
        f"截至{long_date(people.last)}，",
        fill(f"{len(people.forces)}个招商专班在岗人员{{n}}", n=_people("在岗人员", present)),
        fill("，其中抽调脱产{k}", k=_people("抽调脱产人员", seconded)) if seconded else "",
    ]
    moved = [member for member in everyone if member.days < (people.last - people.first).days + 1]
    if moved:
        parts.append(fill("；今年中途到岗、离岗的{m}，人均数按在岗天数折算", m=_people("中途到岗、离岗的", moved)))
    if people.trainings:
        parts.append(fill("；今年培训{t}、{h}", t=_trainings(people.trainings), h=_attendances(people.trainings)))
    if people.talents:
        parts.append(fill("；人才需求{w}，已到岗{d}", w=_wanted(people.talents), d=_hired(people.talents)))
    return (*parts, "。")


def _people(label: str, members: Sequence[MemberRecord]) -> Figure:
    rows = tuple(member.row for member in members)
    return Figure(f"people.{label}", label, "人", Decimal(len(rows)), f"{label}的行数", rows, 0, Member.__tablename__)


def _trainings(trainings: Sequence[TrainingRecord]) -> Figure:
    rows = tuple(training.row for training in trainings)
    return Figure(
        "people.training", "培训", "期", Decimal(len(rows)), "今年的培训期数", rows, 0, Training.__tablename__
    )


def _attendances(trainings: Sequence[TrainingRecord]) -> Figure:
    rows, parts = tuple(training.row for training in trainings), tuple(Decimal(each.heads) for each in trainings)
    total = sum(parts, Decimal(0))
    formula = "各期参训人数相加，没填人数的数参训人员"
    return Figure("people.trained", "参训", "人次", total, formula, rows, 0, Training.__tablename__, parts)


def _wanted(talents: Sequence[TalentDemand]) -> Figure:
    return _talent_sum("wanted", "人才需求", talents, [Decimal(demand.wanted) for demand in talents])


def _hired(talents: Sequence[TalentDemand]) -> Figure:
    return _talent_sum("hired", "已到岗", talents, [Decimal(demand.hired) for demand in talents])


def _talent_sum(key: str, label: str, talents: Sequence[TalentDemand], parts: Sequence[Decimal]) -> Figure:
    rows = tuple(demand.row for demand in talents)
    formula = "没有取消的人才需求，各条人数相加"
    total = sum(parts, Decimal(0))
    return Figure(f"talent.{key}", label, "人", total, formula, rows, 0, Talent.__tablename__, tuple(parts))


def _forces(people: People) -> tuple[Block, ...]:
    columns = (
        column("专班", 9, Align.LEFT),
        column("组长", 7),
        column("一把手", 7),
        column("联络员", 7),
        *(column(title, 5, Align.RIGHT) for title in ("在岗\n（人）", "抽调\n（人）", "折合\n（人）")),
        *(column(title, 5, Align.RIGHT) for title in ("走访\n（次）", "人均", "洽谈\n（轮）", "人均", "培训\n（期）")),
    )
    rows = tuple(_force_row(force, people) for force in people.forces)
    return (Table("", columns, rows),) if rows else ()


def _force_row(force: ForcePeople, people: People) -> Row:
    present = force.present(people.last)
    return row(
        force.name,
        force.leader or EMPTY,
        force.head or EMPTY,
        force.liaison or EMPTY,
        _people(f"{force.name}在岗", present),
        _people(f"{force.name}抽调", [member for member in present if member.is_seconded]),
        str(force.strength),
        contact_figure(force, "走访"),
        per_head_figure(force, "走访"),
        contact_figure(force, "洽谈"),
        per_head_figure(force, "洽谈"),
        force.trained,
    )


def contact_figure(force: ForcePeople, word: str) -> Figure:
    """Return a task force's visits (走访) or talks (洽谈) of the year so far."""
    ledger, rows = (Visit, force.visits) if word == Visit.about.label else (Negotiation, force.talks)
    label = f"{force.name}{word}"
    unit = ledger.about.measure_word
    return Figure(
        f"people.{word}.{force.row}", label, unit, Decimal(len(rows)), f"今年的{word}", rows, 0, ledger.__tablename__
    )


def per_head_figure(force: ForcePeople, word: str) -> Figure:
    """Return a task force's visits or talks for each of its people, by the days they served."""
    whole = contact_figure(force, word)
    value = force.per_head(whole.rows)
    formula = f"{whole.text}{whole.unit}÷按在岗天数折合的{force.strength}人"
    return Figure(f"{whole.key}.head", f"{whole.label}人均", whole.unit, value, formula, whole.rows, 1, whole.ledger)


def _members(people: People) -> tuple[Block, ...]:
    lines = [_member_row(force.name, member, people) for force in people.forces for member in force.members]
    if not lines:
        return (paragraph("还没有登记专班人员。"),)
    columns = (
        column("专班", 7, Align.LEFT),
        column("姓名", 5),
        column("原单位", 10, Align.LEFT),
        column("职务", 7),
        column("角色", 5),
        column("手机", 8),
        column("抽调", 4),
        column("到岗", 6.5),
        column("离岗", 6.5),
        column("在岗\n天数", 4, Align.RIGHT),
        column("走访\n（应完成）", 6, Align.RIGHT),
        column("洽谈\n（应完成）", 6, Align.RIGHT),
    )
    return (Table("", columns, tuple(lines)),)


def _member_row(force: str, member: MemberRecord, people: People) -> Row:
    name, unit, post, role, phone = member.texts
    has_left = member.until is not None and member.until < people.last
    return row(
        force,
        name,
        unit or EMPTY,
        post or EMPTY,
        role or EMPTY,
        phone or EMPTY,
        "脱产" if member.is_seconded else EMPTY,
        member.since.isoformat() if member.since else EMPTY,
        member.until.isoformat() if member.until else EMPTY,
        f"{member.days}{'（已离岗）' if has_left else ''}",
        _against(member.visits, member.asked_visits),
        _against(member.talks, member.asked_talks),
    )


def _against(rows: Sequence[str], asked: Decimal | None) -> str:
    return f"{len(rows)}（{asked}）" if asked is not None else str(len(rows))


def _stationed(people: People) -> tuple[Block, ...]:
    """Say what the stationed people did; empty where there are none and no lead came from them."""
    members, leads = people.stationed, people.stationed_leads
    if not members and not leads:
        return ()
    visits = tuple(dict.fromkeys(row for member in members for row in member.visits))
    talks = tuple(dict.fromkeys(row for member in members for row in member.talks))
    recognised = tuple(row for row, is_recognised in leads if is_recognised)
    figures = {
        "n": _people("驻点人员", members),
        "v": _rows_of(Visit, "驻点人员参加的走访", visits),
        "t": _rows_of(Negotiation, "驻点人员参加的洽谈", talks),
        "l": _rows_of(Lead, "来源渠道是驻点小分队、招商方式是驻点招商的线索", tuple(row for row, _ in leads)),
        "k": _rows_of(Lead, "其中已认定的线索", recognised),
    }
    return (paragraph(fill("驻点人员{n}，今年走访{v}、洽谈{t}；驻点招商的线索{l}，已认定{k}。", **figures)),)


def _rows_of(ledger: type[Lead | Visit | Negotiation], label: str, rows: tuple[str, ...]) -> Figure:
    unit, table = ledger.about.measure_word, ledger.__tablename__
    return Figure(f"people.stationed.{label}", label, unit, Decimal(len(rows)), f"今年{label}数", rows, 0, table)


def _outsiders(members: Iterable[MemberRecord]) -> tuple[Block, ...]:
    rows = [(name, unit, post, role) for name, unit, post, role, _ in (member.texts for member in members)]
    return (list_table(("姓名", "单位", "职务", "身份"), rows, (8, 20, 12, 8)),) if rows else ()


def training_blocks(trainings: Sequence[TrainingRecord]) -> tuple[Block, ...]:
    """Build the list of trainings; empty where there are none."""
    rows = [(*training.texts[:-1], training.texts[-1] or "全县", str(training.heads)) for training in trainings]
    return (list_table(_TRAINING_TITLES, rows, (14, 8, 7, 4, 8, 11, 14, 6)),) if rows else ()


def talent_blocks(talents: Sequence[TalentDemand]) -> tuple[Block, ...]:
    """Build the list of demands for talent, the open ones first; empty where there are none."""
    rows = [(_post(demand), *demand.texts[1:], str(demand.wanted), str(demand.hired)) for demand in talents]
    return (list_table(_TALENT_TITLES, rows, (11, 13, 7, 5, 7, 7, 9, 5, 5)),) if rows else ()


def _post(demand: TalentDemand) -> str:
    """Return the post with what is asked of those who fill it, and what is paid."""
    return f"{demand.texts[0]}（{demand.asked}）" if demand.asked else demand.texts[0]


def people_sentence(force: ForcePeople, people: People) -> tuple[Sentence, ...]:
    """Say of one task force how many serve, how many are seconded, and what falls to each of them."""
    present = force.present(people.last)
    seconded = [member for member in present if member.is_seconded]
    parts: list[Sentence] = [fill("在岗人员{n}", n=_people(f"{force.name}在岗", present))]
    if seconded:
        parts.append(fill("，其中抽调脱产{k}", k=_people(f"{force.name}抽调", seconded)))
    if force.strength:
        parts.append(f"，今年按在岗天数折合{force.strength}人")
        for word in (Visit.about.label, Negotiation.about.label):
            whole, each = contact_figure(force, word), per_head_figure(force, word)
            parts.append(fill(f"；{word}{{w}}，人均{{e}}", w=whole, e=each))
    return (*parts, "。")
