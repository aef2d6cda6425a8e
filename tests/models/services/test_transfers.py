"""Projects and leads go to another task force on a day; a dissolved one hands over all it has and keeps its past."""

from datetime import date

import pytest

from models.audit import history
from models.errors import FieldErrors, UserError
from models.ledgers import Chain, Enterprise, Funding, Lead, Member, Obligation, Project, TaskForce, Transfer
from models.services.transfers import Handover, dissolve, rows_left_behind, transfer_rows
from models.statistics.event_reader import read_statistics
from models.statistics.events import StatisticsData, for_task_force
from models.storage.store import Store
from tests.rows import TODAY, add_lead, add_project, add_row, add_task_force

FEBRUARY, JUNE, JULY = date(2026, 2, 3), date(2026, 6, 1), date(2026, 7, 15)


def test_what_a_removed_task_force_leaves_behind_is_counted_by_ledger(book: Store) -> None:
    with book.writing("专班") as session:
        force, other, idle = (add_task_force(session, name, rank) for rank, name in enumerate(("焦化", "钢铁", "铝")))
        for name in ("甲", "乙"):
            add_project(session, name, {}, task_force=force)
        add_project(session, "丙", {}, task_force=other)
        add_lead(session, "示例线索", task_force=force)
        gone = add_lead(session, "删去的线索", task_force=force)
        add_row(session, Obligation, name="用地手续", task_force=other)
    with book.writing("删除") as session:
        session.get_one(Lead, gone).removed = True
    with book.reading() as session:
        assert rows_left_behind(session, [force]) == "2个项目、1条线索"
        assert rows_left_behind(session, [force, other]) == "3个项目、1条线索、1件责任事项"
        assert rows_left_behind(session, [idle]) == ""


# --- transfers ----------------------------------------------------------------------------------------------------


def county(book: Store) -> dict[str, str]:
    """Make two task forces; the first has a project signed in February and started in July, funds of both, a lead."""
    with book.writing("县") as session:
        coke, steel = add_task_force(session, "焦化", 1), add_task_force(session, "钢铁", 2)
        project = add_project(session, "甲", {"签约": FEBRUARY, "开工": JULY}, task_force=coke, signed_amount=20_000)
        for month, amount in ((date(2026, 3, 1), 100), (date(2026, 8, 1), 300)):
            add_row(session, Funding, project=project, month=month, amount=amount)
        lead = add_lead(session, task_force=coke, reported_on=FEBRUARY, recognised_on=JULY, state="已认定")
        due = add_row(session, Obligation, name="用地手续", project=project, task_force=coke)
    return {"coke": coke, "steel": steel, "project": project, "lead": lead, "due": due}


def read(book: Store, as_of: date = date.max) -> StatisticsData:
    """Read what a report of a day counts."""
    with book.reading() as session:
        return read_statistics(session, as_of=as_of)


def owners(data: StatisticsData, kind: str) -> list[str | None]:
    """List whom the events of a kind count for."""
    return [event.task_force for event in getattr(data.events, kind)]


def test_what_happened_before_the_day_stays_counted_for_the_giver(book: Store) -> None:
    row = county(book)
    coke, steel = row["coke"], row["steel"]
    with book.writing("流转") as session:
        handover = Handover(steel, JUNE, "产业更合适", "示例")
        assert transfer_rows(session, Project, [row["project"]], handover, TODAY) == 1
        assert transfer_rows(session, Lead, [row["lead"]], handover, TODAY) == 1
    data = read(book)
    assert (owners(data, "signed"), owners(data, "started"), owners(data, "funds")) == ([coke], [steel], [coke, steel])
    assert (owners(data, "leads_reported"), owners(data, "leads_recognised")) == ([coke], [steel])
    with book.reading() as session:
        assert session.get_one(Project, row["project"]).task_force == steel
        assert session.get_one(Obligation, row["due"]).task_force == steel
        (of_project, _) = session.query(Transfer).order_by(Transfer.id)
        assert (of_project.from_force, of_project.reason, of_project.decided_by) == (coke, "产业更合适", "示例")


def test_a_report_of_the_past_shows_whose_project_it_was_then(book: Store) -> None:
    row = county(book)
    with book.writing("流转") as session:
        transfer_rows(session, Project, [row["project"]], Handover(row["steel"], JUNE), TODAY)
    assert read(book, date(2026, 5, 31)).projects[row["project"]].task_force == row["coke"]
    assert read(book, JUNE).projects[row["project"]].task_force == row["steel"]
    with book.reading() as session:
        coke, steel = session.get_one(TaskForce, row["coke"]), session.get_one(TaskForce, row["steel"])
    whole = read(book)
    given, taken = for_task_force(whole, coke), for_task_force(whole, steel)
    # The giver still counts its signing, so the project is there to be named, but it does not hold it any more.
    assert [project.name for project in given.projects.values()] == ["甲"]
    assert (len(given.events.signed), given.held_projects) == (1, [])
    assert (len(taken.events.started), [project.name for project in taken.held_projects]) == (1, ["甲"])


def test_a_changed_owner_without_a_transfer_is_a_correction_of_every_day(book: Store) -> None:
    row = county(book)
    with book.writing("改错") as session:
        session.get_one(Project, row["project"]).task_force = row["steel"]
    data = read(book)
    assert owners(data, "signed") == owners(data, "started") == [row["steel"]]


def test_undo_and_the_recycle_bin_give_the_project_back(book: Store) -> None:
    row = county(book)
    with book.writing("流转") as session:
        transfer_rows(session, Project, [row["project"]], Handover(row["steel"], JUNE), TODAY)
        transfer = session.query(Transfer).one().id
    with book.writing("删去") as session:
        history.move_to_recycle_bin(history.fetch_rows(session, Transfer, [transfer]))
        assert session.get_one(Project, row["project"]).task_force == row["coke"]
    assert owners(read(book), "started") == [row["coke"]]
    with book.writing("恢复") as session:
        history.restore_from_recycle_bin(history.fetch_rows(session, Transfer, [transfer]))
    assert owners(read(book), "started") == [row["steel"]]


@pytest.mark.parametrize(
    ("to", "on", "key", "message"),
    [
        ("steel", date(2026, 12, 1), "on", "“甲”接手日期：2026-12-01 还没有到。"),
        ("steel", FEBRUARY, "on", "2026-06-01 已经流转过一次，新的流转不能早于它"),
        ("gone", JULY, "to_force", "已在 2026-05-01 撤并，不能再接手"),
        ("nobody", JULY, "to_force", "请选接手的专班。"),
    ],
)
def test_what_cannot_be_is_refused_by_name(book: Store, to: str, on: date, key: str, message: str) -> None:
    row = county(book)
    with book.writing("流转") as session:
        row["gone"] = add_task_force(session, "铝", 3, dissolved=date(2026, 5, 1))
        row["nobody"] = ""
        other = add_task_force(session, "镁", 4)
        transfer_rows(session, Project, [row["project"]], Handover(other, JUNE), TODAY)
    with book.writing("流转") as session, pytest.raises(FieldErrors) as refused:
        transfer_rows(session, Project, [row["project"]], Handover(row[to], on), TODAY)
    assert message in refused.value.by_key[key]


def test_rows_the_taker_has_already_are_left_alone(book: Store) -> None:
    row = county(book)
    with book.writing("流转") as session, pytest.raises(UserError, match="已经在焦化招商专班了，没有要流转的"):
        transfer_rows(session, Project, [row["project"]], Handover(row["coke"], JUNE), TODAY)


# --- dissolution --------------------------------------------------------------------------------------------------


def test_a_dissolved_task_force_hands_over_and_keeps_its_past(book: Store) -> None:
    row = county(book)
    coke, steel = row["coke"], row["steel"]
    with book.writing("专班") as session:
        chain = add_row(session, Chain, name="焦化", task_force=coke)
        firm = add_row(session, Enterprise, name="示例企业", task_force=coke)
        member = add_row(session, Member, name="示例", task_force=coke)
        assert dissolve(session, coke, Handover(steel, JUNE), JUNE, TODAY) == "1个项目、1条线索、1家企业、1件责任事项"
    with book.reading() as session:
        assert session.get_one(Chain, chain).task_force == session.get_one(Enterprise, firm).task_force == steel
        assert session.get_one(Member, member).until == JUNE
        gone = session.get_one(TaskForce, coke)
        assert (gone.dissolved, gone.successor) == (JUNE, steel)
    year, later = read(book, date(2026, 12, 31)), read(book, date(2027, 3, 31))
    assert (owners(year, "signed"), owners(year, "started")) == ([coke], [steel])
    # In its last year it is still listed, so that columns add up, but not judged; from the next year it is gone.
    assert ([force.id for force in year.forces], [force.id for force in year.ranked_forces]) == ([coke, steel], [steel])
    assert [force.id for force in read(book, date(2026, 5, 31)).ranked_forces] == [coke, steel]
    assert [force.id for force in later.forces] == [steel]


def test_a_task_force_with_rows_needs_somebody_who_takes_them(book: Store) -> None:
    row = county(book)
    with book.writing("撤并") as session, pytest.raises(FieldErrors) as refused:
        dissolve(session, row["coke"], None, JUNE, TODAY)
    assert "名下还有1个项目、1条线索、1件责任事项，请选并入哪个专班" in refused.value.by_key["to_force"]
    with book.writing("撤并") as session, pytest.raises(FieldErrors, match="不能并入自己"):
        dissolve(session, row["coke"], Handover(row["coke"], JUNE), JUNE, TODAY)
    with book.writing("撤并") as session:
        assert dissolve(session, row["steel"], None, JUNE, TODAY) == ""
