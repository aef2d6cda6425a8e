"""Marks are found in texts as clerks write them, and their values take the look of the run they begin in."""

import pytest

from reports.form_templates.marks import has_broken_mark, marks_in, read_mark, replace_marks, whole_mark


@pytest.mark.parametrize("text", ["{{焦化专班.签约金额.累计|万元}}", "｛｛ 焦化专班．签约金额．累计｜万元 ｝｝"])
def test_half_and_full_width_signs_are_the_same(text: str) -> None:
    mark = whole_mark(text)
    assert mark is not None
    assert (mark.words, mark.options, mark.repeats_row) == (("焦化专班", "签约金额", "累计"), ("万元",), False)


def test_a_row_mark_begins_with_a_hash() -> None:
    mark = read_mark("#项目|阶段=签约|前10")
    assert (mark.words, mark.options, mark.repeats_row) == (("项目",), ("阶段=签约", "前10"), True)
    assert mark.braced == "{{#项目|阶段=签约|前10}}"


def test_marks_beside_words_are_not_whole() -> None:
    assert whole_mark("共{{签约项目}}个") is None
    assert [placed.mark.text for placed in marks_in("共{{签约项目}}个，{{开工率}}%")] == ["签约项目", "开工率"]


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("{{签约项目}", True),
        ("{{签约项目}}", False),
        ("{{签约项目", True),
        ("签约项目}}", True),
        ("{{a}}{{b", True),
        ("{a}", False),
    ],
)
def test_braces_left_over_are_noticed(text: str, broken: bool) -> None:
    assert has_broken_mark(text) is broken


def test_a_mark_over_several_runs_is_replaced_in_the_first() -> None:
    runs = ["签约{{签", "约项目", "}}个，", "{{开工率}}"]
    assert replace_marks(runs, lambda mark: {"签约项目": "37", "开工率": "45.95"}[mark.text]) == [
        "签约37",
        "",
        "个，",
        "45.95",
    ]


def test_a_text_without_marks_stays() -> None:
    assert replace_marks(["甲", "", "乙"], lambda mark: mark.text) == ["甲", "", "乙"]
