"""Printed totals are checked: 襄城's published totals add up, a changed cell is named, rounding is noted."""

from dataclasses import replace
from datetime import date

import pytest

from models.rules.periods import read_period
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.parts.total_check import ROUNDING_NOTE, total_faults, with_rounding_note
from reports.content.document import Align, Document, Row, RowKind, Table, TableColumn, TextSpan


def table(*rows: list[str], heads: str = "区 投资 年度", caption: str = "表", notes: tuple[str, ...] = ()) -> Table:
    """Make a table; a row that begins with 合计 or 小计 is a sum, one of a single cell a group's title."""
    kinds = [
        RowKind.GROUP if len(row) == 1 else RowKind.TOTAL if row[0] in {"合计", "小计"} else RowKind.PLAIN
        for row in rows
    ]
    table_rows = tuple(Row(tuple(map(TextSpan, row)), kind) for row, kind in zip(rows, kinds, strict=True))
    return Table(caption, tuple(TableColumn(head, 5, Align.RIGHT) for head in heads.split()), table_rows, notes=notes)


def document(*tables: Table) -> Document:
    """Put tables into a document."""
    return Document("试", "", "", "", tables, "", date(2026, 11, 1))


XIANGCHENG = (["续建", "58.8", "35.4"], ["新建", "110.54", "68.84"])


def test_the_sums_of_a_published_plan_foot() -> None:
    assert total_faults(document(table(*XIANGCHENG, ["合计", "169.34", "104.24"]))) == []


def test_a_wrong_sum_is_named_with_what_is_printed_and_what_was_counted() -> None:
    (fault,) = total_faults(document(table(*XIANGCHENG, ["合计", "169.34", "104.42"])))
    assert fault == "“表”：“合计”行“年度”列印的是 104.42，各行相加是 104.24"


def test_a_group_s_own_sum_is_held_against_the_group_and_the_whole_against_all() -> None:
    rows = (["甲类"], ["一", "1", "1"], ["小计", "1", "1"], ["乙类"], ["二", "2", "3"], ["小计", "2", "4"])
    (fault,) = total_faults(document(table(*rows, ["合计", "3", "4"])))
    assert fault == "“表”：“小计”行“年度”列印的是 4，各行相加是 3"


def test_a_row_that_does_not_cross_foot_is_named(county: tuple[Store, dict[str, str]]) -> None:
    """The published batch of 临汾: 113.23, 105.03 and 43.46 are 261.72."""
    from decimal import Decimal

    from reports.figures.figure import Figure

    def cell(value: str) -> TextSpan:
        figure = Figure("x", "x", "亿元", Decimal(value), "", (), 2)
        return TextSpan(figure.text, figure)

    row = Row((TextSpan("临汾"), *map(cell, ("113.23", "105.03", "43.46", "261.27"))))
    heads = tuple(TableColumn(head, 5) for head in ("市", "签约", "开工", "投产", "合计\n总投资"))
    (fault,) = total_faults(document(Table("表", heads, (row,))))
    assert fault == "“表”：“临汾”行“合计总投资”列印的是 261.27，左边各列相加是 261.72"


def test_rates_places_and_numbers_of_rows_are_no_sums() -> None:
    odd = table(["1", "50", "1"], ["2", "60", "2"], ["合计", "55", "9"], heads="序号 完成率 名次")
    assert total_faults(document(odd)) == []


def test_rounding_is_owned_up_to_only_where_it_shows_and_covers_no_real_fault() -> None:
    whole = table(["甲", "0.33", "1"], ["乙", "0.33", "1"], ["丙", "0.33", "1"], ["合计", "1.00", "3"])
    annotated = with_rounding_note(whole)
    assert annotated.notes == (ROUNDING_NOTE,)
    assert total_faults(document(annotated)) == []
    assert with_rounding_note(table(["甲", "1", "1"], ["合计", "1", "1"])).notes == ()
    assert len(total_faults(document(table(["甲", "0.33", "1"], ["合计", "1.00", "1"], notes=(ROUNDING_NOTE,))))) == 1


@pytest.mark.parametrize(
    ("kind", "period"),
    [
        ("week", "2026-W43"),
        ("half-month", "2026-10-2"),
        ("month", "2026-10"),
        ("half-year", "2026-H2"),
        ("year", "2026"),
    ],
)
def test_a_changed_cell_of_a_real_circular_does_not_get_by(
    county: tuple[Store, dict[str, str]], kind: str, period: str
) -> None:
    composed, _ = compose(county[0], kind, read_period(period))
    assert total_faults(composed) == []
    hit = 0
    for number, block in enumerate(composed.body):
        if not isinstance(block, Table) or not any(row.kind is RowKind.TOTAL for row in block.rows):
            continue
        row = block.rows[0]
        at = next(i for i, cell in enumerate(row.cells) if cell.figure and "target" not in cell.figure.key)
        cells = (*row.cells[:at], TextSpan("777", row.cells[at].figure), *row.cells[at + 1 :])
        spoilt = replace(block, rows=(replace(row, cells=cells), *block.rows[1:]))
        body = (*composed.body[:number], spoilt, *composed.body[number + 1 :])
        hit += bool(total_faults(replace(composed, body=body)))
    assert hit == sum(isinstance(b, Table) and any(r.kind is RowKind.TOTAL for r in b.rows) for b in composed.body)
    assert hit
