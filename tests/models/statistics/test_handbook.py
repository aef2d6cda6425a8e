"""A task force's handbook from its own rows: current people, masked telephones, firms on and off its chains."""

from datetime import date

import pytest

from models.errors import UserError
from models.ledgers import Chain, ChainNode, Enterprise, Member, Target
from models.statistics.handbook import MEMBER_KEYS, handbook
from models.storage.store import Store
from tests.rows import TODAY, add_project, add_row, add_task_force


def fill(book: Store) -> tuple[str, str]:
    with book.writing("专班") as session:
        force = add_task_force(session, "铝", 1, lead_units="工科局", phone="13900001234")
        other = add_task_force(session, "钢铁", 2)
        add_row(session, Member, task_force=force, name="示例甲", phone="13900001234", role="组长")
        add_row(session, Member, task_force=force, name="走了的", until=date(2026, 11, 19))
        add_row(session, Member, task_force=other, name="别家的")
        chain = add_row(session, Chain, name="铝链", task_force=force)
        node = add_row(session, ChainNode, chain=chain, name="电池壳", gap="缺失待招", wanted="电池壳企业")
        add_row(session, Enterprise, name="链上的", chain=chain, node=node, kind="目标企业", task_force=force)
        add_row(session, Enterprise, name="不在链上", kind="骨干企业", task_force=force)
        add_row(
            session, Target, metric="产值", task_forces=f"{force} {other}", period="十四五末", value=300, unit="亿元"
        )
        add_row(session, Target, metric="签约金额", task_forces=force, period="2026年", value=10, unit="亿元")
        add_project(session, "在手的", {"签约": date(2026, 1, 5)}, task_force=force)
        add_project(session, "退了的", {"签约": date(2026, 1, 5)}, task_force=force, status="退库")
    return force, other


def test_it_holds_what_is_the_task_force_s_own(book: Store) -> None:
    force, other = fill(book)
    with book.reading() as session:
        filled, bare = handbook(session, force, TODAY), handbook(session, other, TODAY)
    assert [cells[0] for cells in filled.members.cells] == ["示例甲"]
    assert filled.gaps == [("电池壳", "电池壳企业")]
    assert filled.unplaced_anchors == ("不在链上",)
    assert filled.unplaced_targets == ()
    # This year's targets are told with their figures; a shared one of another span is each task force's.
    assert [cells[:2] for cells in filled.targets.cells] == [("产值", "十四五末")]
    assert filled.targets.cells[0][-1] == "铝招商专班、钢铁招商专班"
    assert [cells[:2] for cells in bare.targets.cells] == [("产值", "十四五末")]
    assert [cells[0] for cells in filled.projects.cells] == ["在手的"]


def test_telephones_are_masked_unless_asked_for(book: Store) -> None:
    force, _ = fill(book)
    with book.reading() as session:
        masked, whole = handbook(session, force, TODAY), handbook(session, force, TODAY, unmasked=True)
    assert "13900001234" not in str(masked)
    assert whole.values["phone"] == whole.members.cells[0][MEMBER_KEYS.index("phone")] == "13900001234"


def test_a_task_force_that_is_gone_is_rejected(book: Store) -> None:
    with book.reading() as session, pytest.raises(UserError, match="已不在账本里"):
        handbook(session, "没有", TODAY)
