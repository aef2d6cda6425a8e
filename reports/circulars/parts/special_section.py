"""The sentences on the optional ledgers (专项招商) that the county uses and has rows in; none in any other county."""

from collections.abc import Mapping, Sequence

from reports.circulars.phrases.bank import SlotValue, say
from reports.content.document import TextSpan
from reports.figures.figure import Figure
from reports.figures.special_table import SpecialTable

TITLE = "专项招商"
# By the key of a table's first figure: the phrase, and the figure of each of its slots.
_PHRASES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "special.funds": ("special.funds", {"基金数": "special.funds", "返投额": "special.returned"}),
    "special.tax_due": ("special.enclaves", {"应得": "special.tax_due", "实得": "special.received"}),
    "special.scenes": ("special.scenes", {"场景数": "special.scenes", "落地数": "special.settled"}),
    "special.contracts": (
        "special.agencies",
        {"合同数": "special.contracts", "成果数": "special.results", "引资额": "special.brought"},
    ),
    "special.sites": ("special.sites", {"项目数": "special.sites"}),
    "special.standards": (
        "special.standards",
        {"指标数": "special.standards", "达标数": "special.met", "未达标数": "special.missed"},
    ),
}
# What is said besides where a figure of the sum is there: by its key the phrase and its slot.
_FURTHER = {"special.late": ("special.funds.late", "个数"), "special.average": ("special.sites.average", "天数")}


def special_spans(settings: Mapping[str, str], tables: Sequence[SpecialTable]) -> tuple[TextSpan, ...]:
    """Compose a sentence or two for each table that has lines; that of steps is the projects' own once more."""
    spans: tuple[TextSpan, ...] = ()
    for table in tables:
        figures = {part.key: part for part in table.summary if isinstance(part, Figure)}
        first = next(iter(figures), "")
        if not table.lines or first not in _PHRASES:
            continue
        phrase, slots = _PHRASES[first]
        values: dict[str, SlotValue] = {slot: figures[key] for slot, key in slots.items()}
        spans += say(settings, phrase, values)
        for key in figures.keys() & _FURTHER.keys():
            further, slot = _FURTHER[key]
            spans += say(settings, further, {slot: figures[key]})
    return spans
