"""Three lights, told apart by shape even where their colours look the same."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.app.book_session import BookSession
from desktop.table.ledger_model import LedgerModel
from desktop.theme.colours import LIGHT_COLOURS
from desktop.theme.lights import LIGHT_SIGNS, light_colour, light_pixmap, light_pixmaps
from models.ledgers import Lead, Milestone, Obligation, Project, Setting
from models.queries.ledger_query import LedgerQuery
from models.rules.deadlines import DeadlineLight
from models.statistics.alerts import lights
from models.statistics.dashboard import OPEN, OVERDUE, SOON
from models.storage.store import Session
from tests.rows import add_lead, add_row

TODAY = date.today()  # noqa: DTZ011 - the window shows the clerk's own day


def covered(urgency: str) -> frozenset[tuple[int, int]]:
    """Give the pixels a light covers."""
    image = light_pixmap(urgency, LIGHT_COLOURS).toImage()
    pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return frozenset(pixel for pixel in pixels if image.pixelColor(*pixel).alpha() > 128)


def test_each_light_has_a_shape_and_a_colour_of_its_own(qtbot: QtBot) -> None:
    assert len({covered(light) for light in (OVERDUE, SOON, OPEN)}) == 3
    assert len({light_colour(light, LIGHT_COLOURS) for light in (OVERDUE, SOON, OPEN)}) == 3
    assert LIGHT_SIGNS == {OVERDUE: "■", SOON: "▲", OPEN: "●"}


def test_a_table_lights_its_rows_as_the_first_page_counts_them(desk: BookSession, qtbot: QtBot) -> None:
    def fill(session: Session) -> dict[str, DeadlineLight | None]:
        """Add rows and return the light each is expected to show."""
        due = {"逾期": -1, "临期": 1, "正常": 30}
        rows: dict[str, DeadlineLight | None] = {
            add_row(session, Obligation, name=name, due=TODAY + timedelta(days=days)): DeadlineLight(name)
            for name, days in due.items()
        }
        rows[add_row(session, Obligation, name="没反馈", feedback_due=TODAY - timedelta(days=2))] = DeadlineLight.RED
        rows[add_row(session, Obligation, name="销号的", due=TODAY - timedelta(days=9), closed_on=TODAY)] = None
        return rows

    wanted = desk.run("示例", fill)
    model = LedgerModel(desk, LedgerQuery(Obligation), ("name", "due"))
    model.show_query(LedgerQuery(Obligation))
    assert model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.DecorationRole) is None
    model.light_icons = light_pixmaps(LIGHT_COLOURS)
    assert {row: model.light(model.row_of(row)) for row in model.row_ids} == wanted
    for row, light in wanted.items():
        place = model.row_of(row)
        assert (
            model.headerData(place, Qt.Orientation.Vertical, Qt.ItemDataRole.DecorationRole) is model.light_icons[light]
        )
        tool_tip = model.headerData(place, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole)
        assert tool_tip == (light.value if light else None)


def test_projects_and_leads_bear_the_worst_light_they_have(desk: BookSession, qtbot: QtBot) -> None:
    def fill(session: Session) -> tuple[str, str, str, str]:
        late, paused = (
            add_row(session, Project, name="迟", stage="签约"),
            add_row(session, Project, name="停", status="暂停"),
        )
        add_row(session, Milestone, project=late, name="环评", plan_on=TODAY - timedelta(days=1))
        add_row(session, Milestone, project=late, name="开工", plan_on=TODAY + timedelta(days=1))
        return (
            late,
            paused,
            add_lead(session, "新线索"),
            add_lead(session, "不要的", state="不予认定", reason="没有投资方"),
        )

    late, paused, new, rejected = desk.run("示例", fill)
    assert desk.read(lambda session: lights(session, Project, [late, paused], TODAY)) == {late: DeadlineLight.RED}
    assert desk.read(lambda session: lights(session, Lead, [new, rejected], TODAY)) == {new: DeadlineLight.GREEN}
    quiet = TODAY + timedelta(days=40)
    assert desk.read(lambda session: lights(session, Lead, [new], quiet)) == {new: DeadlineLight.YELLOW}


def test_a_definition_that_cannot_be_reckoned_with_leaves_the_table_dark(desk: BookSession, qtbot: QtBot) -> None:
    def fill(session: Session) -> None:
        add_row(session, Setting, key="warn_days", name="到期前几天亮黄灯", value="几天")
        add_row(session, Obligation, name="有时限的", due=TODAY)

    desk.run("示例", fill)
    model = LedgerModel(desk, LedgerQuery(Obligation), ("name",))
    model.show_query(LedgerQuery(Obligation))
    model.light_icons = light_pixmaps(LIGHT_COLOURS)
    assert model.light(0) is None
