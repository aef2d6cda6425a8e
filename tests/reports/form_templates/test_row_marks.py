"""The rows that a row mark lists: a ledger's, filtered and sorted, or those behind a figure."""

import pytest

from models.errors import UserError
from models.ledgers import Lead, Project
from models.rules.periods import read_period
from models.storage.store import Store
from reports.form_templates.marks import Mark, read_mark
from reports.form_templates.row_marks import field_named, figure_rows, ledger_of, ledger_query, ledger_rows
from tests.reports.form_templates.forms import board_of

OCTOBER = read_period("2026-10")


def texts(store: Store, mark: str, *wanted: str) -> list[tuple[str, ...]]:
    """Return what a row mark lists, as text."""
    row_mark = read_mark(mark)
    ledger = ledger_of(row_mark.words[0])
    assert ledger is not None
    with store.reading() as session:
        view, most = ledger_query(session, row_mark, ledger, OCTOBER)
        rows = ledger_rows(session, view, [read_mark(text) for text in wanted], most)
    return [tuple(row[text].text for text in wanted) for row in rows]


def test_conditions_sorting_and_a_limit(demo: Store) -> None:
    listed = texts(demo, "#项目|阶段=签约|按总投资降序|前3", "项目名称", "总投资", "阶段")
    assert len(listed) == 3
    assert {stage for *_, stage in listed} == {"签约"}
    amounts = [float(amount.replace(",", "")) for _, amount, _ in listed]
    assert amounts == sorted(amounts, reverse=True)
    large = texts(demo, "#项目|阶段=签约|总投资>=3亿", "总投资")
    assert large
    assert all(float(amount.replace(",", "")) >= 30_000 for (amount,) in large)


def test_the_leads_of_the_period_and_of_a_task_force(demo: Store) -> None:
    with demo.reading() as session:
        october = [
            lead.reported_on
            for lead in session.query(Lead).where(Lead.removed.is_(False))
            if lead.reported_on is not None and OCTOBER.first <= lead.reported_on <= OCTOBER.last
        ]
    assert len(texts(demo, "#线索|本期", "线索名称")) == len(october) > 0
    forces = {force for (force,) in texts(demo, "#线索|专班=焦化", "专班")}
    assert len(forces) == 1
    assert "焦化" in forces.pop()


def test_telephones_are_masked(demo: Store) -> None:
    phones = [phone for (phone,) in texts(demo, "#线索", "联系电话") if phone]
    assert phones
    assert all("*" in phone for phone in phones)


def test_the_rows_of_a_figure_add_up_to_it(demo: Store) -> None:
    figure = board_of(demo, "2026-10").year("signed_value")
    wanted = [read_mark(text) for text in ("项目名称", "数额", "计数日期")]
    with demo.reading() as session:
        rows = figure_rows(session, figure, wanted)
    assert sum((row["数额"].number or 0) for row in rows) == figure.value
    assert [row["计数日期"].shown for row in rows] == list(figure.days)
    assert [row["项目名称"].text for row in rows].count("") == 0


@pytest.mark.parametrize(
    ("mark", "sentence"),
    [
        ("#项目|本期", "“项目”没有记日期，不能只列“本期”的"),
        ("#项目|颜色=红", "“项目”没有“颜色”这一栏；有"),
        ("#项目|随便", "不认识“\\|随便”；竖线后面可以写"),
    ],
)
def test_what_cannot_be_filtered_is_said(demo: Store, mark: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        texts(demo, mark, "项目名称")


def test_settings_and_unknown_words_are_no_ledger() -> None:
    assert ledger_of("口径") is None
    assert ledger_of("通报") is None
    field = field_named(Project, "总投资（万元）")
    assert field is not None
    assert field.key == "total"


def test_a_field_that_the_ledger_does_not_have_is_said(demo: Store) -> None:
    mark = Mark("没有的栏", ("没有的栏",), (), repeats_row=False)
    figure = board_of(demo, "2026-10").now("signed")
    with demo.reading() as session, pytest.raises(UserError, match="“项目”没有“没有的栏”这一栏"):
        figure_rows(session, figure, [mark])
