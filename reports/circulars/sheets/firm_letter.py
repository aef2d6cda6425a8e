"""提醒函 and 警示函: a letter to an enterprise about what it promised and has not done, with a reply slip."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from models.errors import UserError
from models.ledgers import County
from models.rules.kept_promises import DutyState
from models.statistics.both_sides import BothSides
from models.statistics.contract_duties import ContractDuty
from models.statistics.kept_promises import Party
from reports.circulars.parts.letterhead import long_date
from reports.circulars.parts.wording import Sentence, column, fill, paragraph, row
from reports.circulars.sheets.kept_texts import day_text, late_days, named, promised_text, reached_text
from reports.content.document import Align, Annex, Block, Document, DocumentLayout, Row, Table, TextSpan
from reports.figures.figure import EMPTY
from reports.figures.kept_figures import item_count

_BLANK = "\n\n\u3000\n\n"  # empty lines for handwriting


class LetterKind(StrEnum):
    """How strongly a letter speaks: it reminds, or it warns."""

    REMINDER = "提醒函"
    WARNING = "警示函"


_DAYS_TO_ANSWER = {LetterKind.REMINDER: 15, LetterKind.WARNING: 10}
_DEMANDS = {
    LetterKind.REMINDER: "请贵公司对照约定抓紧履约；暂时不能履约的，请说明原因、计划完成的日期和分步安排。",
    LetterKind.WARNING: "请贵公司立即采取措施履约，并书面说明逾期原因、完成的日期和分步安排。"
    "逾期仍不履约又不说明原因的，我方将按合同的约定办理。",
}


def draft(county: County, party: Party, both: BothSides, kind: LetterKind) -> Document:
    """Compose the letter to one enterprise; UserError where nothing of it is due and open, or nothing for a warning."""
    broken = [duty for duty in both.duties if duty.is_broken]
    unchecked = [duty for duty in both.duties if duty.state == DutyState.UNCHECKED]
    if not broken and (kind == LetterKind.WARNING or not unchecked):
        raise UserError(f"“{party.name}”没有到期未履约的事项，不用发{kind}。")
    organ = county.organ or f"{county.name}招商引资领导小组"
    body: list[Block] = [paragraph(*_opening(county, both.day, broken))]
    if broken:
        body.append(_table(broken, both.day))
    if unchecked:
        body.append(paragraph(_ask_for_numbers(unchecked)))
    body.append(paragraph(f"{_DEMANDS[kind]}请于收到本函之日起{_DAYS_TO_ANSWER[kind]}日内填写回执，盖章后送我方。"))
    body += [paragraph(*part) for part in (_earlier_letters(broken), _own_side(both)) if part]
    return Document(
        title=f"关于履行投资合同约定事项的{kind}",
        masthead=organ,
        number=f"函〔{both.day.year}〕　　号",
        recipients=party.name,
        body=tuple(body),
        signed_by=organ,
        dated=both.day,
        annexes=(_slip(organ, party, [*broken, *unchecked], kind),),
        subject=f"{county.name}招商引资{kind}",
        keywords=("招商引资", "履约", kind, party.name),
        layout=DocumentLayout.LETTER,
        sealed=True,
    )


def _opening(county: County, day: date, broken: Sequence[ContractDuty]) -> tuple[Sentence, ...]:
    head = f"截至{long_date(day)}，贵公司与{county.name}所订合同约定的事项中，"
    if not broken:
        return (f"{head}有的时限已过，我方还没有实际数可以核对。",)
    n = item_count("letter.duties", "到期没有履约的事项", broken, "时限已过、没有履约或者只履约一部分的")
    return head, fill("到期没有履约、没有全部履约的有{n}，列在下表。", n=n)


def _ask_for_numbers(unchecked: Sequence[ContractDuty]) -> str:
    names = "、".join(f"“{duty.name}”（{promised_text(duty)}）" for duty in unchecked)
    return f"另有{names}已到期，请贵公司提供实际数和佐证材料，以便核实。"


def _earlier_letters(broken: Sequence[ContractDuty]) -> tuple[Sentence, ...]:
    days = sorted({duty.letter_on for duty in broken if duty.letter_on})
    return (f"我方已于{'、'.join(map(long_date, days))}就以上事项发函。",) if days else ()


def _own_side(both: BothSides) -> tuple[Sentence, ...]:
    """Say what the government still owes the enterprise, so that both sides stand in one letter."""
    owed = [promise for promise in both.promises if promise.is_owed]
    if not owed:
        return ()
    n = item_count("letter.owed", "应兑未兑的政府承诺", owed, "时限已到、没有兑现或者只兑现一部分的")
    return (fill("我方承诺贵公司的事项中，到期没有全部兑现的有{n}，正在督促责任单位办理，办理结果另行告知。", n=n),)


def _table(broken: Sequence[ContractDuty], day: date) -> Table:
    columns = (
        column("序\n号", 1.6),
        column("约定事项", 9, Align.LEFT),
        column("依据", 7, Align.LEFT),
        column("约定", 6, Align.LEFT),
        column("实际", 7, Align.LEFT),
        column("时限", 4.4),
        column("逾期\n（天）", 2.6, Align.RIGHT),
    )
    rows = []
    for number, duty in enumerate(broken, start=1):
        cells = row(
            number,
            "",
            duty.basis or EMPTY,
            promised_text(duty),
            reached_text(duty),
            day_text(duty.facts.due),
            late_days(duty.facts.due, day),
        ).cells
        rows.append(Row((cells[0], TextSpan(duty.name, named(duty)), *cells[2:])))
    return Table("", columns, tuple(rows))


def _slip(organ: str, party: Party, duties: Sequence[ContractDuty], kind: LetterKind) -> Annex:
    """Build the reply slip, with room for each answer, signature and date."""
    columns = (
        column("序\n号", 2),
        column("约定事项", 10, Align.LEFT),
        column("履约情况（已履约的写明日期和实际数，没有履约的写明原因、完成日期和分步安排）", 18, Align.LEFT),
        column("负责人", 5),
        column("日期", 5),
    )
    rows = tuple(row(number, duty.name, _BLANK, "", "") for number, duty in enumerate(duties, start=1))
    return Annex(
        f"{kind}回执",
        (
            paragraph(f"{organ}："),
            paragraph(f"你方关于履行投资合同约定事项的{kind}收悉，现将履约情况回复如下。"),
            Table("", columns, rows),
            paragraph(f"企业：{party.name}（盖章）"),
            paragraph("负责人（签字）：　　　　　　　　　年　　月　　日"),
        ),
    )
