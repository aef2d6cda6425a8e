"""Tell the rows below a header apart: data, totals, groups, notes, examples, by where they stand and what they lack."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.import_reader.header_rows import ColumnHeading, HeaderRows, is_label_row
from reports.import_reader.headings import core_words, without_spaces
from reports.import_reader.sheet_grid import GridCell, SheetGrid, is_blank

HALF_WIDTH = str.maketrans("（）：．　", "():. ")
ORDINAL_HEADING = re.compile(r"序号|编号?|行号|序|no|#|№|id")
_EXAMPLE = re.compile(r"[(]?(?:填[写表报])?(?:示?例|样例|范例|举例)[)]?[:]?\d*")  # in the column of the row numbers
_TOTAL = re.compile(
    r"[(]?(?:总|合|小|共|累)计[)]?(?:[(].*[)])?[:]?(?:共?\d+[个项户家条人件]?)?"  # 合计, 总计（3个）, 合计12个
    r"|(?:.{1,10})?(?:合计|小计|总计)(?:[(]?\d+[个项户家条人件]?[)]?)?[:]?"  # 东区合计, 一、工业小计
    r"|其中[:]?|其中[:].*"
)
_WHOLE_TOTAL = re.compile(r"[(]?(?:总|合|共|累)计")
_GROUP = re.compile(r"^[(]?[一二三四五六七八九十]{1,3}(?:[)、.]|$)|^第[一二三四五六七八九十]+[类批部章]")
_BARE_NUMBERING = re.compile(r"[(]?[一二三四五六七八九十\d]{1,3}[)、.]*")
_COUNTED = re.compile(r"[(]?共?\d+[个项户家所条人件][)]?$")
_NOTE = re.compile(r"^(?:[(]?注|备注|说明|填[表报]说明|[数资]据?料?来源|附注|附[:：]|[★※*]|[(]?\d+[)、.])")
_FOOT = re.compile(r"填[表报]|制表|审核|负责人|联系|签|日期|时间|电话|领导")
_LOOKED_AT = 3  # first texts of a row among which the word of a total may stand: 东区 | 合计
_LATE_HEADERS = 200  # rows below the header in which any repeated header is looked for
_ROUNDING = 0.01  # of a sum of rounded numbers
_LONG_NOTE = 40  # characters


@dataclass(frozen=True, slots=True)
class RowRoles:
    """The rows below a header by what they are."""

    data: tuple[int, ...]
    totals: tuple[int, ...]
    groups: tuple[int, ...]
    notes: tuple[int, ...]
    examples: tuple[int, ...] = ()


def is_total(text: str) -> bool:
    """Whether a text is the label of a total: 合计, 东区小计, 其中：; a name that begins so (合计科技园) is not."""
    return _TOTAL.fullmatch(without_spaces(text).translate(HALF_WIDTH)) is not None


def is_subtotal(text: str) -> bool:
    """Whether a total stands for a part of the table only: 东区小计, 其中：外资."""
    folded = without_spaces(text).translate(HALF_WIDTH)
    return _WHOLE_TOTAL.match(folded) is None


def spans_table(grid: SheetGrid, left: int, right: int) -> bool:
    """Whether columns cover at least half of the table, from its left."""
    return left <= 1 and right - left + 1 >= grid.width * 0.5


class RoleClassifier:
    """Classifies the rows below one header."""

    def __init__(self, grid: SheetGrid, header: HeaderRows, headings: Sequence[ColumnHeading]) -> None:
        self.grid = grid
        self.header = header
        self.start = max([header.bottom, *header.hint_rows]) + 1
        self.totals: list[int] = []
        self.groups: list[int] = []
        self.examples: list[int] = []
        self.data: list[int] = []
        first = next((heading for heading in headings if heading.column == 0), None)
        self.has_ordinals = first is not None and _is_ordinal(first)
        # If most of the first rows are numbered 一 二 三, these are row numbers and not groups.
        sample = range(self.start, min(self.start + 50, grid.height))
        marked = [lead for lead in map(self._first_cell, sample) if lead is not None]
        counts = sorted(len(grid.cells(row)) for row in sample if grid.is_filled(row))
        self.usual_cells = counts[len(counts) * 3 // 4] if counts else 0  # group rows may be as many as data rows
        numbered = [lead for lead in marked if _GROUP.search(_folded(lead)) and not self._is_sparse(lead.row)]
        self.grouped = len(numbered) * 2 <= len(marked)

    def classify(self) -> RowRoles:
        """Classify all rows, first the notes at the end."""
        grid = self.grid
        end = grid.height
        while end > self.start and self._is_footer(end - 1):
            end -= 1
        notes = [row for row in range(end, grid.height) if grid.is_filled(row)]
        if notes and not any(map(grid.is_filled, range(self.start, end))):
            notes, end = [], grid.height  # A table of one row that looks like a note is that one row.
        header = [self._row_words(row) for row in range(self.header.top, self.header.bottom + 1)]
        numbering = [self._row_words(row) for row in self.header.hint_rows]
        for row in range(self.start, end):
            if not numbering or self._row_words(row) not in numbering:  # which each printed page repeats
                self._classify_row(row, header)
        if self.data and self._adds_up_the_rest(self.data[-1]):
            self.totals.append(self.data.pop())
        return RowRoles(*map(tuple, (self.data, self.totals, self.groups, notes, self.examples)))

    def _adds_up_the_rest(self, row: int) -> bool:
        """Whether a row without any words has nothing but the sums of the rows above it."""
        filled = [(column, value) for column, value in enumerate(self.grid.rows[row]) if not is_blank(value)]
        if len(self.data) < 3 or not all(isinstance(value, int | float) and value for _, value in filled):
            return False
        above = self.data[:-1]
        return all(abs(_sum_of(self.grid, above, column) - float(str(value))) < _ROUNDING for column, value in filled)

    def _first_cell(self, row: int) -> GridCell | None:
        for column, value in enumerate(self.grid.rows[row][: self.grid.width]):
            if not is_blank(value):
                return GridCell(row, column, column, row, value)
        return None

    def _row_words(self, row: int) -> list[str]:
        return [without_spaces(str(value)) for value in self.grid.rows[row][: self.grid.width]]

    def _is_sparse(self, row: int) -> bool:
        """Whether a row has hardly anything in a table whose rows have much."""
        return self.usual_cells >= 4 and not self.grid.has_cells(row, 3)

    def _classify_row(self, row: int, header: list[list[str]]) -> None:
        lead = self._first_cell(row)
        if lead is None:
            return
        if self._is_total(row):
            self.totals.append(row)
            return
        if isinstance(lead.value, str):
            text = _folded(lead)
            if self.has_ordinals and lead.left == 0 and _EXAMPLE.fullmatch(text):
                self.examples.append(row)
                return
            if self._is_group(row, lead, text):
                self.groups.append(row)
                return
            if row < self.header.bottom + _LATE_HEADERS or text == header[0][lead.left]:
                words = self._row_words(row)
                if sum(map(bool, words)) > 1 and words in header:
                    return  # A repeated header, as printed at the top of each page.
        self.data.append(row)

    def _is_total(self, row: int) -> bool:
        """Whether one of a row's first texts is the label of a total."""
        looked_at = 0
        for value in self.grid.rows[row][: self.grid.width]:
            if isinstance(value, str) and value and not value.isspace():
                if ("计" in value or "其中" in value) and is_total(value):
                    return True
                looked_at += 1
                if looked_at == _LOOKED_AT:
                    return False
        return False

    def _is_group(self, row: int, lead: GridCell, text: str) -> bool:
        """Return whether a row is a group title for the rows below it."""
        numbered = _GROUP.search(text) is not None
        if numbered and self.grouped and (self.usual_cells < 4 or not self.grid.has_cells(row, self.usual_cells)):
            return True  # a group has its title and perhaps its sums, but not all that a row has
        if self._is_sparse(row) and (numbered or _BARE_NUMBERING.fullmatch(text)) and self._only_texts(row):
            return True  # “(一) | 产业园区” above the rows of a group
        alone = self.grid.single_cell(row) if self.grid.width >= 3 else None
        if alone is None:
            return False
        if self.has_ordinals and alone.left == 0 and self.usual_cells >= 4 and not _BARE_NUMBERING.fullmatch(text):
            return True  # a title in the column of the row numbers
        return spans_table(self.grid, alone.left, alone.right) or (
            _COUNTED.search(text) is not None and alone.left <= 1
        )

    def _only_texts(self, row: int) -> bool:
        return all(isinstance(value, str) for value in self.grid.rows[row] if not is_blank(value))

    def _is_footer(self, row: int) -> bool:
        """Return whether a row at the end is a note, a signature line, or blank."""
        cells = self.grid.cells(row)
        if not cells:
            return True
        if any(not isinstance(cell.value, str) for cell in cells) or cells[0].left > self.grid.width // 2:
            return False
        text = _folded(cells[0])
        if is_total(text):
            return False
        if len(cells) == 1:
            wide = spans_table(self.grid, cells[0].left, cells[0].right)
            plain_note = _NOTE.search(text) is not None and self.grid.width > 1 and cells[0].left <= 1
            return wide or plain_note or (len(text) > _LONG_NOTE and self.grid.width > 2)
        return len(cells) <= 5 and is_label_row(cells) and any(_FOOT.search(cell.text) for cell in cells)


def _sum_of(grid: SheetGrid, rows: Sequence[int], column: int) -> float:
    values = (grid.rows[row][column] for row in rows)
    return sum(float(value) for value in values if isinstance(value, int | float) and not isinstance(value, bool))


def _folded(cell: GridCell) -> str:
    return without_spaces(cell.text).translate(HALF_WIDTH)


def _is_ordinal(heading: ColumnHeading) -> bool:
    return len(heading.parts) == 1 and ORDINAL_HEADING.fullmatch(core_words(heading.parts[0]).lower()) is not None
