"""A field is declared once: a ledger that only this test knows works in every corner of the program.

Nothing but its declaration is written: no line of desktop/ or reports/ knows of it.
"""

import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Mapped, attributes

from desktop.app.book_session import BookSession
from desktop.form.form_layout import LedgerForm
from desktop.form.row_panel import RowPanel
from desktop.table.ledger_model import LedgerModel
from models.audit import history
from models.audit.edit_writer import edit_writer
from models.errors import FieldErrors
from models.fields.amounts import CountKind, FixedPointKind
from models.fields.base import Base, Ledger, ledger_by_table
from models.fields.field import LedgerFacts, field, fields, link
from models.fields.kinds import (
    CalendarDay,
    CalendarMonth,
    ChoiceKind,
    CreditCode,
    FirmNameKind,
    LinksKind,
    LongText,
    Mu,
    OrgUnits,
    Percentage,
    PerMu,
    PersonNames,
    PhoneNumbers,
    ShortText,
    SquareMetres,
    Timestamp,
    Wan,
    WanDollars,
    YesNoFlag,
    Yi,
)
from models.ledgers import LEDGERS, TaskForce
from models.queries import history_text, ledger_query
from models.queries.ledger_query import Condition, LedgerQuery
from models.queries.reading_context import reading_context
from models.queries.row_detail import load_row_detail
from models.services.row_service import save_row
from models.storage.store import Store
from reports.xlsx.ledger_workbook import export_ledgers
from tests.reports.xlsx.hands import open_workbook, read_returned, touched_cells
from tests.rows import TODAY, add_task_force, copy_template, finish, open_unsynced

# What a clerk types, what the book keeps, what a table shows, what a sheet's cell holds.
TYPED: dict[str, tuple[str, Any, str, Any]] = {
    "name": ("老旧码头", "老旧码头", "老旧码头", "老旧码头"),
    "prose": ("第一行\n第二行", "第一行\n第二行", "第一行 第二行", "第一行\n第二行"),
    "people": ("张  三,李四", "张三、李四", "张三、李四", "张三、李四"),
    "units": ("市工科局；市能源局", "市工科局、市能源局", "市工科局、市能源局", "市工科局、市能源局"),
    "choice": ("云平台", "云平台", "云平台", "云平台"),
    "choices": ("云平台，引荐企业", "云平台、引荐企业", "云平台、引荐企业", "云平台、引荐企业"),
    "tick": ("是", True, "是", "是"),
    "day": ("2026-9-2", date(2026, 9, 2), "2026-09-02", date(2026, 9, 2)),
    "vague": ("2026年9月", date(2026, 9, 1), "2026年9月", "2026年9月"),
    "month": ("2026年9月", date(2026, 9, 1), "2026年9月", date(2026, 9, 1)),
    "number": ("3.5", Decimal("3.5"), "3.5", 3.5),
    "wan": ("约1.2亿", Decimal(12_000), "约12,000", "约12,000万元"),
    "yi": ("3亿元", Decimal(3), "3", 3),
    "dollars": ("500万美元", Decimal(500), "500", 500),
    "mu": ("476亩", Decimal(476), "476", 476),
    "square": ("27万㎡", Decimal(270_000), "270,000", 270_000),
    "per_mu": ("300万元/亩", Decimal(300), "300", 300),
    "share": ("82.19%", Decimal("82.19"), "82.19", 82.19),
    "count": ("1，000人", 1000, "1,000", 1000),
    "phone": ("13812345678", "13812345678", "138****5678", "138****5678"),
    "secret": ("王某某", "王某某", "王**", "王**"),
    "code": ("91110000600037341l", "91110000600037341L", "91110000600037341L", "91110000600037341L"),
    "firm": ("示例航运公司", "示例航运公司", "示例航运公司", "示例航运公司"),
    "single": ("焦化招商专班", None, "焦化招商专班", "焦化招商专班"),
    "several": ("焦化招商专班、钢铁招商专班", None, "焦化招商专班、钢铁招商专班", "焦化招商专班、钢铁招商专班"),
}


def declare() -> type[Ledger]:
    """Declare a ledger with one field of every kind, as models/ledgers/ would."""

    class Wharf(Ledger):
        """A wharf to be let."""

        __tablename__ = "wharf"

        name: Mapped[ShortText] = field("码头名称", width=18, search=True)
        prose: Mapped[LongText | None] = field("码头说明")
        people: Mapped[PersonNames | None] = field("码头联系人", search=True)
        units: Mapped[OrgUnits | None] = field("码头单位")
        choice: Mapped[str | None] = field("码头渠道", ChoiceKind("channel"))
        choices: Mapped[str | None] = field("码头多渠道", ChoiceKind("channel", many=True))
        tick: Mapped[YesNoFlag | None] = field("码头可用")
        day: Mapped[CalendarDay | None] = field("码头日期")
        vague: Mapped[CalendarDay | None] = field("码头约期")
        month: Mapped[CalendarMonth | None] = field("码头月份")
        number: Mapped[Decimal | None] = field("码头系数", FixedPointKind())
        wan: Mapped[Wan | None] = field("码头造价")
        yi: Mapped[Yi | None] = field("码头产值")
        dollars: Mapped[WanDollars | None] = field("码头外资")
        mu: Mapped[Mu | None] = field("码头占地")
        square: Mapped[SquareMetres | None] = field("码头仓库")
        per_mu: Mapped[PerMu | None] = field("码头亩均")
        share: Mapped[Percentage | None] = field("码头空置率")
        count: Mapped[int | None] = field("码头用工", CountKind("人"))
        phone: Mapped[PhoneNumbers | None] = field("码头电话")
        secret: Mapped[ShortText | None] = field("码头业主", private=True)
        code: Mapped[CreditCode | None] = field("码头代码")
        stamp: Mapped[Timestamp | None] = field("码头登记")
        firm: Mapped[str | None] = field("码头业主单位", FirmNameKind("firm_row", firm_fields=(("units", "place"),)))
        firm_row: Mapped[str | None] = link("码头业主单位（库）", "enterprise")
        single: Mapped[str | None] = link("码头专班", "task_force")
        several: Mapped[str | None] = field("码头各专班", LinksKind("task_force"))

        about = LedgerFacts(
            label="码头",
            title="name",
            hint="试验用。",
            columns=("name", "wan", "day"),
            sections=(("概况", ("name", "single")), ("数量", ("wan", "yi"))),
        )

    return Wharf


@pytest.fixture
def wharf() -> Iterator[type[Ledger]]:
    """Declare the ledger for one test and forget it afterwards."""
    ledger = declare()
    yield ledger
    manager = attributes.manager_of_class(ledger)
    Base.registry._managers.pop(manager)  # noqa: SLF001 - SQLAlchemy forgets all classes at once or none
    Base.registry._dispose_manager_and_mapper(manager)  # noqa: SLF001 - as above
    Base.metadata.remove(Base.metadata.tables["wharf"])
    ledger_by_table.cache_clear()
    with pytest.raises(KeyError):
        ledger_by_table("wharf")


@pytest.fixture
def harbour(wharf: type[Ledger], hejin_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open a book that has a table for it."""
    with open_unsynced(copy_template(hejin_book, tmp_path)) as book:
        with book.engine.execution_options(writing=True).begin() as connection:
            Base.metadata.create_all(connection, [Base.metadata.tables["wharf"]])
        with book.writing("专班") as session:
            add_task_force(session, "甲", 91)
            for rank, name in ((1, "焦化招商专班"), (2, "钢铁招商专班")):
                session.query(TaskForce).filter_by(rank=rank).one().name = name
        yield book


@pytest.fixture
def row(harbour: Store, wharf: type[Ledger]) -> str:
    """Take in everything as it was typed."""
    with harbour.writing("新增码头") as session:
        typed = {key: raw for key, (raw, *_) in TYPED.items()}
        return save_row(session, wharf, None, typed, reading_context(session, today=TODAY)).id


def test_the_ledger_has_a_field_of_every_kind_there_is(wharf: type[Ledger]) -> None:
    used = {type(field.kind) for ledger in LEDGERS for field in fields(ledger)}
    ours = {type(field.kind) for field in fields(wharf)}
    assert {kind.__name__ for kind in used - ours} <= {"StageKind"}, "give the ledger above a field of the new kind"


def test_what_was_typed_is_kept_and_shown(harbour: Store, wharf: type[Ledger], row: str) -> None:
    with harbour.reading() as session:
        saved_row: Any = session.get_one(wharf, row)
        for key, (_, value, *_) in TYPED.items():
            assert value is None or getattr(saved_row, key) == value, key
        assert (saved_row.mark_of("wan"), saved_row.mark_of("vague"), saved_row.mark_of("yi")) == ("约", "月", "")
        assert len((saved_row.several or "").split()) == 2
        assert saved_row.stamp
        texts = ledger_query.cell_texts(session, wharf, [row], list(TYPED))[row]
        shown = load_row_detail(session, wharf, row)
    assert dict(zip(TYPED, texts, strict=True)) == {key: text for key, (*_, text, _) in TYPED.items()}
    assert shown is not None
    assert shown.title == "老旧码头"
    assert shown.values["phone"].text == "13812345678"


def test_a_bad_value_is_refused_by_its_fields_own_name(harbour: Store, wharf: type[Ledger]) -> None:
    bad = {
        "wan": "3—5亿元",
        "day": "待定",
        "phone": "张三",
        "code": "123",
        "choice": "道听途说",
        "single": "没有的专班",
    }
    with pytest.raises(FieldErrors) as refused, harbour.writing("新增") as session:
        save_row(session, wharf, None, bad, reading_context(session))
    assert set(refused.value.by_key) == {*bad, "name"}
    for key, sentence in refused.value.by_key.items():
        assert sentence.startswith(next(field.label for field in fields(wharf) if field.key == key))


def test_it_is_found_by_words_initials_and_filters(harbour: Store, wharf: type[Ledger], row: str) -> None:
    with harbour.reading() as session:
        for typed in ("码头", "老旧", "ljmt", "张三", "zs", "头 李四"):
            assert ledger_query.matching_ids(session, LedgerQuery(wharf, search_text=typed)) == [row], typed
        for typed in ("云平台", "138", "没有"):
            assert ledger_query.matching_ids(session, LedgerQuery(wharf, search_text=typed)) == [], typed
        for key, operator, value in (
            ("wan", "ge", Decimal(12_000)),
            ("day", "le", date(2026, 9, 2)),
            ("choices", "contains", "引荐"),
            ("single", "contains", "焦化"),
            ("tick", "is", True),
            ("remark", "empty", None),
        ):
            assert ledger_query.matching_ids(session, LedgerQuery(wharf, where=(Condition(key, operator, value),))) == [
                row
            ], key


def test_its_history_is_told_and_masked_and_taken_back(harbour: Store, wharf: type[Ledger], row: str) -> None:
    with harbour.writing("改") as session:
        save_row(session, wharf, row, {"wan": "9000", "phone": "13987654321", "tick": "否"}, reading_context(session))
        batch = edit_writer(session).batch
    with harbour.reading() as session:
        (last, first) = history_text.history_entries(session, wharf, row)
    assert {(change.label, change.old, change.new) for change in last.changes} == {
        ("码头造价", "约12,000 万元", "9,000 万元"),
        ("码头电话", "138****5678", "139****4321"),
        ("码头可用", "是", "否"),
    }
    assert ("码头专班", "", "焦化招商专班") in {(change.label, change.old, change.new) for change in first.changes}
    with harbour.writing("撤销", undoes=batch) as session:
        history.undo(session, batch)
    with harbour.reading() as session:
        again: Any = session.get_one(wharf, row)
    assert (again.wan, again.mark_of("wan"), again.tick) == (Decimal(12_000), "约", True)


@pytest.mark.parametrize("unmasked", [False, True])
def test_its_sheet_holds_every_column(
    harbour: Store, wharf: type[Ledger], row: str, unmasked: bool, tmp_path: Path
) -> None:
    path = tmp_path / "码头.xlsx"
    assert finish(export_ledgers(harbour, path, ledgers=[wharf], unmasked=unmasked, reason="核对")) == {"wharf": 1}
    assert zipfile.is_zipfile(path)
    sheet = open_workbook(path)["码头"]
    lines = list(sheet.iter_rows(values_only=True))
    head = next(number for number, line in enumerate(lines) if line[0] == "*码头名称")
    by_title = {field.title: field.key for field in fields(wharf)}
    *titles, code = [str(title).removeprefix("*") for title in lines[head]]
    assert code == "编号（勿改）"
    assert sorted(titles) == sorted(by_title)
    assert titles[:3] == ["码头名称", "码头造价（万元）", "码头日期"]
    cells = {by_title[title]: cell for title, cell in zip(titles, lines[head + 1][:-1], strict=True)}
    for key, (raw, _, _, cell) in TYPED.items():
        held = cells[key].date() if hasattr(cells[key], "date") else cells[key]
        assert held == (raw if unmasked and key in {"phone", "secret"} else cell), key
    offered = [validation.sqref for validation in sheet.data_validations.dataValidation]
    assert offered, "a field with a dictionary offers its words"
    back = read_returned(path)
    assert touched_cells(back) == {}
    assert [offered_row.row for offered_row in back.import_tables[0].rows] == [row]


def test_a_table_of_the_window_shows_and_changes_it(
    harbour: Store, wharf: type[Ledger], row: str, qtbot: QtBot
) -> None:
    model = LedgerModel(BookSession(harbour), LedgerQuery(wharf), list(TYPED))
    model.show_query(LedgerQuery(wharf))
    shown = [model.data(model.index(0, column)) for column in range(model.columnCount())]
    assert shown == [text for *_, text, _ in TYPED.values()]
    column = list(TYPED).index("yi")
    assert model.headerData(column, _horizontal()) == "码头产值（亿元）"
    model.write_cell(0, column, "约5亿元")
    model.refresh_texts()
    assert model.text(0, column) == "约5"


def _horizontal() -> Any:
    from PySide6.QtCore import Qt

    return Qt.Orientation.Horizontal


def test_the_form_of_the_window_edits_every_field(harbour: Store, wharf: type[Ledger], row: str, qtbot: QtBot) -> None:
    panel = RowPanel(BookSession(harbour))
    qtbot.addWidget(panel)
    assert panel.open_row(wharf, None)
    sections = panel.form_cache.currentWidget()
    assert isinstance(sections, LedgerForm)
    with harbour.reading() as session:
        source = load_row_detail(session, wharf, row)
    assert source is not None
    for key in TYPED:
        editor = sections.open_field_row(key).editor
        assert editor is not None, key
        editor.set_value(source.values[key].value, source.values[key].mark, source.values[key].text)
    assert panel.save(), panel.foot.findChildren(object)
    shown = panel.current_row()
    assert shown is not None
    assert shown[1] not in {None, row}
    with harbour.reading() as session:
        first, second = (session.get_one(wharf, row_id) for row_id in (row, shown[1]))
        for key in TYPED:
            assert getattr(second, key) == getattr(first, key), key
        assert second.marks == first.marks
    assert sections.open_field_row("stamp").editor is None
