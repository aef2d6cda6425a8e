"""Files beside the caches: readable by their owner alone, and never half written."""

import os
import stat
from pathlib import Path

import pytest

from desktop.app.private_file import cache_folder, remove_private, write_private


def test_only_its_owner_may_read_a_private_file(tmp_path: Path) -> None:
    path = cache_folder(tmp_path) / "a.json"
    write_private(path, "联系电话")
    write_private(path, "另一个电话")
    assert path.read_text("utf-8") == "另一个电话"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["a.json"]


def test_a_file_that_cannot_be_written_leaves_the_one_before_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    write_private(path, "原来的")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write_private(path, "新的")
    assert path.read_text("utf-8") == "原来的"
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["a.json", "a.new"]
    remove_private(path)
    assert list(tmp_path.iterdir()) == []
