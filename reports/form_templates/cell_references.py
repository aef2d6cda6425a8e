"""Cell references when a row is repeated: what lies below moves down, a range over the row grows with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from models.errors import UserError

_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d{1,7})")
_ROWS = re.compile(r"(\$?)(\d{1,7}):(\$?)(\d{1,7})")
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!")
_MAX_ROW = 1_048_576
# Functions that mean all the rows where they name the only one of the template.
_SUMMING = frozenset({"SUM", "SUBTOTAL", "AVERAGE", "COUNT", "COUNTA", "MAX", "MIN"})


@dataclass(frozen=True, slots=True)
class RowRepeat:
    """Row ``row`` of a sheet stands ``count`` times from now on (``count`` at least 1)."""

    sheet: str
    row: int
    count: int

    @property
    def added(self) -> int:
        """How far the rows below move down."""
        return self.count - 1

    def first(self, row: int) -> int:
        """Return where a row, or the first row of a range, is now."""
        return row + self.added if row > self.row else row

    def last(self, row: int) -> int:
        """Return where the last row of a range is now."""
        return row + self.added if row >= self.row else row


def column_number(letters: str) -> int:
    """Return the number of a column, A being 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column, 1 being A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split_cell(reference: str) -> tuple[int, int]:
    """Return row and column of a cell reference; raises ValueError for anything else."""
    match = _CELL.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    return int(match[4]), column_number(match[2])


def shift_range(reference: str, repeat: RowRepeat, *, grow: bool = False) -> str:
    """Return a reference (``A5``, ``A5:C9``, ``5:9``, ``$A$5``) of the sheet itself after the repeat.

    A range over the row grows with it; with ``grow`` so does a single cell of the row, which a sum means as a range.
    """
    if match := _ROWS.fullmatch(reference):
        return f"{match[1]}{repeat.first(int(match[2]))}:{match[3]}{repeat.last(int(match[4]))}"
    parts = reference.split(":")
    if len(parts) > 2 or not all(_CELL.fullmatch(part) for part in parts):
        return reference
    if len(parts) == 1 and not (grow and repeat.added and split_cell(reference.replace("$", ""))[0] == repeat.row):
        return _moved(reference, repeat.first)
    parts = [parts[0], parts[-1]]
    return f"{_moved(parts[0], repeat.first)}:{_moved(parts[1], repeat.last)}"


def shift_list(references: str, repeat: RowRepeat) -> str:
    """Return a list of references separated by blanks, as rules for cells hold them, after the repeat."""
    return " ".join(shift_range(reference, repeat, grow=True) for reference in references.split())


def _moved(cell: str, move: Callable[[int], int]) -> str:
    return _CELL.sub(lambda match: f"{match[1]}{match[2]}{match[3]}{min(move(int(match[4])), _MAX_ROW)}", cell)


def shift_formula(formula: str, repeat: RowRepeat, *, on_sheet: str, grow: bool = False) -> str:
    """Return a formula that stands on ``on_sheet`` outside the repeated row, after the repeat; no leading “=”.

    Single cells of the row grow to ranges in sums and the like, and everywhere with ``grow``.
    """
    return _rewritten(
        formula, repeat, on_sheet, lambda reference, summed: shift_range(reference, repeat, grow=grow or summed)
    )


def copied_formula(formula: str, repeat: RowRepeat, copy: int) -> str:
    """Return the formula of copy number ``copy`` (0 for the first) of the repeated row.

    References to the row itself follow the copy unless they are fixed (``$5``); a fixed range of the row, as a rank
    has it, grows over all copies; others move with what they mean.
    """

    def follow(reference: str, summed: bool) -> str:
        parts = reference.split(":")
        if len(parts) > 2 or not all(_CELL.fullmatch(part) for part in parts):
            return shift_range(reference, repeat)
        moves = (repeat.first, repeat.last)
        in_row = [split_cell(part.replace("$", ""))[0] == repeat.row for part in parts]
        if all(in_row) and not (len(parts) == 2 and all(_is_fixed(part) for part in parts)):
            return ":".join(_followed(part, repeat, copy) for part in parts)
        if in_row == [False, True] and not _is_fixed(parts[1]):  # a running total: C$3:C5
            return f"{_moved(parts[0], repeat.first)}:{_followed(parts[1], repeat, copy)}"
        return ":".join(_moved(part, move) for part, move in zip(parts, moves, strict=False))

    return _rewritten(formula, repeat, repeat.sheet, follow)


def _is_fixed(cell: str) -> bool:
    """Return whether the row of a reference is fixed, as in C$5."""
    match = _CELL.fullmatch(cell)
    return match is not None and match[3] == "$"


def _followed(cell: str, repeat: RowRepeat, copy: int) -> str:
    return cell if _is_fixed(cell) else _moved(cell, lambda row: row + copy)


def _rewritten(formula: str, repeat: RowRepeat, on_sheet: str, rewrite: Callable[[str, bool], str]) -> str:
    """Rewrite the references of a formula that point at the sheet of the repeat.

    ``rewrite`` is told whether a reference is an argument of a sum or the like.
    """
    try:
        tokens = Tokenizer(f"={formula}")
    except (TokenizerError, IndexError):  # brackets that do not pair
        raise UserError(
            f"工作表“{on_sheet}”里的公式“={formula}”看不懂，加行以后保不住它；请在 WPS 里改好或删掉，再添加一次。"
        ) from None
    functions: list[str] = []
    for token in tokens.items:
        if token.type in {Token.FUNC, Token.PAREN}:
            if token.subtype == Token.OPEN:
                functions.append(token.value.rstrip("(").upper())
            elif functions:
                functions.pop()
        elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
            sheet = _SHEET.match(token.value)
            named = (sheet[1] or sheet[2]).replace("''", "'") if sheet else on_sheet
            if named == repeat.sheet:
                start = sheet.end() if sheet else 0
                summed = bool(functions) and functions[-1] in _SUMMING
                token.value = token.value[:start] + rewrite(token.value[start:], summed)
    rendered: str = tokens.render()
    return rendered[1:]
