"""A ledger's rows reach Qt a page at a time, and edits go through the book session."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from desktop.app.book_session import BookSession
from desktop.table.ledger_model import PAGE_SIZE, LedgerModel
from models.audit.recorder import add_many
from models.errors import UserError
from models.ledgers import Lead, Project
from models.queries.ledger_query import LedgerQuery
from tests.rows import add_row

KEYS = ("name", "investor", "total", "reported_on", "phone", "first_report")


def leads(desk: BookSession, number: int) -> list[str]:
    rows: list[dict[str, Any]] = [{"name": f"线索{index:03}", "total": index or None} for index in range(number)]
    return desk.run("示例", lambda session: add_many(session, Lead, rows))


@pytest.fixture
def model(desk: BookSession) -> LedgerModel:
    leads(desk, PAGE_SIZE + 44)
    model = LedgerModel(desk, LedgerQuery(Lead, sort=(("name", False),)), KEYS)
    model.show_query(model.query)
    return model


def test_the_model_keeps_qts_rules(model: LedgerModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_rows_are_read_a_page_at_a_time(model: LedgerModel, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    fetch = model._fetch_page  # noqa: SLF001 - how often it is asked is what is tested

    def counted(number: int) -> list[tuple[str, ...]]:
        asked.append(number)
        return fetch(number)

    monkeypatch.setattr(model, "_fetch_page", counted)
    assert model.rowCount() == PAGE_SIZE + 44
    assert [model.text(row, 0) for row in (0, 1, PAGE_SIZE)] == ["线索000", "线索001", f"线索{PAGE_SIZE}"]
    assert model.text(5, 2) == "5"
    assert asked == [0, 1]


def test_headings_say_the_unit_and_numbers_stand_right(model: LedgerModel) -> None:
    assert model.headerData(2, Qt.Orientation.Horizontal) == "预计总投资（万元）"
    right = model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert isinstance(right, Qt.AlignmentFlag)
    assert right & Qt.AlignmentFlag.AlignRight
    assert model.is_number(2)
    assert not model.is_number(0)
    assert model.headerData(0, Qt.Orientation.Vertical) == 1
    assert model.headerData(99, Qt.Orientation.Horizontal) is None


def test_an_edit_is_one_command_and_can_be_undone(model: LedgerModel, desk: BookSession) -> None:
    model.write_cell(0, 2, "1.2亿")
    model.refresh_texts()
    assert model.text(0, 2) == "12,000"
    desk.undo()
    model.refresh_texts()
    assert model.text(0, 2) == ""


def test_a_refused_edit_changes_nothing(model: LedgerModel) -> None:
    with pytest.raises(UserError, match="预计总投资"):
        model.write_cell(0, 2, "很多")
    with pytest.raises(UserError, match="必填"):
        model.write_cell(0, 0, "")
    assert model.text(0, 0) == "线索000"


def test_several_cells_change_together_or_not_at_all(model: LedgerModel, desk: BookSession) -> None:
    with pytest.raises(UserError):
        model.write_cells([(0, 2, "5万"), (1, 2, "乱写")])
    model.refresh_texts()
    assert model.text(0, 2) == ""
    model.write_cells([(0, 2, "5"), (1, 1, "甲公司"), (1, 2, "6")])
    model.refresh_texts()
    assert [model.text(0, 2), model.text(1, 1), model.text(1, 2)] == ["5", "甲公司", "6"]
    desk.undo()
    model.refresh_texts()
    assert [model.text(0, 2), model.text(1, 1), model.text(1, 2)] == ["", "", "1"]


def test_private_texts_are_masked_but_edited_whole(model: LedgerModel) -> None:
    model.write_cell(0, 4, "13835981234")
    model.refresh_texts()
    assert model.text(0, 4) == "138****1234"
    assert model.cell_value(0, 4) == ("13835981234", "", "13835981234")


def test_a_mark_is_shown_and_given(model: LedgerModel) -> None:
    model.write_cell(0, 2, "约3亿元")
    model.refresh_texts()
    assert model.text(0, 2) == "约30,000"
    assert model.cell_value(0, 2)[1] == "约"


def test_what_the_program_stamps_is_not_edited(model: LedgerModel) -> None:
    editable = Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(0, 0)) & editable
    assert not model.flags(model.index(0, 5)) & editable
    assert not model.flags(QModelIndex()) & editable


def test_removed_rows_are_not_edited(desk: BookSession) -> None:
    model = LedgerModel(desk, LedgerQuery(Lead, removed=True), KEYS)
    desk.run("示例", lambda session: add_row(session, Lead, name="旧线索", removed=True))
    model.show_query(model.query)
    assert model.rowCount() == 1
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable


def test_a_row_is_found_by_its_id(model: LedgerModel) -> None:
    assert model.row_of(model.row_ids[7]) == 7
    assert model.row_of("nobody") == -1


def test_showing_the_same_rows_again_resets_nothing(model: LedgerModel, qapp: QApplication) -> None:
    resets: list[bool] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.show_query(model.query)
    assert not resets
    model.show_query(model.query.with_changes(search_text="线索001"))
    assert resets
    assert model.rowCount() == 1


def test_a_linked_row_is_shown_by_its_name(desk: BookSession) -> None:
    def work(session: Any) -> None:
        lead = add_row(session, Lead, name="来源甲")
        add_row(session, Project, name="项目甲", lead=lead)

    desk.run("示例", work)
    model = LedgerModel(desk, LedgerQuery(Project), ("name", "lead"))
    model.show_query(model.query)
    assert model.text(0, 1) == "来源甲"
    assert model.cell_value(0, 1)[2] == "来源甲"


def test_other_columns_can_be_shown(model: LedgerModel) -> None:
    model.show_columns(("total", "name"))
    assert model.keys == ("total", "name")
    assert model.text(3, 0) == "3"
    assert model.text(3, 1) == "线索003"
