"""Building blocks of circulars' text and tables: sentences with figures, lists of names, comparisons with the pace."""

import re
from collections.abc import Mapping, Sequence

from models.rules import rates
from reports.circulars.phrases.bank import say
from reports.content.document import Align, Paragraph, Row, RowKind, TableColumn, TextSpan
from reports.figures.figure import Figure

Sentence = str | tuple[TextSpan, ...]  # a part of a paragraph: plain text, or spans with figures
_SLOT = re.compile(r"\{(\w+)(\.text)?\}")


def fill(sentence: str, **figures: Figure) -> tuple[TextSpan, ...]:
    """Fill figures into a sentence: ``{signed}`` with its unit, ``{signed.text}`` as the bare number."""
    spans: list[TextSpan] = []
    at = 0
    for slot in _SLOT.finditer(sentence):
        figure = figures[slot[1]]
        spans.append(TextSpan(sentence[at : slot.start()]))
        spans.append(TextSpan(figure.text if slot[2] else figure.phrase, figure))
        at = slot.end()
    return tuple(span for span in (*spans, TextSpan(sentence[at:])) if span.text)


def unless_none(figure: Figure, sentence: str, otherwise: str, **figures: Figure) -> tuple[TextSpan, ...]:
    """Fill a sentence, or return the alternative for zero: “没有新签约项目”, never “新签约项目0个”."""
    return fill(sentence, **figures) if figure.value else (TextSpan(otherwise),)


def paragraph(*parts: Sentence, key: str = "") -> Paragraph:
    """Join sentences into one paragraph; its key stays the same from one period to the next."""
    spans: list[TextSpan] = []
    for part in parts:
        spans += [TextSpan(part)] if isinstance(part, str) else part
    return Paragraph(tuple(span for span in spans if span.text), key)


def against_pace(settings: Mapping[str, str], ahead: Figure) -> tuple[TextSpan, ...]:
    """Compose the comparison 高于/低于序时进度; empty where there is no target."""
    if ahead.value is None:
        return ()
    gap = rates.half_up(ahead.value, 2)
    if gap == 0:
        return say(settings, "against.pace.level")
    distance = (TextSpan(f"{abs(gap)}个百分点", ahead),)
    return say(settings, "against.pace.above" if gap > 0 else "against.pace.below", {"差距": distance})


def against_target(settings: Mapping[str, str], target: Figure, completion: Figure) -> tuple[TextSpan, ...]:
    """Compose the completion of the year's target; empty where none is set."""
    if completion.value is None:
        return ()
    return say(settings, "against.target", {"目标": target, "完成率": completion})


def join_names(names: Sequence[str], max_names: int = 0) -> str:
    """Join names with 、; beyond ``max_names`` (0: no limit) the list is cut and the full number added."""
    if max_names and len(names) > max_names:
        return f"{'、'.join(names[:max_names])}等{len(names)}个"
    return "、".join(names)


def counted_or_none(figures: Sequence[tuple[str, Figure]], none: str) -> tuple[TextSpan, ...]:
    """Compose “上报线索3条、外出招商2次”; zeros are left out, and ``none`` is used where all are zero."""
    spans: list[TextSpan] = []
    for name, figure in figures:
        if figure.value:
            spans += [TextSpan(("、" if spans else "") + name), TextSpan(figure.phrase, figure)]
    return tuple(spans) or (TextSpan(none),)


def cell(value: "Figure | str | int | None") -> TextSpan:
    """Build a table cell; a figure stays linked, so that its rows can be opened."""
    if isinstance(value, Figure):
        return TextSpan(value.text, value)
    return TextSpan("" if value is None else str(value))


def row(*values: "Figure | str | int | None", total: bool = False) -> Row:
    """Build a table row."""
    return Row(tuple(cell(value) for value in values), RowKind.TOTAL if total else RowKind.PLAIN)


def column(title: str, width: float, align: Align = Align.CENTRE) -> TableColumn:
    """Build a table column."""
    return TableColumn(title, width, align)
