"""An uncaught UserError is shown to the user; a bug is logged and shown once."""

import logging
import sys

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.app.crash import CrashHook
from models.errors import UserError

pytestmark = pytest.mark.usefixtures("qtbot")


def raised(error: BaseException) -> BaseException:
    """Give an error with its way."""
    try:
        raise error
    except type(error) as caught:
        return caught


def test_a_user_error_is_told_and_nothing_logged() -> None:
    sentences: list[str] = []
    hook = CrashHook(sentences.append, lambda: None)
    hook(UserError, UserError("不行。"), None)
    assert sentences == ["不行。"]
    assert hook.dialog is None


def test_a_bug_is_logged_and_shown_once(caplog: pytest.LogCaptureFixture) -> None:
    hook = CrashHook(lambda _: None, lambda: None)
    error = raised(ZeroDivisionError("division by zero"))
    hook(ZeroDivisionError, error, error.__traceback__)
    dialog = hook.dialog
    assert dialog is not None
    hook(ZeroDivisionError, error, error.__traceback__)
    assert hook.dialog is dialog
    assert [record.levelno for record in caplog.records] == [logging.CRITICAL] * 2
    caplog.clear()
    assert "ZeroDivisionError" in dialog.details
    assert "招商台账" in dialog.details
    dialog.copy_button.click()
    assert QGuiApplication.clipboard().text() == dialog.details
    dialog.accept()
    assert hook.dialog is None


def test_it_takes_over_and_leaves_the_keyboard_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    passed: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, *_: passed.append(kind))
    hook = CrashHook(lambda _: None, lambda: None)
    hook.install()
    assert sys.excepthook is hook
    hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt]
