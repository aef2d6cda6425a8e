"""Texts that describe a conflict: each competing value, its user, its time and its source."""

import time
from collections.abc import Sequence

from models.base import ledger_named
from models.browse import linked_names, text_of
from models.edits import REMOVED
from models.exchange.conflicts import Conflict, Rival
from models.field import field_of
from models.ledgers import Sender
from models.store import Session

CONFLICT_COLUMNS = (("台账", 90), ("哪一行", 280), ("栏目", 130), ("现在显示", 220), ("另一个值", 220))


def conflict_lines(session: Session, found: Sequence[Conflict]) -> list[tuple[str, ...]]:
    """Return a row of texts for each conflict; the latest value is the one shown now, the others follow it."""
    lines: list[tuple[str, ...]] = []
    for conflict in found:
        values = [value_words(session, conflict, rival) for rival in conflict.rivals]
        others = "；".join(dict.fromkeys(values[:-1]))
        lines.append((ledger_named(conflict.ledger).about.label, conflict.name, conflict.label, values[-1], others))
    return lines


def value_words(session: Session, conflict: Conflict, rival: Rival) -> str:
    """Return a competing value as text; for a row removed on one side and edited on the other, what that side did."""
    if conflict.key == REMOVED:
        if rival.removed:
            return "移入回收站"
        ledger = ledger_named(conflict.ledger)
        labels = "、".join(field_of(ledger, key).label for key in rival.keys)
        return f"保留（又改了{labels}）" if labels else "保留"
    field = field_of(ledger_named(conflict.ledger), conflict.key)
    if rival.value is None:
        return "（空）"
    names = linked_names(session, [field], [("", "", rival.value)])
    return text_of(field, field.kind.load(rival.value), rival.mark, names)


def rival_words(session: Session, conflict: Conflict, rival: Rival) -> str:
    """Return a competing value as text, with its user, local time and source, to decide by."""
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(rival.at / 1000))
    source = "本账本"
    if not rival.ours:
        sender = session.get(Sender, rival.sender) if rival.sender else None
        source = sender.name if sender is not None else "来表"
    return f"{value_words(session, conflict, rival)}　—　{rival.who}，{when}，{source}"
