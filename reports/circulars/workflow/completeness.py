"""Whether a circular is complete: placeholders, its number, empty sections and annexes, and names that are missing."""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from models.ledgers import County, Obligation, TaskForce
from models.statistics.counting_rules import is_live
from models.storage.store import Store
from reports.circulars.workflow.findings import PrecheckFinding, Severity
from reports.circulars.workflow.text_overrides import keyed_blocks
from reports.content.document import Annex, Block, Document, DocumentLayout, RowKind, SectionHeading, Table, figures
from reports.pdf.text_locations import located_texts

_PLACEHOLDER = "（请填"
_NOT_FOR_PAPER = ("公开样本", "由县里审定后")  # of the presets' notes to the clerk
_BLANK = "　　　"  # left to be filled in by hand in the form of 纪要
_COUNTY = County.__tablename__
_LISTED_ONE_BY_ONE = ("matter.", "item.")  # keys of the figures of obligations that a table names
_MAX_NAMES = 3


def completeness_findings(store: Store, document: Document) -> Iterator[PrecheckFinding]:
    """Check whether everything is there that a reader expects, and nothing that is meant for the clerk."""
    yield from _head_findings(document)
    yield from _text_findings(document)
    yield from _section_findings(document.body)
    for annex in document.annexes:
        if _is_empty(annex):
            yield _blocking(f"附件“{_one_line(annex.title)}”是空的，请补上内容或去掉。")
    with store.reading() as session:
        yield from _task_force_findings(session, document)
        yield from _owner_findings(session, document)


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
    blanks = [where for where, text in listed if _BLANK in text]
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


def _is_empty(annex: Annex) -> bool:
    """Whether an annex has no block but tables without any row of their own."""
    return all(
        isinstance(block, Table) and all(row.kind is not RowKind.PLAIN for row in block.rows) for block in annex.blocks
    )


def _task_force_findings(session: Session, document: Document) -> Iterator[PrecheckFinding]:
    """Report the task forces that the circular cannot name well; nothing of a task force's own report."""
    if not document.masthead:
        return
    forces = list(session.execute(sa.select(TaskForce).where(is_live(TaskForce)).order_by(TaskForce.rank)).scalars())
    for lacking, what, why in (
        ([force for force in forces if not force.short], "简称", "通报里的称呼由名称截取"),
        ([force for force in forces if not force.lead_units], "牵头单位", "通报里印成“—”"),
    ):
        if lacking:
            message = f"{_named([force.name for force in lacking])}没有填{what}，{why}；请在“招商专班”里填写。"
            rows = tuple(force.id for force in lacking)
            yield PrecheckFinding(Severity.ADVISORY, message, TaskForce.__tablename__, rows)


def _owner_findings(session: Session, document: Document) -> Iterator[PrecheckFinding]:
    """Report the obligations that are printed by name without a unit or a person who answers for them."""
    printed = [row for figure in figures(document) if figure.key.startswith(_LISTED_ONE_BY_ONE) for row in figure.rows]
    query = sa.select(Obligation).where(Obligation.id.in_(printed)).order_by(Obligation.due, Obligation.id)
    items = list(session.execute(query).scalars())
    for lacking, what in (
        ([item for item in items if not item.unit], "责任单位"),
        ([item for item in items if item.unit and not item.owner], "责任人"),
    ):
        if lacking:
            message = f"印出的责任事项里{_named([item.name for item in lacking])}没有{what}，会印成“—”。"
            rows = tuple(item.id for item in lacking)
            yield PrecheckFinding(Severity.ADVISORY, message, Obligation.__tablename__, rows)


def _named(names: Sequence[str]) -> str:
    listed = "、".join(names[:_MAX_NAMES])
    return f"{listed}等 {len(names)} 个" if len(names) > _MAX_NAMES else listed


def _blocking(message: str, ledger: str = "") -> PrecheckFinding:
    return PrecheckFinding(Severity.BLOCKING, message, ledger)


def _one_line(title: str) -> str:
    return title.replace("\n", "")
