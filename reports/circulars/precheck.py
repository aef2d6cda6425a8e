"""The check before issuing: faults in a circular and in the rows behind it, each with the place to correct it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from models import soundness
from models.rules import guards
from models.rules.periods import BATCH, Period
from models.soundness import Doubt
from models.store import Store
from models.warning import Warned, daily_list
from reports.circulars.edited import Edited
from reports.circulars.footing import faults
from reports.content import Document, Layout, figures
from reports.paper.faces import Faces
from reports.paper.places import texts

_PHONE = re.compile(r"(?<![\d.〔-])(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8})(?!\d)")
_BARE_SUM = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?元")
_SHOWN = 12  # characters of a text quoted
_MOST = 20  # findings of one sort listed one by one


class Weight(Enum):
    """Severity of a finding; a blocking one stops the issue unless a reason is given."""

    GRAVE = "必须处理"
    WORTH = "请看一看"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its message and where to correct it (rows of a ledger, or a part of the circular by key)."""

    weight: Weight
    said: str
    ledger: str = ""
    rows: tuple[str, ...] = ()
    part: str = ""


def precheck(store: Store, draft: Edited, period: Period, today: date) -> tuple[Finding, ...]:
    """Check a circular before it is issued and return the findings, blocking ones first."""
    document = draft.document
    findings = [*_paper(document), *_edits(draft), *_footing(document), *_ledgers(store, document, period, today)]
    if period.last >= today and period.kind != BATCH:
        findings.insert(0, Finding(Weight.GRAVE, f"{period.name}还没过完，数据截至{period.last.isoformat()}还会变。"))
    return tuple(sorted(findings, key=lambda finding: finding.weight is not Weight.GRAVE))


def grave(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that block the issue."""
    return tuple(finding for finding in findings if finding.weight is Weight.GRAVE)


def _paper(document: Document) -> Iterator[Finding]:
    """Check the printed text: missing glyphs, unmasked telephones, amounts without 万 or 亿, empty head elements."""
    listed = list(texts(document))
    for char, where in Faces.bundled().missing(listed)[:_MOST]:
        yield Finding(Weight.GRAVE, f"{where}里的“{char}”（U+{ord(char):04X}）印不出来，请换成通行的写法。")
    for where, text in listed:
        for phone in _PHONE.finditer(text):
            masked = f"{phone[0][:3]}****{phone[0][-4:]}"
            yield Finding(Weight.GRAVE, f"{where}印出了没有打码的电话（{masked}），请改写或去掉。")
        for bare in _BARE_SUM.finditer(text):
            if guards.lost_unit(bare[0]):
                yield Finding(Weight.GRAVE, f"{where}写着“{bare[0]}”，像是丢了“万”或“亿”。")
    for name, value in (("主送单位", document.recipients), ("印发单位", document.signed_by)):
        if not value.strip():
            yield Finding(Weight.WORTH, f"没有{name}；请到“设置—县情设置”填写。", "county")
    if document.number.startswith("〔") and document.layout is not Layout.MINUTES:
        yield Finding(Weight.WORTH, "没有发文代字，文号会从〔年份〕开始；请到“设置—县情设置”填写。", "county")


def _edits(draft: Edited) -> Iterator[Finding]:
    """Report text edits whose generated sentence has changed since, and edits whose part no longer exists."""
    for part in draft.parts:
        if part.stale:
            yield Finding(Weight.GRAVE, f"{part.where}改写过，但原句已变，请核对后再定。", part=part.key)
    for edit in draft.homeless:
        quoted = (edit.text or "")[:_SHOWN]
        yield Finding(Weight.WORTH, f"改写过的“{quoted}……”已没有对应的段落，没有印进来。", part=edit.key)


def _footing(document: Document) -> Iterator[Finding]:
    """Recalculate the totals of every table from what is printed."""
    for message in faults(document):
        yield Finding(Weight.GRAVE, f"{message}。")


def _ledgers(store: Store, document: Document, period: Period, today: date) -> Iterator[Finding]:
    """Check the quality of the data behind the circular: outliers, targets, overridden checks, missing updates."""
    behind = {row for figure in figures(document) for row in figure.rows}
    with store.reading() as session:
        for doubt in soundness.outliers(session):
            printed = not behind.isdisjoint(doubt.rows)
            yield _doubted(Weight.GRAVE if printed else Weight.WORTH, doubt)
        doubts = (soundness.targets_off(session, period.year), soundness.let_through(session, period))
        for doubt in (item for group in (*doubts, soundness.unreported(session, period)) for item in group):
            yield _doubted(Weight.WORTH, doubt)
        yield from _quiet(daily_list(session, today))


def _doubted(weight: Weight, doubt: Doubt) -> Finding:
    return Finding(weight, doubt.said, doubt.ledger, doubt.rows)


def _quiet(listed: list[Warned]) -> Iterator[Finding]:
    """Report rows without updates and overdue rows, one finding a ledger and kind, since there may be hundreds."""
    groups: dict[tuple[str, str, str], list[Warned]] = {}
    for warning in listed:
        if "临期" not in warning.kind:
            group = (warning.ledger.__tablename__, warning.ledger.about.label, warning.kind)
            groups.setdefault(group, []).append(warning)
    for (ledger, label, kind), warnings in groups.items():
        rows = tuple(dict.fromkeys(warning.row for warning in warnings))
        names = "、".join(dict.fromkeys(warning.name for warning in warnings[:3]))
        more = f"{names}等 {len(rows)} 个" if len(rows) > 3 else names
        yield Finding(Weight.WORTH, f"{label}{kind}：{more}。", ledger, rows)
