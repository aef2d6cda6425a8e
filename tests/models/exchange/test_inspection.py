"""Forged, unknown or invalid edits of a changeset are rejected with a message, and nothing of their row is merged."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.check import check
from models.edits import canonical, link_digest
from models.exchange.parcel import Op, Parcel
from models.ledgers import Enterprise
from models.store import Store
from tests.models.exchange.books import opened, packed, send, shared, take
from tests.rows import add, finish, lead


@pytest.fixture
def two(empty_book: Path, tmp_path: Path) -> Iterator[list[Store]]:
    """Open two new books."""
    with opened(empty_book, tmp_path, 2) as books:
        yield books


Forge = Callable[[Op], Op]


def values(**changed: object) -> Forge:
    """Return a forger that changes an edit's values and recomputes its digest."""

    def forge(op: Op) -> Op:
        forged = op._replace(values=canonical({"name": "甲"} | changed))
        return forged._replace(digest=link_digest(forged))

    return forge


def facts(**changed: Any) -> Forge:
    """Return a forger that changes an edit's own attributes and recomputes its digest."""

    def forge(op: Op) -> Op:
        forged = op._replace(**changed)
        return forged._replace(digest=link_digest(forged))

    return forge


FORGED: dict[str, tuple[Forge, str]] = {
    "values changed": (lambda op: op._replace(values='{"name":"乙"}'), "与它的校验值不符"),
    "a digest of nothing": (lambda op: op._replace(digest="0" * 64), "与它的校验值不符"),
    "an unknown ledger": (facts(ledger="rocket"), "台账“rocket”本程序不认识"),
    "a ledger that stays at home": (facts(ledger="received"), "不该随表往来"),
    "an unknown field": (values(orbit="x"), "栏目“orbit”本程序不认识"),
    "a number of text": (values(total="一"), "“预计总投资”的值"),
    "a number too large": (values(total=2**70), "“预计总投资”的值"),
    "a day that is none": (values(reported_on="2026-13-01"), "登记"),
    "a day in another spelling": (values(reported_on="20260901"), "登记"),
    "a truth": (values(total=True), "“预计总投资”的值"),
    "a list": (values(place=["x"]), "来源地"),
    "a control character": (values(place="a\x00b"), "控制字符"),
    "a lone surrogate": (facts(values='{"name":"\\ud800"}'), "控制字符"),
    "a mark of its own": (values(**{"total~": "很久很久很久很久以前"}), "记号不对"),
    "removed twice over": (values(removed=7), "回收站的标记不对"),
    "no name": (facts(values='{"place":"苏州"}'), "缺少必填的“线索名称”"),
    "a name cleared": (facts(values='{"name":null}'), "缺少必填"),
    "no object": (facts(values='["name"]'), "与它的校验值不符"),
    "no JSON": (facts(values="{"), "与它的校验值不符"),
    "a link to nowhere": (values(enterprise="f" * 32), "所指的那一行没有收进来"),
    "a link that is none": (values(enterprise="x'); DROP TABLE lead"), "不是这一栏能有的"),
    "seen what is not there": (facts(saw='{"name":["' + "e" * 32 + '"]}'), "所依据的前一条"),
    "a sight of nonsense": (facts(saw='{"name":7}'), "与它的校验值不符"),
    "a clock of letters": (facts(clock="zzzzzzzzzzzzzzzz"), "与它的校验值不符"),
    "a batch nobody knows": (facts(batch="a" * 32), "缺少这次操作的说明"),
    "a line in a name": (facts(who="甲\n乙"), "与它的校验值不符"),
    "withheld what is public": (lambda op: op._replace(withheld="place"), "与它的校验值不符"),
    "a number before the first": (facts(seq=0, previous=""), "与它的校验值不符"),
}


@pytest.mark.parametrize(("forge", "message"), FORGED.values(), ids=FORGED)
def test_what_is_amiss_is_refused_in_words_and_the_rest_comes_in(two: list[Store], forge: Forge, message: str) -> None:
    ours, theirs = two
    with ours.writing("新增") as session:
        bad, good = lead(session, "甲"), lead(session, "乙")
    changeset = packed(ours)
    ops = tuple(forge(op) if op.row == bad else op for op in changeset.ops)
    merged = take(theirs, Parcel(**{key: getattr(changeset, key) for key in Parcel.__slots__} | {"ops": ops}))
    (refused,) = merged.refused
    assert message in refused.reason
    assert refused.row == bad
    assert merged.born == (("lead", good),)
    assert finish(check(theirs)).sound


def test_an_edit_known_already_cannot_be_told_otherwise(book: Store, two: list[Store]) -> None:
    ours = two[0]
    with ours.writing("新增") as session:
        row = lead(session, "甲")
    send(ours, book)
    changeset = packed(ours)
    ops = tuple(values(name="伪")(op) for op in changeset.ops)
    merged = take(book, Parcel(**{key: getattr(changeset, key) for key in Parcel.__slots__} | {"ops": ops}))
    assert "内容不同" in merged.refused[0].reason
    assert merged.refused[0].row == row
    assert shared(book) == shared(ours)


def test_a_row_refused_takes_those_along_that_point_at_it(two: list[Store]) -> None:
    ours, theirs = two
    with ours.writing("新增") as session:
        firm = add(session, Enterprise, name="示例公司")
        lead(session, "甲", enterprise=firm)
        lead(session, "乙")
    changeset = packed(ours)
    ops = tuple(op._replace(digest="0" * 64) if op.row == firm else op for op in changeset.ops)
    merged = take(theirs, Parcel(**{key: getattr(changeset, key) for key in Parcel.__slots__} | {"ops": ops}))
    assert sorted(rejected.name for rejected in merged.refused) == ["甲", "示例公司"]
    assert len(merged.born) == 1
    assert finish(check(theirs)).sound
