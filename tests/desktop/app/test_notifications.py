"""Every notification goes through one channel."""

from desktop.app.notifications import ERROR, INFO, SAVED, Notifications
from models.errors import UserError


def test_each_tone_has_its_own_way(notice: Notifications, messages: list[tuple[str, str]]) -> None:
    notice.notify_saved("一行")
    notice.notify("说一声。")
    notice.show_error(UserError("第一句。\n第二句。"))
    assert [tone for tone, _ in messages] == [SAVED, INFO, ERROR]
    assert messages[0][1].startswith("已保存 ")
    assert messages[0][1].endswith("一行")
    assert messages[2][1] == "第一句。　第二句。"


def test_a_user_error_becomes_its_sentence(notice: Notifications, messages: list[tuple[str, str]]) -> None:
    with notice.showing_user_errors():
        raise UserError("不行。")
    assert messages == [(ERROR, "不行。")]
