"""Decrypt workbooks with a password: .xlsx, .xlsm, .xlsb, .xls and .et."""

import io

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from models.refusal import Refusal

# Excel's default password for workbooks only protected against changes: no secret, so it is tried first.
_NO_SECRET = "VelvetSweatshop"  # noqa: S105 - published in MS-OFFCRYPTO 2.3.7.1
ASK = "设有打开密码；请输入密码后再导入。"
WRONG = "密码不对；请核对大小写和全角半角后重新输入，或请对方去掉密码再发。"
_ODD_LOCK = "的加密方式本程序打不开；请在 WPS 里打开，去掉密码另存为 .xlsx 再导入。"


class Locked(Refusal):
    """UserError of an encrypted file: no password was given, or the wrong one."""


def unlock(data: bytes, password: str | None) -> bytes:
    """Return the decrypted bytes of a workbook; raises LockedFile without the right password, or UserError."""
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
    except (FileFormatError, ParseError, OSError, KeyError, ValueError):
        raise Refusal(_ODD_LOCK) from None
    for candidate in [_NO_SECRET, password] if password else [_NO_SECRET]:
        opened = io.BytesIO()
        try:
            file.load_key(password=candidate, **({"verify_password": True} if file.format == "ooxml" else {}))
            file.decrypt(opened)
        except (InvalidKeyError, DecryptionError, UnicodeEncodeError):
            continue
        except (AttributeError, KeyError, ValueError, AssertionError, TypeError):
            raise Refusal(_ODD_LOCK) from None
        return opened.getvalue()
    raise Locked(WRONG if password else ASK)
