"""What 年终总结 says of where leads came from (信息渠道) and of how they were sought (招商方式)."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from models.statistics.events import LeadEvent
from reports.circulars.parts.period_data import PeriodData
from reports.circulars.parts.wording import counted_or_none
from reports.content.document import TextSpan
from reports.figures.figure import Figure


def source_spans(data: PeriodData) -> tuple[TextSpan, ...]:
    """Say by which channels and methods the year's leads came, the most first; nothing where no lead names one."""
    return (
        *_spans(data, "year.channels", "渠道", "信息渠道", lambda lead: lead.channel),
        *_spans(data, "year.methods", "方式", "招商方式", lambda lead: lead.method),
    )


def _spans(
    data: PeriodData, phrase: str, slot: str, field: str, word_of: Callable[[LeadEvent], str]
) -> tuple[TextSpan, ...]:
    reported = set(data.board.year("leads_reported").rows)
    rows: dict[str, list[str]] = {}
    for lead in data.facts.events.leads_reported:
        if lead.row in reported:
            rows.setdefault(word_of(lead), []).append(lead.row)
    if not set(rows) - {""}:
        return ()
    words = sorted(rows, key=lambda word: (not word, -len(rows[word])))
    unknown = f"没有写{slot}的"
    counts = [(word or unknown, _lead_count(phrase, word or unknown, field, rows[word])) for word in words]
    return data.say(phrase, {slot: counted_or_none(counts, "")})


def _lead_count(phrase: str, word: str, field: str, rows: Sequence[str]) -> Figure:
    formula = f"本年上报、{field}是“{word}”的线索数"
    return Figure(f"{phrase}.{word}", word, "条", Decimal(len(rows)), formula, tuple(rows), 0, "lead")
