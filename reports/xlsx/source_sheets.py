"""Audit sheets of a circular: every figure as a formula over its source rows, and the rows themselves."""

from xlsxwriter.worksheet import Worksheet

from models.fields.base import ledger_by_table
from models.rules import rates
from reports.content.document import Document
from reports.content.figure_trace import FigureOrigin, TraceEntry, trace_entries
from reports.figures.figure import GROWTH, LEFT, LESS, SHARE, Figure
from reports.xlsx.row_writer import StreamingWorksheet, day_number, text_element
from reports.xlsx.sheet_styles import HEAD, Styles, count_lines, fit_cell_text

FIGURES, ROWS = "数据来源清单", "来源明细"
_MAX_LINES = 200_000  # lines that office programs still open; figures with the most rows are left out
_NOT_PRINTED = (
    "这张表供核对，共{count:,}行；整本打印时只印到这一行，要全部打印，请点“页面布局”里“打印区域”的“取消打印区域”。"
)
_FIRST_LINE = 3  # lines above the first figure and the first row: title, instruction, head
_FIGURES_NOTE = (
    "每个数一行。“算得值”是公式：按编号对“来源明细”计数、求和，或由别的编号推算；“数值”是按位数四舍五入后印出的数。"
)
_ROWS_NOTE = "按编号筛选，就是这个数的全部依据；数额以这个数的单位计。"
_FIGURE_COLUMNS = (
    ("编号", 7),
    ("出现处", 30),
    ("指标", 22),
    ("数值", 11),
    ("单位", 8),
    ("算得值", 14),
    ("行数", 7),
    ("方法", 7),
    ("算法", 52),
    ("说明", 24),
)
_ROW_COLUMNS = (
    ("编号", 7),
    ("指标", 24),
    ("台账", 10),
    ("名称", 40),
    ("专班", 16),
    ("日期", 12),
    ("数额", 14),
    ("单位", 8),
)
_ROW_LETTERS = "ABCDEFGH"
_DAY_FORMAT = {"border": 1, "num_format": "yyyy-mm-dd", "align": "center"}


class SourceSheets:
    """The figures of one workbook with their cells; writes both audit sheets."""

    def __init__(self, document: Document) -> None:
        self._entries = trace_entries(document)
        self._line = {entry.figure: _FIRST_LINE + number for number, entry in enumerate(self._entries, start=1)}
        self._numbers = {entry.figure: entry.number for entry in self._entries}
        self._names = {(source.ledger, source.row): source for source in document.sources}
        self._listed = self._choose_listed()
        self._row_count = sum(len(entry.figure.rows) for entry in self._entries if entry.figure in self._listed)
        self._last = _FIRST_LINE + max(1, self._row_count)

    def _choose_listed(self) -> set[Figure]:
        """Choose the figures whose rows are listed: all, or if that is too many those with the fewest rows."""
        candidates = [
            entry.figure for entry in self._entries if entry.origin is not FigureOrigin.DERIVED and entry.figure.rows
        ]
        listed, lines = set[Figure](), 0
        for figure in sorted(candidates, key=lambda figure: len(figure.rows)):
            lines += len(figure.rows)
            if lines > _MAX_LINES:
                break
            listed.add(figure)
        return listed

    def cell(self, figure: Figure) -> str:
        """Return the formula that shows a figure as it is printed."""
        return f"='{FIGURES}'!$D${self._line[figure]}"

    # The figures.

    def write_figures(self, sheet: Worksheet, styles: Styles, *, printed: bool) -> None:
        """Write a line for each figure; its value is a formula if it can be computed from rows or other figures.

        Unless ``printed``, the print area is only its title and what the sheet is for.
        """
        explanation = _FIGURES_NOTE if printed else _FIGURES_NOTE + _NOT_PRINTED.format(count=len(self._entries))
        _write_head(sheet, styles, FIGURES, explanation, _FIGURE_COLUMNS)
        text, middle = styles(border=1, text_wrap=True), styles(border=1, align="center")
        for line, entry in enumerate(self._entries, start=_FIRST_LINE):
            figure = entry.figure
            for column, value in ((0, entry.number), (4, figure.unit), (7, self._method(entry))):
                sheet.write_string(line, column, value, middle)
            for column, value in ((1, entry.where), (2, figure.label), (8, figure.formula), (9, self._remark(entry))):
                sheet.write_string(line, column, fit_cell_text(value), text)
            sheet.write_number(line, 6, len(figure.rows), middle)
            self._write_value(sheet, styles, line, entry)
        _finish_sheet(sheet, _FIRST_LINE + len(self._entries), len(_FIGURE_COLUMNS), printed=printed)

    def _write_value(self, sheet: Worksheet, styles: Styles, line: int, entry: TraceEntry) -> None:
        figure = entry.figure
        if figure.value is None:
            for column in (3, 5):
                sheet.write_string(line, column, figure.text, styles(border=1, align="right"))
            return
        printed = styles(border=1, bold=True, num_format=number_format(figure))
        exact = styles(border=1, num_format="#,##0.########" if figure.value % 1 else "#,##0")
        formula = self._formula(entry, line + 1)
        if formula:
            sheet.write_formula(line, 5, formula, exact, figure.value)
        else:
            sheet.write(line, 5, figure.value, exact)
        sheet.write_formula(line, 3, f"=ROUND(F{line + 1},{figure.places})", printed, printed_value(figure))

    def _formula(self, entry: TraceEntry, line: int) -> str:
        """Return the formula of a figure over its rows or other figures; empty if it is taken from the ledger as is."""
        figure, keys = entry.figure, f"'{ROWS}'!$A${_FIRST_LINE + 1}:$A${self._last}"
        match entry.origin:
            case FigureOrigin.COUNT if figure in self._listed or not figure.rows:
                return f"=COUNTIF({keys},A{line})"
            case FigureOrigin.SUM if figure in self._listed or not figure.rows:
                return f"=SUMIF({keys},A{line},'{ROWS}'!$G${_FIRST_LINE + 1}:$G${self._last})"
            case FigureOrigin.DERIVED:
                first, second = (self._line[operand] for operand in figure.operands)
                return {
                    SHARE: f"=F{first}/F{second}*100",
                    LESS: f"=D{first}-D{second}",
                    LEFT: f"=MAX(0,F{first}-F{second})",
                    GROWTH: f"=(F{first}-F{second})/F{second}*100",
                }[figure.relation]
        return ""

    def _method(self, entry: TraceEntry) -> str:
        held = (
            entry.origin in {FigureOrigin.COUNT, FigureOrigin.SUM}
            and entry.figure.rows
            and entry.figure not in self._listed
        )
        return FigureOrigin.STATED.value if held else entry.origin.value

    def _remark(self, entry: TraceEntry) -> str:
        figure = entry.figure
        if entry.origin is FigureOrigin.DERIVED:
            return "由 " + "、".join(self._numbers[operand] for operand in figure.operands) + " 推算"
        if figure.rows and figure not in self._listed:
            return "行数太多，没有逐行列出；在程序里点这个数可以看到"
        if figure.value is None:
            return "没有可算的数"
        return "程序算出的数，不能由明细直接相加" if entry.origin is FigureOrigin.STATED else ""

    # The rows.

    def write_rows(self, sheet: StreamingWorksheet, styles: Styles) -> None:
        """Write a line for each row of each figure, so that filtering by number shows what it is made of.

        A month has thousands, 70 pages that nobody wants with a print of the whole workbook: only the title is printed.
        """
        explanation = _ROWS_NOTE + _NOT_PRINTED.format(count=self._row_count)
        _write_head(sheet, styles, ROWS, explanation, _ROW_COLUMNS)
        texts, days = _TextCells(styles.format_index(border=1)), styles.format_index(**_DAY_FORMAT)
        amounts = styles.format_index(border=1, num_format="#,##0.00######")
        line = _FIRST_LINE
        for entry in self._entries:
            figure = entry.figure
            if figure not in self._listed:
                continue
            label = ledger_by_table(figure.ledger).about.label if figure.ledger else ""
            first, unit = tuple(map(texts, (entry.number, figure.label, label))), texts(figure.unit)
            for at, row in enumerate(figure.rows):
                source = self._names.get((figure.ledger, row))
                name, force = (source.name, source.task_force) if source else ("（已不在）", "")
                on = figure.days[at] if figure.days else source.day if source else None
                cells = (
                    *first,
                    texts(name),
                    texts(force),
                    texts.blank if on is None else f'" s="{days}"><v>{day_number(on)}</v></c>',
                    f'" s="{amounts}"><v>{figure.parts[at]:.16G}</v></c>' if figure.parts else texts.blank,
                    unit if figure.parts else texts(""),
                )
                line += 1
                addressed = zip(_ROW_LETTERS, cells, strict=True)
                sheet.put_row(line - 1, "".join([f'<c r="{column}{line}{cell}' for column, cell in addressed]))
        _finish_sheet(sheet, line, len(_ROW_COLUMNS), printed=False)


class _TextCells:
    """The XML of text cells behind their address: the same names stand in a hundred thousand lines."""

    def __init__(self, style: int) -> None:
        self._style, self._known = style, dict[str, str]()
        self.blank = f'" s="{style}"/>'

    def __call__(self, text: str) -> str:
        """Return a cell's XML from the end of its address on."""
        if text not in self._known:
            self._known[text] = f'" s="{self._style}" t="inlineStr"><is>{text_element(fit_cell_text(text))}</is></c>'
        return self._known[text]


def printed_value(figure: Figure) -> float:
    """Return a figure's number as it is printed."""
    return float(rates.half_up(figure.value, figure.places)) if figure.value is not None else 0.0


def number_format(figure: Figure) -> str:
    """Return the number format that shows a figure as it is printed."""
    return "#,##0" + ("." + "0" * figure.places if figure.places else "")


def _write_head(
    sheet: Worksheet, styles: Styles, title: str, explanation: str, columns: tuple[tuple[str, int], ...]
) -> None:
    """Set a sheet up for landscape A3, and write title, instruction and head."""
    sheet.set_paper(8)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C— &P —")
    for number, (_, width) in enumerate(columns):
        sheet.set_column(number, number, width)
    last = len(columns) - 1
    sheet.set_row(0, 28)
    sheet.merge_range(0, 0, 0, last, title, styles(font_name=HEAD, font_size=15, align="center"))
    sheet.set_row(1, 13 * count_lines(explanation, sum(width for _, width in columns) / 2) + 4)
    sheet.merge_range(1, 0, 1, last, explanation, styles(font_size=9, text_wrap=True))
    head = styles(font_name=HEAD, border=1, align="center", bg_color="#F2F4F7")
    for number, (name, _) in enumerate(columns):
        sheet.write_string(_FIRST_LINE - 1, number, name, head)


def _finish_sheet(sheet: Worksheet, lines: int, columns: int, *, printed: bool) -> None:
    sheet.freeze_panes(_FIRST_LINE, 1)
    sheet.repeat_rows(0, _FIRST_LINE - 1)
    sheet.autofilter(_FIRST_LINE - 1, 0, max(lines - 1, _FIRST_LINE), columns - 1)
    sheet.print_area(0, 0, max(lines - 1, _FIRST_LINE) if printed else 1, columns - 1)
