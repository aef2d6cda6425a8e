"""A kind of circular names its maker and its period."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.cli import main
from models.errors import UserError
from models.ledgers import County, Project
from models.queries.reading_context import reading_context
from models.rules.periods import read_period
from models.services.row_service import save_row
from models.storage import store
from models.storage.store import Store
from reports.circulars import compose
from reports.circulars.workflow.compose import circular_period, load_facts
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS, CIRCULAR_NAMES
from reports.figures.figure import PeriodFigures
from tests.reports.written import sentences
from tests.rows import add_project, add_row, copy_template


def test_every_kind_has_a_name_and_a_maker() -> None:
    assert CIRCULAR_NAMES.items() >= {"month": "月通报", "quarter": "季排名", "queue": "每月排队"}.items()
    assert {key: kind.period for key, kind in CIRCULAR_KINDS.items()}.items() >= {
        "month": "month",
        "quarter": "quarter",
        "queue": "month",
        "inspection": "half-year",
        "assessment": "year",
    }.items()


@pytest.mark.parametrize(
    ("kind", "key", "about"),
    [("quarter", "2026-Q3", "2026-Q3"), ("quarter", "2026-08", "2026-Q3"), ("month", "2026-10-2", "2026-10")],
)
def test_a_shorter_period_stands_for_the_one_it_lies_in(kind: str, key: str, about: str) -> None:
    assert circular_period(kind, read_period(key)).key == about


def test_a_longer_period_and_an_unknown_kind_are_refused(hejin_book: Path) -> None:
    with pytest.raises(UserError, match="“月通报”按月生成，“2026-Q3”太长，请换成例如 2026-07"):
        circular_period("month", read_period("2026-Q3"))
    with (
        store.open_book(hejin_book, write=False) as book,
        pytest.raises(UserError, match=r"可选：.*month（月通报）、.*quarter（季排名）"),
    ):
        compose(book, "weekly", read_period("2026-Q3"))


def test_from_the_command_line(demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copy_template(demo_book, tmp_path)
    arguments = ["circular", str(path), "--kind", "quarter", "--period", "2026-Q3", "--out", str(tmp_path / "出")]
    assert main.main([*arguments, "--pdf"]) == 0
    assert (tmp_path / "出" / "2026-Q3季排名.pdf").exists()
    capsys.readouterr()
    assert main.main([*arguments[:5], "2026-10", "--out", str(tmp_path)]) == main.EXIT_USER_ERROR
    capsys.readouterr()


def test_a_scheme_is_chosen_by_its_name_or_a_part_of_it(demo_book: Path, tmp_path: Path) -> None:
    path = copy_template(demo_book, tmp_path)
    arguments = ["circular", str(path), "--kind", "quarter", "--period", "2026-Q3", "--out", str(tmp_path / "出")]
    assert main.main([*arguments, "--scheme", "县直单位", "--xlsx"]) == 0
    assert [path.name for path in (tmp_path / "出").iterdir()] == ["2026-Q3季排名（县直单位）.xlsx"]
    with store.open_book(path, write=False) as book:
        titles = {
            scheme: compose(book, "quarter", read_period("2026-Q3"), scheme)[0].title
            for scheme in ("", "全市招商引资考核（2024年度）", "县直单位", "以商招商")
        }
        assert [title[11:].removesuffix("工作排名情况的通报") for title in titles.values()] == [
            "全市各招商专班招商引资",
            "全市各乡镇招商引资",
            "全市各单位招商引资",
            "全市各企业以商招商",
        ]


@pytest.mark.parametrize(
    ("kind", "scheme", "message"),
    [
        ("quarter", "没有的方案", "没有名为“没有的方案”的排名方案：“产业专班季度绩效评价”（招商专班）、"),
        ("quarter", "招商", "有3个排名方案都叫“招商”，请写全名"),
        ("month", "县直单位", "“月通报”不排名，不用选排名方案；要排名的是：.*季排名、每月排队"),
    ],
)
def test_a_scheme_that_cannot_be_meant_is_refused(demo_book: Path, kind: str, scheme: str, message: str) -> None:
    with store.open_book(demo_book, write=False) as book, pytest.raises(UserError, match=message):
        compose(book, kind, read_period("2026-Q3" if kind == "quarter" else "2026-10"), scheme)


# --- what is ended later was not ended then


def test_an_old_month_reprints_as_it_was_after_a_project_ended(book: Store) -> None:
    """Ended on 5 November: October still has it in talks, November has not, and taken up again December has it back."""
    with book.writing("县") as session:
        add_row(session, County, name="示例县")
        row = add_project(session, "甲", {"在谈": date(2026, 3, 1)}, total=Decimal(10_000))
        signed = add_project(
            session, "乙", {"签约": date(2026, 9, 1)}, total=Decimal(10_000), plan_start=date(2026, 10, 1)
        )

    def october() -> list[str]:
        document, board = compose(book, "month", read_period("2026-10"))
        return [*(figure.text for figure in board.all_figures()), *sentences(document)]

    before = october()
    for project_id in (row, signed):
        set_status(
            book, project_id, date(2026, 11, 20), status="终止", status_reason="资方撤资", status_on=date(2026, 11, 5)
        )
    assert october() == before
    november = PeriodFigures(load_facts(book), read_period("2026-11"))
    assert (november.talks().text, november.fulfilment_rate().text) == ("0", "0.00")
    set_status(book, row, date(2026, 12, 3), status="重启")
    facts = load_facts(book)
    assert [PeriodFigures(facts, read_period(f"2026-{month}")).talks().value for month in (10, 11, 12)] == [1, 0, 1]


def set_status(book: Store, row: str, today: date, **typed: object) -> None:
    """Pause or resume a project through the same save service that every typed value goes through."""
    with book.writing("状态") as session:
        save_row(session, Project, row, typed, reading_context(session, today=today))
