"""A name that several rows share means the row that the rest of the sheet's row points to, and else is refused."""

from datetime import date

import pytest
import sqlalchemy as sa

from models.exchange.sheet_import.apply import apply_plans
from models.exchange.sheet_import.import_context import ImportContext
from models.exchange.sheet_import.preview import ImportPlan, plan_import
from models.exchange.sheet_import.row_outcome import DEFAULT_OPTIONS, RowOutcome
from models.ledgers import (
    Activity,
    Chain,
    ChainNode,
    Enterprise,
    Feedback,
    Lead,
    Obligation,
    Project,
    StageMove,
    TaskForce,
)
from models.queries.reading_context import reading_context
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan, plan_and_apply
from tests.rows import finish

KEYS = ("name", "chain", "node")


@pytest.fixture
def ids(book: Store) -> dict[str, str]:
    """Make two chains with a node 煤焦油 each, a firm on the second, and two obligations of one name with feedback."""
    with book.writing("示例") as session:
        chains = [Chain(name=name) for name in ("焦化一链", "焦化二链")]
        session.add_all(chains)
        session.flush()
        nodes = [ChainNode(chain=chain.id, name="煤焦油") for chain in chains]
        nodes.append(ChainNode(chain=chains[1].id, name="精品钢"))
        nodes.append(ChainNode(chain=chains[1].id, name="精品钢"))
        obligations = [Obligation(name="设备补贴", owner=owner, due=date(2026, 12, 1)) for owner in ("甲", "乙")]
        session.add_all([*nodes, *obligations])
        session.flush()
        firm = Enterprise(name="示例炭素有限公司", node=nodes[1].id)
        steps = [
            Feedback(obligation=obligation.id, on=date(2026, 9, day), text="已对接")
            for obligation, day in zip(obligations, (1, 2), strict=True)
        ]
        session.add_all([firm, *steps])
        session.flush()
        rows = {"first": nodes[0], "second": nodes[1], "firm": firm, "step": steps[1], "duty": obligations[1]}
        return {name: row.id for name, row in rows.items()}


def plan(book: Store, ledger: str, keys: tuple[str, ...], *rows: tuple[object, ...]) -> ImportPlan:
    with book.reading() as session:
        return make_plan(session, import_table(ledger, keys, *rows))


def test_the_name_of_the_row_already_linked_is_no_change(book: Store, ids: dict[str, str]) -> None:
    (row,) = plan(book, "enterprise", KEYS, ("示例炭素有限公司", "", "煤焦油")).rows
    assert (row.outcome, row.row, dict(row.rejected)) == (RowOutcome.SAME, ids["firm"], {})


@pytest.mark.parametrize(("chain", "node"), [("焦化一链", "first"), ("焦化二链", "second")])
def test_a_new_row_s_chain_says_which_node_is_meant(book: Store, ids: dict[str, str], chain: str, node: str) -> None:
    (row,) = plan(book, "enterprise", KEYS, ("示例新材料有限公司", chain, "煤焦油")).rows
    assert (row.outcome, row.values["node"].stored) == (RowOutcome.NEW, ids[node])


@pytest.mark.parametrize(("chain", "node"), [("", "煤焦油"), ("焦化二链", "精品钢")])
@pytest.mark.usefixtures("ids")
def test_what_stays_ambiguous_is_refused(book: Store, chain: str, node: str) -> None:
    (row,) = plan(book, "enterprise", KEYS, ("示例新材料有限公司", chain, node)).rows
    assert "node" not in row.values
    assert "2 个" in row.rejected["node"].message


def test_feedback_is_found_by_what_it_says_and_a_changed_text_by_its_day(book: Store, ids: dict[str, str]) -> None:
    keys = ("obligation", "on", "text")
    old, new, unknown = plan(
        book,
        "feedback",
        keys,
        ("设备补贴", date(2026, 9, 2), "已对接"),
        ("设备补贴", date(2026, 9, 2), "另一次"),
        ("设备补贴", date(2026, 9, 3), "又一次"),
    ).rows
    assert (old.outcome, old.row) == (RowOutcome.SAME, ids["step"])
    assert (new.outcome, new.values["obligation"].stored) == (RowOutcome.NEW, ids["duty"])
    assert (unknown.outcome, list(unknown.rejected)) == (RowOutcome.REFUSED, ["obligation"])


def test_rows_alike_in_all_the_sheet_says_are_each_found_once(book: Store, ids: dict[str, str]) -> None:
    assert ids
    rows = plan(book, "chain_node", ("chain", "name"), *[("焦化二链", "精品钢")] * 3).rows
    assert [row.outcome for row in rows] == [RowOutcome.SAME, RowOutcome.SAME, RowOutcome.DUPLICATE]
    assert len({row.row for row in rows[:2]}) == 2


# --- links to several rows --------------------------------------------------------------------------------------------


@pytest.fixture
def activities(book: Store) -> dict[str, str]:
    """Make two task forces with a 推介会 each, one 座谈会, and a lead of the first that came from its 推介会."""
    with book.writing("示例") as session:
        forces = [
            TaskForce(name=f"示例{name}招商专班", short=f"示例{name}", rank=rank) for rank, name in enumerate("甲乙")
        ]
        session.add_all(forces)
        session.flush()
        fairs = [Activity(name="推介会", task_force=force.id) for force in forces]
        talk = Activity(name="座谈会")
        session.add_all([*fairs, talk])
        session.flush()
        lead = Lead(name="示例线索", task_force=forces[0].id, activity=fairs[0].id)
        session.add(lead)
        session.flush()
        rows = {"first": fairs[0], "second": fairs[1], "talk": talk, "lead": lead}
        return {name: row.id for name, row in rows.items()}


def test_each_name_of_a_list_is_chosen_by_the_task_force(book: Store, activities: dict[str, str]) -> None:
    keys = ("name", "task_force", "activity")
    (row,) = plan(book, "lead", keys, ("示例新线索", "示例乙", "座谈会、推介会")).rows
    assert (row.outcome, row.values["activity"].stored) == (
        RowOutcome.NEW,
        f"{activities['talk']} {activities['second']}",
    )


def test_a_list_already_linked_is_no_change(book: Store, activities: dict[str, str]) -> None:
    (row,) = plan(book, "lead", ("name", "activity"), ("示例线索", "推介会")).rows
    assert (row.outcome, row.row, dict(row.rejected)) == (RowOutcome.SAME, activities["lead"], {})


@pytest.mark.usefixtures("activities")
def test_a_list_with_one_name_that_nothing_decides_is_refused(book: Store) -> None:
    (row,) = plan(book, "lead", ("name", "activity"), ("示例新线索", "座谈会、推介会")).rows
    assert "activity" not in row.values
    assert "2 个" in row.rejected["activity"].message


# --- links within one sheet -------------------------------------------------------------------------------------------

MOVES = ("project", "stage", "on", "corrects")


@pytest.fixture
def projects(book: Store) -> dict[str, str]:
    """Make two projects."""
    with book.writing("示例") as session:
        rows = [Project(name=f"示例{name}厂项目") for name in "甲乙"]
        session.add_all(rows)
        session.flush()
        return {row.name: row.id for row in rows}


def stored_moves(book: Store) -> dict[tuple[str, date], StageMove]:
    with book.reading() as session:
        return {(move.project, move.on): move for move in session.execute(sa.select(StageMove)).scalars()}


def test_a_corrected_stage_move_of_the_same_sheet_is_that_of_its_project(book: Store, projects: dict[str, str]) -> None:
    """Four signings are new; each project's second one corrects its first."""
    days = [date(2026, 3, day) for day in (1, 2, 3, 4)]
    table = import_table(
        "stage_move",
        MOVES,
        ("示例甲厂项目", "签约", days[0], ""),
        ("示例乙厂项目", "签约", days[1], ""),
        ("示例乙厂项目", "签约", days[2], "签约"),
        ("示例甲厂项目", "签约", days[3], "签约"),
    )
    done = plan_and_apply(book, table)
    assert done.rejected == ()
    moves = stored_moves(book)
    first, second = projects["示例甲厂项目"], projects["示例乙厂项目"]
    assert moves[second, days[2]].corrects == moves[second, days[1]].id
    assert moves[first, days[3]].corrects == moves[first, days[0]].id
    assert moves[first, days[0]].corrects is None


def test_a_corrected_stage_move_of_the_book_is_not_the_row_itself(book: Store, projects: dict[str, str]) -> None:
    with book.writing("示例") as session:
        old = StageMove(project=projects["示例甲厂项目"], stage="签约", on=date(2026, 3, 1))
        new = StageMove(project=projects["示例甲厂项目"], stage="签约", on=date(2026, 3, 2))
        other = StageMove(project=projects["示例乙厂项目"], stage="签约", on=date(2026, 3, 2))
        session.add_all([old, new, other])
        session.flush()
        old_id, new_id = old.id, new.id
    (row,) = plan(book, "stage_move", MOVES, ("示例甲厂项目", "签约", date(2026, 3, 2), "签约")).rows
    assert (row.outcome, row.row, row.values["corrects"].stored) == (RowOutcome.CHANGED, new_id, old_id)


def test_of_two_new_rows_of_one_name_none_is_taken_by_chance(book: Store) -> None:
    """Two chains bring a node of one name each; a firm that names no chain is not put on the first."""
    nodes = import_table("chain_node", ("chain", "name"), ("焦化一链", "煤焦油"), ("焦化二链", "煤焦油"))
    firms = import_table("enterprise", KEYS, ("示例甲公司", "焦化二链", "煤焦油"), ("示例乙公司", "", "煤焦油"))
    with book.writing("示例") as session:
        session.add_all([Chain(name=name) for name in ("焦化一链", "焦化二链")])
    with book.reading() as session:
        reading = reading_context(session, today=date(2026, 11, 20), year=2026)
        shared = ImportContext(session, reading, DEFAULT_OPTIONS)
        plans = [finish(plan_import(session, table, reading, DEFAULT_OPTIONS, shared)) for table in (nodes, firms)]
        named, unnamed = plans[1].rows
        assert "node" in named.values
        assert "2 行叫“煤焦油”" in unnamed.rejected["node"].message
    with book.writing("收表") as session:
        apply_plans(session, plans)
    with book.reading() as session:
        query = sa.select(Chain.name).join(ChainNode, ChainNode.chain == Chain.id)
        linked = query.join(Enterprise, Enterprise.node == ChainNode.id).where(Enterprise.name == "示例甲公司")
        assert session.execute(linked).scalar_one() == "焦化二链"
