"""A chain's map: the column of each step, the firms on it, what is missing, and what is in progress."""

from pathlib import Path

import pytest

from models.errors import UserError
from models.ledgers import Chain, ChainNode, Enterprise, Lead, Project
from models.rules.vocabulary import NodeState
from models.statistics.chain_map import COLUMNS, UNSPECIFIED, ChainMap, chain_map, chains
from models.storage.store import Store
from tests.rows import add_lead, add_row, add_task_force, copy_template, open_unsynced


def aluminium_chain(book: Store) -> dict[str, str]:
    """Put a chain of two branches into a book: 电解铝 begins both."""
    with book.writing("链") as session:
        force = add_task_force(session, "铝", 1)
        chain = add_row(session, Chain, name="铝产业链", task_force=force, head="示例链长")
        steps = (
            (1, 1, "电解铝", NodeState.PRESENT),
            (1, 2, "板带箔", None),
            (1, 3, "电池壳", NodeState.MISSING),
            (2, 1, "电解铝", None),
        )
        nodes = {}
        for line, step, name, gap in (*steps, (2, 2, "电线电缆", "本地薄弱")):
            row = add_row(
                session, ChainNode, chain=chain, name=name, line=line, step=step, gap=gap, wanted=gap and "要招的"
            )
            nodes[f"{name}{line}"] = row
        link = {"chain": chain, "node": nodes["电解铝1"]}
        firms = {
            name: add_row(session, Enterprise, name=name, **facts)
            for name, facts in {
                "丙厂": link | {"anchor": "链上"},
                "甲集团": link | {"anchor": "链主"},
                "目标公司": {"chain": chain, "node": nodes["电池壳1"], "kind": "目标企业"},
                "没定环节": {"chain": chain, "kind": "骨干企业"},
                "研究所": {"chain": chain, "node": nodes["电池壳1"], "kind": "科研院所"},
            }.items()
        }
        add_lead(session, "电池壳线索", enterprise=firms["目标公司"])
        add_lead(session, "链上的线索", chain=chain)
        add_lead(session, "不认的", chain=chain, state="不予认定")
        add_row(session, Project, name="电缆项目", chain=chain, node=nodes["电线电缆2"])
        add_row(session, Project, name="停了的", chain=chain, node=nodes["电线电缆2"], status="终止")
    return nodes | firms | {"chain": chain}


def load_chain_map(book: Store, chain: str) -> ChainMap:
    with book.reading() as session:
        return chain_map(session, chain)


def test_steps_stand_in_columns_and_a_shared_step_is_one_box(book: Store) -> None:
    ids = aluminium_chain(book)
    chain_map = load_chain_map(book, ids["chain"])
    assert [(lane.title, [box.name for box in lane.boxes]) for lane in chain_map.columns] == [
        ("上游", ["电解铝"]),
        ("中游", ["板带箔"]),
        ("下游", ["电池壳", "电线电缆"]),
    ]
    root = chain_map.boxes[0]
    assert root.rows == (ids["电解铝1"], ids["电解铝2"])
    assert root.next_names == ("板带箔", "电线电缆")
    assert [(box.name, box.state, box.needs_filling) for box in chain_map.boxes] == [
        ("电解铝", NodeState.PRESENT, False),
        ("板带箔", UNSPECIFIED, False),
        ("电池壳", NodeState.MISSING, True),
        ("电线电缆", "本地薄弱", True),
    ]


def test_firms_leads_and_projects_are_linked_to_their_step(book: Store) -> None:
    ids = aluminium_chain(book)
    chain_map = load_chain_map(book, ids["chain"])
    boxes = {box.name: box for box in chain_map.boxes}
    assert [(firm.name, firm.rank) for firm in boxes["电解铝"].anchors] == [("甲集团", "链主"), ("丙厂", "链上")]
    assert [firm.name for firm in boxes["电池壳"].targets] == ["目标公司"]  # an institute is neither
    assert (len(boxes["电池壳"].leads), len(boxes["电线电缆"].projects)) == (1, 1)
    assert [firm.name for firm in chain_map.unplaced.anchors] == ["没定环节"]
    assert len(chain_map.unplaced.leads) == 1
    assert chain_map.summary == "4个环节：本地已有1、本地薄弱1、缺失待招1、未标明1；线索2条，项目1个"
    assert (chain_map.task_force, chain_map.head) == ("铝", "示例链长")


def test_what_was_thrown_away_is_not_drawn(book: Store) -> None:
    ids = aluminium_chain(book)
    with book.writing("去掉") as session:
        session.get_one(ChainNode, ids["板带箔1"]).removed = True
        session.get_one(Enterprise, ids["甲集团"]).removed = True
    reduced = load_chain_map(book, ids["chain"])
    assert [lane.title for lane in reduced.columns] == ["上游", "下游"]
    assert reduced.boxes[0].next_names == ("电池壳", "电线电缆")
    assert [firm.name for firm in reduced.boxes[0].anchors] == ["丙厂"]
    with book.reading() as session, pytest.raises(UserError, match="已不在台账里"):
        chain_map(session, "没有的链")


def test_every_chain_of_hejin_can_be_drawn(hejin_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(hejin_book, tmp_path)) as book, book.reading() as session:
        listed = chains(session)
        maps = [chain_map(session, row) for row, _ in listed]
        steps = session.query(ChainNode).filter(ChainNode.removed.is_(False)).count()
        chained = session.query(ChainNode.chain).filter(ChainNode.removed.is_(False)).distinct().count()
    assert len(listed) == chained
    assert listed[0][1] == "焦化产业链一"
    assert sum(len(box.rows) for chain_map in maps for box in chain_map.boxes) == steps
    assert all(lane.title in COLUMNS and lane.boxes for chain_map in maps for lane in chain_map.columns)
    names = {box.name for chain_map in maps for box in chain_map.boxes}
    assert all(onward in names for chain_map in maps for box in chain_map.boxes for onward in box.next_names)
    # The document states none of the steps' states.
    assert {chain_map.count(UNSPECIFIED) for chain_map in maps} == {len(chain_map.boxes) for chain_map in maps}


def test_a_lead_counts_once_whether_its_chain_or_its_firm_is_named(book: Store) -> None:
    ids = aluminium_chain(book)
    with book.writing("都写了") as session:
        session.query(Lead).filter_by(name="电池壳线索").one().chain = ids["chain"]
    chain_map = load_chain_map(book, ids["chain"])
    assert sum(len(box.leads) for box in (*chain_map.boxes, chain_map.unplaced)) == 2
