"""Whether a circular is complete: placeholders, its number, empty sections and annexes, and names that are missing."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from models.ledgers import County
from models.rules.minuted_decisions import read_decisions
from models.statistics import data_quality
from models.storage.store import Store
from reports.circulars.workflow.findings import PrecheckFinding, Severity
from reports.circulars.workflow.text_overrides import keyed_blocks
from reports.content.document import (
    Annex,
    Block,
    Document,
    DocumentLayout,
    Paragraph,
    Picture,
    RowKind,
    SectionHeading,
    Table,
    figures,
)
from reports.pdf.text_locations import located_texts

_PLACEHOLDER = "（请填"
_NOT_FOR_PAPER = ("公开样本", "由县里审定后")  # of the presets' notes to the clerk
_DEADLINE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日前")
_DEMANDS = ("next.", "ahead.")  # keys of the paragraphs of 下步打算
_DECISIONS = "decisions."  # keys of the paragraphs of what a meeting decided
_MAX_QUOTED_CHARS = 16
_BLANK = "　　　"  # left to be filled in by hand in the form of 纪要
_COUNTY = County.__tablename__
_LISTED_ONE_BY_ONE = ("matter.", "item.")  # keys of the figures of obligations that a table names


def completeness_findings(store: Store, document: Document) -> Iterator[PrecheckFinding]:
    """Check whether everything is there that a reader expects, and nothing that is meant for the clerk."""
    yield from _head_findings(document)
    yield from _text_findings(document)
    yield from _section_findings(document.body)
    yield from _deadline_findings(document)
    for annex in document.annexes:
        if _is_empty(annex):
            yield _blocking(f"附件“{_one_line(annex.title)}”是空的，请补上内容或去掉。")
    yield from _decision_findings(document)
    yield from _photo_findings(document.annexes)
    printed = [row for figure in figures(document) if figure.key.startswith(_LISTED_ONE_BY_ONE) for row in figure.rows]
    with store.reading() as session:
        # A task force's own report names no other.
        issues = list(data_quality.find_unnamed_task_forces(session)) if document.masthead else []
        issues += data_quality.find_ownerless_obligations(session, printed)
    for issue in issues:
        yield PrecheckFinding(Severity.ADVISORY, issue.message, issue.ledger, issue.rows)


def _head_findings(document: Document) -> Iterator[PrecheckFinding]:
    for name, value in (("主送单位", document.recipients), ("印发单位", document.signed_by)):
        if not value.strip():
            yield PrecheckFinding(Severity.ADVISORY, f"没有{name}；请到“设置—县情设置”填写。", _COUNTY)
    if document.number.startswith("〔") and document.layout is not DocumentLayout.MINUTES:
        yield _blocking("没有发文代字，文号会从〔年份〕开始；请到“设置—县情设置”填写。", _COUNTY)


def _text_findings(document: Document) -> Iterator[PrecheckFinding]:
    """Report placeholders, notes meant for the clerk, and blanks of a form; each once, where it first stands."""
    listed = list(located_texts(document))
    if held := next((where for where, text in listed if _PLACEHOLDER in text), ""):
        yield _blocking(f"{held}还是“（请填……）”；请到“设置—县情设置”填写县市名称。", _COUNTY)
    for words in _NOT_FOR_PAPER:
        if held := next((where for where, text in listed if words in text), ""):
            yield _blocking(f"{held}印着“{words}”，是给填表人看的说明，不能印在公文上，请删去。")
    # The blank in its number is filled when it is issued.
    blanks = [where for where, text in listed if _BLANK in text.replace(document.number, "")]
    if document.layout is DocumentLayout.MINUTES and blanks:
        yield _blocking(f"纪要有 {len(blanks)} 处空着待填，第一处在{blanks[0]}；请登记会议，或改写这一段。")


def _section_findings(blocks: Sequence[Block]) -> Iterator[PrecheckFinding]:
    """Report headings with nothing below them."""
    keyed = list(keyed_blocks("", blocks))
    for number, (key, _, block) in enumerate(keyed):
        if not isinstance(block, SectionHeading):
            continue
        below = keyed[number + 1][2] if number + 1 < len(keyed) else None
        if below is None or (isinstance(below, SectionHeading) and below.level <= block.level):
            message = f"“{block.text}”下面没有内容；请在它下面加写一段，不能空着印发。"
            yield PrecheckFinding(Severity.BLOCKING, message, part=key)


def _deadline_findings(document: Document) -> Iterator[PrecheckFinding]:
    """Report days by which something is demanded that have passed on the day of the circular."""
    for key, _, block in keyed_blocks("", document.body):
        if not isinstance(block, Paragraph) or not block.key.startswith(_DEMANDS):
            continue
        for match in _DEADLINE.finditer(block.text):
            year = int(match[1] or (document.as_of or document.dated).year)
            if _is_past(year, int(match[2]), int(match[3]), document.dated):
                day = f"{document.dated.month}月{document.dated.day}日"
                message = f"正文要求“{match[0]}”办的事，到成文日期{day}已经过了；请改写这一段，写上新的日期。"
                yield PrecheckFinding(Severity.ADVISORY, message, part=key)
                break


def _decision_findings(document: Document) -> Iterator[PrecheckFinding]:
    """Report decisions of a meeting that name nobody to carry them out, or no day."""
    for key, _, block in keyed_blocks("", document.body):
        if isinstance(block, Paragraph) and block.key.startswith(_DECISIONS):
            for decision in read_decisions(block.text.removeprefix("会议议定，"), document.dated):
                lacking = "、".join(
                    name for name, value in (("责任单位", decision.unit), ("完成时限", decision.due)) if not value
                )
                if lacking:
                    quoted = decision.name[:_MAX_QUOTED_CHARS]
                    message = f"议定事项“{quoted}”没有写{lacking}；请写上由谁负责、几月几日前办结。"
                    yield PrecheckFinding(Severity.ADVISORY, message, part=key)


def _photo_findings(annexes: Sequence[Annex]) -> Iterator[PrecheckFinding]:
    """Report the frames that are printed empty, for a photograph to be pasted in."""
    empty = [
        number
        for number, annex in enumerate(annexes, start=1)
        for block in annex.blocks
        if isinstance(block, Picture) and not block.image
    ]
    if empty:
        message = f"从附件{empty[0]}起有 {len(empty)} 处照片是空框；请导出 Word 放进照片，或者印好后贴上再发。"
        yield PrecheckFinding(Severity.ADVISORY, message)


def _is_past(year: int, month: int, day: int, dated: date) -> bool:
    try:
        return date(year, month, day) < dated
    except ValueError:  # a day that the clerk typed, which no calendar has
        return False


def _is_empty(annex: Annex) -> bool:
    """Whether an annex has no block but tables without any row of their own."""
    return all(
        isinstance(block, Table) and all(row.kind is not RowKind.PLAIN for row in block.rows) for block in annex.blocks
    )


def _blocking(message: str, ledger: str = "") -> PrecheckFinding:
    return PrecheckFinding(Severity.BLOCKING, message, ledger)


def _one_line(title: str) -> str:
    return title.replace("\n", "")
