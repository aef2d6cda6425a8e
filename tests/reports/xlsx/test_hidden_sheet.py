"""The hidden part is read back whole, or not believed at all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fields.base import new_id
from reports.xlsx.hidden_sheet import DamagedHiddenPart, HiddenPartWriter, read_hidden, row_code, row_id_of


class WorksheetStub:
    """Stands for a sheet: keeps what is written."""

    def __init__(self) -> None:
        self.rows: list[list[object]] = []

    def very_hidden(self) -> None:
        """Take note of nothing."""

    def write_string(self, line: int, column: int, text: str) -> None:
        """Keep a cell."""
        while len(self.rows) <= line:
            self.rows.append(["", ""])
        self.rows[line][column] = text


def write_hidden(rows: list[Any], names: dict[str, str], changeset: str = "") -> list[list[object]]:
    """Write a hidden part of one sheet."""
    paper = WorksheetStub()
    hiding = HiddenPartWriter(paper, "b" * 32, new_id(), "2026-11-20 09:00")
    hiding.begin_sheet("lead", "线索", ["name", "total"], ["phone"])
    hiding.add_rows(rows)
    hiding.add_names(names)
    if changeset:
        hiding.add_changeset(changeset.split("\n"))
    hiding.close()
    return paper.rows


VALUES = st.one_of(st.none(), st.integers(-(10**17), 10**17), st.text(st.characters(exclude_categories=["Cs"])))


@given(
    st.lists(st.tuples(VALUES, VALUES), max_size=20), st.dictionaries(st.text("0123456789abcdef"), st.text("甲乙\n"))
)
def test_rows_names_and_changeset_come_back(values: list[tuple[Any, Any]], names: dict[str, str]) -> None:
    rows = [(new_id(), '{"total":"约"}' if number % 2 else "", *pair) for number, pair in enumerate(values)]
    hidden = read_hidden(write_hidden(rows, names, "第一行\n第二行"))
    assert hidden is not None
    (part,) = hidden.sheets
    assert (part.ledger, part.sheet, part.keys) == ("lead", "线索", ("name", "total"))
    assert part.masked == frozenset(["phone"])
    assert list(part.rows) == [row[0] for row in rows]
    assert [texts for _, texts in part.rows.values()] == values
    assert [marks for marks, _ in part.rows.values()] == [{"total": "约"} if n % 2 else {} for n in range(len(rows))]
    assert (hidden.names, hidden.changeset) == (names, "第一行\n第二行")


@pytest.mark.parametrize("line", [0, 1])
def test_a_changed_cell_is_noticed(line: int) -> None:
    rows = write_hidden([(new_id(), "", "甲", 3)], {})
    text = str(rows[line][0])
    rows[line][0] = text[:-1] + ("0" if text[-1] != "0" else "1")
    with pytest.raises(DamagedHiddenPart):
        read_hidden(rows)


def test_a_part_cut_off_is_noticed_and_a_plain_sheet_is_none() -> None:
    rows = write_hidden([(new_id(), "", "".join(new_id() for _ in range(3000)), number) for number in range(2)], {})
    assert len(rows) > 2
    with pytest.raises(DamagedHiddenPart):
        read_hidden(rows[:-1])
    assert read_hidden([["线索台账", ""], ["单位：万元", ""]]) is None
    assert read_hidden([]) is None


def test_a_later_programs_part_asks_for_an_upgrade() -> None:
    with pytest.raises(DamagedHiddenPart, match="升级"):
        read_hidden([["zhuanban 2 0 abc", ""]])


def test_a_row_code_is_copied_by_filling_down_and_known_when_changed() -> None:
    row = new_id()
    code = row_code(row)
    assert code[-1].isalpha()
    assert row_id_of(code) == row_id_of(f" {code} ") == row
    for changed in (row, code[:-1], code.upper(), ("0" if code[0] != "0" else "1") + code[1:], "", None, 3):
        assert row_id_of(changed) is None
