"""Wordings as a file: what one county wrote, another reads; anything else is refused in words."""

import json
from pathlib import Path

import pytest

from models.errors import UserError
from reports.circulars.phrases.bank import shipped_phrases
from reports.circulars.phrases.phrase_file import read_phrases, write_phrases

WORDED = {"talks": "期末在谈{个数}，计划投资{总投资}。", "compare.up": "，较{上期}多{增减}"}


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "用语.json"
    write_phrases(path, WORDED)
    assert read_phrases(path) == WORDED
    entries = json.loads(path.read_text("utf-8"))["phrases"]
    assert [entry["shipped"] for entry in entries] == [shipped_phrases()[key].text for key in WORDED]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "读不了"),
        ('{"kind": "别的"}', "不是导出的用语"),
        ('{"kind": "招商台账用语", "phrases": [{"key": "未来", "text": "。"}]}', "这个版本没有的用语"),
        (
            '{"kind": "招商台账用语", "phrases": [{"key": "talks", "text": "期末{甲}。"}]}',
            "指标完成 · 在谈.*没有“{甲}”这一空",
        ),
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "别的.json"
    path.write_text(content, "utf-8")
    with pytest.raises(UserError, match=reason):
        read_phrases(path)
