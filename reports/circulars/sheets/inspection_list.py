"""涉企检查清单: the year's inspections of firms, those that broke the county's rule first, then all by day."""

from collections.abc import Sequence
from datetime import date

from models.ledgers import County
from models.statistics.inspections import InspectionRecord
from reports.circulars.parts.inspection_section import inspection_count
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.wording import Sentence, column, fill, paragraph, row
from reports.circulars.sheets.sheet_document import county_list, numbered_sections
from reports.content.document import Align, Block, Document, Table
from reports.figures.figure import EMPTY

_COLUMNS = (
    column("序号", 2.5),
    column("受检企业", 12, Align.LEFT),
    column("检查单位", 9, Align.LEFT),
    column("事项", 10, Align.LEFT),
    column("报审", 6),
    column("审批单位", 7, Align.LEFT),
    column("审批", 4),
    column("批复", 6),
    column("检查日期", 6),
    column("今年\n第几次", 4),
    column("结果", 11, Align.LEFT),
)


def draft(county: County, today: date, records: Sequence[InspectionRecord]) -> Document:
    """Compose the list of the year: what was unapproved or too often, then what was made, then what is asked for."""
    finished = [record for record in records if record.on is not None]
    parts = (
        ("没有批准就检查的", [record for record in finished if record.is_unapproved]),
        ("超过年度次数的", [record for record in finished if record.is_too_many]),
        ("今年已经检查的", finished),
        ("报审了还没有检查的", [record for record in records if record.on is None]),
    )
    body: list[Block] = [paragraph(*_opening(today, finished, *(listed for _, listed in parts[:2])))]
    body += numbered_sections((title, (_table(listed),)) for title, listed in parts if listed)
    return county_list(county, "涉企检查清单", body, today, ("涉企检查",))


def _opening(
    today: date,
    finished: Sequence[InspectionRecord],
    unapproved: Sequence[InspectionRecord],
    often: Sequence[InspectionRecord],
) -> tuple[Sentence, ...]:
    formula = f"{today.year}年1月1日至{long_date(today)}的次数"
    n = inspection_count("", "涉企检查", finished, formula)
    parts: list[Sentence] = [fill(f"截至{long_date(today)}，今年涉企检查{{n}}", n=n)]
    if unapproved:
        parts.append(fill("，没有批准就检查{u}", u=inspection_count(".u", "没有批准就检查的", unapproved, formula)))
    if often:
        o = inspection_count(".o", "超过年度次数的", often, formula)
        parts.append(fill(f"，超过每家企业每年{often[0].limit}次的{{o}}", o=o))
    return (*parts, "。")


def _table(records: Sequence[InspectionRecord]) -> Table:
    lines = [
        row(
            number,
            record.company or EMPTY,
            record.unit or EMPTY,
            record.name,
            _day(record.asked_on),
            record.approver or EMPTY,
            record.answer or EMPTY,
            _day(record.answered_on),
            _day(record.on or record.planned_on),
            record.number or EMPTY,
            record.result or EMPTY,
        )
        for number, record in enumerate(records, start=1)
    ]
    return Table("", _COLUMNS, tuple(lines))


def _day(day: date | None) -> str:
    return day.isoformat() if day else EMPTY
