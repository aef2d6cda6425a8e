"""No title of any kind of circular, in either county, is broken inside a word; an office may break it itself."""

import re
from pathlib import Path

import pypdfium2
import pytest

from models.circulars import text_edits
from models.circulars.issuing import task_force_choices
from models.circulars.text_edits import CircularKey
from models.rules.periods import read_period
from models.storage import store
from reports.circulars import compose
from reports.circulars.workflow.compose import produce_circular
from reports.circulars.workflow.kind_registry import CIRCULAR_KINDS
from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.line_breaking import Breaker, TextStyle
from reports.pdf.title_breaking import balance_title
from tests.rows import copy_template, open_unsynced

PERIODS = {
    "week": "2026-W43",
    "half-month": "2026-10-1",
    "month": "2026-10",
    "quarter": "2026-Q3",
    "half-year": "2026-H1",
    "year": "2026",
    "batch": "2026-3",
}
# Written down by hand, longest first: what a clerk would never break.
WORDS = re.compile(
    "积石山保安族东乡族撒拉族自治县|双江拉祜族佤族布朗族傣族自治县|经济技术开发区|人民政府|领导小组|办公室|"
    "以商招商|招商引资|三个一批|前三季度|第三季度|上半年|专班|通报|情况|工作|项目|活动|观摩|会议|纪要|调度|材料|动态|总结|汇总|全县|全市|单位|企业|乡镇|排名|"
    "考核|督查|关于|年度|各专班|夏邑县|河津市|委员会|10月|2026年|第3期"
)
PLACES = ("积石山保安族东乡族撒拉族自治县", "双江拉祜族佤族布朗族傣族自治县", "河津市", "夏邑县", "某某经济技术开发区")
STYLE, BREAKER = TextStyle(FontRole.TITLE, GB9704.title_size), Breaker(FontSet.bundled())


def titles(path: Path) -> list[str]:
    """Compose every kind of circular from a book, and each that can be for one task force; return the titles."""
    listed = []
    with store.open_book(path, write=False) as book:
        with book.reading() as session:
            (force, _), *_ = task_force_choices(session)
        for key, kind in CIRCULAR_KINDS.items():
            period = read_period(PERIODS[kind.period], kind.period)
            listed.append(compose(book, key, period)[0].title)
            if not kind.ranks:
                listed.append(compose(book, key, period, task_force=force)[0].title)
    return listed


@pytest.mark.parametrize("book", ["hejin_book", "xiayi_book"])
def test_every_title_breaks_between_words(book: str, request: pytest.FixtureRequest) -> None:
    listed = titles(request.getfixturevalue(book))
    assert len(listed) >= len(CIRCULAR_KINDS)
    for title in listed:
        plain = title.replace("\n", "")
        offices = (f"{place}招商引资工作领导小组办公室{plain}" for place in PLACES)
        renamed = (plain.replace(whole, place) for place in PLACES for whole in ("全县", "全市") if whole in plain)
        for text in (title, plain, *offices, *renamed):
            lines = balance_title(BREAKER, text, STYLE, GB9704.width)
            joined = "".join(lines)
            assert joined == text.replace("\n", "")
            assert all(BREAKER.width(line, STYLE) <= GB9704.width for line in lines)
            ends = {sum(map(len, lines[:number])) for number in range(1, len(lines))}
            broken = [word[0] for word in WORDS.finditer(joined) for end in ends if word.start() < end < word.end()]
            assert broken == [], lines


def test_the_office_breaks_a_title_where_it_writes_a_mark(hejin_book: Path, tmp_path: Path) -> None:
    about = CircularKey("month", "2026-10")
    with open_unsynced(copy_template(hejin_book, tmp_path)) as book:
        with book.writing("测试") as session:
            text_edits.save_text(session, about, "@title", "关于十月／全市招商引资工作的通报", "原题")
        list(produce_circular(book, about, tmp_path / "出", ("pdf",)))
    page = pypdfium2.PdfDocument(tmp_path / "出" / "2026-10月通报.pdf")[0]
    text = page.get_textpage().get_text_bounded().splitlines()
    at = text.index("关于十月")
    assert text[at + 1] == "全市招商引资工作的通报"
