"""Forged, unknown or invalid edits of a changeset are rejected with a message, and nothing of their row is merged."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.audit.edit_log import canonical, link_digest
from models.exchange.merge.changeset import Changeset, ChangesetEdit
from models.ledgers import Enterprise
from models.storage.integrity_check import check_integrity
from models.storage.store import Store
from tests.models.exchange.books import full_changeset, merge_changeset, merge_into, open_books, shared_state
from tests.rows import add_lead, add_row, finish


@pytest.fixture
def two(empty_book: Path, tmp_path: Path) -> Iterator[list[Store]]:
    """Open two new books."""
    with open_books(empty_book, tmp_path, 2) as books:
        yield books


ForgeEdit = Callable[[ChangesetEdit], ChangesetEdit]


def forge_values(**changed: object) -> ForgeEdit:
    """Return a forger that changes an edit's values and recomputes its digest."""

    def forge(op: ChangesetEdit) -> ChangesetEdit:
        forged = op._replace(values=canonical({"name": "甲"} | changed))
        return forged._replace(digest=link_digest(forged))

    return forge


def forge_facts(**changed: Any) -> ForgeEdit:
    """Return a forger that changes an edit's own attributes and recomputes its digest."""

    def forge(op: ChangesetEdit) -> ChangesetEdit:
        forged = op._replace(**changed)
        return forged._replace(digest=link_digest(forged))

    return forge


FORGED_EDITS: dict[str, tuple[ForgeEdit, str]] = {
    "values changed": (lambda op: op._replace(values='{"name":"乙"}'), "与它的校验值不符"),
    "a digest of nothing": (lambda op: op._replace(digest="0" * 64), "与它的校验值不符"),
    "an unknown ledger": (forge_facts(ledger="rocket"), "台账“rocket”本程序不认识"),
    "a ledger that stays at home": (forge_facts(ledger="received"), "不该随表往来"),
    "an unknown field": (forge_values(orbit="x"), "栏目“orbit”本程序不认识"),
    "a number of text": (forge_values(total="一"), "“预计总投资”的值"),
    "a number too large": (forge_values(total=2**70), "“预计总投资”的值"),
    "a day that is none": (forge_values(reported_on="2026-13-01"), "登记"),
    "a day in another spelling": (forge_values(reported_on="20260901"), "登记"),
    "a truth": (forge_values(total=True), "“预计总投资”的值"),
    "a list": (forge_values(place=["x"]), "来源地"),
    "a control character": (forge_values(place="a\x00b"), "控制字符"),
    "a lone surrogate": (forge_facts(values='{"name":"\\ud800"}'), "控制字符"),
    "a mark of its own": (forge_values(**{"total~": "很久很久很久很久以前"}), "记号不对"),
    "removed twice over": (forge_values(removed=7), "回收站的标记不对"),
    "no name": (forge_facts(values='{"place":"苏州"}'), "缺少必填的“线索名称”"),
    "a name cleared": (forge_facts(values='{"name":null}'), "缺少必填"),
    "no object": (forge_facts(values='["name"]'), "与它的校验值不符"),
    "no JSON": (forge_facts(values="{"), "与它的校验值不符"),
    "a link to nowhere": (forge_values(enterprise="f" * 32), "所指的那一行没有收进来"),
    "a link that is none": (forge_values(enterprise="x'); DROP TABLE lead"), "不是这一栏能有的"),
    "seen what is not there": (forge_facts(saw='{"name":["' + "e" * 32 + '"]}'), "所依据的前一条"),
    "a sight of nonsense": (forge_facts(saw='{"name":7}'), "与它的校验值不符"),
    "a clock of letters": (forge_facts(clock="zzzzzzzzzzzzzzzz"), "与它的校验值不符"),
    "a batch nobody knows": (forge_facts(batch="a" * 32), "缺少这次操作的说明"),
    "a line in a name": (forge_facts(who="甲\n乙"), "与它的校验值不符"),
    "withheld what is public": (lambda op: op._replace(withheld="place"), "与它的校验值不符"),
    "a number before the first": (forge_facts(seq=0, previous=""), "与它的校验值不符"),
}


@pytest.mark.parametrize(("forge", "message"), FORGED_EDITS.values(), ids=FORGED_EDITS)
def test_what_is_invalid_is_rejected_and_the_rest_is_merged(two: list[Store], forge: ForgeEdit, message: str) -> None:
    ours, theirs = two
    with ours.writing("新增") as session:
        bad, good = add_lead(session, "甲"), add_lead(session, "乙")
    changeset = full_changeset(ours)
    ops = tuple(forge(op) if op.row == bad else op for op in changeset.edits)
    merged = merge_changeset(
        theirs, Changeset(**{key: getattr(changeset, key) for key in Changeset.__slots__} | {"edits": ops})
    )
    (refused,) = merged.rejected
    assert message in refused.reason
    assert refused.row == bad
    assert merged.added == (("lead", good),)
    assert finish(check_integrity(theirs)).is_intact


def test_an_edit_known_already_cannot_be_changed(book: Store, two: list[Store]) -> None:
    ours = two[0]
    with ours.writing("新增") as session:
        row = add_lead(session, "甲")
    merge_into(ours, book)
    changeset = full_changeset(ours)
    ops = tuple(forge_values(name="伪")(op) for op in changeset.edits)
    merged = merge_changeset(
        book, Changeset(**{key: getattr(changeset, key) for key in Changeset.__slots__} | {"edits": ops})
    )
    assert "内容不同" in merged.rejected[0].reason
    assert merged.rejected[0].row == row
    assert shared_state(book) == shared_state(ours)


def test_a_row_rejected_takes_those_along_that_point_at_it(two: list[Store]) -> None:
    ours, theirs = two
    with ours.writing("新增") as session:
        firm = add_row(session, Enterprise, name="示例公司")
        add_lead(session, "甲", enterprise=firm)
        add_lead(session, "乙")
    changeset = full_changeset(ours)
    ops = tuple(op._replace(digest="0" * 64) if op.row == firm else op for op in changeset.edits)
    merged = merge_changeset(
        theirs, Changeset(**{key: getattr(changeset, key) for key in Changeset.__slots__} | {"edits": ops})
    )
    assert sorted(rejected.name for rejected in merged.rejected) == ["甲", "示例公司"]
    assert len(merged.added) == 1
    assert finish(check_integrity(theirs)).is_intact
