"""The lock beside a book names its holder and lets one process write."""

import json
import os
import re
import socket
from pathlib import Path

import pytest

from models.errors import UserError
from models.storage.lock import BookLock


def test_the_file_names_who_holds_the_book_where_and_since_when(tmp_path: Path) -> None:
    book = tmp_path / "示例.zhuanban"
    lock = BookLock(book, "示例甲")
    try:
        held = json.loads((tmp_path / "示例.zhuanban.lock").read_text("utf-8"))
        assert (held["who"], held["host"], held["pid"]) == ("示例甲", socket.gethostname(), os.getpid())
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", held["since"])
    finally:
        lock.release()


def test_a_second_one_is_told_who_holds_it_and_a_third_may_have_it_afterwards(tmp_path: Path) -> None:
    book = tmp_path / "示例.zhuanban"
    first = BookLock(book, "示例甲")
    with pytest.raises(UserError, match=r"账本“示例.zhuanban”正由示例甲（电脑 .+，.+ 起）打开着"):
        BookLock(book, "示例乙")
    first.release()
    assert list(tmp_path.iterdir()) == []
    third = BookLock(book, "示例丙")
    third.release()
    third.release()  # once more does no harm
    assert list(tmp_path.iterdir()) == []


def test_two_books_of_a_folder_are_held_apart(tmp_path: Path) -> None:
    locks = [BookLock(tmp_path / name, "示例甲") for name in ("甲.zhuanban", "乙.zhuanban")]
    assert len(list(tmp_path.iterdir())) == 2
    for lock in locks:
        lock.release()


def test_a_holder_that_has_not_written_its_name_yet_is_another_program(tmp_path: Path) -> None:
    book = tmp_path / "示例.zhuanban"
    lock = BookLock(book, "示例甲")
    lock.path.write_text("", "utf-8")
    with pytest.raises(UserError, match="正由另一个程序打开着"):
        BookLock(book, "示例乙")
    lock.release()


def test_what_a_dead_process_left_behind_is_taken_over(tmp_path: Path) -> None:
    book = tmp_path / "示例.zhuanban"
    book.with_name(f"{book.name}.lock").write_text(
        '{"who": "早已关机的人", "host": "旧电脑", "since": "2020"}', "utf-8"
    )
    lock = BookLock(book, "示例甲")
    assert json.loads(lock.path.read_text("utf-8"))["who"] == "示例甲"
    lock.release()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="是只读的或不存在"):
        BookLock(tmp_path / "没有" / "示例.zhuanban", "示例甲")
