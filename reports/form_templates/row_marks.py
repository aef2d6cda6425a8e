"""Row marks, ``{{#项目|阶段=签约}}``: rows of a ledger, of a figure, or the task forces, one line of the form each."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from models.errors import UserError
from models.fields.base import Ledger, ledger_by_table
from models.fields.field import Field, fields
from models.ledgers import LEDGERS, TaskForce
from models.queries.ledger_query import Condition, ExportCell, LedgerQuery, iter_records
from models.queries.reading_context import reading_context
from models.queries.scope import main_day_field, task_force_field
from models.rules.periods import Period
from models.rules.scheme_vocabulary import ScoreSpan
from models.storage.store import Session
from reports.circulars.parts.letterhead import display_name
from reports.figures.figure import Figure
from reports.form_templates.form_values import FormValue
from reports.form_templates.marks import Mark

FORCES_WORD = "专班"
_CONDITION = re.compile(r"(.+?)(>=|<=|≥|≤|!=|≠|=|＝|不含|含)(.*)", re.DOTALL)
_OPERATORS = {"=": "is", "＝": "is", "!=": "not", "≠": "not", ">=": "ge", "≥": "ge", "<=": "le", "≤": "le"}
_FIRST_ROWS = re.compile(r"前(\d+)")
_SORTED_BY = re.compile(r"按(.+?)(升序|降序)?")
_PLACES = 2
AMOUNT_WORD, DAY_WORD = "数额", "计数日期"  # of a figure's row: what it adds, and the day it counts on


def ledger_of(word: str) -> type[Ledger] | None:
    """Return the ledger with that label; None where there is none that a form may list."""
    return next((ledger for ledger in LEDGERS if ledger.about.label == word and not ledger.about.local_only), None)


def field_named(ledger: type[Ledger], word: str) -> Field | None:
    """Return a ledger's field by its label, its heading with the unit, or one of its other headings."""
    listed = fields(ledger)
    exact = (field for field in listed if word in {field.label, field.title})
    return next(exact, None) or next((field for field in listed if word in field.facts.aliases), None)


def ledger_query(session: Session, mark: Mark, ledger: type[Ledger], period: Period) -> tuple[LedgerQuery, int | None]:
    """Return the query of a row mark, and the most rows it lists; raises UserError for an option it cannot read."""
    where: list[Condition] = []
    sort: tuple[tuple[str, bool], ...] = ()
    most: int | None = None
    for option in mark.options:
        if match := _FIRST_ROWS.fullmatch(option):
            most = int(match[1])
        elif option in {ScoreSpan.WITHIN, ScoreSpan.TO_DATE}:
            where += _days(ledger, period.first if option == ScoreSpan.WITHIN else period.year_start, period.last)
        elif match := _CONDITION.fullmatch(option):
            where.append(_condition(session, ledger, match[1].strip(), match[2], match[3].strip()))
        elif match := _SORTED_BY.fullmatch(option):
            sort = ((_known_field(ledger, match[1]).key, match[2] == "降序"),)
        else:
            raise UserError(
                f"不认识“|{option}”；竖线后面可以写“字段=值”“字段>=值”“字段含字”“本期”“累计”“按字段降序”“前10”"
            )
    oldest_first = sort or ((main.key, False),) if (main := main_day_field(ledger)) else sort
    return LedgerQuery(ledger, where=tuple(where), sort=oldest_first), most


def _days(ledger: type[Ledger], first: date, last: date) -> list[Condition]:
    if (day := main_day_field(ledger)) is None:
        raise UserError(f"“{ledger.about.label}”没有记日期，不能只列“本期”的；可以写指标，例如 {{{{#签约项目.本期}}}}")
    return [Condition(day.key, "ge", first), Condition(day.key, "le", last)]


def _known_field(ledger: type[Ledger], word: str) -> Field:
    field = task_force_field(ledger) if word == FORCES_WORD else None
    if (field := field or field_named(ledger, word)) is None:
        labels = "、".join(known.label for known in fields(ledger))
        raise UserError(f"“{ledger.about.label}”没有“{word}”这一栏；有{labels}")
    return field


def _condition(session: Session, ledger: type[Ledger], word: str, operator: str, text: str) -> Condition:
    field = _known_field(ledger, word)
    if operator in {"含", "不含"}:
        return Condition(field.key, "contains" if operator == "含" else "lacks", text)
    if not text:
        return Condition(field.key, "empty" if _OPERATORS[operator] == "is" else "filled")
    return Condition(field.key, _OPERATORS[operator], field.read(text, reading_context(session)).value)


def ledger_rows(
    session: Session, view: LedgerQuery, wanted: Sequence[Mark], most: int | None = None
) -> list[dict[str, FormValue]]:
    """Return the values of a query's rows by mark text; raises UserError for a field the ledger does not have.

    Telephones and other private fields are masked, as in every list that leaves the book.
    """
    by_mark = {mark.text: _field_of_mark(view.ledger, mark) for mark in wanted}
    shown = list(dict.fromkeys(by_mark.values()))
    rows: list[dict[str, FormValue]] = []
    for _, cells in iter_records(session, view, shown):
        if most is not None and len(rows) >= most:
            break
        values = {field.key: _cell_value(field, cell) for field, cell in zip(shown, cells, strict=True)}
        rows.append({text: values[field.key] for text, field in by_mark.items()})
    return rows


def _field_of_mark(ledger: type[Ledger], mark: Mark) -> Field:
    if len(mark.words) != 1:
        raise UserError(f"“{mark.text}”在这一行里认不出；行里写栏名，例如 {{{{{fields(ledger)[0].label}}}}}")
    return _known_field(ledger, mark.words[0])


def _cell_value(field: Field, cell: ExportCell) -> FormValue:
    value = cell.value
    if isinstance(value, float | int) and not isinstance(value, bool):
        number = Decimal(str(value))
        decimals = max(-int(number.normalize().as_tuple().exponent), 0)
        return FormValue(number, field.kind.unit, decimals)
    return FormValue(shown=value if isinstance(value, date) else cell.text)


def figure_rows(session: Session, figure: Figure, wanted: Sequence[Mark]) -> list[dict[str, FormValue]]:
    """Return the rows a figure is counted from, each with its amount and its day, in the figure's own order."""
    if not figure.ledger:
        raise UserError(f"“{figure.label}”不是由台账的行数出来的，列不出明细")
    ledger = ledger_by_table(figure.ledger)
    extra = [
        mark
        for mark in wanted
        if mark.words[:1] in {(AMOUNT_WORD,), (DAY_WORD,)} and not field_named(ledger, mark.words[0])
    ]
    plain = [mark for mark in wanted if mark not in extra]
    of_row: dict[str, dict[str, FormValue]] = {}
    by_mark = {mark.text: _field_of_mark(ledger, mark) for mark in plain}
    shown = list(dict.fromkeys(by_mark.values()))
    for row, cells in iter_records(session, LedgerQuery(ledger, row_ids=tuple(dict.fromkeys(figure.rows))), shown):
        values = {field.key: _cell_value(field, cell) for field, cell in zip(shown, cells, strict=True)}
        of_row[row] = {text: values[field.key] for text, field in by_mark.items()}
    return [
        of_row.get(row, {mark.text: FormValue(shown="（已不在）") for mark in plain})
        | {mark.text: _extra_value(figure, mark, number) for mark in extra}
        for number, row in enumerate(figure.rows)
    ]


def _extra_value(figure: Figure, mark: Mark, number: int) -> FormValue:
    if mark.words[0] == DAY_WORD:
        return FormValue(shown=figure.days[number] if figure.days else "")
    return FormValue(figure.parts[number], figure.unit, _PLACES) if figure.parts else FormValue(Decimal(1), figure.unit)


def force_rows(
    session: Session, forces: Mapping[str, TaskForce], wanted: Sequence[Mark]
) -> list[tuple[str, dict[str, FormValue]]]:
    """Return every task force with the values of its own fields, in the county's order; ``名称`` is its short name."""
    named = [mark for mark in wanted if mark.words[:1] in {("名称",), (FORCES_WORD,)}]
    plain = [mark for mark in wanted if mark not in named]
    rows = []
    for row, force in forces.items():
        fields_of_force = ledger_rows(session, LedgerQuery(TaskForce, row_ids=(row,)), plain)[0] if plain else {}
        rows.append((row, fields_of_force | {mark.text: FormValue(shown=display_name(force)) for mark in named}))
    return rows
