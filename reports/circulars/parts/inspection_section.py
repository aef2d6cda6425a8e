"""Inspections of firms in circulars: how many were made in the period, by unit, and which broke the county's rule."""

from collections.abc import Sequence
from decimal import Decimal

from models.ledgers import Inspection
from models.statistics.inspections import InspectionRecord, made_within
from reports.circulars.parts.period_data import PeriodData
from reports.circulars.parts.wording import paragraph
from reports.content.document import Paragraph, TextSpan
from reports.figures.figure import Figure

TITLE = "涉企检查"
_MAX_UNITS = 8


def inspection_paragraph(data: PeriodData) -> tuple[Paragraph, ...]:
    """Compose the paragraph on the period's inspections; none where nobody was inspected."""
    finished = made_within(list(data.inspections), data.period.first, data.period.last)
    if not finished:
        return ()
    span = f"{data.period.first.isoformat()} 至 {data.period.last.isoformat()}"
    total = inspection_count("", "涉企检查", finished, f"实际检查日期在 {span} 的涉企检查数")
    sentences = [data.say("inspections", {"期间": data.period.name, "次数": total, "名单": _by_unit(finished)})]
    for key, label, broken in (
        ("unapproved", "没有批准就检查的", [record for record in finished if record.is_unapproved]),
        ("often", "超过年度次数的", [record for record in finished if record.is_too_many]),
    ):
        if broken:
            number = inspection_count(f".{key}", label, broken, f"实际检查日期在 {span}、{label}涉企检查数")
            sentences.append(data.say(f"inspections.{key}", {"次数": number}))
    return (paragraph(*sentences, key="inspections"),)


def inspection_count(key: str, label: str, records: Sequence[InspectionRecord], formula: str) -> Figure:
    """Count inspections, with their rows."""
    rows, ledger = tuple(record.row for record in records), Inspection.__tablename__
    return Figure(f"inspections{key}", label, "次", Decimal(len(rows)), formula, rows, 0, ledger)


def _by_unit(finished: Sequence[InspectionRecord]) -> tuple[TextSpan, ...]:
    """Say which unit made how many, the most first: “市场监管局2次、应急管理局1次”; many units are cut."""
    groups: dict[str, list[InspectionRecord]] = {}
    for record in finished:
        groups.setdefault(record.unit or "未写明单位", []).append(record)
    in_order = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    spans: list[TextSpan] = []
    for unit, group in in_order[:_MAX_UNITS]:
        count = inspection_count(f".{unit}", f"{unit}的涉企检查", group, "台账登记的次数")
        spans += [TextSpan(f"{'、' if spans else ''}{unit}"), TextSpan(count.phrase, count)]
    return (*spans, TextSpan("等")) if len(groups) > _MAX_UNITS else tuple(spans)
