"""The tables of a workbook that another office made: each found, mapped to a ledger, and taken or left by choice."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from models.errors import UserError
from models.exchange.sheet_import.import_rows import ImportTable
from models.fields.base import ledger_by_table
from models.ledgers import Project
from reports.import_reader.column_mapping import LedgerMapping, guess_ledgers, map_columns
from reports.import_reader.column_units import UNIT_CHOICES, is_area_unit, is_money_unit
from reports.import_reader.foreign_rows import foreign_import_table
from reports.import_reader.heading_memory import HeadingMemory
from reports.import_reader.headings import core_words, split_unit
from reports.import_reader.import_account import TableAccount, account_of
from reports.import_reader.table_detection import FORM, TABLE, SheetLayout, detect_layouts
from reports.import_reader.workbook_data import SheetData, WorkbookData

_NO_MEMORY = HeadingMemory()
_NEARLY = 0.1  # a ledger's score below the best one's with which a table may still be taken for it


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """One table: where it stands, the mapping in use, the ledgers it may belong to, and whether it is imported."""

    sheet: SheetData
    layout: SheetLayout
    columns: LedgerMapping
    other_mappings: tuple[LedgerMapping, ...]
    included: bool

    @property
    def name(self) -> str:
        """The sheet's name, with the table's place on a sheet with several."""
        return self.layout.name

    @property
    def is_known(self) -> bool:
        """Whether any ledger has something of it."""
        return bool(self.other_mappings)

    @property
    def left_text(self) -> str:
        """How it is named where it is not taken: 汇总表（3 行，看不出是哪个台账）."""
        return f"{self.name}（{len(self.layout.data_rows)} 行{'' if self.is_known else '，看不出是哪个台账'}）"

    @property
    def account(self) -> TableAccount:
        """What of the table is not taken."""
        return account_of(self.sheet, self.layout, self.columns)

    def written_units(self) -> set[str]:
        """Return the keys of the columns whose unit is written in the sheet or chosen by the clerk."""
        for_all = bool(self.layout.unit) or self.columns.unit_column is not None
        return {column.key for column in self.columns.columns if column.key and (column.unit or for_all)}

    def chosen_units(self) -> set[str]:
        """Return the keys of the columns whose unit the clerk chose."""
        return {column.key for column in self.columns.columns if column.key and column.is_unit_settled}

    def import_table(self, workbook: WorkbookData) -> ImportTable:
        """Build the rows to import."""
        return replace(foreign_import_table(workbook, self.sheet, self.layout, self.columns), sheet=self.name)


def find_foreign_tables(
    workbook: WorkbookData,
    ledger: str | None = None,
    memory: HeadingMemory = _NO_MEMORY,
    sheets: Collection[str] = (),
    layouts: Sequence[SheetLayout] | None = None,
) -> tuple[ForeignTable, ...]:
    """Find the tables of a workbook; those that surely belong to a ledger are included, and so are those known.

    ``ledger`` takes only tables for that ledger; ``sheets`` takes all tables of these sheets; ``layouts`` are those of
    the workbook, where they are known. Raises UserError where there is no table, no such sheet, or none whose headings
    say enough.
    """
    layouts = detect_layouts(workbook) if layouts is None else layouts
    _check_sheet_names(workbook, sheets)
    by_name = {sheet.name: sheet for sheet in workbook.sheets}
    tables = [
        table
        for layout in layouts
        if layout.kind == TABLE and layout.data_rows
        for table in [_mapped_table(by_name[layout.sheet], layout, ledger, memory)]
    ]
    if sheets:
        tables = [replace(table, included=table.layout.sheet in sheets) for table in tables]
    if not any(table.included for table in tables):
        tables = _take_largest(workbook, layouts, tables, asked=bool(ledger))
    return tuple(tables)


def _mapped_table(sheet: SheetData, layout: SheetLayout, ledger: str | None, memory: HeadingMemory) -> ForeignTable:
    past = memory.of_sender
    guesses = guess_ledgers(sheet, layout, past, groups=memory.groups)
    known = memory.of_table(layout, guesses[0] if guesses else None)
    if known is not None and ledger in {None, known.ledger}:
        mapping = map_columns(sheet, layout, known.ledger, {known.ledger: known.fields})
        others = [guess for guess in guesses if guess.ledger != known.ledger]
        return ForeignTable(sheet, layout, mapping, (mapping, *others), layout.visible)
    if ledger is None and guesses:
        return ForeignTable(sheet, layout, guesses[0], guesses, _is_taken(layout, guesses[0]))
    if ledger is None:  # no ledger has anything of it: the clerk may still map it by hand
        unknown = map_columns(sheet, layout, Project.__tablename__)
        return ForeignTable(sheet, layout, unknown, (), included=False)
    mapping = map_columns(sheet, layout, ledger, past)
    fits = not guesses or guesses[0].ledger == ledger or mapping.score >= guesses[0].score - _NEARLY
    return ForeignTable(sheet, layout, mapping, (mapping,), fits and _is_taken(layout, mapping))


def _is_taken(layout: SheetLayout, mapping: LedgerMapping) -> bool:
    return layout.visible and mapping.is_likely


def _take_largest(
    workbook: WorkbookData, layouts: Sequence[SheetLayout], tables: list[ForeignTable], *, asked: bool
) -> list[ForeignTable]:
    """Take the largest table where none is sure: on a hidden sheet, or for the ledger the clerk asked for."""
    usable = [table for table in tables if asked or table.columns.is_likely]
    if not usable:
        raise _no_table_error(workbook, layouts, tables)
    largest = max(usable, key=lambda table: (table.layout.visible, len(table.layout.data_rows)))
    return [replace(table, included=table is largest) for table in tables]


def _no_table_error(
    workbook: WorkbookData, layouts: Sequence[SheetLayout], tables: Sequence[ForeignTable]
) -> UserError:
    """Say why nothing of a workbook can be imported."""
    if not any(layout.kind == TABLE for layout in layouts):
        reasons = "；".join(f"“{layout.sheet}”{layout.reason}" for layout in layouts if layout.reason)
        return UserError(
            f"“{workbook.file}”里没有可以导入的台账：{reasons or '没有一张工作表'}。请换成一行一条的表格，或手工登记。"
        )
    known = [column.header for table in tables for column in table.columns.columns if column.key]
    if not known:
        return UserError(
            f"“{workbook.file}”的表头没有一栏认得出来，看不出是哪个台账；"
            "请在“收进”里选（命令行用 --ledger），或先改好表头。"
        )
    ledgers = "、".join(dict.fromkeys(ledger_by_table(table.columns.ledger).about.label for table in tables))
    return UserError(
        f"“{workbook.file}”的表头只认出 {'、'.join(dict.fromkeys(known))}，不足以断定是{ledgers}台账，没有收；"
        "确实要收的，请在“收进”里选台账（命令行用 --ledger），再对表头。"
    )


def with_chosen_units(tables: Sequence[ForeignTable], units: Mapping[str, str]) -> tuple[ForeignTable, ...]:
    """Return the tables with units by heading, as the clerk named them; raises UserError for a heading in none."""
    wanted = {core_words(split_unit(heading)[0]): (heading, unit) for heading, unit in units.items()}
    for heading, unit in wanted.values():
        if not is_money_unit(unit) and not is_area_unit(unit):
            raise UserError(f"“{heading}”的单位“{unit}”看不懂，可以写：{'、'.join(UNIT_CHOICES)}、亩、㎡。")
    used = set()
    changed = []
    for table in tables:
        mapping = table.columns
        for column in mapping.columns:
            words = core_words(column.header.replace(" ", ""))
            if words in wanted:
                used.add(words)
                mapping = mapping.with_unit(column.index, wanted[words][1])
        changed.append(replace(table, columns=mapping))
    if missing := [heading for words, (heading, _) in wanted.items() if words not in used]:
        raise UserError(f"表里没有叫“{'”“'.join(missing)}”的列，单位没有用上；请照表头写栏名。")
    return tuple(changed)


def unread_sheets(layouts: Sequence[SheetLayout]) -> list[str]:
    """Return the sentences on sheets, or parts of them, in which there is no list to read."""
    reasons = (
        f"“{layout.name}”{layout.reason or '只有表头，没有内容'}"
        for layout in layouts
        if layout.kind == FORM or (layout.kind == TABLE and not layout.data_rows)
    )
    return [f"没有收的工作表：{'；'.join(named)}。"] if (named := list(reasons)) else []


def _check_sheet_names(workbook: WorkbookData, sheets: Collection[str]) -> None:
    names = [sheet.name for sheet in workbook.sheets]
    for name in sheets:
        if name not in names:
            raise UserError(f"“{workbook.file}”里没有工作表“{name}”，有的是：{'、'.join(names)}。")


def tables_notes(tables: Sequence[ForeignTable], *, only_left_out: bool = False) -> list[str]:
    """Return the sentences on the tables, or only on what is not taken; a table is named where there are several."""
    notes = []
    for table in tables:
        if table.included:
            named = f"{table.name}：" if len(tables) > 1 else ""
            account = table.account
            sentences = account.left_out() if only_left_out else account.sentences()
            notes += [named + sentence for sentence in sentences]
    left = [table.left_text for table in tables if not table.included]
    return [*notes, f"还有没收的表：{'、'.join(left)}；要收请勾选（命令行用 --sheet）。"] if left else notes
