"""Detect the table on a sheet: title, unit line, header rows, data rows, totals, groups and notes."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from models.errors import UserError
from reports.import_reader.header_rows import ColumnHeading, HeaderRows, find_header, headings_of, is_label_row
from reports.import_reader.headings import unit_line, without_spaces
from reports.import_reader.sheet_grid import GridCell, SheetGrid, is_blank
from reports.import_reader.workbook_data import VERY_HIDDEN, VISIBLE, SheetData, WorkbookData

TABLE, FORM, EMPTY = "table", "form", "empty"

_TOTAL = re.compile(r"^(?:总|合|小|共|累)计|^合计|(?:合计|小计|总计)(?:[(]?\d+[个项户家条人件]?[)]?)?$|^其中[:]?")
_GROUP = re.compile(r"^[(]?[一二三四五六七八九十]{1,3}(?:[)、.]|$)|^第[一二三四五六七八九十]+[类批部章]")
_COUNTED = re.compile(r"[(]?共?\d+[个项户家所条人件][)]?$")
_NOTE = re.compile(r"^(?:[(]?注|备注|说明|填[表报]说明|[数资]据?料?来源|附注|附[:：]|[★※*]|[(]?\d+[)、.])")
_SIGNATURE = re.compile(r"签[名字章]|盖章")
_FOOT = re.compile(r"填[表报]|制表|审核|负责人|联系|签|日期|时间|电话|领导")
_LABELLED_VALUE = re.compile(r"([\u4e00-\u9fff]{2,8}) *: *(.*?)(?= *[\u4e00-\u9fff]{2,8} *:| {3,}|$)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|\s*[-./]\s*\d)")
_FORM_THRESHOLD = 3  # points from which a page counts as a form
_HALF_WIDTH = str.maketrans("（）：．　", "():. ")
_NO_HEADER = "没有找到表头（写着项目名称、投资方等的那一行）"
_IS_FORM = "像一张登记表单，一页只写一个项目，不是一行一条的台账"


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The structure detected on one sheet; rows count from 0.

    ``kind`` is TABLE, FORM (one record per page, not importable; ``reason`` says so) or EMPTY. ``unit`` is that of the
    unit line (“万元”), ``year`` the one in the title. ``data_rows`` leaves out blank, total, group and note rows and
    repeated headers. ``labelled_values`` are texts outside the table by their label (“填报单位”).
    """

    sheet: str
    kind: str
    reason: str = ""
    title: str = ""
    title_rows: tuple[int, ...] = ()
    unit: str = ""
    unit_row: int | None = None
    header_rows: tuple[int, ...] = ()
    first_data_row: int | None = None
    data_rows: tuple[int, ...] = ()
    total_rows: tuple[int, ...] = ()
    group_rows: tuple[int, ...] = ()
    note_rows: tuple[int, ...] = ()
    headings: tuple[ColumnHeading, ...] = ()
    year: int | None = None
    labelled_values: dict[str, str] = field(default_factory=dict)
    visible: bool = True


def detect_layouts(workbook: WorkbookData) -> tuple[SheetLayout, ...]:
    """Detect the layout of every sheet but very hidden ones, which only programs write, in workbook order."""
    return tuple(detect_layout(sheet) for sheet in workbook.sheets if sheet.visible != VERY_HIDDEN)


def choose_ledger_sheet(candidates: Iterable[SheetLayout], file: str) -> SheetLayout:
    """Choose the sheet to import: visible tables before hidden ones, then the one with most rows; UserError if none."""
    candidates = list(candidates)
    tables = [layout for layout in candidates if layout.kind == TABLE]
    if tables:
        return max(tables, key=lambda layout: (layout.visible, len(layout.data_rows)))
    reasons = "；".join(f"“{layout.sheet}”{layout.reason}" for layout in candidates if layout.reason)
    raise UserError(f"“{file}”里没有可以导入的台账：{reasons or '没有一张工作表'}。请换成一行一条的表格，或手工登记。")


def detect_layout(sheet: SheetData) -> SheetLayout:
    """Detect the layout of one sheet."""
    grid = SheetGrid(sheet)
    visible = sheet.visible == VISIBLE
    if not grid.width:
        return SheetLayout(sheet.name, EMPTY, "是空表", visible=visible)
    header = find_header(grid)
    if header is None:
        form = bool(sheet.merges) and grid.height > 1
        return SheetLayout(sheet.name, FORM, _IS_FORM if form else _NO_HEADER, visible=visible)
    if _form_points(grid, header) >= _FORM_THRESHOLD:
        return SheetLayout(sheet.name, FORM, _IS_FORM, visible=visible)
    above = _read_above(grid, header)
    return _TableBody(grid, header).layout(above, visible=visible)


# --- above the header -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _AboveTable:
    """What was found above the header."""

    titles: list[int] = field(default_factory=list)
    title: str = ""
    unit: str = ""
    unit_row: int | None = None
    labelled_values: dict[str, str] = field(default_factory=dict)


def _read_above(grid: SheetGrid, header: HeaderRows) -> _AboveTable:
    above = _AboveTable()
    words = []
    for row in range(header.top):
        cells = grid.cells(row)
        text = "   ".join(cell.text for cell in cells)
        unit = unit_line(text)
        if unit and not above.unit:
            above.unit = unit
            above.unit_row = (
                row if len(without_spaces(text)) <= len("计量单位:万元万元") or is_label_row(cells) else None
            )
        above.labelled_values.update(labelled_values(cells))
        if cells and above.unit_row != row and not is_label_row(cells):
            above.titles.append(row)
            words.append(re.sub(r"\s+", "", text))
    above.title = "".join(words)
    return above


def labelled_values(cells: list[GridCell]) -> dict[str, str]:
    """Read labelled values from a row, “填报单位：某局　　填报时间：10月”; a value may be in the next cell."""
    facts: dict[str, str] = {}
    label = ""
    for cell in cells:
        text = cell.text.translate(_HALF_WIDTH)
        pairs = _LABELLED_VALUE.findall(re.sub(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff]{1,2} *:)", "", text))
        if label and not pairs:
            facts[label] = text
        label = ""
        for name, value in pairs:
            if value:
                facts[name] = value.strip()
            else:
                label = name
    return facts


def _form_points(grid: SheetGrid, header: HeaderRows) -> int:
    """Count the signs of a form: labels above the header, irregular merged areas, places to sign."""
    points = 0
    for row in range(header.top):
        cells = grid.cells(row)
        labels = [cell for cell in cells if cell.is_label and len(cell.text) < 20]
        if len(labels) >= 2 and not is_label_row(cells) and not unit_line("   ".join(cell.text for cell in cells)):
            points += 1 if row == 0 else 2
    rows = [row for row in range(grid.height) if grid.is_filled(row)]
    points += any(_SIGNATURE.search(str(value)) for row in rows[-3:] for value in grid.rows[row])
    if not header.is_certain:
        # Few words in the first row and only words below: labels of a form to be filled in.
        below = [cell for row in rows if row > header.bottom for cell in grid.cells(row)]
        points += 1 + all(isinstance(cell.value, str) for cell in below)
    odd_rows = _count_irregular_rows(grid, header)
    if odd_rows >= 2 and odd_rows * 4 >= len(rows):
        points += odd_rows
    return points


def _count_irregular_rows(grid: SheetGrid, header: HeaderRows) -> int:
    """Count the rows below the header with horizontal merges that most other merged rows do not share."""
    shapes: dict[int, set[tuple[int, int]]] = {}
    for span in grid.sheet.merges:
        sideways = span.right > span.left and span.left < grid.width
        if sideways and header.bottom < span.top < grid.height and not _spans_table(grid, span.left, span.right):
            shapes.setdefault(span.top, set()).add((span.left, span.right))
    usual = Counter(shape for row_shapes in shapes.values() for shape in row_shapes)
    count = 0
    for row, row_shapes in shapes.items():
        lead = next(iter(grid.cells(row)), None)
        is_data = lead is not None and not _is_total(lead.text)
        if is_data and any(usual[shape] * 3 < len(shapes) * 2 for shape in row_shapes):
            count += 1
    return count


def _spans_table(grid: SheetGrid, left: int, right: int) -> bool:
    return left <= 1 and right - left + 1 >= grid.width * 0.5


# --- the header's rows and below ------------------------------------------------------------------------------------


def _is_total(text: str) -> bool:
    return _TOTAL.search(without_spaces(text).translate(_HALF_WIDTH)) is not None


class _TableBody:
    """Classifies the rows below the header as data, totals, groups and notes."""

    def __init__(self, grid: SheetGrid, header: HeaderRows) -> None:
        self.grid = grid
        self.header = header
        self.headings = headings_of(grid, header)
        self.start = max([header.bottom, *header.hint_rows]) + 1
        self.totals: list[int] = []
        self.groups: list[int] = []
        self.notes: list[int] = []
        self.data: list[int] = []
        # If most of the first rows are numbered 一 二 三, these are row numbers and not groups.
        leads = [self._first_cell(row) for row in range(self.start, min(self.start + 50, grid.height))]
        marked = [lead for lead in leads if lead is not None]
        numbered = sum(_GROUP.search(without_spaces(lead.text).translate(_HALF_WIDTH)) is not None for lead in marked)
        self.grouped = numbered * 2 <= len(marked)

    def _first_cell(self, row: int) -> GridCell | None:
        cells = self.grid.rows[row][: self.grid.width]
        for column, value in enumerate(cells):
            if not is_blank(value):
                return GridCell(row, column, column, row, value)
        return None

    def layout(self, above: _AboveTable, *, visible: bool) -> SheetLayout:
        """Classify all rows, first the notes at the end."""
        grid = self.grid
        end = grid.height
        while end > self.start and self._is_footer(end - 1):
            end -= 1
        self.notes = [row for row in range(end, grid.height) if grid.is_filled(row)]
        if self.notes and not any(map(grid.is_filled, range(self.start, end))):
            self.notes, end = [], grid.height  # A table of one row that looks like a note is that one row.
        header = [self._row_words(row) for row in range(self.header.top, self.header.bottom + 1)]
        for row in range(self.start, end):
            self._classify_row(row, header)
        facts = dict(above.labelled_values)
        for row in self.notes:
            facts.update(labelled_values(grid.cells(row)))
        year = _YEAR.search(above.title) or _YEAR.search(grid.sheet.name) or _YEAR.search(" ".join(facts.values()))
        return SheetLayout(
            grid.sheet.name,
            TABLE,
            title=above.title,
            title_rows=tuple(above.titles),
            unit=above.unit,
            unit_row=above.unit_row,
            header_rows=tuple(range(self.header.top, self.header.bottom + 1)),
            first_data_row=self.data[0] if self.data else None,
            data_rows=tuple(self.data),
            total_rows=tuple(self.totals),
            group_rows=tuple(self.groups),
            note_rows=tuple(self.notes),
            headings=self.headings,
            year=int(year[1]) if year else None,
            labelled_values=facts,
            visible=visible,
        )

    def _row_words(self, row: int) -> list[str]:
        return [without_spaces(str(value)) for value in self.grid.rows[row][: self.grid.width]]

    def _classify_row(self, row: int, header: list[list[str]]) -> None:
        lead = self._first_cell(row)
        if lead is None:
            return
        if isinstance(lead.value, str):
            text = without_spaces(lead.text).translate(_HALF_WIDTH)
            if lead.left <= 2 and _TOTAL.search(text) and not self._is_numbered(row, lead):
                self.totals.append(row)
                return
            if self._is_group(row, lead, text):
                self.groups.append(row)
                return
            if row < self.header.bottom + 200 or text == header[0][lead.left]:
                words = self._row_words(row)
                if sum(map(bool, words)) > 1 and words in header:
                    return  # A repeated header, as printed at the top of each page.
        self.data.append(row)

    def _is_numbered(self, row: int, lead: GridCell) -> bool:
        """Return whether a row has a number before its first text, as data rows have."""
        return any(isinstance(value, (int, float)) for value in self.grid.rows[row][: lead.left])

    def _is_group(self, row: int, lead: GridCell, text: str) -> bool:
        """Return whether a row is a group title for the rows below it."""
        numbered = _GROUP.search(text) is not None
        if numbered and self.grouped:
            return True
        alone = self.grid.single_cell(row)
        if alone is None or self.grid.width < 3:
            return False
        return _spans_table(self.grid, alone.left, alone.right) or (
            _COUNTED.search(text) is not None and alone.left <= 1
        )

    def _is_footer(self, row: int) -> bool:
        """Return whether a row at the end is a note, a signature line, or blank."""
        cells = self.grid.cells(row)
        if not cells:
            return True
        if any(not isinstance(cell.value, str) for cell in cells) or cells[0].left > self.grid.width // 2:
            return False
        text = without_spaces(cells[0].text).translate(_HALF_WIDTH)
        if _TOTAL.search(text):
            return False
        if len(cells) == 1:
            wide = _spans_table(self.grid, cells[0].left, cells[0].right)
            plain_note = _NOTE.search(text) is not None and self.grid.width > 1 and cells[0].left <= 1
            return wide or plain_note or (len(text) > 40 and self.grid.width > 2)
        return len(cells) <= 5 and is_label_row(cells) and any(_FOOT.search(cell.text) for cell in cells)
