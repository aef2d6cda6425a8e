"""Write one ledger as a sheet to read, fill in and print: title, unit line, headings, drop-downs, protected head."""

from collections.abc import Mapping
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name

from models.fields.amounts import FixedPointKind, MoneyKind
from models.fields.base import Ledger
from models.fields.field import Field, fields
from models.fields.kinds import ChoiceKind, DayKind, LinkKind, YesNoKind
from reports.xlsx.choices_sheet import link_list_name
from reports.xlsx.field_texts import FieldTexts
from reports.xlsx.guide_sheet import heading_note
from reports.xlsx.hidden_sheet import ROW_CODE_HEADING
from reports.xlsx.row_writer import CellWriter, ColumnFormats, StreamingWorksheet, column_writer
from reports.xlsx.sheet_styles import HEAD, Styles, count_lines

HEADING_ROW, FIRST_ROW = 2, 3  # rows, counted from 0; title and unit line are above
_PREPARED_ROWS = 500  # empty rows below the last with drop-downs, and borders once filled
_WAN = "万元"
_LAST_COLUMN = 16_383
# Excel allows sorting and deleting rows of a protected sheet only if all their cells are unlocked.
_ALLOWED_ACTIONS = ("sort", "autofilter", "insert_rows", "delete_rows", "format_cells", "format_columns", "format_rows")
_GREY, _BLUE, _PINK = "#59636E", "#E8EEF5", "#FDECEA"


@dataclass(frozen=True, slots=True)
class LedgerSheetLayout:
    """The layout of a ledger's sheet: its fields in order, how many of them are printed, which are masked."""

    ledger: type[Ledger]
    fields: tuple[Field, ...]
    printed: int
    masked: frozenset[str]

    @property
    def is_complete(self) -> bool:
        """Whether it shows every field; otherwise the changeset would reveal columns that were left out."""
        return {field.key for field in self.fields} == {field.key for field in fields(self.ledger)}

    @property
    def unit_line(self) -> str:
        """“单位：万元” if all money of the sheet is in 万元, otherwise empty and the headings name their units."""
        units = {field.kind.unit for field in self.fields if isinstance(field.kind, MoneyKind)}
        return f"单位：{_WAN}" if units == {_WAN} else ""

    def heading(self, field: Field) -> str:
        """Return a column's heading: a star if it is required, and its unit unless the unit line states it."""
        in_unit_line = bool(self.unit_line) and isinstance(field.kind, MoneyKind)
        return ("*" if field.required else "") + (field.label if in_unit_line else field.title)


class LedgerSheet:
    """Writes one ledger's sheet: the head at once, rows as they are added, and at the end filters and validation."""

    def __init__(
        self, sheet: StreamingWorksheet, styles: Styles, layout: LedgerSheetLayout, sources: Mapping[str, str]
    ) -> None:
        self.sheet, self._styles, self._layout, self._sources = sheet, styles, layout, sources
        self._last = len(layout.fields)  # the column of the row codes
        self._code = f'<c r="{xl_col_to_name(self._last)}'
        self._line = FIRST_ROW
        self._set_page()
        self._set_columns()
        self._write_head()

    def writers(self, names: Mapping[str, str]) -> list[CellWriter]:
        """Return a cell writer for each column; ``names`` are the names of linked rows and may still grow."""
        writers = []
        for number, field in enumerate(self._layout.fields):
            masked = field.key in self._layout.masked
            writers.append(
                column_writer(
                    field, number, self._column_formats(field), FieldTexts(field, names, masked=masked), plain=masked
                )
            )
        return writers

    @property
    def line(self) -> str:
        """The number of the next row, counted from 1 as in Excel."""
        return str(self._line + 1)

    def add(self, cells: str, code: str) -> None:
        """Write the next row: the XML of its cells and its row code in the hidden column."""
        coded = f"{self._code}{self._line + 1}{self._code_style}{code}</t></is></c>"
        self.sheet.put_row(self._line, cells + coded)
        self._line += 1

    def close(self) -> None:
        """Set filter, drop-downs, warnings and protection for all rows."""
        sheet, bottom = self.sheet, self._line + _PREPARED_ROWS - 1
        sheet.autofilter(HEADING_ROW, 0, max(HEADING_ROW, self._line - 1), self._last)
        sheet.ignore_errors({"number_stored_as_text": f"A{FIRST_ROW + 1}:{xl_col_to_name(self._last)}{bottom + 1}"})
        for number, field in enumerate(self._layout.fields):
            if rule := self._validation_rule(field):
                sheet.data_validation(FIRST_ROW, number, bottom, number, rule)
            if field.required:
                self._highlight_missing(number, bottom)
        self._border_prepared(bottom)
        sheet.protect("", dict.fromkeys(_ALLOWED_ACTIONS, True))

    def _column_formats(self, field: Field) -> ColumnFormats:
        """Return the format indices of a column's cells.

        XlsxWriter numbers formats in the order in which their indices are asked for: quoted text, default, numbers.
        """
        facts, of = self._format_properties(field) | {"border": 1}, self._styles.format_index
        quoted, default = of(**facts, quote_prefix=True), of(**facts)
        if not isinstance(field.kind, FixedPointKind):
            return ColumnFormats(default, quoted)
        formats = [field.kind.excel_format_for(decimals) for decimals in range(field.kind.places + 1)]
        return ColumnFormats(default, quoted, tuple(of(**facts | {"num_format": format_}) for format_ in formats))

    def _format_properties(self, field: Field) -> dict[str, object]:
        """Return a column's format properties: dates and numbers as such, program-filled fields grey, all unlocked."""
        kind = field.kind
        plain = field.key in self._layout.masked
        facts: dict[str, object] = {
            "num_format": "@" if plain else kind.excel_format,
            "text_wrap": True,
            "locked": False,
        }
        if isinstance(kind, (DayKind, YesNoKind)):
            facts["align"] = "center"
        if isinstance(kind, FixedPointKind) and not plain:
            facts |= {"align": "right", "indent": 1}
        return facts | ({"font_color": _GREY} if kind.set_by_program else {})

    def _set_page(self) -> None:
        """Set frozen panes and print set-up; only the usual columns are printed."""
        sheet, layout = self.sheet, self._layout
        keys = [field.key for field in layout.fields[:3]]
        title = layout.ledger.about.title
        sheet.freeze_panes(FIRST_ROW, keys.index(title) + 1 if title in keys else 1)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEADING_ROW)
        sheet.set_footer("&L&9招商台账　&A&C&9第 &P 页，共 &N 页&R&9&D 打印")
        sheet.print_area(0, 0, 1_048_575, layout.printed - 1)

    def _set_columns(self) -> None:
        """Set column widths and the format of cells still to be filled."""
        for number, field in enumerate(self._layout.fields):
            width = max(9, field.facts.width * 2 + 2, len(self._layout.heading(field)) + 3)
            self.sheet.set_column(number, number, min(width, 60), self._styles(**self._format_properties(field)))
        code = {"num_format": "@", "locked": False, "font_color": _GREY}
        self._code_style = f'" s="{self._styles.format_index(**code)}" t="inlineStr"><is><t>'
        self.sheet.set_column(self._last, self._last, 9, self._styles(**code), {"hidden": True})
        self.sheet.set_column(self._last + 1, _LAST_COLUMN, None, self._styles(locked=False))

    def _write_head(self) -> None:
        """Write title, unit line and headings, each heading with a note on how its column is filled."""
        sheet, styles, layout = self.sheet, self._styles, self._layout
        about = layout.ledger.about
        locked, small = styles(locked=True), {"font_size": 9, "font_color": _GREY}
        sheet.set_row(0, 30, locked)
        sheet.write_string(0, 0, f"{about.label}台账", styles(font_name=HEAD, font_size=16))
        sheet.set_row(1, 16, locked)
        right = max(1, layout.printed - 1)
        sheet.write_string(1, 0, f"{about.hint}带 * 的必填。", styles(**small))
        sheet.write_string(1, right, layout.unit_line, styles(align="right", font_size=10.5))
        head = {"font_name": HEAD, "border": 1, "align": "center", "text_wrap": True, "bg_color": _BLUE}
        sheet.set_row(HEADING_ROW, 34, locked)
        for number, field in enumerate(layout.fields):
            sheet.write_string(HEADING_ROW, number, layout.heading(field), styles(**head))
            note = heading_note(field)
            size = {"width": 200, "height": 18 * count_lines(note, 14) + 8, "font_size": 9, "font_name": "宋体"}
            sheet.write_comment(HEADING_ROW, number, note, size | {"author": "招商台账"})
        sheet.write_string(HEADING_ROW, self._last, ROW_CODE_HEADING, styles(**head))

    def _validation_rule(self, field: Field) -> dict[str, object] | None:
        """Return a column's drop-down; multiple choices and other names of a linked row may still be typed."""
        kind = field.kind
        if kind.set_by_program:
            return None
        if isinstance(kind, YesNoKind):
            return {"validate": "list", "source": ["是", "否"]} | _validation_error("请填 是 或 否。")
        if not isinstance(kind, (ChoiceKind, LinkKind)):
            return None
        source = self._sources.get(kind.dictionary if isinstance(kind, ChoiceKind) else link_list_name(kind.to))
        if source is None:
            return None
        if isinstance(kind, LinkKind) or kind.many:
            return {"validate": "list", "source": source, "show_error": False}
        return {"validate": "list", "source": source} | _validation_error(
            "请从下拉里选；要加新词，请到“设置—字典”添加。"
        )

    def _highlight_missing(self, number: int, bottom: int) -> None:
        """Highlight a required cell left empty in a newly begun row."""
        top, name = self._line + 1, xl_col_to_name(number)
        others = f"$A{top}:${xl_col_to_name(self._last - 1)}{top}"
        criteria = f'=AND(COUNTA({others})>0,${name}{top}="")'
        tint = self._styles.overlay(bg_color=_PINK)
        self.sheet.conditional_format(
            self._line, number, bottom, number, {"type": "formula", "criteria": criteria, "format": tint}
        )

    def _border_prepared(self, bottom: int) -> None:
        """Draw borders around newly begun rows, so that they print like the others."""
        top, right = self._line + 1, xl_col_to_name(self._last - 1)
        criteria = f"=COUNTA($A{top}:${right}{top})>0"
        frame = self._styles.overlay(border=1)
        self.sheet.conditional_format(
            self._line, 0, bottom, self._last - 1, {"type": "formula", "criteria": criteria, "format": frame}
        )


def _validation_error(text: str) -> dict[str, object]:
    return {"error_type": "stop", "error_title": "招商台账", "error_message": text}
