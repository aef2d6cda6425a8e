"""Facts, figures and rows by mark; a figure without a number is said unless the form allows a blank."""

from decimal import Decimal

import pytest

from models.errors import UserError
from models.storage.store import Store
from reports.form_templates.form_data import FormData
from reports.form_templates.marks import read_mark
from tests.reports.form_templates.filled import TODAY
from tests.reports.form_templates.forms import board_of


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("期间", "2026年10月"),
        ("期间起", "2026年10月1日"),
        ("期间止", "2026年10月31日"),
        ("年", "2026"),
        ("月", "10"),
        ("填报日期", "2026年11月29日"),
        ("县名", "河津市"),
    ],
)
def test_facts(demo: Store, mark: str, text: str) -> None:
    with demo.reading() as session:
        assert FormData(session, board_of(demo, "2026-10"), TODAY).value(read_mark(mark)).text == text


def test_a_figure_is_that_of_the_command(demo: Store) -> None:
    board = board_of(demo, "2026-10")
    with demo.reading() as session:
        value = FormData(session, board, TODAY).value(read_mark("签约金额.累计|万元"))
    figure = board.year("signed_value")
    assert value.figure == figure
    assert figure.value is not None
    assert value.number == figure.value * 10_000


def test_a_missing_number_is_an_error_unless_it_may_be_blank(demo: Store) -> None:
    board = board_of(demo, "2020-10")
    with demo.reading() as session:
        data = FormData(session, board, TODAY)
        with pytest.raises(UserError, match=r"“签约金额\.目标”没有数（2020年目标任务“签约金额”"):
            data.value(read_mark("签约金额.目标"))
        assert data.value(read_mark("签约金额.目标|可空")).is_missing


def test_task_forces_have_their_own_figures_and_numbers(demo: Store) -> None:
    board = board_of(demo, "2026-10")
    wanted = [read_mark(text) for text in ("序号", "名称", "签约项目.累计", "专班名称")]
    with demo.reading() as session:
        rows = FormData(session, board, TODAY).rows(read_mark("#专班"), wanted)
    assert [row["序号"].number for row in rows] == [Decimal(number) for number in range(1, len(rows) + 1)]
    by_force = [board.year("signed", force.id).value for force in board.facts.forces]
    assert [row["签约项目.累计"].number for row in rows] == by_force
    assert [row["专班名称"].text for row in rows] == [force.name for force in board.facts.forces]
    assert sum(value for value in by_force if value is not None) == board.year("signed").value


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        ("#不知道", "不认识“#不知道”；#后面写"),
        ("#专班|签约", "“#专班”列出全部专班"),
        ("#签约项目.本期|前3", "不能再用“\\|前3”筛选"),
        ("#序时进度", "列不出明细"),
    ],
)
def test_row_marks_that_mean_nothing(demo: Store, mark: str, sentence: str) -> None:
    with demo.reading() as session:
        data = FormData(session, board_of(demo, "2026-10"), TODAY)
        with pytest.raises(UserError, match=sentence):
            data.rows(read_mark(mark), [])
