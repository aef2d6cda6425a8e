"""A circular's charts as native spreadsheet charts over a visible sheet of numbers."""

from collections.abc import Sequence

from xlsxwriter.chart import Chart as NativeChart
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reports.content.document import Chart, ChartKind
from reports.figures.figure import Figure
from reports.xlsx.sheet_styles import HEAD, Styles
from reports.xlsx.source_sheets import SourceSheets, number_format, printed_value

SHEET = "图表数据"
_WIDTH = 512  # pixels, as wide as the text
_HEIGHT = 300
_BLUE, _PALE, _INK, _GREY = "#1F5A9E", "#AEC4E0", "#000000", "#595959"
_FONT = {"name": "仿宋", "size": 10}
_GRID = {"visible": True, "line": {"color": "#D9D9D9"}}
_SPACER_NAME = "留白"
_MAX_DECIMAL_COLUMNS = 8  # with more columns there is no room for decimals above them

ChartRow = tuple[str, list[float | Figure | None]]


class NativeCharts:
    """Creates the charts of one workbook; the numbers of all charts are stacked in one sheet."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._blocks: list[tuple[str, tuple[str, ...], list[ChartRow]]] = []
        self._next = 0

    def add(self, chart: Chart) -> tuple[NativeChart, int]:
        """Create a chart to be inserted into a sheet; also return its height in pixels."""
        layer = {
            ChartKind.BARS: self._bars,
            ChartKind.FUNNEL: self._funnel,
            ChartKind.PLACES: self._places,
            ChartKind.TREND: self._trend,
        }[chart.kind]
        native, tall = layer(chart)
        name = f"{chart.caption}（{chart.unit}）" if chart.unit else chart.caption
        native.set_title({"name": name, "name_font": {"name": HEAD, "size": 12}, "overlay": False})
        native.set_size({"width": _WIDTH, "height": tall})
        return native, tall

    def write(self, sheet: Worksheet, styles: Styles, sources: SourceSheets) -> None:
        """Write the numbers of every chart; printed figures are formulas that refer to the sources sheet."""
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 12, 13)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C— &P —")
        head = styles(font_name=HEAD, border=1, align="center", bg_color="#F2F4F7")
        line = 0
        for caption, heads, lines in self._blocks:
            sheet.write_string(line, 0, caption, styles(font_name=HEAD, font_size=12))
            for number, name in enumerate(heads):
                sheet.write_string(line + 1, number, name, head)
            for place, (label, values) in enumerate(lines, start=line + 2):
                sheet.write_string(place, 0, label, styles(border=1))
                for number, value in enumerate(values, start=1):
                    _write_number(sheet, styles, (place, number), value, sources)
            line += len(lines) + 3

    def _new_chart(self, kind: str, subtype: str = "") -> NativeChart:
        """Create an empty chart of one of XlsxWriter's types."""
        native = self._book.add_chart({"type": kind} | ({"subtype": subtype} if subtype else {}))
        if native is None:
            raise ValueError(f"XlsxWriter knows no chart {kind} {subtype}")
        return native

    def _store_numbers(self, chart: Chart, heads: Sequence[str], lines: list[ChartRow]) -> int:
        """Reserve rows for a chart's numbers; return the row of the first one."""
        first = self._next + 2
        self._blocks.append((chart.caption, ("", *heads), lines))
        self._next += len(lines) + 3
        return first

    def _add_series(self, native: NativeChart, at: int, lines: list[ChartRow], column: int, **looks: object) -> None:
        """Add a column of numbers as a series, with cached values for programs that do not recalculate."""
        last = at + len(lines) - 1
        native.add_series(
            {
                "name": [SHEET, at - 1, column],
                "categories": [SHEET, at, 0, last, 0],
                "values": [SHEET, at, column, last, column],
                "categories_data": [label for label, _ in lines],
                "values_data": [_number(values[column - 1]) for _, values in lines],
                **looks,
            }
        )

    def _bars(self, chart: Chart) -> tuple[NativeChart, int]:
        """Draw grouped columns, and a dashed line for the reference value."""
        heads = [row.name for row in chart.series] + ([chart.line.label] if chart.line else [])
        lines = _chart_rows(chart, [chart.line] if chart.line else [])
        at = self._store_numbers(chart, heads, lines)
        native = self._new_chart("column")
        for number in range(len(chart.series)):
            fill = {"color": _PALE if number else _BLUE}
            labels = {
                "value": True,
                "font": {"size": 9},
                "num_format": "0" if len(lines) > _MAX_DECIMAL_COLUMNS else "0.0#",
            }
            self._add_series(native, at, lines, number + 1, fill=fill, gap=60, data_labels=labels)
        if chart.line is not None:
            across = self._new_chart("line")
            dashed = {"color": _INK, "width": 1.5, "dash_type": "dash"}
            self._add_series(across, at, lines, len(heads), line=dashed, marker={"type": "none"})
            native.combine(across)
        axis = {"num_font": _FONT, "major_gridlines": _GRID}
        native.set_y_axis(axis | {"min": 0 if _minimum(lines) >= 0 else None})
        native.set_x_axis({"num_font": _FONT, "label_position": "low"})
        native.set_legend({"position": "bottom", "font": _FONT})
        return native, _HEIGHT

    def _funnel(self, chart: Chart) -> tuple[NativeChart, int]:
        """Draw a funnel: centred bars, each after an invisible spacer."""
        figures = chart.series[0].figures
        most = max((_number(figure) for figure in figures), default=0.0)
        lines: list[ChartRow] = [
            (label, [(most - _number(figure)) / 2, figure]) for label, figure in zip(chart.labels, figures, strict=True)
        ]
        at = self._store_numbers(chart, (_SPACER_NAME, chart.series[0].name), lines)
        native = self._new_chart("bar", "stacked")
        self._add_series(native, at, lines, 1, fill={"none": True}, border={"none": True}, gap=25)
        labels = {"value": True, "position": "center", "font": {"size": 10}}
        self._add_series(native, at, lines, 2, fill={"color": _PALE}, data_labels=labels)
        native.set_y_axis({"reverse": True, "num_font": _FONT, "line": {"none": True}, "major_tick_mark": "none"})
        native.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        native.set_legend({"none": True})
        return native, 60 + 40 * len(lines)

    def _places(self, chart: Chart) -> tuple[NativeChart, int]:
        """Draw a line for each subject from its previous to its present rank; rank 1 is on top."""
        then, now = chart.series[1], chart.series[0]
        lines: list[ChartRow] = [
            (label, [before, here]) for label, before, here in zip(chart.labels, then.figures, now.figures, strict=True)
        ]
        at = self._store_numbers(chart, (then.name, now.name), lines)
        native = self._new_chart("line")
        for place, (label, (before, here)) in enumerate(lines, start=at):
            labels = [{"delete": True}, {"value": f"{_number(here):.0f} {label}"}]
            rise = _number(before) > _number(here) > 0
            colour = _GREY if before is None or _number(before) == _number(here) else _BLUE if rise else "#B81F1A"
            native.add_series(
                {
                    "name": [SHEET, place, 0],
                    "categories": [SHEET, at - 1, 1, at - 1, 2],
                    "values": [SHEET, place, 1, place, 2],
                    "categories_data": [then.name, now.name],
                    "values_data": [_number(before) or "", _number(here)],
                    "line": {"color": colour, "width": 1.5},
                    "marker": {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}},
                    "data_labels": {"value": True, "custom": labels, "position": "right", "font": {"size": 9}},
                }
            )
        native.set_y_axis({"reverse": True, "min": 0, "major_gridlines": {"visible": False}, "visible": False})
        native.set_x_axis({"num_font": _FONT, "label_position": "high", "position_axis": "between"})
        native.set_legend({"none": True})
        return native, 90 + 22 * len(lines)

    def _trend(self, chart: Chart) -> tuple[NativeChart, int]:
        """Draw a line for each series over the labels (months)."""
        lines = _chart_rows(chart, [])
        at = self._store_numbers(chart, [row.name for row in chart.series], lines)
        native = self._new_chart("line")
        for number in range(len(chart.series)):
            line = {"color": _GREY, "width": 1.5, "dash_type": "dash"} if number else {"color": _BLUE, "width": 2.25}
            labels = {} if number else {"value": True, "position": "above", "font": {"size": 9}, "num_format": "0.##"}
            marker = {"type": "square", "size": 5, "fill": {"color": line["color"]}}
            self._add_series(native, at, lines, number + 1, line=line, marker=marker, data_labels=labels)
        native.set_y_axis({"num_font": _FONT, "min": 0, "major_gridlines": _GRID})
        native.set_x_axis({"num_font": _FONT})
        native.set_legend({"position": "bottom", "font": _FONT})
        return native, _HEIGHT


def _chart_rows(chart: Chart, constants: list[Figure]) -> list[ChartRow]:
    """Turn a chart's series into rows by label; the constants are repeated on every row."""
    columns = [row.figures for row in chart.series]
    return [(label, [*(figures[place] for figures in columns), *constants]) for place, label in enumerate(chart.labels)]


def _number(value: float | Figure | None) -> float:
    return printed_value(value) if isinstance(value, Figure) else float(value or 0)


def _minimum(lines: list[ChartRow]) -> float:
    return min((_number(value) for _, values in lines for value in values), default=0.0)


def _write_number(
    sheet: Worksheet, styles: Styles, at: tuple[int, int], value: float | Figure | None, sources: SourceSheets
) -> None:
    if isinstance(value, Figure) and value.value is not None:
        style = styles(border=1, num_format=number_format(value))
        sheet.write_formula(*at, sources.cell(value), style, printed_value(value))
    elif isinstance(value, (int, float)):
        sheet.write_number(*at, value, styles(border=1, font_color="#A6A6A6"))
    else:
        sheet.write_blank(*at, None, styles(border=1))
