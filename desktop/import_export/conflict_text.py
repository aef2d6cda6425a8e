"""Texts that describe a conflict: each competing value, its user, its time and its source."""

import time
from collections.abc import Sequence

from models.audit.edit_log import REMOVED
from models.exchange.merge.conflicts import CompetingValue, Conflict
from models.fields.base import ledger_by_table
from models.fields.field import field_of
from models.ledgers import Sender
from models.queries.ledger_query import linked_names, value_text
from models.storage.store import Session

CONFLICT_COLUMNS = (("台账", 90), ("哪一行", 280), ("栏目", 130), ("现在显示", 220), ("另一个值", 220))


def conflict_rows(session: Session, conflicts: Sequence[Conflict]) -> list[tuple[str, ...]]:
    """Return a row of texts for each conflict; the latest value is the one shown now, the others follow it."""
    lines: list[tuple[str, ...]] = []
    for conflict in conflicts:
        values = [competing_value_text(session, conflict, rival) for rival in conflict.competing]
        others = "；".join(dict.fromkeys(values[:-1]))
        lines.append((ledger_by_table(conflict.ledger).about.label, conflict.name, conflict.label, values[-1], others))
    return lines


def competing_value_text(session: Session, conflict: Conflict, competing_value: CompetingValue) -> str:
    """Return a competing value as text; for a row removed on one side and edited on the other, what that side did."""
    if conflict.key == REMOVED:
        if competing_value.removed:
            return "移入回收站"
        ledger = ledger_by_table(conflict.ledger)
        labels = "、".join(field_of(ledger, key).label for key in competing_value.keys)
        return f"保留（又改了{labels}）" if labels else "保留"
    field = field_of(ledger_by_table(conflict.ledger), conflict.key)
    if competing_value.value is None:
        return "（空）"
    names = linked_names(session, [field], [("", "", competing_value.value)])
    return value_text(field, field.kind.load(competing_value.value), competing_value.mark, names)


def competing_value_with_source(session: Session, conflict: Conflict, competing_value: CompetingValue) -> str:
    """Return a competing value as text, with its user, local time and source, to decide by."""
    when = time.strftime("%Y-%m-%d %H:%M", time.localtime(competing_value.at / 1000))
    source = "本账本"
    if not competing_value.ours:
        sender = session.get(Sender, competing_value.sender) if competing_value.sender else None
        source = sender.name if sender is not None else "来表"
    return f"{competing_value_text(session, conflict, competing_value)}　—　{competing_value.who}，{when}，{source}"
