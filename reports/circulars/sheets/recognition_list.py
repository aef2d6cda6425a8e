"""未认定到位资金清单: payments reported and not recognised, what nobody has decided on first, with reasons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.ledgers import County
from models.rules.rates import without_trailing_zeros
from models.statistics.unrecognised_funds import UnrecognisedPayment
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.wording import Sentence, column, fill, paragraph, row
from reports.circulars.sheets.sheet_document import county_list, numbered_sections
from reports.content.document import Align, Block, Document, Row, Table
from reports.figures.figure import EMPTY, Figure

_MOST_ROWS = 500  # of a table: what comes after is for the screen, not for paper


@dataclass(frozen=True, slots=True)
class RecognitionListRequest:
    """Parameters of a list: the county, the day, which amount its figures count, and the evidence it asks for."""

    county: County
    today: date
    basis: str
    proofs: tuple[str, ...]


def draft(request: RecognitionListRequest, payments: Sequence[UnrecognisedPayment]) -> Document:
    """Compose the list: what waits for a decision, then what was refused in whole or in part."""
    parts = (
        ("还没有认定的，金额大的在前", [payment for payment in payments if payment.is_pending]),
        ("不予认定和部分认定的", [payment for payment in payments if not payment.is_pending]),
    )
    body: list[Block] = [paragraph(*_opening(request, *(listed for _, listed in parts)))]
    body += numbered_sections((title, (_table(request, listed),)) for title, listed in parts if listed)
    asked = f"认定要有：{'、'.join(request.proofs)}。" if request.proofs else ""
    body.append(paragraph(f"{asked}本县的通报和排名里，到位资金按{request.basis}计。"))
    return county_list(request.county, "未认定到位资金清单", body, request.today, ("到位资金", "认定"))


def _opening(
    request: RecognitionListRequest, pending: Sequence[UnrecognisedPayment], refused: Sequence[UnrecognisedPayment]
) -> tuple[Sentence, ...]:
    head = f"截至{long_date(request.today)}，"
    if not pending and not refused:
        return (f"{head}上报的到位资金都已认定。",)
    parts: list[Sentence] = [head]
    for key, words, listed in (
        ("pending", "上报了还没有认定的", pending),
        ("refused", "不予认定和部分认定的", refused),
    ):
        if not listed:
            continue
        number = _count(key, words, listed)
        amount = _sum(f"{key}.amount", words, listed)
        parts.append(fill(f"{'；' if len(parts) > 1 else ''}{words}{{n}}，未认定金额{{a}}", n=number, a=amount))
    return (*parts, "。")


def _count(key: str, words: str, payments: Sequence[UnrecognisedPayment]) -> Figure:
    rows = tuple(payment.row for payment in payments)
    return Figure(f"funds.{key}", words, "笔", Decimal(len(rows)), "到位资金台账里的笔数", rows, 0, "funding")


def _sum(key: str, words: str, payments: Sequence[UnrecognisedPayment]) -> Figure:
    total = sum((payment.open_amount for payment in payments), Decimal(0))
    rows = tuple(payment.row for payment in payments)
    return Figure(f"funds.{key}", words, "万元", total, "各笔上报金额减认定金额之和", rows, 2, "funding")


def _table(request: RecognitionListRequest, payments: Sequence[UnrecognisedPayment]) -> Table:
    columns = (
        column("序号", 2.5),
        column("项目", 15, Align.LEFT),
        column("专班", 6),
        column("月份", 5),
        column("上报\n（万元）", 6, Align.RIGHT),
        column("认定\n（万元）", 6, Align.RIGHT),
        column("未认定\n（万元）", 6, Align.RIGHT),
        column("上报后\n（天）", 4, Align.RIGHT),
        column("还缺的凭证", 9, Align.LEFT),
        column("未认定原因", 11, Align.LEFT),
    )
    shown = payments[:_MOST_ROWS]
    lines = [_row(request, number, payment) for number, payment in enumerate(shown, start=1)]
    notes = []
    if len(shown) < len(payments):
        notes.append(f"共{len(payments)}笔，表中是未认定金额最大的{len(shown)}笔；其余请在“到位资金”里筛选。")
    if any(payment.foreign for payment in shown):
        notes.append("外资另计，单位万美元，写在项目名称后面。")
    return Table("", columns, tuple(lines), notes=tuple(notes))


def _row(request: RecognitionListRequest, number: int, payment: UnrecognisedPayment) -> Row:
    name = (
        f"{payment.project}（外资{without_trailing_zeros(payment.foreign):f}万美元）"
        if payment.foreign
        else payment.project
    )
    reason = "：".join(part for part in (payment.reason, payment.note) if part)
    return row(
        number,
        name,
        payment.force_name or EMPTY,
        f"{payment.month.year}-{payment.month.month:02d}",
        _money(payment, "reported", payment.reported or None),
        _money(payment, "recognised", payment.recognised),
        _money(payment, "open", payment.open_amount or None),
        payment.days(request.today),
        "、".join(payment.missing) or EMPTY,
        reason or EMPTY,
    )


def _money(payment: UnrecognisedPayment, part: str, amount: Decimal | None) -> Figure:
    return Figure(f"funds.{part}", payment.project, "万元", amount, "台账登记数", (payment.row,), 2, "funding")
