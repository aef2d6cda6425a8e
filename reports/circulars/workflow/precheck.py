"""The check before issuing: faults in a circular and in the rows behind it, each with the place to correct it."""

import re
from collections.abc import Iterator
from datetime import date

from models.ledgers import News
from models.rules import fair_review, plausibility
from models.rules.periods import BATCH, Period
from models.rules.scheme_vocabulary import ScoreMetric
from models.settings.definitions import load_definitions
from models.statistics import chosen_news, data_quality
from models.statistics.alert import Alert
from models.statistics.alerts import daily_alerts
from models.statistics.data_quality import DataIssue
from models.statistics.policies import review_words
from models.storage.store import Store
from reports.circulars.parts.highlights import MAX_CHARS, NEWS_KEY
from reports.circulars.parts.total_check import total_faults
from reports.circulars.phrases.bank import faulty_phrases
from reports.circulars.workflow.completeness import completeness_findings
from reports.circulars.workflow.findings import PrecheckFinding, Severity
from reports.circulars.workflow.text_overrides import EditedCircular
from reports.content.document import Document, figures
from reports.pdf.fonts import FontSet
from reports.pdf.text_locations import located_texts

_PHONE = re.compile(r"(?<![\d.〔-])(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8})(?!\d)")
_BARE_SUM = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?元")
# Keys of the figures of signings: of circulars, of rankings, and of the bands by size.
_SIGNED = frozenset({"signed", "signed_value", ScoreMetric.SIGNED, ScoreMetric.SIGNED_AMOUNT})
_MAX_QUOTED_CHARS = 12  # characters of a text quoted
_WITH_NEWS = frozenset({"week", "month"})  # the kinds of period whose circulars print what went well
_MAX_FINDINGS = 20  # findings of one sort listed one by one


def precheck(store: Store, draft: EditedCircular, period: Period, today: date) -> tuple[PrecheckFinding, ...]:
    """Check a circular before it is issued and return the findings, blocking ones first."""
    document = draft.document
    findings = [
        *_printed_text_findings(document),
        *completeness_findings(store, document),
        *_edit_findings(draft),
        *_total_findings(document),
        *_review_word_findings(store, document),
        *_ledger_findings(store, document, period, today),
        *_wording_findings(store, draft, period),
    ]
    if period.last >= today and period.kind != BATCH:
        findings.insert(
            0, PrecheckFinding(Severity.BLOCKING, f"{period.name}还没过完，数据截至{period.last.isoformat()}还会变。")
        )
    return tuple(sorted(findings, key=lambda finding: finding.severity is not Severity.BLOCKING))


def _printed_text_findings(document: Document) -> Iterator[PrecheckFinding]:
    """Check the printed text: missing glyphs, unmasked telephones, amounts without 万 or 亿."""
    listed = list(located_texts(document))
    for char, where in FontSet.bundled().missing_characters(listed)[:_MAX_FINDINGS]:
        yield PrecheckFinding(
            Severity.BLOCKING, f"{where}里的“{char}”（U+{ord(char):04X}）印不出来，请换成通行的写法。"
        )
    for where, text in listed:
        for phone in _PHONE.finditer(text):
            masked = f"{phone[0][:3]}****{phone[0][-4:]}"
            yield PrecheckFinding(Severity.BLOCKING, f"{where}印出了没有打码的电话（{masked}），请改写或去掉。")
        for bare in _BARE_SUM.finditer(text):
            if plausibility.lacks_unit(bare[0]):
                yield PrecheckFinding(Severity.BLOCKING, f"{where}写着“{bare[0]}”，像是丢了“万”或“亿”。")


def _review_word_findings(store: Store, document: Document) -> Iterator[PrecheckFinding]:
    """Point at words of the county's dictionary that ask for a fair competition review; they block nothing."""
    with store.reading() as session:
        words, note = review_words(session), load_definitions(session).review_note
    for where, text in located_texts(document):
        if occurring := fair_review.words_in([text], words):
            quoted = "".join(f"“{word}”" for word in occurring)
            message = f"{where}写着{quoted}，对外公布以前请确认已作公平竞争审查。{note}"
            yield PrecheckFinding(Severity.ADVISORY, message)


def _edit_findings(draft: EditedCircular) -> Iterator[PrecheckFinding]:
    """Report text edits whose generated sentence has changed since, and edits whose part no longer exists."""
    for part in draft.parts:
        if part.is_stale:
            yield PrecheckFinding(Severity.BLOCKING, f"{part.where}改写过，但原句已变，请核对后再定。", part=part.key)
    for edit in draft.orphaned:
        quoted = (edit.text or "")[:_MAX_QUOTED_CHARS]
        yield PrecheckFinding(Severity.ADVISORY, f"改写过的“{quoted}……”已没有对应的段落，没有印进来。", part=edit.key)


def _total_findings(document: Document) -> Iterator[PrecheckFinding]:
    """Recalculate the totals of every table from what is printed."""
    for message in total_faults(document):
        yield PrecheckFinding(Severity.BLOCKING, f"{message}。")


def _ledger_findings(store: Store, document: Document, period: Period, today: date) -> Iterator[PrecheckFinding]:
    """Check the quality of the data behind the circular: outliers, targets, overridden checks, missing updates."""
    printed = list(figures(document))
    behind = {row for figure in printed for row in figure.rows}
    signed = {row for figure in printed if figure.key.split(".")[0] in _SIGNED for row in figure.rows}
    with store.reading() as session:
        for doubt in data_quality.find_missing_amounts(session, signed, load_definitions(session).values):
            yield _doubt_finding(Severity.BLOCKING, doubt)
        for doubt in data_quality.find_outliers(session):
            is_printed = not behind.isdisjoint(doubt.rows)
            yield _doubt_finding(Severity.BLOCKING if is_printed else Severity.ADVISORY, doubt)
        for doubt in data_quality.find_undivided_openings(session, period):
            yield _doubt_finding(Severity.BLOCKING, doubt)
        doubts = (
            data_quality.find_target_mismatches(session, period.year),
            data_quality.find_gate_overrides(session, period),
        )
        for doubt in (
            item for group in (*doubts, data_quality.find_missing_reports(session, period)) for item in group
        ):
            yield _doubt_finding(Severity.ADVISORY, doubt)
        yield from _overdue_findings(daily_alerts(session, today))


def _wording_findings(store: Store, draft: EditedCircular, period: Period) -> Iterator[PrecheckFinding]:
    """Report wordings of the county that cannot be used, news too long to print, and news of which none was ticked."""
    with store.reading() as session:
        settings = load_definitions(session).values
        unchosen = chosen_news.unchosen_news(session, period.first, period.last)
    for name, reason in faulty_phrases(settings).items():
        message = f"用语“{name}”改得不能用（{reason.rstrip('。')}），印的是原话；请到“设置—用语”更正。"
        yield PrecheckFinding(Severity.ADVISORY, message)
    news = [part for part in draft.parts if part.key.startswith(NEWS_KEY)]
    for part in news:
        if len(part.text) > MAX_CHARS and not part.left_out:
            message = f"{part.where}有{len(part.text)}字，一般不超过{MAX_CHARS}字；请在“文字”里改短。"
            yield PrecheckFinding(Severity.ADVISORY, message, part=part.key)
    if unchosen and not news and period.kind in _WITH_NEWS:
        message = f"本期有{len(unchosen)}条动态，一条也没有“选入通报”，通报里没有工作亮点；要用的请打勾。"
        yield PrecheckFinding(Severity.ADVISORY, message, News.__tablename__, unchosen)


def _doubt_finding(severity: Severity, doubt: DataIssue) -> PrecheckFinding:
    return PrecheckFinding(severity, doubt.message, doubt.ledger, doubt.rows)


def _overdue_findings(listed: list[Alert]) -> Iterator[PrecheckFinding]:
    """Report rows without updates and overdue rows, one finding a ledger and kind, since there may be hundreds."""
    groups: dict[tuple[str, str, str], list[Alert]] = {}
    for warning in listed:
        if "临期" not in warning.kind:
            group = (warning.ledger.__tablename__, warning.ledger.about.label, warning.kind)
            groups.setdefault(group, []).append(warning)
    for (ledger, label, kind), warnings in groups.items():
        rows = tuple(dict.fromkeys(warning.row for warning in warnings))
        names = "、".join(dict.fromkeys(warning.name for warning in warnings[:3]))
        more = f"{names}等 {len(rows)} 个" if len(rows) > 3 else names
        yield PrecheckFinding(Severity.ADVISORY, f"{label}{kind}：{more}。", ledger, rows)
