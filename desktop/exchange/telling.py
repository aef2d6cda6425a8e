"""Texts of the import preview: the table rows for files, planned rows and cells, and the result sentence."""

from collections.abc import Sequence

from models.browse import names_of
from models.exchange.plan import Plan, ShownCell
from models.exchange.verdicts import Answer, Applied, PlannedRow, Verdict
from models.field import field_of
from models.kind import clean
from models.store import Session
from reports.receiving import Received

_NUMBERS = (("新增", 52), ("修改", 52), ("相同", 52), ("疑似", 52), ("不能收", 58))
FILE_COLUMNS = (("文件", 230), ("来自", 90), ("来历", 70), ("台账", 100), *_NUMBERS, ("说明", 240))
ROW_COLUMNS = (("行", 110), ("结果", 84), ("名称", 280), ("会怎样", 420))
CELL_COLUMNS = (("栏目", 130), ("位置", 56), ("表里写的", 200), ("账本现有", 180), ("将成为", 180), ("为什么", 260))
COLUMN_COLUMNS = (("列", 40), ("表头", 180), ("前几格", 240), ("记到哪一栏", 170), ("怎么认出的", 240))
_SHOWN_CHANGES = 4
_MOST_NAMED = 3


def file_line(one: Received) -> tuple[str, ...]:
    """Return the texts of a file's row: name, sender, origin, ledgers, counts by outcome, notes."""
    blank = ("",) * len(_NUMBERS)
    if one.declined:
        return (one.path.name, one.sender or "", "没有收", "", *blank, one.declined)
    if one.again is not None and not one.plans:
        return (one.path.name, one.sender or "", "以前收过", "", *blank, one.again.said)
    plan_counts = [plan.counts for plan in one.plans]
    counts = [sum(by_verdict[verdict] for by_verdict in plan_counts) for verdict in Verdict]
    with_rows = [plan for plan in one.plans if plan.rows]
    with_changes = [
        plan
        for plan, by_verdict in zip(one.plans, plan_counts, strict=True)
        if by_verdict[Verdict.SAME] < len(plan.rows)
    ]
    ledgers = dict.fromkeys(plan.ledger.about.label for plan in with_changes or with_rows)
    ledger_names = "、".join(ledgers) if len(ledgers) <= _MOST_NAMED else f"{len(ledgers)} 个台账"
    conflicts = sum(plan.conflicts for plan in one.plans)
    conflict_note = f"两边都改过的 {conflicts} 格，两个值都留着。" if conflicts else ""
    notes = "".join([conflict_note, *one.remarks])
    return (one.path.name, one.sender or "", one.origin, ledger_names, *(str(number or "") for number in counts), notes)


def row_line(made: Plan, row: PlannedRow, several: bool = False) -> tuple[str, ...]:
    """Return the texts of a planned row: row number, outcome, name and effect."""
    where = f"{made.offer.sheet} {row.place}" if several else str(row.place)
    result = "不收" if row.skipped else str(row.verdict)
    return (where, result, row_name(made, row), what_happens(made, row))


def row_name(made: Plan, row: PlannedRow) -> str:
    """Return a row's title field as the sheet has it."""
    raw = row.offered.raw(made.ledger.about.title)
    return "" if raw is None else str(raw)


def what_happens(made: Plan, row: PlannedRow) -> str:
    """Return a sentence saying what the import would do with a row, or why it does nothing."""
    faults = "；".join(cell.said for cell in row.refused.values())
    if row.skipped:
        return "您选了不收。"
    if row.verdict is Verdict.DUPLICATE:
        return f"{row.why}{row.twin}：请在下面选。"
    if row.verdict is Verdict.REFUSED:
        return faults
    if row.verdict is Verdict.CHANGED:
        labels = [field_of(made.ledger, key).label for key in row.values if key not in row.filled]
        labels += [f"进入{step.stage}" for step in row.steps]
        changes = "、".join(labels[:_SHOWN_CHANGES]) + (f"等 {len(labels)} 处" if len(labels) > _SHOWN_CHANGES else "")
        conflict_note = "，有的账本里也改过" if row.clashing else ""
        return f"改：{changes}{conflict_note}" + (f"；不收：{faults}" if faults else "")
    return "；".join(filter(None, [*row.notes, f"不收：{faults}" if faults else ""]))


def cell_line(cell: ShownCell) -> tuple[str, ...]:
    """Return the texts of a cell: field, address, sheet's text, old value, new value, reason."""
    why = cell.said or ("账本里也改过，两个值都留着，到“冲突”里定" if cell.clashing else "")
    raw = "" if cell.raw is None else clean(cell.raw)
    return (cell.label, cell.at, raw, cell.old, "" if cell.said or cell.new == cell.old else cell.new, why)


def taken_in(done: Applied, files: Sequence[Received]) -> str:
    """Return a sentence with the import's result, counting both cells and merged changesets."""
    merged = [file.merged for file in files if file.merged is not None]
    new = done.counts[Verdict.NEW] + sum(len(result.born) for result in merged)
    changed = done.counts[Verdict.CHANGED] + sum(len(result.changed) for result in merged)
    has_conflicts = bool(done.conflicts or any(result.contested for result in merged))
    parts = [f"{what} {rows} 行" for what, rows in (("新增", new), ("修改", changed)) if rows]
    return "，".join([*(parts or ["没有新内容"]), *(["有冲突，请到“冲突”里定"] if has_conflicts else [])])


def urgency(cell: ShownCell) -> int:
    """Return a cell's sort rank: 0 rejected, 1 conflicting, 2 changing a value, 3 the rest."""
    return 0 if cell.said else 1 if cell.clashing else 2 if cell.new != cell.old else 3


def question(session: Session, made: Plan, row: PlannedRow) -> str:
    """Return the question about a possible duplicate, naming the other row; or the answer given; else an empty text."""
    if row.decision is not None:
        return f"您选了“{row.decision.answer}”。"
    if row.verdict is not Verdict.DUPLICATE:
        return ""
    name = names_of(session, made.ledger, [row.row]).get(row.row, "") if row.row else ""
    likeness = f"像账本里的“{name}”" if name else "像来表里的另一行" if row.twin else "可能已有"
    return f"{likeness}（{row.why}{row.twin}）。是同一件事吗？"


def answers(row: PlannedRow | None) -> tuple[Answer, ...]:
    """Return the possible answers for a row; one that only resembles another row of the sheets cannot be merged."""
    if row is None or (row.verdict is not Verdict.DUPLICATE and row.decision is None):
        return ()
    return tuple(Answer) if row.row or row.decision else (Answer.NEW, Answer.SKIP)
