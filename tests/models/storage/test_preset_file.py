"""A preset made from a book holds its rules and structure, no records and no persons, and makes the same book again."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.fields.field import fields
from models.fields.kinds import LinkKind, PeopleKind
from models.ledgers import LEDGERS, Chain, ChainNode, County, Policy, Quota, Scheme, Setting, TaskForce, Term
from models.settings.guide_progress import pass_over
from models.settings.phrases import save_phrase
from models.storage import presets
from models.storage.integrity_check import check_integrity
from models.storage.preset_file import read_preset_file, write_preset_file
from models.storage.preset_upgrade import add_missing_rows
from models.storage.store import Store
from resources import PRESETS
from tests.rows import add_row, copy_template, finish, open_unsynced


@pytest.fixture
def county(demo_book: Path, tmp_path: Path) -> Iterator[Store]:
    """Open the demonstration: a county at work, with records and persons in every ledger."""
    with open_unsynced(copy_template(demo_book, tmp_path, "本县.zhuanban")) as book:
        yield book


def written(book: Store, path: Path) -> dict[str, Any]:
    """Write a book's preset and read the file's data."""
    write_preset_file(book, path, PRESETS)
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return data


def made_from(path: Path, empty_book: Path, folder: Path) -> Path:
    """Make a book from a preset's file; return the preset it exports in turn."""
    again = path.with_name("再出.json")
    with open_unsynced(copy_template(empty_book, folder, "新.zhuanban")) as book:
        presets.fill_book(book, str(path), PRESETS)
        assert finish(check_integrity(book)).is_intact
        assert add_missing_rows(book, PRESETS) == "", "a newer program finds nothing to add"
        write_preset_file(book, again, PRESETS)
    return again


def test_it_holds_the_rules_and_the_structure_and_no_record(county: Store, tmp_path: Path) -> None:
    data = written(county, tmp_path / "预置.json")
    assert {name for name, rows in data["rows"].items() if rows} == {
        *("county", "setting", "term", "holiday", "task_force", "chain", "chain_node"),
        *("scheme", "scheme_item", "policy", "policy_tier"),
    }
    assert len(data["rows"]["task_force"]) == 16
    assert data["name"] == "河津市"


def test_no_person_of_the_book_is_named_in_it(county: Store, tmp_path: Path) -> None:
    with county.writing("人") as session:
        for force in session.query(TaskForce):
            force.leader, force.liaison, force.phone = "赵示例", "钱示例", "13800000000"
        session.query(County).one().commander = "孙示例"
        session.query(County).one().office_head = "李示例"
        save_phrase(session, "demo", "示例", "联系人电话13912345678，传真0359-5020000", "")
    written(county, tmp_path / "预置.json")
    text = (tmp_path / "预置.json").read_text("utf-8")
    with county.reading() as session:
        names = {
            name
            for ledger in LEDGERS
            for field in fields(ledger)
            if type(field.kind) is PeopleKind
            for row in session.execute(sa.select(getattr(ledger, field.key))).scalars()
            for name in (row or "").split("、")
        }
    assert {"赵示例", "钱示例", "孙示例", "李示例"} <= names
    assert [name for name in names if len(name) > 1 and name in text] == []
    assert "13800000000" not in text
    assert "13912345678" not in text
    assert "联系人电话（号码未带出），传真0359-5020000" in text


def test_no_field_of_persons_and_nothing_private_is_declared_for_presets() -> None:
    declared = [(ledger, key) for ledger in LEDGERS for key in ledger.about.preset_keys]
    assert len(declared) > 80
    for ledger, key in declared:
        (field,) = [field for field in fields(ledger) if field.key == key]
        assert type(field.kind) is not PeopleKind, (ledger, key)
        assert not field.private, (ledger, key)
        if isinstance(field.kind, LinkKind):
            parents = [other for other in LEDGERS if other.__tablename__ == field.kind.to]
            assert parents[0].about.preset_keys, "a link leads to a ledger that presets hold"
            assert LEDGERS.index(parents[0]) < LEDGERS.index(ledger), "parents are read first"


def change_county(book: Store) -> None:
    """Change what a preset holds, as a county does in a year."""
    with book.writing("本县") as session:
        session.query(Setting).filter(Setting.key == "cadence_set").one().value = "own"
        session.query(Setting).filter(Setting.key == "cadence_own").one().value = "周动态：每周五"
        session.query(Term).filter(Term.word == "专题招商").one().word = "专场招商"
        session.query(Term).filter(Term.word == "三个一批").one().removed = True
        session.query(Setting).filter(Setting.key == "boards").one().removed = True
        session.query(Scheme).filter(Scheme.subject == "乡镇").one().removed = True
        session.query(Policy).first().removed = True  # type: ignore[union-attr]  # 河津 has three
        forces = session.query(TaskForce).order_by(TaskForce.rank).all()
        forces[0].dissolved = date(2026, 6, 1)  # its chains stay, with nobody
        forces[1].removed = True
        add_row(session, Quota, metric="上报有价值线索", every="每月", least=Decimal("2.5"), marks={"least": "约"})
        pass_over(session, "policies", passes=True)


def test_a_book_made_from_it_exports_the_same_again(county: Store, empty_book: Path, tmp_path: Path) -> None:
    change_county(county)
    data = written(county, tmp_path / "预置.json")
    assert data["without"]["words"] == [["circular_kind", "三个一批"], ["method", "专题招商"]] or set(
        map(tuple, data["without"]["words"])
    ) == {("circular_kind", "三个一批"), ("method", "专题招商")}
    assert data["without"]["definitions"] == [["boards", "排名两头怎样通报"]]
    assert data["without"]["schemes"] == [["全市招商引资考核（2024年度）"]]
    assert len(data["rows"]["task_force"]) == 14
    assert not any("guide" in row["key"] for row in data["rows"]["setting"])
    again = made_from(tmp_path / "预置.json", empty_book, tmp_path)
    assert again.read_text("utf-8") == (tmp_path / "预置.json").read_text("utf-8")


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(
    forces=st.lists(st.tuples(_WORDS, st.none() | st.decimals(0, 10_000, places=2)), max_size=4),
    links=st.lists(st.integers(0, 5), max_size=5),
    rules=st.dictionaries(_WORDS, _WORDS, max_size=3),
    idle=st.sets(st.integers(0, 20), max_size=4),
)
def test_any_county_s_preset_makes_a_book_that_exports_the_same(
    empty_book: Path,
    tmp_path_factory: pytest.TempPathFactory,
    forces: list[tuple[str, Decimal | None]],
    links: list[int],
    rules: dict[str, str],
    idle: set[int],
) -> None:
    folder = tmp_path_factory.mktemp("县")
    with open_unsynced(copy_template(empty_book, folder, "县.zhuanban")) as book:
        presets.fill_book(book, "blank", PRESETS)
        with book.writing("随机") as session:
            ids = [add_row(session, TaskForce, name=name, budget=budget, rank=1) for name, budget in forces]
            for link in links:
                chain = add_row(session, Chain, name="链", task_force=ids[link] if link < len(ids) else None)
                add_row(session, ChainNode, chain=chain, name="环节", line=link)
            for key, value in rules.items():
                add_row(session, Setting, key=f"own.{key}", name=key, value=value)
            for number, term in enumerate(session.query(Term).order_by(Term.id).limit(21)):
                if number in idle:
                    term.idle, term.removed = True, number % 2 == 0
        write_preset_file(book, folder / "预置.json", PRESETS)
    again = made_from(folder / "预置.json", empty_book, folder)
    assert again.read_text("utf-8") == (folder / "预置.json").read_text("utf-8")


@pytest.mark.parametrize("preset", ["hejin", "xiayi", "xiangcheng", "blank"])
def test_every_preset_that_ships_can_be_made_into_one(empty_book: Path, tmp_path: Path, preset: str) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path, "县.zhuanban")) as book:
        presets.fill_book(book, preset, PRESETS)
        write_preset_file(book, tmp_path / "预置.json", PRESETS)
    again = made_from(tmp_path / "预置.json", empty_book, tmp_path)
    assert again.read_text("utf-8") == (tmp_path / "预置.json").read_text("utf-8")


def broken(data: dict[str, Any], place: str, value: object) -> dict[str, Any]:
    """Return a preset's data with one place changed: keys and numbers joined by “/”."""
    inner: Any = data
    *path, last = place.split("/")
    for step in path:
        inner = inner[int(step) if step.isdigit() else step]
    inner[int(last) if last.isdigit() else last] = value
    return data


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        ("schema", "zhaoshang.preset/1", "没有预置的标记"),
        ("rows", [], "没有预置的标记"),
        ("rows/lead", [], "不认识“lead”，可能是更新的程序写的"),
        ("rows/county", [], "里面应有一个县的县情"),
        ("rows/county/0/flag", 1, "县情设置没有“flag”这一栏"),
        ("rows/county/0/commander", "某人", "县情设置没有“commander”这一栏"),
        ("rows/county/0/name", "", "县情设置里有一行没有县市名称"),
        ("rows/chain/0/task_force", 16, "链上专班指的一行不在里面"),
        ("rows/chain/0/task_force", True, "链上专班指的一行不在里面"),
        ("rows/task_force/0/budget", 2**70, "年度经费的值看不懂"),
        ("rows/task_force/0/name", ["甲"], "专班名称的值看不懂"),
        ("rows/holiday/0/on", "二月三十", "日期不能是“二月三十”"),
        ("rows/task_force/0", "甲", "招商专班里有一行不是一行"),
        ("rows/task_force/0/marks", {"phone": "约"}, "招商专班里有看不懂的记号"),
        ("without/words", [["甲"]], "去掉的词看不懂"),
        ("without", [], "去掉的词看不懂"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(
    hejin_book: Path, empty_book: Path, tmp_path: Path, place: str, value: object, reason: str
) -> None:
    with open_unsynced(copy_template(hejin_book, tmp_path, "县.zhuanban")) as book:
        data = written(book, tmp_path / "预置.json")
    (tmp_path / "坏.json").write_text(json.dumps(broken(data, place, value)), "utf-8")
    with pytest.raises(UserError, match=f"“坏.json”不是招商台账的预置文件：{reason}"):
        presets.check_preset(str(tmp_path / "坏.json"))


@pytest.mark.parametrize(("content", "reason"), [("{", "读不懂"), ("[" * 100_000, "读不懂"), ("[]", "没有预置的标记")])
def test_what_is_no_json_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "坏.json").write_text(content, "utf-8")
    with pytest.raises(UserError, match=reason):
        read_preset_file(tmp_path / "坏.json")
    with pytest.raises(UserError, match="打不开（找不到这个位置）"):
        read_preset_file(tmp_path / "没有.json")
