"""A file is written completely or not at all, and the previous one stays until the new one is complete."""

import os
from pathlib import Path

import pytest

from models.errors import UserError
from models.storage.files import atomic_write, ensure_folder


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "深" / "文件.txt"
    with atomic_write(path) as draft:
        draft.write_text("一半", "utf-8")
        assert not path.exists()
        assert draft.parent == path.parent
        assert draft.suffix == ".txt"
    assert path.read_text("utf-8") == "一半"
    assert [entry.name for entry in path.parent.iterdir()] == ["文件.txt"]


@pytest.mark.parametrize("stop", [RuntimeError, KeyboardInterrupt, GeneratorExit])
def test_whatever_stops_it_the_old_file_stays(tmp_path: Path, stop: type[BaseException]) -> None:
    path = tmp_path / "文件.txt"
    path.write_text("旧", "utf-8")
    with pytest.raises(stop), atomic_write(path) as draft:  # noqa: PT012 - what was written before it stopped is the point
        draft.write_text("新", "utf-8")
        raise stop
    assert path.read_text("utf-8") == "旧"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "message"),
    [(28, "磁盘已满"), (30, "磁盘是只读的"), (5, "磁盘出错"), (13, "WPS"), (36, "文件名太长")],
)
def test_the_worlds_reasons_are_reported_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, message: str
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(UserError, match=message), atomic_write(tmp_path / "文件.txt") as draft:
        draft.write_text("新", "utf-8")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_reported_with_a_message(tmp_path: Path) -> None:
    assert ensure_folder(tmp_path / "一" / "二").is_dir()
    (tmp_path / "占着").write_text("", "utf-8")
    with pytest.raises(UserError, match=r"占着.*同名的文件"):
        ensure_folder(tmp_path / "占着")
    with pytest.raises(UserError, match="不是文件夹"):
        ensure_folder(tmp_path / "占着" / "里面")
