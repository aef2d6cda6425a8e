"""Three lights, told apart by shape even where their colours look the same."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.grid.table import LedgerModel
from desktop.look.colours import LIGHT
from desktop.look.lights import SIGNS, colour_of, lamp, lamps
from models.browse import View
from models.ledgers import Lead, Milestone, Obligation, Project, Setting
from models.rules.deadlines import Light
from models.store import Session
from models.waiting import OPEN, OVERDUE, SOON
from models.warning import lights
from tests.rows import add, lead

TODAY = date.today()  # noqa: DTZ011 - the window shows the clerk's own day


def covered(urgency: str) -> frozenset[tuple[int, int]]:
    """Give the pixels a light covers."""
    image = lamp(urgency, LIGHT).toImage()
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return frozenset(pixel for pixel in pixels if image.pixelColor(*pixel).alpha() > 128)


def test_each_light_has_a_shape_and_a_colour_of_its_own(qtbot: QtBot) -> None:
    assert len({covered(light) for light in (OVERDUE, SOON, OPEN)}) == 3
    assert len({colour_of(light, LIGHT) for light in (OVERDUE, SOON, OPEN)}) == 3
    assert SIGNS == {OVERDUE: "■", SOON: "▲", OPEN: "●"}


def test_a_table_lights_its_rows_as_the_first_page_counts_them(desk: Desk, qtbot: QtBot) -> None:
    def fill(session: Session) -> dict[str, Light | None]:
        """Add rows and return the light each is expected to show."""
        due = {"逾期": -1, "临期": 1, "正常": 30}
        rows: dict[str, Light | None] = {
            add(session, Obligation, name=name, due=TODAY + timedelta(days=days)): Light(name)
            for name, days in due.items()
        }
        rows[add(session, Obligation, name="没反馈", feedback_due=TODAY - timedelta(days=2))] = Light.RED
        rows[add(session, Obligation, name="销号的", due=TODAY - timedelta(days=9), closed_on=TODAY)] = None
        return rows

    wanted = desk.deed("示例", fill)
    model = LedgerModel(desk, View(Obligation), ("name", "due"))
    model.show(View(Obligation))
    assert model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.DecorationRole) is None
    model.lamps = lamps(LIGHT)
    assert {row: model.light(model.row_of(row)) for row in model.ids} == wanted
    for row, light in wanted.items():
        place = model.row_of(row)
        assert model.headerData(place, Qt.Orientation.Vertical, Qt.ItemDataRole.DecorationRole) is model.lamps[light]
        tool_tip = model.headerData(place, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
        assert tool_tip == (light.value if light else None)


def test_projects_and_leads_bear_the_worst_light_they_have(desk: Desk, qtbot: QtBot) -> None:
    def fill(session: Session) -> tuple[str, str, str, str]:
        late, paused = add(session, Project, name="迟", stage="签约"), add(session, Project, name="停", status="暂停")
        add(session, Milestone, project=late, name="环评", plan_on=TODAY - timedelta(days=1))
        add(session, Milestone, project=late, name="开工", plan_on=TODAY + timedelta(days=1))
        return late, paused, lead(session, "新线索"), lead(session, "不要的", state="不予认定", reason="没有投资方")

    late, paused, new, rejected = desk.deed("示例", fill)
    assert desk.ask(lambda session: lights(session, Project, [late, paused], TODAY)) == {late: Light.RED}
    assert desk.ask(lambda session: lights(session, Lead, [new, rejected], TODAY)) == {new: Light.GREEN}
    quiet = TODAY + timedelta(days=40)
    assert desk.ask(lambda session: lights(session, Lead, [new], quiet)) == {new: Light.YELLOW}


def test_a_definition_that_cannot_be_reckoned_with_leaves_the_table_dark(desk: Desk, qtbot: QtBot) -> None:
    def fill(session: Session) -> None:
        add(session, Setting, key="warn_days", name="到期前几天亮黄灯", value="几天")
        add(session, Obligation, name="有时限的", due=TODAY)

    desk.deed("示例", fill)
    model = LedgerModel(desk, View(Obligation), ("name",))
    model.show(View(Obligation))
    model.lamps = lamps(LIGHT)
    assert model.light(0) is None
