"""What came in, in the clerk's words: a file in a line, a planned row in a line, a cell in a line."""

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
    """Tell of a file: what it is, where it goes, how many rows are what, and what else is to be known."""
    blank = ("",) * len(_NUMBERS)
    if one.declined:
        return (one.path.name, one.sender or "", "没有收", "", *blank, one.declined)
    if one.again is not None and not one.plans:
        return (one.path.name, one.sender or "", "以前收过", "", *blank, one.again.said)
    counted = [made.counts for made in one.plans]
    counts = [sum(own[verdict] for own in counted) for verdict in Verdict]
    held = [made for made in one.plans if made.rows]
    stirred = [made for made, own in zip(one.plans, counted, strict=True) if own[Verdict.SAME] < len(made.rows)]
    ledgers = dict.fromkeys(made.ledger.about.label for made in stirred or held)
    named = "、".join(ledgers) if len(ledgers) <= _MOST_NAMED else f"{len(ledgers)} 个台账"
    conflicts = sum(made.conflicts for made in one.plans)
    said = f"两边都改过的 {conflicts} 格，两个值都留着。" if conflicts else ""
    told = "".join([said, *one.remarks])
    return (one.path.name, one.sender or "", one.origin, named, *(str(number or "") for number in counts), told)


def row_line(made: Plan, row: PlannedRow, several: bool = False) -> tuple[str, ...]:
    """Tell of a planned row: its number, its verdict, its name and what would happen."""
    where = f"{made.offer.sheet} {row.place}" if several else str(row.place)
    result = "不收" if row.skipped else str(row.verdict)
    return (where, result, row_name(made, row), what_happens(made, row))


def row_name(made: Plan, row: PlannedRow) -> str:
    """Name a row by its ledger's title, as the sheet writes it."""
    raw = row.offered.raw(made.ledger.about.title)
    return "" if raw is None else str(raw)


def what_happens(made: Plan, row: PlannedRow) -> str:
    """Say in a sentence what applying the plan would do with a row, or why nothing."""
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
        told = "、".join(labels[:_SHOWN_CHANGES]) + (f"等 {len(labels)} 处" if len(labels) > _SHOWN_CHANGES else "")
        clash = "，有的账本里也改过" if row.clashing else ""
        return f"改：{told}{clash}" + (f"；不收：{faults}" if faults else "")
    return "；".join(filter(None, [*row.notes, f"不收：{faults}" if faults else ""]))


def cell_line(cell: ShownCell) -> tuple[str, ...]:
    """Tell of a cell: where it stands, what the sheet says, what the book has and will have."""
    why = cell.said or ("账本里也改过，两个值都留着，到“冲突”里定" if cell.clashing else "")
    raw = "" if cell.raw is None else clean(cell.raw)
    return (cell.label, cell.at, raw, cell.old, "" if cell.said or cell.new == cell.old else cell.new, why)


def taken_in(done: Applied, files: Sequence[Received]) -> str:
    """Say what taking files in did, by their cells and by the edits behind them."""
    merged = [one.merged for one in files if one.merged is not None]
    new = done.counts[Verdict.NEW] + sum(len(one.born) for one in merged)
    changed = done.counts[Verdict.CHANGED] + sum(len(one.changed) for one in merged)
    clash = bool(done.conflicts or any(one.contested for one in merged))
    told = [f"{what} {rows} 行" for what, rows in (("新增", new), ("修改", changed)) if rows]
    return "，".join([*(told or ["没有新内容"]), *(["有冲突，请到“冲突”里定"] if clash else [])])


def urgency(cell: ShownCell) -> int:
    """Rank a cell for the clerk's eye: refused, disputed, about to change something, the rest."""
    return 0 if cell.said else 1 if cell.clashing else 2 if cell.new != cell.old else 3


def question(session: Session, made: Plan, row: PlannedRow) -> str:
    """Put the question of a row that may be in the book already, naming the other; or say what was chosen."""
    if row.decision is not None:
        return f"您选了“{row.decision.answer}”。"
    if row.verdict is not Verdict.DUPLICATE:
        return ""
    name = names_of(session, made.ledger, [row.row]).get(row.row, "") if row.row else ""
    whose = f"像账本里的“{name}”" if name else "像来表里的另一行" if row.twin else "可能已有"
    return f"{whose}（{row.why}{row.twin}）。是同一件事吗？"


def answers(row: PlannedRow | None) -> tuple[Answer, ...]:
    """Give what can be answered to a row: a likeness to a row of the book, or to another line of the sheets."""
    if row is None or (row.verdict is not Verdict.DUPLICATE and row.decision is None):
        return ()
    return tuple(Answer) if row.row or row.decision else (Answer.NEW, Answer.SKIP)
