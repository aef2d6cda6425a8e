"""Texts of the import preview: the table rows for files, planned rows and cells, and the result sentence."""

from collections.abc import Sequence

from models.exchange.sheet_import.opening_funds import funding_text
from models.exchange.sheet_import.preview import ImportPlan, PreviewCell
from models.exchange.sheet_import.row_outcome import (
    ApplyResult,
    DuplicateAnswer,
    PlannedRow,
    RowOutcome,
)
from models.fields.field import field_of
from models.fields.kind import clean_text
from models.queries.ledger_query import titles_by_id
from models.storage.store import Session
from reports.import_reader.import_file import ImportFile

_COUNT_COLUMNS = (("新增", 52), ("修改", 52), ("相同", 52), ("疑似", 52), ("不能收", 58))
FILE_COLUMNS = (("文件", 230), ("来自", 90), ("来历", 70), ("台账", 100), *_COUNT_COLUMNS, ("说明", 240))
ROW_COLUMNS = (("行", 110), ("结果", 84), ("名称", 280), ("会怎样", 420))
CELL_COLUMNS = (("栏目", 130), ("位置", 56), ("表里写的", 200), ("账本现有", 180), ("将成为", 180), ("为什么", 260))
MAPPING_COLUMNS = (("列", 40), ("表头", 180), ("前几格", 240), ("记到哪一栏", 170), ("怎么认出的", 240))
_MAX_CHANGES_NAMED = 4
_MAX_LEDGERS_NAMED = 3
_MAX_CELLS_NAMED = 8


def file_texts(file: ImportFile) -> tuple[str, ...]:
    """Return the texts of a file's row: name, sender, origin, ledgers, counts by outcome, notes."""
    blank = ("",) * len(_COUNT_COLUMNS)
    if file.declined:
        return (file.path.name, file.sender or "", "没有收", "", *blank, file.declined)
    if file.earlier_import is not None and not file.plans:
        return (file.path.name, file.sender or "", "以前收过", "", *blank, file.earlier_import.message)
    plan_counts = [plan.counts for plan in file.plans]
    counts = [sum(by_outcome[outcome] for by_outcome in plan_counts) for outcome in RowOutcome]
    with_rows = [plan for plan in file.plans if plan.rows]
    with_changes = [
        plan
        for plan, by_outcome in zip(file.plans, plan_counts, strict=True)
        if by_outcome[RowOutcome.SAME] < len(plan.rows)
    ]
    ledgers = dict.fromkeys(plan.ledger.about.label for plan in with_changes or with_rows)
    ledger_names = "、".join(ledgers) if len(ledgers) <= _MAX_LEDGERS_NAMED else f"{len(ledgers)} 个台账"
    conflicts = sum(plan.conflict_count for plan in file.plans)
    conflict_note = f"两边都改过的 {conflicts} 格，两个值都留着。" if conflicts else ""
    notes = "".join([conflict_note, *file.remarks])
    return (
        file.path.name,
        file.sender or "",
        file.origin,
        ledger_names,
        *(str(number or "") for number in counts),
        notes,
    )


def planned_row_texts(plan: ImportPlan, row: PlannedRow, several_plans: bool = False) -> tuple[str, ...]:
    """Return the texts of a planned row: row number, outcome, name and effect."""
    where = f"{plan.table.sheet} {row.row_number}" if several_plans else str(row.row_number)
    result = "不收" if row.skipped else str(row.outcome)
    return (where, result, planned_row_title(plan, row), planned_row_effect(plan, row))


def planned_row_title(plan: ImportPlan, row: PlannedRow) -> str:
    """Return a row's title field as the sheet has it."""
    raw = row.import_row.raw(plan.ledger.about.title)
    return "" if raw is None else str(raw)


def planned_row_effect(plan: ImportPlan, row: PlannedRow) -> str:
    """Return a sentence saying what the import would do with a row, or why it does nothing."""
    faults = "；".join(cell.message for cell in row.rejected.values())
    if row.skipped:
        return "您选了不收。"
    if row.outcome is RowOutcome.DUPLICATE:
        return f"{row.reason}{row.repeats}：请在下面选。"
    if row.outcome is RowOutcome.REFUSED:
        return faults
    if row.outcome is RowOutcome.CHANGED:
        labels = [field_of(plan.ledger, key).label for key in row.values if key not in row.derived]
        labels += [f"进入{step.stage}" for step in row.steps]
        labels += [funding_text(funding) for funding in row.funds.fundings]
        changes = "、".join(labels[:_MAX_CHANGES_NAMED]) + (
            f"等 {len(labels)} 处" if len(labels) > _MAX_CHANGES_NAMED else ""
        )
        conflict_note = "，有的账本里也改过" if row.conflicting else ""
        return f"改：{changes}{conflict_note}" + (f"；不收：{faults}" if faults else "")
    fundings = "、".join(funding_text(funding) for funding in row.funds.fundings)
    return "；".join(filter(None, [fundings, *row.notes, f"不收：{faults}" if faults else ""]))


def preview_cell_texts(cell: PreviewCell) -> tuple[str, ...]:
    """Return the texts of a cell: field, address, sheet's text, old value, new value, reason."""
    why = cell.message or ("账本里也改过，两个值都留着，到“冲突”里定" if cell.conflicting else cell.note)
    raw = "" if cell.raw is None else clean_text(cell.raw)
    return (cell.label, cell.address, raw, cell.old, "" if cell.message or cell.new == cell.old else cell.new, why)


def import_result_text(applied: ApplyResult, files: Sequence[ImportFile]) -> str:
    """Return a sentence with the import's result, counting both cells and merged changesets."""
    merged = [file.merged for file in files if file.merged is not None]
    new = applied.counts[RowOutcome.NEW] + sum(len(result.added) for result in merged)
    changed = applied.counts[RowOutcome.CHANGED] + sum(len(result.changed) for result in merged)
    has_conflicts = bool(applied.conflicts or any(result.conflicting for result in merged))
    parts = [f"{what} {rows} 行" for what, rows in (("新增", new), ("修改", changed)) if rows]
    parts += [f"到位资金期初 {applied.fundings} 笔"] if applied.fundings else []
    return "，".join([*(parts or ["没有新内容"]), *(["有冲突，请到“冲突”里定"] if has_conflicts else [])])


def left_out_text(files: Sequence[ImportFile]) -> str:
    """Return what of the files was not taken, for the clerk to compare with the sheets; empty where all was."""
    texts = []
    for file in files:
        refused = [
            f"{cell.label}（{cell.address or cell.value}）" for plan in file.plans for cell in plan.rejected_cells
        ]
        asked = sum(row.outcome is RowOutcome.DUPLICATE for plan in file.plans for row in plan.rows)
        sentences = list(file.left_out)
        if refused:
            more = f" 等 {len(refused)} 格" if len(refused) > _MAX_CELLS_NAMED else ""
            sentences.append(f"不能收的格：{'、'.join(refused[:_MAX_CELLS_NAMED])}{more}。")
        if asked:
            sentences.append(f"疑似重复、没有答复的 {asked} 行。")
        if sentences:
            texts.append((f"《{file.path.name}》" if len(files) > 1 else "") + "".join(sentences))
    return "\n".join(texts)


def attention_rank(cell: PreviewCell) -> int:
    """Return a cell's sort rank: 0 rejected, 1 conflicting, 2 changing a value, 3 the rest."""
    return 0 if cell.message else 1 if cell.conflicting else 2 if cell.new != cell.old else 3


def duplicate_question(session: Session, plan: ImportPlan, row: PlannedRow) -> str:
    """Return the question about a possible duplicate, naming the other row; or the answer given; else an empty text."""
    if row.decision is not None:
        return f"您选了“{row.decision.answer}”。"
    if row.outcome is not RowOutcome.DUPLICATE:
        return ""
    name = titles_by_id(session, plan.ledger, [row.row]).get(row.row, "") if row.row else ""
    likeness = f"像账本里的“{name}”" if name else "像来表里的另一行" if row.repeats else "可能已有"
    return f"{likeness}（{row.reason}{row.repeats}）。是同一件事吗？"


def possible_answers(row: PlannedRow | None) -> tuple[DuplicateAnswer, ...]:
    """Return the possible answers for a row; one that only resembles another row of the sheets cannot be merged."""
    if row is None or (row.outcome is not RowOutcome.DUPLICATE and row.decision is None):
        return ()
    return tuple(DuplicateAnswer) if row.row or row.decision else (DuplicateAnswer.NEW, DuplicateAnswer.SKIP)
