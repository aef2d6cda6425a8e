"""A table of texts makes its lines when they are looked at, and lets only its open column be typed over."""

import pytest
from PySide6.QtCore import Qt

from desktop.widgets.text_model import TextModel

COLUMNS = (("栏目", 100), ("内容", 100))


def test_lines_out_of_sight_are_never_made() -> None:
    asked: list[int] = []

    def line(number: int) -> tuple[str, ...]:
        asked.append(number)
        return (f"第{number}行", "甲")

    model = TextModel(COLUMNS)
    model.show_rows(50_000, line)
    assert [model.text(49_999, column) for column in (0, 1)] == ["第49999行", "甲"]
    assert model.rowCount() == 50_000
    assert asked == [49_999]
    model.update_texts(lambda number: (f"新{number}", ""))
    assert model.text(0, 0) == "新0"


def test_only_the_open_column_is_typed_over_and_only_what_is_new_is_told() -> None:
    model, heard = TextModel(COLUMNS, editable_column=1), list[tuple[int, str]]()
    model.show_rows(1, lambda _: ("总投资", "不知道"))
    model.text_edited.connect(lambda row, text: heard.append((row, text)))
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert not model.setData(model.index(0, 1), "不知道")
    assert model.setData(model.index(0, 1), "1200")
    assert heard == [(0, "1200")]


@pytest.mark.parametrize(("section", "title"), [(0, "栏目"), (1, "内容")])
def test_headings_are_the_columns(section: int, title: str) -> None:
    assert TextModel(COLUMNS).headerData(section, Qt.Orientation.Horizontal) == title
