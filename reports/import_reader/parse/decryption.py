"""Decrypt workbooks with a password: .xlsx, .xlsm, .xlsb, .xls and .et."""

import io

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from models.errors import UserError

# Excel's default password for workbooks only protected against changes: no secret, so it is tried first.
_DEFAULT_PASSWORD = "VelvetSweatshop"  # noqa: S105 - published in MS-OFFCRYPTO 2.3.7.1
PASSWORD_NEEDED = "设有打开密码；请输入密码后再导入。"  # noqa: S105 - a sentence, no password
PASSWORD_WRONG = "密码不对；请核对大小写和全角半角后重新输入，或请对方去掉密码再发。"  # noqa: S105 - the same
_UNKNOWN_ENCRYPTION = "的加密方式本程序打不开；请在 WPS 里打开，去掉密码另存为 .xlsx 再导入。"


class LockedFile(UserError):
    """UserError of an encrypted file: no password was given, or the wrong one."""


def decrypt(data: bytes, password: str | None) -> bytes:
    """Return the decrypted bytes of a workbook; raises LockedFile without the right password, or UserError."""
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
    except (FileFormatError, ParseError, OSError, KeyError, ValueError):
        raise UserError(_UNKNOWN_ENCRYPTION) from None
    for candidate in [_DEFAULT_PASSWORD, password] if password else [_DEFAULT_PASSWORD]:
        opened = io.BytesIO()
        try:
            file.load_key(password=candidate, **({"verify_password": True} if file.format == "ooxml" else {}))
            file.decrypt(opened)
        except (InvalidKeyError, DecryptionError, UnicodeEncodeError):
            continue
        except (AttributeError, KeyError, ValueError, AssertionError, TypeError):
            raise UserError(_UNKNOWN_ENCRYPTION) from None
        return opened.getvalue()
    raise LockedFile(PASSWORD_WRONG if password else PASSWORD_NEEDED)
