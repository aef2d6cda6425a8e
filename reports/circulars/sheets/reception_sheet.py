"""客商接待方案 (or 外出拜访方案): who comes, the itinerary, who accompanies, and what is known of the firm."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from models.fields.field import field_of
from models.ledgers import Visit
from models.statistics.project_profile import RelatedRows
from models.statistics.visit_profile import FirmBrief, ItineraryStop, VisitProfile
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.table_grid import LabelValue, form_table
from reports.circulars.parts.wording import Sentence, cell, column, fill, paragraph
from reports.circulars.sheets.sheet_document import numbered_sections, sheet
from reports.content.document import Align, Block, Document, Row, Table
from reports.figures.figure import EMPTY, Figure

RECEPTION, TRIP = "客商接待方案", "外出拜访方案"
_BLANK_STOPS = 5  # lines to be filled in by hand where no itinerary was entered
_MAX_SHORT = 30  # characters of a fact that stands beside another
_MAX_CENTRED = 9  # the widest column, in characters, that is centred
_KEYS = ("on", "until", "place", "met", "met_post", "heads", "leader", "task_force", "purpose")
# What guests call otherwise than the ledger of visits does.
_HOST_LABELS = {
    "on": "来访日期",
    "place": "接待地点",
    "met": "主要客人",
    "met_post": "客人职务",
    "heads": "来访人数",
    "leader": "主陪领导",
    "task_force": "接待专班",
    "purpose": "来访事由",
}
_ONLY_WHERE_KNOWN = frozenset({"until", "heads"})


def draft(profile: VisitProfile, today: date, county: str, max_rows: int = 8) -> Document:
    """Compose the plan of a visit; a list of the firm's rows longer than ``max_rows`` is cut to the latest."""
    kind, firm = RECEPTION if profile.is_reception else TRIP, profile.firm
    sections: tuple[tuple[str, Sequence[Block]], ...] = (
        ("基本安排", _basics(profile)),
        ("行程安排", _itinerary(profile.stops)),
        ("企业情况", _firm(firm, max_rows)),
        ("往来情况", _dealings(firm, max_rows)),
    )
    body = numbered_sections(sections)
    return sheet(f"{firm.name}\n{kind}", body, today, f"{county}{kind}", (kind, firm.name))


def _basics(profile: VisitProfile) -> tuple[Block, ...]:
    """Lay out when, where and who; what is not settled yet prints a dash, to be filled in by hand."""
    labels = {key: field_of(Visit, key).label for key in _KEYS} | (_HOST_LABELS if profile.is_reception else {})
    facts = dict(profile.facts)
    if not facts.get("on") and profile.month:
        facts["on"] = f"{profile.month}（日期待定）"
    if facts.get("until") == facts.get("on"):
        facts["until"] = ""
    short: list[LabelValue] = [
        (label, facts.get(key, "")) for key, label in labels.items() if facts.get(key) or key not in _ONLY_WHERE_KNOWN
    ]
    wide: list[LabelValue] = [("陪同人员" if profile.is_reception else "同行人员", facts.get("people", ""))]
    if facts.get("content"):
        wide.append(("主要内容", facts["content"]))
    return form_table(short, 2, 7, 15), form_table(wide, 1, 7, 37)


def _itinerary(stops: Sequence[ItineraryStop]) -> tuple[Block, ...]:
    columns = (
        column("时间", 9),
        column("内容", 16, Align.LEFT),
        column("地点", 10, Align.LEFT),
        column("陪同人员", 10, Align.LEFT),
        column("保障单位", 7, Align.LEFT),
    )
    if not stops:
        blank = Row(tuple(cell("") for _ in columns))
        note = "行程还没有登记，可手写；在这次走访下面的“行程安排”里登记后会印在这里。"
        return (Table("", columns, (blank,) * _BLANK_STOPS, notes=(note,)),)
    rows, day = list[Row](), ""
    for stop in stops:
        when = f"{_short_day(stop.day)} {stop.hours}".strip() if stop.day != day else stop.hours
        day = stop.day
        texts = (when, stop.content, stop.place, stop.people, stop.unit)
        rows.append(Row(tuple(cell(text or EMPTY) for text in texts)))
    return (Table("", columns, tuple(rows)),)


def _short_day(day: str) -> str:
    on = date.fromisoformat(day) if day else None
    return f"{on.month}月{on.day}日" if on else ""


def _firm(firm: FirmBrief, max_rows: int) -> tuple[Block, ...]:
    if not firm.row:
        return (paragraph(f"“{firm.name}”还不在企业库里；加入企业库后，这里有它的基本情况和联系人。"),)
    short = [fact for fact in firm.facts if len(fact[1]) <= _MAX_SHORT]
    wide = [fact for fact in firm.facts if len(fact[1]) > _MAX_SHORT]
    blocks: list[Block] = [form_table(short, 2, 7, 15)] if short else []
    blocks += [form_table(wide, 1, 7, 37)] if wide else []
    blocks += _list("联系人", firm.contacts, (10, 14, 8, 12), max_rows)
    return tuple(blocks) or (paragraph("企业库里只有名称。"),)


def _dealings(firm: FirmBrief, max_rows: int) -> tuple[Block, ...]:
    """Say what there has been so far, then list it: what stands open first."""
    parts: tuple[tuple[str, str, RelatedRows, tuple[float, ...]], ...] = (
        ("没有销号的责任事项", "件", firm.obligations, (16, 5, 9, 7, 7, 6)),
        ("线索", "条", firm.leads, (14, 7, 6, 8, 14, 12)),
        ("洽谈", "轮", firm.talks, (7, 12, 8, 16, 14)),
        ("项目", "个", firm.projects, (16, 5, 8, 8, 18)),
        ("以前的走访", "次", firm.visits, (7, 5, 8, 26, 8)),
    )
    known: list[Sentence] = []
    for label, unit, related, _ in parts:
        if related.rows:
            known.append(fill(f"{'、' if known else '台账里有'}{label}{{n}}", n=_count(firm, label, unit, related)))
    last = f"最近一次联系是{long_date(firm.last_contact)}。" if firm.last_contact else ""
    opening = paragraph(*known, ("；" if last else "。") if known else "", last)
    if not opening.spans:
        return (paragraph("台账里还没有这家企业的线索、洽谈、项目和走访。"),)
    lists = [block for label, _, related, widths in parts for block in _list(label, related, widths, max_rows)]
    return (opening, *lists)


def _count(firm: FirmBrief, label: str, unit: str, related: RelatedRows) -> Figure:
    name, formula = f"{firm.name} {label}", f"台账里这家企业的{label}"
    return Figure(
        f"reception.{related.ledger}", name, unit, Decimal(len(related.rows)), formula, related.rows, 0, related.ledger
    )


def _list(label: str, related: RelatedRows, widths: Sequence[float], max_rows: int) -> list[Block]:
    if not related.rows:
        return []
    columns = tuple(
        column(title, width, Align.LEFT if width > _MAX_CENTRED else Align.CENTRE)
        for title, width in zip(related.titles, widths, strict=True)
    )
    rows = tuple(Row(tuple(cell(text or EMPTY) for text in texts)) for texts in related.cells[:max_rows])
    cut = len(related.rows) > max_rows
    notes = (f"共{len(related.rows)}行，表中是最近的{max_rows}行。",) if cut else ()
    return [Table(label, columns, rows, notes=notes)]
