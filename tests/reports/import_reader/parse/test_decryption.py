"""Workbooks with a password: the right one opens them, the wrong one says so, other encryption has its way out."""

import io

import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from models.errors import UserError
from reports.import_reader.parse.decryption import PASSWORD_NEEDED, PASSWORD_WRONG, LockedFile, decrypt


def plain_workbook() -> bytes:
    """Make a workbook as bytes."""
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


PLAIN = plain_workbook()


def locked(password: str) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(PLAIN)).encrypt(password, out)
    return out.getvalue()


@pytest.mark.parametrize("password", ["123456", "河津2026", "a b", "VelvetSweatshop"])
def test_the_right_password_gives_back_the_very_bytes(password: str) -> None:
    assert decrypt(locked(password), password) == PLAIN


@pytest.mark.parametrize("typed", ["河津2025", "河津２０２６", " 河津2026", "河津2026 "])
def test_a_wrong_password_says_what_to_look_at(typed: str) -> None:
    with pytest.raises(LockedFile, match=r"全角半角") as caught:
        decrypt(locked("河津2026"), typed)
    assert str(caught.value) == PASSWORD_WRONG


@pytest.mark.parametrize("typed", [None, ""])
def test_no_password_asks_for_one(typed: str | None) -> None:
    with pytest.raises(LockedFile) as caught:
        decrypt(locked("河津2026"), typed)
    assert str(caught.value) == PASSWORD_NEEDED


def test_a_workbook_only_protected_against_changes_opens_without_being_asked() -> None:
    assert decrypt(locked("VelvetSweatshop"), None) == PLAIN


@pytest.mark.parametrize("data", [b"", b"not a file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x11" * 2000])
def test_what_cannot_be_decrypted_at_all_is_no_question_of_passwords(data: bytes) -> None:
    with pytest.raises(UserError, match="去掉密码另存为") as caught:
        decrypt(data, "河津2026")
    assert not isinstance(caught.value, LockedFile)
