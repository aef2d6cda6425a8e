"""Every kind's editor: what is typed is what is read, and blank stays blank."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.editors import Editor, editor_for
from models.fields.base import Ledger
from models.fields.field import field_of, fields
from models.ledgers import LEDGERS, Activity, Asset, Enterprise, Funding, Lead, Project, Target, TaskForce, Visit
from models.queries.ledger_query import title_choices
from tests.keys import compose_text, key_receiver, replace_text, type_text

# One field of each kind: what a clerk types, and how the ledger shows what was read.
TYPED = [
    (Lead, "name", "焦炉煤气 制LNG", "焦炉煤气 制LNG"),
    (Lead, "content", "年产20万吨", "年产20万吨"),
    (Lead, "owner", "张三，李四", "张三、李四"),
    (Lead, "first_unit", "商务局/工信局", "商务局、工信局"),
    (Lead, "channel", "引荐企业", "引荐企业"),
    (Visit, "purpose", "对接项目、送政策", "对接项目、送政策"),
    (Lead, "reported_on", "2026.3.2", "2026-03-02"),
    (Lead, "reported_on", "2026年3月", "2026年3月"),
    (Funding, "month", "2026年9月", "2026年9月"),
    (Lead, "total", "1.2亿", "12,000"),
    (Lead, "total", "约3亿", "约30,000"),
    (Project, "foreign", "500万美元", "500"),
    (Asset, "land", "12.5亩", "12.5"),
    (Project, "invest_per_mu", "300.5", "300.5"),
    (Activity, "firms", "20家", "20"),
    (Lead, "phone", "0359-5022222", "0359-5022222"),
    (Enterprise, "code", "91440300708461136T", "91440300708461136T"),
    (Enterprise, "legal", "王五", "王五"),
]


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    """Give a window to put editors into, in front of all others."""
    window = QWidget()
    window.resize(300, 200)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def shown_editor(county: BookSession, place: QWidget, ledger: type[Ledger], key: str) -> Editor:
    """Make a field's editor and show it."""
    editor = editor_for(field_of(ledger, key), county, place)
    editor.resize(240, 32)
    editor.show()
    return editor


def read(editor: Editor) -> str:
    """Read what stands in an editor as the ledger would show it."""
    value, mark = editor.read()
    return editor.field.kind.text(value, mark)


@pytest.mark.parametrize(("ledger", "key", "typed", "shown"), TYPED)
def test_what_is_typed_is_read(
    county: BookSession, place: QWidget, ledger: type[Ledger], key: str, typed: str, shown: str
) -> None:
    editor = shown_editor(county, place, ledger, key)
    replace_text(editor, typed)
    assert editor.error_text() == ""
    assert read(editor) == shown
    assert editor.dirty


@pytest.mark.parametrize(("ledger", "key", "typed"), [case[:3] for case in TYPED])
def test_what_is_shown_reads_back_and_is_not_dirty(
    county: BookSession, place: QWidget, ledger: type[Ledger], key: str, typed: str
) -> None:
    field = field_of(ledger, key)
    value, mark = field.kind.read(typed, county.reading_context())
    editor = shown_editor(county, place, ledger, key)
    editor.show_value(value, mark, field.kind.text(value, mark))
    assert not editor.dirty
    assert editor.read() == (value, mark)


@pytest.mark.parametrize(
    "field",
    [pytest.param(field, id=f"{ledger.__name__}.{field.key}") for ledger in LEDGERS for field in fields(ledger)],
)
def test_blank_stays_blank(county: BookSession, place: QWidget, field: Any) -> None:
    editor = shown_blank_editor(field, county, place)
    assert not editor.raw_value()
    assert editor.read() == (None, "")
    assert bool(editor.error_text()) == field.required


def shown_blank_editor(field: Any, county: BookSession, place: QWidget) -> Editor:
    """Make an editor and show it that the book has nothing."""
    editor = editor_for(field, county, place)
    editor.show_value(None, "", "")
    assert not editor.dirty
    return editor


@pytest.mark.parametrize(
    ("ledger", "key", "typed", "why"),
    [
        (Lead, "reported_on", "2月30日", "没有2月30日"),
        (Lead, "total", "3-5亿", "区间"),
        (Lead, "total", "500万美元", "币种"),
        (Lead, "channel", "没有这个词", "不在可选项里"),
        (Lead, "phone", "张三", "不是电话号码"),
        (Lead, "task_force", "没有这个专班", "请先在“招商专班”里新增"),
        (Enterprise, "code", "91440300708461136X", "校验位不对"),
        (Lead, "name", "", "必填"),
    ],
)
def test_a_user_error_says_why_and_what_was_typed_stays(
    county: BookSession, place: QWidget, ledger: type[Ledger], key: str, typed: str, why: str
) -> None:
    editor = shown_editor(county, place, ledger, key)
    replace_text(editor, typed)
    editor.clearFocus()
    assert why in editor.error_text()
    assert (editor.raw_value() or "") == typed


@pytest.mark.parametrize(("key", "text"), [("name", "焦化"), ("content", "第一段"), ("owner", "李")])
def test_what_is_being_composed_is_not_lost(county: BookSession, place: QWidget, key: str, text: str) -> None:
    editor = shown_editor(county, place, Lead, key)
    target = key_receiver(editor)
    target.setFocus()
    type_text(target, text)
    compose_text(target, "ming")
    assert editor.raw_value() == text
    editor.commit_input_method()
    assert editor.raw_value() == f"{text}ming"
    editor.commit_input_method()
    assert editor.raw_value() == f"{text}ming"


def test_esc_goes_back_to_what_the_book_has(county: BookSession, place: QWidget, qtbot: QtBot) -> None:
    editor = shown_editor(county, place, Lead, "place")
    editor.show_value("江苏", "", "江苏")
    replace_text(editor, "浙江")
    qtbot.keyClick(editor.focusProxy(), Qt.Key.Key_Escape)
    assert editor.raw_value() == "江苏"
    assert not editor.dirty


def test_a_target_shared_by_several_is_one_field_of_chips(county: BookSession, place: QWidget) -> None:
    (first, name), (second, _) = county.read(lambda session: title_choices(session, TaskForce))[:2]
    editor = shown_editor(county, place, Target, "task_forces")
    editor.show_value(first, "", name)
    replace_text(editor, county.read(lambda session: dict(title_choices(session, TaskForce)))[second])
    assert editor.read().value == f"{first} {second}"
