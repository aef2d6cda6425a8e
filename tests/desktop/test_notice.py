"""Every notification goes through one channel."""

from desktop.notice import REFUSED, SAVED, TOLD, Notice
from models.refusal import Refusal


def test_each_tone_has_its_own_way(notice: Notice, said: list[tuple[str, str]]) -> None:
    notice.saved("一行")
    notice.tell("说一声。")
    notice.refuse(Refusal("第一句。\n第二句。"))
    assert [tone for tone, _ in said] == [SAVED, TOLD, REFUSED]
    assert said[0][1].startswith("已保存 ")
    assert said[0][1].endswith("一行")
    assert said[2][1] == "第一句。　第二句。"


def test_a_refusal_becomes_its_sentence(notice: Notice, said: list[tuple[str, str]]) -> None:
    with notice.refusing():
        raise Refusal("不行。")
    assert said == [(REFUSED, "不行。")]
