"""Looking a circular over before it is issued: what is wrong in it, in the ledgers behind it, and where to mend it."""

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
    """How much a finding weighs: a grave one stops the issue unless somebody says why not."""

    GRAVE = "必须处理"
    WORTH = "请看一看"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its sentence, and where to go: rows of a ledger, or a part of the circular by its key."""

    weight: Weight
    said: str
    ledger: str = ""
    rows: tuple[str, ...] = ()
    part: str = ""


def precheck(store: Store, draft: Edited, period: Period, today: date) -> tuple[Finding, ...]:
    """List what is to be looked at before a circular goes out, the grave things first."""
    document = draft.document
    found = [*_paper(document), *_edits(draft), *_footing(document), *_ledgers(store, document, period, today)]
    if period.last >= today and period.kind != BATCH:
        found.insert(0, Finding(Weight.GRAVE, f"{period.name}还没过完，数据截至{period.last.isoformat()}还会变。"))
    return tuple(sorted(found, key=lambda one: one.weight is not Weight.GRAVE))


def grave(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Pick the findings that stop the issue."""
    return tuple(one for one in findings if one.weight is Weight.GRAVE)


def _paper(document: Document) -> Iterator[Finding]:
    """Look through the words themselves: unprintable characters, telephones, sums that lost their unit."""
    listed = list(texts(document))
    for char, where in Faces.bundled().missing(listed)[:_MOST]:
        yield Finding(Weight.GRAVE, f"{where}里的“{char}”（U+{ord(char):04X}）印不出来，请换成通行的写法。")
    for where, text in listed:
        for phone in _PHONE.finditer(text):
            told = f"{phone[0][:3]}****{phone[0][-4:]}"
            yield Finding(Weight.GRAVE, f"{where}印出了没有打码的电话（{told}），请改写或去掉。")
        for bare in _BARE_SUM.finditer(text):
            if guards.lost_unit(bare[0]):
                yield Finding(Weight.GRAVE, f"{where}写着“{bare[0]}”，像是丢了“万”或“亿”。")
    for name, value in (("主送单位", document.recipients), ("印发单位", document.signed_by)):
        if not value.strip():
            yield Finding(Weight.WORTH, f"没有{name}；请到“设置—县情设置”填写。", "county")
    if document.number.startswith("〔") and document.layout is not Layout.MINUTES:
        yield Finding(Weight.WORTH, "没有发文代字，文号会从〔年份〕开始；请到“设置—县情设置”填写。", "county")


def _edits(draft: Edited) -> Iterator[Finding]:
    """Name the sentences the clerk edited whose figures have moved since, and those whose place is gone."""
    for part in draft.parts:
        if part.stale:
            yield Finding(Weight.GRAVE, f"{part.where}改写过，但原句已变，请核对后再定。", part=part.key)
    for edit in draft.homeless:
        said = (edit.text or "")[:_SHOWN]
        yield Finding(Weight.WORTH, f"改写过的“{said}……”已没有对应的段落，没有印进来。", part=edit.key)


def _footing(document: Document) -> Iterator[Finding]:
    """Add up every table and sentence again, from what is printed."""
    for said in faults(document):
        yield Finding(Weight.GRAVE, f"{said}。")


def _ledgers(store: Store, document: Document, period: Period, today: date) -> Iterator[Finding]:
    """Look at the rows behind the circular."""
    behind = {row for figure in figures(document) for row in figure.rows}
    with store.reading() as session:
        for doubt in soundness.outliers(session):
            printed = not behind.isdisjoint(doubt.rows)
            yield _doubted(Weight.GRAVE if printed else Weight.WORTH, doubt)
        doubts = (soundness.targets_off(session, period.year), soundness.let_through(session, period))
        for doubt in (one for some in (*doubts, soundness.unreported(session, period)) for one in some):
            yield _doubted(Weight.WORTH, doubt)
        yield from _quiet(daily_list(session, today))


def _doubted(weight: Weight, doubt: Doubt) -> Finding:
    return Finding(weight, doubt.said, doubt.ledger, doubt.rows)


def _quiet(listed: list[Warned]) -> Iterator[Finding]:
    """Put rows without an update, and what is past due, together by ledger: hundreds of lines are read by nobody."""
    groups: dict[tuple[str, str, str], list[Warned]] = {}
    for one in listed:
        if "临期" not in one.kind:
            groups.setdefault((one.ledger.__tablename__, one.ledger.about.label, one.kind), []).append(one)
    for (ledger, label, kind), some in groups.items():
        rows = tuple(dict.fromkeys(one.row for one in some))
        names = "、".join(dict.fromkeys(one.name for one in some[:3]))
        more = f"{names}等 {len(rows)} 个" if len(rows) > 3 else names
        yield Finding(Weight.WORTH, f"{label}{kind}：{more}。", ledger, rows)
