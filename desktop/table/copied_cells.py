"""What a copied block of cells is on the clipboard: text as spreadsheets exchange it, and an HTML table.

From the HTML, Word makes a table, and WPS keeps codes of 18 digits as text, which it would round as numbers.
"""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

_TEXT_FORMAT = "mso-number-format:'\\@'"


def copied_text(rows: Sequence[Sequence[str]]) -> str:
    """Return the block as text: tabs between cells, line breaks between rows; a cell that holds either is quoted."""
    return "\n".join("\t".join(_quoted(cell) for cell in row) for row in rows)


def copied_html(rows: Sequence[Sequence[str]], are_numbers: Sequence[Sequence[bool]]) -> str:
    """Return the block as an HTML table; every cell that is no number is marked as text."""
    lines = []
    for row, numbers in zip(rows, are_numbers, strict=True):
        cells = "".join(
            f"<td>{_html_text(cell)}</td>" if is_number else f'<td style="{_TEXT_FORMAT}">{_html_text(cell)}</td>'
            for cell, is_number in zip(row, numbers, strict=True)
        )
        lines.append(f"<tr>{cells}</tr>")
    return f'<meta charset="utf-8"><table>{"".join(lines)}</table>'


def copied_data(rows: Sequence[Sequence[str]], are_numbers: Sequence[Sequence[bool]]) -> QMimeData:
    """Return what goes onto the clipboard: text, and for several cells a table."""
    data = QMimeData()
    is_single = len(rows) == len(rows[0]) == 1
    data.setText(rows[0][0] if is_single else copied_text(rows))
    if not is_single:
        data.setHtml(copied_html(rows, are_numbers))
    return data


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in "\t\n\r") or cell.startswith('"'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _html_text(cell: str) -> str:
    return escape(cell).replace("\n", '<br style="mso-data-placement:same-cell">')
