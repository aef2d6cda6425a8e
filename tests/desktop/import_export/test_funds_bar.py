"""The line about funds shows while a list has them, says what is asked, and lets nothing be taken unasked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.app import notifications
from desktop.app.book_session import BookSession
from desktop.import_export.funds_bar import FundsBar
from models.exchange.sheet_import.row_outcome import FundsOptions, FundsPart, FundsPlan, ImportOptions, PlannedFunding
from models.ledgers import Funding
from reports.import_reader.import_file import ImportFile, ImportRun
from tests.keys import replace_text
from tests.models.exchange.offers import import_table, make_plan
from tests.rows import add_project, add_row

BOTH, TOTAL = ("funds_to_date", "funds_of_year"), ("funds_to_date",)


@pytest.fixture
def bar(desk: BookSession, qtbot: QtBot) -> FundsBar:
    """Make the line, as the import page holds it."""
    bar = FundsBar(desk)
    qtbot.addWidget(bar)
    return bar


def run_of(desk: BookSession, columns: tuple[str, ...], *cells: object, options: FundsOptions) -> ImportRun:
    """Plan a list of one project."""
    table = import_table("project", ("name", *columns), ("示例项目", *cells))
    import_options = ImportOptions(funds=options)
    file = ImportFile(Path("示例.xlsx"), plans=[desk.read(lambda session: make_plan(session, table, import_options))])
    return ImportRun([file], import_options)


def test_a_list_without_funds_shows_no_line(bar: FundsBar, desk: BookSession) -> None:
    for columns, cells in (((), ()), (BOTH, (0, "")), (BOTH, ("", ""))):
        bar.show_run(run_of(desk, columns, *cells, options=bar.options()))
        assert bar.isHidden()


def test_the_day_is_asked_first_and_what_is_done_is_said(bar: FundsBar, desk: BookSession, qtbot: QtBot) -> None:
    bar.show_run(run_of(desk, BOTH, 5000, 2000, options=bar.options()))
    assert not bar.isHidden()
    assert bar.state.text() == ("有 1 个项目写着累计或本年到位资金，还没有收：先填“到位资金截至”哪一天，今天或以前。")
    bar.show()
    with qtbot.waitSignal(bar.changed):
        replace_text(bar.as_of, "2026.10.31")
        bar.as_of.finished.emit()
    assert bar.options() == FundsOptions(date(2026, 10, 31))
    bar.show_run(run_of(desk, BOTH, 5000, 2000, options=bar.options()))
    assert bar.state.text() == ("到位资金记期初 2 笔：截至2025-12-31 3,000 万元，2026-01-01至2026-10-31 2,000 万元。")
    assert bar.part.isHidden()
    assert bar.add_difference.isHidden()


def test_a_day_that_the_headings_write_is_not_asked(bar: FundsBar, desk: BookSession) -> None:
    import_run = run_of(desk, BOTH, 5000, 2000, options=bar.options())
    (plan,) = import_run.plans
    row = plan.rows[0]
    written = FundsPlan((PlannedFunding(None, date(2025, 12, 31), Decimal(3000)),), is_day_written=True)
    plan.rows = (replace(row, funds=written),)
    bar.show_run(import_run)
    assert not bar.isHidden()
    assert bar.as_of.isHidden()
    assert bar.state.text() == "到位资金记期初 1 笔：截至2025-12-31 3,000 万元。"
    bar.show_run(run_of(desk, BOTH, 5000, 2000, options=bar.options()))
    assert not bar.as_of.isHidden()


def test_a_total_alone_asks_which_years_it_is_of(bar: FundsBar, desk: BookSession, qtbot: QtBot) -> None:
    bar.show()
    replace_text(bar.as_of, "20261031")
    bar.show_run(run_of(desk, TOTAL, 5000, options=bar.options()))
    assert not bar.part.isHidden()
    assert "往年的还是本年的" in bar.state.text()
    with qtbot.waitSignal(bar.changed):
        bar.part.setCurrentIndex(bar.part.findData(FundsPart.EARLIER_YEARS))
        bar.part.activated.emit(1)
    assert bar.options() == FundsOptions(date(2026, 10, 31), FundsPart.EARLIER_YEARS)


def test_a_day_that_cannot_be_read_is_none(bar: FundsBar) -> None:
    bar.show()
    replace_text(bar.as_of, "2026.13.45")
    assert bar.options() == FundsOptions()


def test_leaving_the_line_unchanged_asks_for_nothing(bar: FundsBar, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(bar.changed):
        bar.as_of.finished.emit()


def test_the_difference_is_offered_and_forgotten_with_the_list(bar: FundsBar, desk: BookSession) -> None:
    def fill(session: object) -> None:
        project = add_project(session, "示例项目", {"在谈": date(2026, 1, 1)})  # type: ignore[arg-type]  # a session
        facts = {"month": date(2026, 3, 1), "amount": Decimal(100)}
        add_row(session, Funding, project=project, **facts)  # type: ignore[arg-type]  # the same

    desk.run("示例", fill)
    options = FundsOptions(date(2026, 10, 31))
    bar.show_run(run_of(desk, BOTH, 150, 150, options=options))
    assert not bar.add_difference.isHidden()
    bar.add_difference.setChecked(True)
    bar.show_run(None)
    assert (bar.add_difference.isChecked(), bar.isHidden()) == (False, True)


@pytest.mark.parametrize(("answer", "goes_on"), [(0, False), (1, True), (None, False)])
def test_an_open_question_is_asked_before_anything_is_written(
    bar: FundsBar, desk: BookSession, monkeypatch: pytest.MonkeyPatch, answer: int | None, goes_on: bool
) -> None:
    asked: list[str] = []

    def choose(_parent: object, _title: str, question: str, _choices: object) -> int | None:
        asked.append(question)
        return answer

    monkeypatch.setattr(notifications, "ask_choice", choose)
    assert bar.ask_about_questions(run_of(desk, BOTH, 5000, 2000, options=FundsOptions())) is goes_on
    assert len(asked) == 1
    assert "命令行" not in asked[0]
    assert bar.ask_about_questions(run_of(desk, BOTH, 5000, 2000, options=FundsOptions(date(2026, 10, 31))))
    assert len(asked) == 1
