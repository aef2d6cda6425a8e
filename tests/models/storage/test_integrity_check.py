"""The integrity check finds one wrong bit anywhere, names the place, and reports nothing of a sound book."""

import sqlite3
from pathlib import Path

import pytest

from models.ledgers import Lead, Target
from models.storage import store
from models.storage.integrity_check import IntegrityReport, check_integrity
from models.storage.store import Store
from tests.rows import add_lead, add_task_force, copy_template, finish, open_unsynced


def tamper_and_check(path: Path, *sentences: str) -> IntegrityReport:
    """Change a closed book with raw SQL, bypassing the program, and check it."""
    bare = sqlite3.connect(path)
    for trigger in ("edit_no_update", "edit_no_delete"):
        bare.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    for sentence in sentences:
        assert bare.execute(sentence).rowcount == 1, sentence
    bare.commit()
    bare.close()
    with store.open_book(path, write=False) as book:
        return finish(check_integrity(book))


@pytest.fixture
def path(empty_book: Path, tmp_path: Path) -> Path:
    """Make a small book: a task force, its target, and a lead changed once."""
    place = copy_template(empty_book, tmp_path)
    with open_unsynced(place) as book:
        with book.writing("新增") as session:
            force = add_task_force(session, "焦化", 1)
            session.add(Target(metric="签约金额", task_forces=force, period="2026"))
            row = add_lead(session, "炭黑项目", task_force=force, place="北京")
        with book.writing("改") as session:
            session.get_one(Lead, row).place = "苏州"
    return place


@pytest.mark.parametrize("name", ["empty_book", "hejin_book", "xiayi_book", "xiangcheng_book", "demo_book"])
def test_every_book_we_make_is_sound(request: pytest.FixtureRequest, name: str) -> None:
    with store.open_book(request.getfixturevalue(name), write=False) as book:
        report = finish(check_integrity(book))
    assert report.faults == ()
    assert report.is_intact


def test_a_sound_book_says_how_much_was_looked_at(path: Path) -> None:
    with store.open_book(path, write=False) as book:
        steps = check_integrity(book)
        progress = [step for step in steps if step]
        report = finish(check_integrity(book))
    assert (report.rows, report.edits, len(report.head)) == (3, 4, 64)
    assert [done for done, _, _ in progress] == sorted(done for done, _, _ in progress)
    assert all(done < of for done, of, _ in progress)


# “7” and “6”, “m” and “l”, 2 and 3 differ in one bit.
TAMPERING = [
    ("UPDATE lead SET place = '苏巟'", "线索“炭黑项目”的内容与校验值不符"),
    ("UPDATE lead SET total = 1", "线索“炭黑项目”的内容与留痕不符"),
    ("UPDATE lead SET removed = 1", "线索“炭黑项目”的内容与校验值不符"),
    ('UPDATE lead SET marks = \'{"total": "约"}\'', "内容与校验值不符"),
    ("UPDATE lead SET born = born + 1", "的更新时间与留痕不符"),
    ("UPDATE lead SET digest = upper(digest)", "内容与校验值不符"),
    ("UPDATE lead SET id = replace(id, '7', '6')", "留痕里有 1 行，台账里却没有"),
    ("DELETE FROM lead", "留痕里有 1 行，台账里却没有"),
    ("UPDATE edit SET \"values\" = replace(\"values\", '苏州', '苏巟') WHERE seq = 4", "留痕第 4 条被改动过"),
    ("UPDATE edit SET who = 'x' WHERE seq = 2", "留痕第 2 条被改动过"),
    ("UPDATE edit SET digest = upper(digest) WHERE seq = 3", "留痕第 3 条被改动过"),
    ("UPDATE edit SET saw = '{}' WHERE seq = 4", "留痕第 4 条被改动过"),
    ("UPDATE edit SET clock = replace(clock, '0000', '0001') WHERE seq = 1", "留痕第 1 条被改动过"),
    ("DELETE FROM edit WHERE seq = 2", "留痕第 2 条缺失"),
    ("DELETE FROM edit WHERE seq = 4", "留痕链头对不上：账本记着 4 条，链上是 3 条"),
    ("UPDATE batch SET label = '改人' WHERE label = '改'", "操作“改人”的说明被改动过"),
    ("UPDATE batch SET at = at + 1 WHERE label = '改'", "操作“改”的说明被改动过"),
    ("DELETE FROM batch WHERE label = '改'", "有 1 次操作的说明不见了"),
    ("UPDATE book SET head = substr(head, 2) || substr(head, 1, 1)", "留痕链头对不上"),
    ("UPDATE book SET seq = 5", "留痕链头对不上：账本记着 5 条"),
    ("DELETE FROM book", "读不出来"),
    ("UPDATE lead SET task_force = replace(task_force, '7', '6')", "“lead”里有一行指向不存在的行"),
    ("UPDATE target SET task_forces = replace(task_forces, '7', '6')", "目标任务里有 1 处指向不存在的行"),
    ("UPDATE words SET text = replace(text, '炭', '灰') WHERE ledger = 'lead'", "的查找词与内容不符"),
    ("DELETE FROM words WHERE ledger = 'lead'", "的查找词与内容不符"),
    ("INSERT INTO words VALUES ('lead', 'gone', 'x')", "线索的查找词里有 1 行已不存在"),
    ("UPDATE lead SET total = 'x'", "内容与校验值不符"),
    ("UPDATE lead SET reported_on = x'ff'", "读不出来|不符"),
    ("UPDATE edit SET \"values\" = '{' WHERE seq = 4", "读不出来|被改动过"),
    ("UPDATE lead SET marks = '{'", "读不出来"),
]


@pytest.mark.parametrize(("sentence", "fault"), TAMPERING, ids=[sentence[:40] for sentence, _ in TAMPERING])
def test_one_change_is_found_and_named(path: Path, sentence: str, fault: str) -> None:
    report = tamper_and_check(path, sentence)
    assert not report.is_intact
    assert any(part in message for part in fault.split("|") for message in report.faults), report.faults


def test_a_ruined_book_names_no_more_than_one_can_read(demo_book: Path, tmp_path: Path) -> None:
    place = copy_template(demo_book, tmp_path)
    bare = sqlite3.connect(place)
    bare.execute("UPDATE lead SET place = '别处'")
    bare.commit()
    bare.close()
    with store.open_book(place, write=False) as book:
        report = finish(check_integrity(book))
    assert len(report.faults) == 21
    assert report.faults[-1].startswith("……另有 ")


def test_a_row_whose_every_trace_was_forged_but_the_chain_is_found(path: Path) -> None:
    """A row changed with its digest and its edit's values still breaks the digest chain."""
    from models.audit.edit_log import canonical, state_digest
    from models.audit.recorder import state_values

    with store.open_book(path, write=False) as book, book.reading() as session:
        row = session.query(Lead).one()
        row.place = "宁波"
        forged = state_digest("lead", row.id, canonical(state_values(row)))
        session.expunge_all()
    report = tamper_and_check(
        path,
        f"UPDATE lead SET place = '宁波', digest = '{forged}'",
        "UPDATE edit SET \"values\" = replace(\"values\", '苏州', '宁波') WHERE seq = 4",
    )
    assert report.faults == (f"留痕第 4 条被改动过（账本 {_book_id(path)[-6:]}，示例甲）。",)


def _book_id(path: Path) -> str:
    bare = sqlite3.connect(path)
    (book_id,) = bare.execute("SELECT id FROM book").fetchone()
    bare.close()
    return str(book_id)


def test_the_same_check_holds_on_a_server(book: Store) -> None:
    with book.writing("新增") as session:
        add_lead(session, "甲")
    assert finish(check_integrity(book)).is_intact
    bare = book.engine.raw_connection()
    bare.cursor().execute("UPDATE lead SET place = 'x'")
    bare.commit()
    bare.close()
    assert "内容与校验值不符" in finish(check_integrity(book)).faults[0]
