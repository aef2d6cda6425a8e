"""What 年终总结 says of where leads came from (信息渠道)."""

from collections.abc import Sequence
from decimal import Decimal

from reports.circulars.parts.period_data import PeriodData
from reports.circulars.parts.wording import counted_or_none
from reports.content.document import TextSpan
from reports.figures.figure import Figure

_UNKNOWN = "没有写渠道的"


def channel_spans(data: PeriodData) -> tuple[TextSpan, ...]:
    """Say by which channels the year's leads came, the most first; empty where no lead names one."""
    reported = set(data.board.year("leads_reported").rows)
    rows: dict[str, list[str]] = {}
    for lead in data.facts.events.leads_reported:
        if lead.row in reported:
            rows.setdefault(lead.channel, []).append(lead.row)
    if not set(rows) - {""}:
        return ()
    channels = sorted(rows, key=lambda channel: (not channel, -len(rows[channel])))
    counts = [(channel or _UNKNOWN, _lead_count(channel or _UNKNOWN, rows[channel])) for channel in channels]
    return data.say("year.channels", {"渠道": counted_or_none(counts, "")})


def _lead_count(channel: str, rows: Sequence[str]) -> Figure:
    formula = f"本年上报、信息渠道是“{channel}”的线索数"
    return Figure(f"leads.{channel}", channel, "条", Decimal(len(rows)), formula, tuple(rows), 0, "lead")
