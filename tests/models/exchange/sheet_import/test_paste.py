"""A block copied from WPS or Excel goes through the same import as a sheet."""

from decimal import Decimal

import pytest

from models.errors import FieldErrors, UserError
from models.exchange.sheet_import.paste import import_pasted, parse_clipboard, table_from_clipboard
from models.ledgers import Enterprise, Lead
from models.storage.store import Store
from tests.rows import add_lead, add_row


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("甲\t5\r\n乙\t6\r\n", [["甲", "5"], ["乙", "6"]]),
        ('"第一行\n第二行"\t5', [["第一行\n第二行", "5"]]),
        ('"他说""好"""\t"a\tb"', [['他说"好"', "a\tb"]]),
        ("\t\t甲", [["", "", "甲"]]),
        ('5"钢管\t"未闭合', [['5"钢管', '"未闭合']]),
        ('"甲"乙\t丙', [['"甲"乙', "丙"]]),
        ("甲\n\n乙", [["甲"], [""], ["乙"]]),
        ("甲", [["甲"]]),
        ("甲\t", [["甲", ""]]),
    ],
)
def test_a_copied_block_is_parted_as_a_spreadsheet_would(text: str, cells: list[list[str]]) -> None:
    assert parse_clipboard(text) == cells


def test_a_pasted_block_changes_the_rows_it_covers_and_makes_the_rest(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例一", total=Decimal(5), place="苏州")
    table = table_from_clipboard(
        "示例一\t1.2亿\t\n示例二\t7\t宁波", "lead", ("owner", "name", "total", "place"), "name", [row]
    )
    with book.writing("粘贴") as session:
        assert import_pasted(session, table) == 2
    with book.reading() as session:
        leads = {row.name: (row.total, row.place) for row in session.query(Lead)}
    assert leads == {"示例一": (Decimal(12_000), "苏州"), "示例二": (Decimal(7), "宁波")}


def test_a_bad_cell_rejects_the_whole_block_by_its_place(book: Store) -> None:
    with book.writing("新增") as session:
        row = add_lead(session, "示例一", total=Decimal(5))
    table = table_from_clipboard("6\n3-5亿", "lead", ("total",), "total", [row, row])
    with pytest.raises(FieldErrors, match="第2行第1列"), book.writing("粘贴") as session:
        import_pasted(session, table)
    with book.reading() as session:
        assert session.get_one(Lead, row).total == Decimal(5)


def test_a_block_wider_than_the_table_and_a_stamped_column_are_rejected(book: Store) -> None:
    with pytest.raises(UserError, match="放不下"):
        table_from_clipboard("1\t2\t3", "lead", ("name", "total"), "total")
    table = table_from_clipboard("开工", "project", ("stage",), "stage", ["f" * 32])
    with pytest.raises(UserError, match="由程序记下"), book.writing("粘贴") as session:
        import_pasted(session, table)


def test_a_firm_pasted_over_another_is_linked_as_if_it_was_typed(book: Store) -> None:
    with book.writing("新增") as session:
        firm, other = (add_row(session, Enterprise, name=name) for name in ("甲公司", "乙公司"))
        leads = [add_lead(session, f"示例{name}", investor="乙公司", enterprise=other) for name in "一二三"]
    table = table_from_clipboard("甲公司\n丙公司\n乙公司", "lead", ("investor",), "investor", leads)
    with book.writing("粘贴") as session:
        import_pasted(session, table)
    with book.reading() as session:
        pasted = [session.get_one(Lead, row) for row in leads]
        assert [(lead.investor, lead.enterprise) for lead in pasted] == [
            ("甲公司", firm),
            ("丙公司", None),
            ("乙公司", other),
        ]
