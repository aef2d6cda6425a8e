"""Detect the table on a sheet: title, unit line, header rows, data rows, totals, groups and notes."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from reports.import_reader.header_rows import ColumnHeading, HeaderRows, find_header, headings_of, is_label_row
from reports.import_reader.headings import unit_line, without_spaces
from reports.import_reader.row_roles import HALF_WIDTH, RoleClassifier, is_total, spans_table
from reports.import_reader.sheet_grid import GridCell, SheetGrid
from reports.import_reader.table_blocks import cut_out, find_blocks
from reports.import_reader.workbook_data import VERY_HIDDEN, VISIBLE, SheetData, WorkbookData

TABLE, FORM, EMPTY = "table", "form", "empty"

_SIGNATURE = re.compile(r"签[名字章]|盖章")
_LABELLED_VALUE = re.compile(r"([\u4e00-\u9fff]{2,8}) *: *(.*?)(?= *[\u4e00-\u9fff]{2,8} *:| {3,}|$)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|\s*[-./]\s*\d)")
_FORM_THRESHOLD = 3  # points from which a page counts as a form
_NUMERALS = dict(enumerate("一二三四五六七八九", 1))
_NO_HEADER = "没有找到表头（写着项目名称、投资方等的那一行）"
_IS_FORM = "像一张登记表单，一页只写一个项目，不是一行一条的台账"


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The structure detected on one sheet; rows count from 0.

    ``kind`` is TABLE, FORM (one record per page, not importable; ``reason`` says so) or EMPTY. ``unit`` is that of the
    unit line (“万元”), ``year`` the one in the title. ``data_rows`` leaves out blank, total, group, note and example
    rows and repeated headers. ``labelled_values`` are texts outside the table by their label (“填报单位”). ``number``
    counts the tables of a sheet that holds several, from 1; 0 for the only one. ``columns`` are the first column and
    the one after the last.
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
    example_rows: tuple[int, ...] = ()
    headings: tuple[ColumnHeading, ...] = ()
    year: int | None = None
    labelled_values: dict[str, str] = field(default_factory=dict)
    visible: bool = True
    number: int = 0
    columns: tuple[int, int] = (0, 0)

    @property
    def name(self) -> str:
        """The sheet's name, with the table's place where the sheet holds several: “项目（第二张表）”."""
        return f"{self.sheet}（第{_NUMERALS.get(self.number, self.number)}张表）" if self.number else self.sheet

    def moved(self, rows: int, columns: int) -> "SheetLayout":
        """Return the layout of a block cut out of a sheet, counted from the sheet's own first cell."""
        if not rows and not columns:
            return self
        return replace(
            self,
            title_rows=_moved(self.title_rows, rows),
            unit_row=None if self.unit_row is None else self.unit_row + rows,
            header_rows=_moved(self.header_rows, rows),
            first_data_row=None if self.first_data_row is None else self.first_data_row + rows,
            data_rows=_moved(self.data_rows, rows),
            total_rows=_moved(self.total_rows, rows),
            group_rows=_moved(self.group_rows, rows),
            note_rows=_moved(self.note_rows, rows),
            example_rows=_moved(self.example_rows, rows),
            headings=tuple(replace(heading, column=heading.column + columns) for heading in self.headings),
            columns=(self.columns[0] + columns, self.columns[1] + columns),
        )


def _moved(numbers: tuple[int, ...], by: int) -> tuple[int, ...]:
    return tuple(number + by for number in numbers)


def detect_layouts(workbook: WorkbookData) -> tuple[SheetLayout, ...]:
    """Detect the tables of every sheet but very hidden ones, which only programs write, in workbook order."""
    return tuple(layout for sheet in workbook.sheets if sheet.visible != VERY_HIDDEN for layout in detect_tables(sheet))


def detect_tables(sheet: SheetData) -> tuple[SheetLayout, ...]:
    """Detect the tables of a sheet, those below and beside each other apart; one layout at least."""
    blocks = find_blocks(sheet)
    if len(blocks) == 1:
        return (detect_layout(sheet),)
    return tuple(
        replace(detect_layout(cut_out(sheet, block)).moved(block.top, block.left), number=number)
        for number, block in enumerate(blocks, 1)
    )


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
    return _table_layout(grid, header, visible=visible)


def _table_layout(grid: SheetGrid, header: HeaderRows, *, visible: bool) -> SheetLayout:
    above = _read_above(grid, header)
    headings = headings_of(grid, header)
    roles = RoleClassifier(grid, header, headings).classify()
    labelled = dict(above.labelled_values)
    for row in roles.notes:
        labelled.update(labelled_values(grid.cells(row)))
    year = _YEAR.search(above.title) or _YEAR.search(grid.sheet.name) or _YEAR.search(" ".join(labelled.values()))
    return SheetLayout(
        grid.sheet.name,
        TABLE,
        title=above.title,
        title_rows=tuple(above.titles),
        unit=above.unit,
        unit_row=above.unit_row,
        header_rows=tuple(range(header.top, header.bottom + 1)),
        first_data_row=roles.data[0] if roles.data else None,
        data_rows=roles.data,
        total_rows=roles.totals,
        group_rows=roles.groups,
        note_rows=roles.notes,
        example_rows=roles.examples,
        headings=headings,
        year=int(year[1]) if year else None,
        labelled_values=labelled,
        visible=visible,
        columns=(0, grid.width),
    )


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
        elif cells:  # “一、签约项目” may stand on the line of the unit
            words += [re.sub(r"\s+", "", cell.text) for cell in cells if not re.search("[:：].*[^ 　]", cell.text)]
    above.title = "".join(words)
    return above


def labelled_values(cells: list[GridCell]) -> dict[str, str]:
    """Read labelled values from a row, “填报单位：某局　　填报时间：10月”; a value may be in the next cell."""
    facts: dict[str, str] = {}
    label = ""
    for cell in cells:
        text = cell.text.translate(HALF_WIDTH)
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
        if sideways and header.bottom < span.top < grid.height and not spans_table(grid, span.left, span.right):
            shapes.setdefault(span.top, set()).add((span.left, span.right))
    usual = Counter(shape for row_shapes in shapes.values() for shape in row_shapes)
    count = 0
    for row, row_shapes in shapes.items():
        lead = next(iter(grid.cells(row)), None)
        is_data = lead is not None and not is_total(lead.text)
        if is_data and any(usual[shape] * 3 < len(shapes) * 2 for shape in row_shapes):
            count += 1
    return count
