"""A name that several rows share means the row that the rest of the sheet's row points to, and else is refused."""

from datetime import date

import pytest

from models.exchange.sheet_import.preview import ImportPlan
from models.exchange.sheet_import.row_outcome import RowOutcome
from models.ledgers import Chain, ChainNode, Enterprise, Feedback, Obligation
from models.storage.store import Store
from tests.models.exchange.offers import import_table, make_plan

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


def test_feedback_is_found_by_what_it_says_and_a_changed_text_is_refused(book: Store, ids: dict[str, str]) -> None:
    keys = ("obligation", "on", "text")
    old, new = plan(
        book, "feedback", keys, ("设备补贴", date(2026, 9, 2), "已对接"), ("设备补贴", date(2026, 9, 2), "另一次")
    ).rows
    assert (old.outcome, old.row) == (RowOutcome.SAME, ids["step"])
    assert (new.outcome, list(new.rejected)) == (RowOutcome.REFUSED, ["obligation"])


def test_rows_alike_in_all_the_sheet_says_are_each_found_once(book: Store, ids: dict[str, str]) -> None:
    assert ids
    rows = plan(book, "chain_node", ("chain", "name"), *[("焦化二链", "精品钢")] * 3).rows
    assert [row.outcome for row in rows] == [RowOutcome.SAME, RowOutcome.SAME, RowOutcome.DUPLICATE]
    assert len({row.row for row in rows[:2]}) == 2
