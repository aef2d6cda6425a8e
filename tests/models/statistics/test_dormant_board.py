"""The board of dormant firms and idle assets: clocks, lights, counts by class and the rows behind each count."""

from datetime import date
from decimal import Decimal

import pytest

from models.ledgers import Asset, Dormant, Project, Term
from models.queries.ledger_query import matching_ids
from models.rules.deadlines import DeadlineLight
from models.statistics.dormant_board import BoardCount, DormantBoard, count_query, dormant_board
from models.storage.store import Session, Store
from tests.rows import add_row, add_task_force

TODAY = date(2026, 11, 20)
D = Decimal


def fill(session: Session) -> str:
    """Add six firms of three classes and none, and three assets; return the task force of one firm."""
    for rank, word in enumerate("ABCD"):
        add_row(session, Term, dictionary="dormant_class", word=word, rank=rank)
    force = add_task_force(session, "整治", 1)
    facts = {"kind": "A", "identified_on": date(2025, 11, 1), "due": date(2026, 11, 1)}
    add_row(session, Dormant, name="甲逾期", land=D(20), unit="高新区", **facts)
    add_row(session, Dormant, name="甲复工", revived_on=date(2026, 5, 1), land=D(30), **facts)
    add_row(session, Dormant, name="甲已复工没写日期", state="已复工复产", **facts)
    add_row(session, Dormant, name="乙临期", kind="B", due=date(2026, 12, 20), plant=D("1200.5"), task_force=force)
    add_row(session, Dormant, name="丁", kind="D", identified_on=date(2026, 3, 2), unit="平台公司")
    add_row(session, Dormant, name="没分类")
    project = add_row(session, Project, name="示例落户项目")
    add_row(session, Asset, name="空厂房", kind="闲置厂房", plant=D(5000), filed_on=date(2026, 1, 1), project=project)
    add_row(session, Asset, name="空地", kind="闲置土地", land=D(60), unit="乡镇", due=date(2026, 11, 19))
    add_row(session, Asset, name="用上了", kind="闲置土地", state="已盘活", used_on=date(2026, 6, 1))
    return force


@pytest.fixture
def board(book: Store) -> DormantBoard:
    """Read the board of a small county."""
    with book.writing("示例") as session:
        fill(session)
    with book.reading() as session:
        return dormant_board(session, TODAY)


def test_the_late_come_first_and_those_dealt_with_last_each_with_its_clock(board: DormantBoard) -> None:
    clocks = {row.name: (row.light, row.clock_text(TODAY)) for row in board.rows}
    assert list(clocks)[:3] == ["甲逾期", "空地", "乙临期"]
    assert {row.name for row in board.rows[-3:]} == {"甲复工", "甲已复工没写日期", "用上了"}
    assert clocks == {
        "甲逾期": (DeadlineLight.RED, "已过19天"),
        "空地": (DeadlineLight.RED, "已过1天"),
        "乙临期": (DeadlineLight.YELLOW, "还有30天"),
        "丁": (DeadlineLight.GREEN, "没有时限，已8个月"),
        "没分类": (DeadlineLight.GREEN, "没有时限"),
        "空厂房": (DeadlineLight.GREEN, "没有时限，已10个月"),
        "甲复工": (DeadlineLight.DONE, "2026-05-01盘活"),
        "甲已复工没写日期": (DeadlineLight.DONE, "已盘活"),
        "用上了": (DeadlineLight.DONE, "2026-06-01盘活"),
    }
    assert next(row.project for row in board.rows if row.name == "空厂房") == "示例落户项目"


def test_counts_by_class_and_their_total(board: DormantBoard) -> None:
    counts = {
        (group.ledger.about.label, group.name): (
            len(group.rows),
            len(group.done),
            len(group.lit(DeadlineLight.YELLOW)),
            len(group.lit(DeadlineLight.RED)),
            len(group.without_unit),
        )
        for group in board.groups
    }
    assert counts == {
        ("僵尸企业", "A"): (3, 2, 0, 1, 0),
        ("僵尸企业", "B"): (1, 0, 1, 0, 1),
        ("僵尸企业", "D"): (1, 0, 0, 0, 0),
        ("僵尸企业", "未分类"): (1, 0, 0, 0, 1),
        ("僵尸企业", "合计"): (6, 2, 1, 1, 2),
        ("资产要素", "闲置厂房"): (1, 0, 0, 0, 1),
        ("资产要素", "闲置土地"): (2, 1, 0, 1, 0),
        ("资产要素", "合计"): (3, 1, 0, 1, 1),
    }
    assert (board.groups[4].land, board.groups[4].plant) == (D(50), D("1200.5"))


def test_every_count_opens_as_many_rows_as_it_says(book: Store, board: DormantBoard) -> None:
    with book.reading() as session:
        for group in board.groups:
            numbers = {
                BoardCount.ALL: group.rows,
                BoardCount.DONE: group.done,
                BoardCount.SOON: group.lit(DeadlineLight.YELLOW),
                BoardCount.LATE: group.lit(DeadlineLight.RED),
                BoardCount.NO_UNIT: group.without_unit,
            }
            for count, rows in numbers.items():
                shown = matching_ids(session, count_query(group, count, TODAY))
                assert sorted(shown) == sorted(row.row for row in rows), (group.name, count)


def test_a_task_force_sees_its_own_firms_and_all_assets(book: Store) -> None:
    with book.writing("示例") as session:
        force = fill(session)
    with book.reading() as session:
        board = dormant_board(session, TODAY, force)
    assert [row.name for group in board.firms for row in group.rows] == ["乙临期"]
    assert sum(len(group.rows) for group in board.assets) == 3


def test_an_empty_book_has_an_empty_board(book: Store) -> None:
    with book.reading() as session:
        assert dormant_board(session, TODAY).groups == ()
