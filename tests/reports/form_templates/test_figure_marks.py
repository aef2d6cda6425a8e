"""A mark names the very figures that ``zhuanban figures`` lists, in any order of its words."""

import pytest

from models.errors import UserError
from models.storage.store import Store
from reports.form_templates.figure_marks import FigureMarks
from tests.reports.form_templates.forms import board_of


@pytest.fixture(scope="module")
def marks(demo: Store) -> FigureMarks:
    """Return the marks of October."""
    return FigureMarks(board_of(demo, "2026-10"))


def test_every_figure_of_the_command_can_be_named(marks: FigureMarks) -> None:
    board = marks.board
    for force in (None, board.facts.forces[0].id):
        listed = {figure.key: figure for figure in board.all_figures(force)}
        named = {}
        for label in [*marks.metrics, *marks.standing]:
            for span in ("本期", "累计", "目标", "完成率", "序时进度差"):
                try:
                    figure = marks.figure((label, span) if label in marks.metrics else (label,), force)
                except UserError:
                    continue
                assert figure is not None
                named[figure.key] = figure
        assert {key: named[key].value for key in listed} == {key: figure.value for key, figure in listed.items()}


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("签约项目",), "signed.now"),
        (("签约项目", "个数", "本月"), "signed.now"),
        (("县", "到位资金", "累计"), "funds.year"),
        (("累计", "签约项目数"), "signed.year"),
        (("全市", "有效线索数", "年度目标"), "leads_recognised.target"),
        (("签约金额", "完成率"), "signed_value.completion"),
        (("到位资金", "序时进度差"), "funds.ahead"),
        (("签约金额", "去年同期"), "signed_value.before"),
        (("开工率",), "started_rate"),
    ],
)
def test_words_in_any_order(marks: FigureMarks, words: tuple[str, ...], key: str) -> None:
    figure = marks.figure(words)
    assert figure is not None
    assert figure.key == key


def test_a_task_force_is_named_in_each_of_its_ways(marks: FigureMarks) -> None:
    force = marks.board.facts.forces[0]
    direct = marks.board.year("signed", force.id)
    for name in (force.name, force.short or force.name, f"{(force.short or force.name).removesuffix('专班')}专班"):
        assert marks.figure((name, "签约项目", "累计")) == direct
    assert marks.figure(("签约项目", "累计"), force.id) == direct
    assert marks.figure(("全县", "签约项目", "累计"), force.id) == marks.board.year("signed")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("签约项目", "类计"), "不认识“类计”，是不是“累计”"),
        (("签约项目", "本季"), "“本季”和要填的期间（2026年10月）不是一回事"),
        (("来访接待", "完成率"), "“来访接待”没有目标任务，算不出“完成率”；有目标的是"),
        (("开工率", "累计"), "“开工率”没有“累计”，只写“开工率”"),
    ],
)
def test_what_is_wrong_is_said(marks: FigureMarks, words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        marks.figure(words)


def test_growth_is_the_countys_alone(marks: FigureMarks) -> None:
    with pytest.raises(UserError, match="“同比”只有全县的"):
        marks.figure(("签约金额", "同比"), marks.board.facts.forces[0].id)
    figure = marks.figure(("签约金额", "同比"))
    assert figure is not None
    assert figure.unit == "%"


def test_a_text_without_a_metric_is_no_figure(marks: FigureMarks) -> None:
    assert marks.figure(("项目名称",)) is None
    assert not marks.names_figure(("项目名称",))
    assert marks.figure(("在谈项目",)) is not None
