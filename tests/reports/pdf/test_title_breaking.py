"""Titles break between words and into a good shape."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.pdf.fonts import FontRole, FontSet
from reports.pdf.geometry import GB9704
from reports.pdf.line_breaking import Breaker, TextStyle
from reports.pdf.title_breaking import balance_title

STYLE = TextStyle(FontRole.TITLE, GB9704.title_size)
BREAKER = Breaker(FontSet.bundled())


def lines(text: str) -> list[str]:
    return balance_title(BREAKER, text, STYLE, GB9704.width)


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("关于10月份招商引资工作的通报", ["关于10月份招商引资工作的通报"]),
        (
            "关于2026年第三季度全县招商引资工作情况的通报",
            ["关于2026年第三季度全县", "招商引资工作情况的通报"],
        ),
        (
            "夏邑县招商引资工作领导小组办公室关于2026年10月招商引资情况的通报",
            ["夏邑县招商引资工作领导小组办公室", "关于2026年10月招商引资情况的通报"],
        ),
    ],
)
def test_titles_break_between_words(title: str, broken: list[str]) -> None:
    assert lines(title) == broken


def test_a_break_that_is_meant_is_kept() -> None:
    assert lines("甲县\n通报") == ["甲县", "通报"]


@given(st.text(alphabet="夏邑县招商引资工作情况的通报关于《》0123456789年", min_size=1, max_size=70))
def test_every_title_is_whole_and_fits(title: str) -> None:
    title_lines = lines(title)
    assert "".join(title_lines) == title
    assert all(BREAKER.width(line, STYLE) <= GB9704.width + STYLE.size / 2 for line in title_lines)


@pytest.mark.parametrize("name", ["焦化", "现代生物医药和大健康", "共性技术平台与检验认证", "碳基新材料"])
@pytest.mark.parametrize("period", ["2026年10月", "2026年第三季度", "2026年上半年", "10月19日至10月25日"])
def test_the_name_of_a_task_force_is_not_broken(name: str, period: str) -> None:
    title = f"关于{period}{name}专班招商引资工作情况的通报"
    assert any(f"{name}专班" in line for line in lines(title)), lines(title)


@pytest.mark.parametrize(
    "title", ["关于2026年10月全县以商招商工作推进情况的通报", "关于全县2026年三季度以商招商情况的通报"]
)
def test_the_term_of_the_trade_is_not_broken(title: str) -> None:
    assert any("以商招商" in line for line in lines(title)), lines(title)


def test_three_lines_widen_narrow_or_swell_in_the_middle() -> None:
    title = "中共夏邑县委招商引资工作领导小组办公室关于2026年第三季度全县招商引资工作情况的通报"
    widths = [BREAKER.width(line, STYLE) for line in lines(title)]
    assert len(widths) == 3
    assert widths[1] >= min(widths[0], widths[2]), "a waist is neither a trapezium nor a lozenge"
