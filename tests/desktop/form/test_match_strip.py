"""An idle plant shows who could move in, a project where it could; one button links them and Ctrl+Z parts them."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.form.row_panel import RowPanel
from models.ledgers import Asset, Project, Target
from models.storage.store import Session
from tests.rows import add_row

D = Decimal


@pytest.fixture
def rows(county: BookSession) -> dict[str, str]:
    """Put 襄城's pair into the book, and a plant too small for it."""

    def put(session: Session) -> dict[str, str]:
        facts = {"kind": "闲置厂房", "industry": "碳基新材料"}
        add_row(session, Asset, name="小厂房", plant=D(900), **facts)
        year = county.reading_context().today.year
        add_row(session, Target, metric="盘活厂房面积", period=str(year), value=D(100_000), unit="㎡")
        return {
            "首瑞橡胶": add_row(session, Asset, name="首瑞橡胶", plant=D(12_000), **facts),
            "气凝胶": add_row(session, Project, name="气凝胶项目", plant=D(10_000), industry="碳基新材料"),
        }

    return county.run("襄城", put)


@pytest.fixture
def panel(county: BookSession, qtbot: QtBot) -> RowPanel:
    panel = RowPanel(county)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    return panel


def test_a_plant_is_put_to_use_from_its_own_form(
    county: BookSession, panel: RowPanel, rows: dict[str, str], qtbot: QtBot
) -> None:
    panel.open_row(Asset, rows["首瑞橡胶"])
    strip = panel.strips.match_strip
    assert [match.row for match in strip.matches] == [rows["气凝胶"]]
    assert strip.matches[0].explanation == "厂房12,000㎡，够用（需10,000㎡）；适合碳基新材料"
    assert strip.year_label.text().endswith("已盘活：厂房 0㎡，完成目标 100,000㎡ 的 0.0%")
    with qtbot.waitSignal(panel.saved):
        strip.link_buttons[0].click()
    row = county.read(lambda session: session.get_one(Asset, rows["首瑞橡胶"]))
    assert (row.project, row.state, row.used_plant) == (rows["气凝胶"], "已盘活", D(10_000))
    assert strip.matches == []
    assert strip.year_label.text().endswith("厂房 10,000㎡，完成目标 100,000㎡ 的 10.0%")
    assert county.undo().label == "盘活 首瑞橡胶：气凝胶项目"
    assert [match.row for match in strip.matches] == [rows["气凝胶"]]


def test_a_project_finds_its_plant_and_opens_it(panel: RowPanel, rows: dict[str, str]) -> None:
    panel.open_row(Project, rows["气凝胶"])
    strip = panel.strips.match_strip
    assert [match.name for match in strip.matches] == ["首瑞橡胶"]
    assert strip.isVisibleTo(panel)
    strip.open_wanted.emit("asset", strip.matches[0].row)
    now = panel.current_row()
    assert now == (Asset, rows["首瑞橡胶"])


def test_a_project_with_a_place_of_its_own_is_left_alone(
    county: BookSession, panel: RowPanel, rows: dict[str, str]
) -> None:
    built = county.run("示例", lambda session: add_row(session, Project, name="在建", stage="开工", plant=D(500)))
    panel.open_row(Project, built)
    assert not panel.strips.match_strip.isVisibleTo(panel)
    panel.open_row(Asset, None)
    assert not panel.strips.match_strip.isVisibleTo(panel)
