"""存在问题 of the small county, by hand, and of one task force."""

from pathlib import Path

from reports.circulars.parts.next_steps import next_step_section
from reports.circulars.parts.problems import problem_section
from tests.reports.circulars.parts.county_figures import CountyBook, board, texts
from tests.rows import copy_template, open_unsynced


def test_a_county_without_rows_has_no_problem(empty_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        assert texts(problem_section(board(book))) == [
            "三、存在问题",
            "从本月数据看，未发现低于序时进度、超期未开工和逾期未办的情况。",
        ]
        assert texts(problem_section(board(book, "2026-Q3")))[1].startswith("从目前数据看")
        heading, plan = texts(next_step_section(board(book)))
        assert heading == "四、下步打算"
        assert plan.startswith("今年的招商引资年度目标还没有下达，要尽快分解到各专班，11月10日前")
        assert texts(next_step_section(board(book, "2026-12"))) == ["四、下步打算"]  # too late for this year's


def test_sections_are_numbered_without_gaps(county: CountyBook) -> None:
    headings = [text for text in texts(problem_section(board(county[0]))) if text.startswith("（")]
    assert headings == ["（一）部分专班进度滞后", "（二）项目转化不够快", "（三）责任事项有逾期"]
    # No month is left to sign in, nothing is planned to start: what is left stands without a number.
    heading, only = texts(next_step_section(board(county[0], "2026-12")))
    assert heading == "四、下步打算"
    assert "逾期" in only


def test_a_task_force_s_own_report_speaks_of_itself(county: CountyBook) -> None:
    book, ids = county
    sentences = texts(problem_section(board(book, force=ids["A"])))
    assert "签约金额完成率低于序时进度5.33个百分点。" in sentences
    plans = texts(next_step_section(board(book, force=ids["A"])))
    # 10 - 7.8 = 2.2 in two months; the lead unit is its own.
    assert "全年还需签约2.20亿元，后2个月月均需签约1.10亿元。" in plans[1]
    assert plans[1].endswith("，11月10日前报示例县招商办。（责任单位：开发区）")


def test_who_lags_most_is_explained_from_the_ledgers(county: CountyBook) -> None:
    """焦化: P2 should have started on 25 October; 钢铁: nothing in talks, its only lead of the year is September's."""
    text = texts(problem_section(board(county[0])))[2]
    assert text == (
        "签约金额完成率低于序时进度的专班有2个，按差距从大到小（百分点）依次为：钢铁专班低63.33，焦化专班低5.33。"
        "从台账看，钢铁专班没有在谈项目，本月没有上报线索；焦化专班超期未开工项目1个。"
    )


def test_those_without_a_signing_are_named_once_together(county: CountyBook) -> None:
    text = texts(problem_section(board(county[0], "2026-02")))[-1]
    assert text.endswith("各专班今年以来签约尚未破零。")
    assert texts(problem_section(board(county[0], "2026-04")))[2].endswith("钢铁专班今年以来签约尚未破零。")


def test_what_bureaus_owe_and_what_firms_owe_stand_apart(county: CountyBook) -> None:
    text = next(part for part in texts(problem_section(board(county[0]))) if part.startswith("到期未销号"))
    assert text == (
        "到期未销号的责任事项2件。其中，应由政府部门办理的1件，涉及政府单位；应由企业履行的1件，涉及企业单位。"
    )
