"""A kind of circular names its maker and its period."""

from pathlib import Path

import pytest

from desktop import commands
from models import store
from models.refusal import Refusal
from models.rules.periods import read_period
from reports.circulars import compose
from reports.circulars.production import KINDS, MAKERS, about_period
from tests.rows import copied


def test_every_kind_has_a_name_and_a_maker() -> None:
    assert KINDS == {"month": "月通报", "quarter": "季排名"}
    assert {key: kind.period for key, kind in MAKERS.items()} == {"month": "month", "quarter": "quarter"}


@pytest.mark.parametrize(
    ("kind", "key", "about"),
    [("quarter", "2026-Q3", "2026-Q3"), ("quarter", "2026-08", "2026-Q3"), ("month", "2026-10-2", "2026-10")],
)
def test_a_shorter_period_stands_for_the_one_it_lies_in(kind: str, key: str, about: str) -> None:
    assert about_period(kind, read_period(key)).key == about


def test_a_longer_period_and_an_unknown_kind_are_refused(hejin_book: Path) -> None:
    with pytest.raises(Refusal, match="“月通报”按月生成，“2026-Q3”太长，请换成例如 2026-07"):
        about_period("month", read_period("2026-Q3"))
    with (
        store.open_book(hejin_book, write=False) as book,
        pytest.raises(Refusal, match="可选：month（月通报）、quarter（季排名）"),
    ):
        compose(book, "weekly", read_period("2026-Q3"))


def test_from_the_command_line(demo_book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = copied(demo_book, tmp_path)
    arguments = ["circular", str(path), "--kind", "quarter", "--period", "2026-Q3", "--out", str(tmp_path / "出")]
    assert commands.main([*arguments, "--pdf"]) == 0
    assert (tmp_path / "出" / "2026-Q3季排名.pdf").exists()
    capsys.readouterr()
    assert commands.main([*arguments[:5], "2026-10", "--out", str(tmp_path)]) == commands.REFUSED
    capsys.readouterr()
