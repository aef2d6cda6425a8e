"""The words of a title that no break may split."""

import subprocess
import sys

import pytest

from reports.pdf.title_words import word_interiors


def parts(text: str) -> str:
    """Return a title with a slash wherever a line may begin."""
    inside = word_interiors(text)
    return "".join(("" if offset in inside or offset == 0 else "/") + mark for offset, mark in enumerate(text))


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("全县以商招商工作", "全县/以商招商/工作"),
        ("领导小组办公室关于招商引资情况的通报", "领导小组办公室/关于/招商引资/情况/的/通报"),
        ("关于碳基新材料专班开工投产", "关于/碳基新材料专班/开工/投产"),
        ("关于“三个一批”活动", "关于/“三个一批”/活动"),
        ("关于双江拉祜族佤族布朗族傣族自治县工作", "关于/双江拉祜族佤族布朗族傣族自治县/工作"),
    ],
)
def test_terms_names_and_quotations_are_whole(title: str, words: str) -> None:
    assert parts(title) == words


def test_a_number_does_not_lend_its_unit_to_the_word_after_it() -> None:
    # A dictionary sees 年前 in 2026年前期.
    assert parts("2026年前期").endswith("年/前期")
    assert parts("关于2026年前三季度招商引资") == "关于/2026年前三季度/招商引资"


def test_the_dictionary_is_loaded_only_for_a_title_of_two_lines() -> None:
    script = (
        "import sys; from reports.pdf.fonts import FontRole, FontSet; from reports.pdf.geometry import GB9704\n"
        "from reports.pdf.line_breaking import Breaker, TextStyle\n"
        "from reports.pdf.title_breaking import balance_title\n"
        "style, breaker = TextStyle(FontRole.TITLE, GB9704.title_size), Breaker(FontSet.bundled())\n"
        "for title in ('关于招商工作的通报', '关于2026年第三季度全县招商引资工作情况的通报'):\n"
        "    balance_title(breaker, title, style, GB9704.width); print('rjieba' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    assert result.stdout.split() == ["False", "True"]
