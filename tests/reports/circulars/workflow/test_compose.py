"""A kind of circular names its maker and its period."""

from pathlib import Path

import pytest

from desktop.cli import main
from models.errors import UserError
from models.rules.periods import read_period
from models.storage import store
from reports.circulars import compose
from reports.circulars.workflow.compose import circular_period
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS, CIRCULAR_NAMES
from tests.rows import copy_template


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
