"""A 统一社会信用代码: counts its characters and checks its last one while it is typed."""

from desktop.editors.text_line import LineEditor
from models.errors import UserError

_LENGTH = 18


class CodeEditor(LineEditor):
    """Shows n/18, and at the eighteenth whether the check digit fits."""

    def show_reading(self) -> None:
        """Say how many characters there are, and at once whether the whole is right."""
        typed = "".join(self.line.text().split())
        if not typed:
            self.line.show_note("")
        elif len(typed) < _LENGTH:
            self.line.show_note(f"{len(typed)}/{_LENGTH}")
        elif len(typed) > _LENGTH:
            self.line.show_note(f"多 {len(typed) - _LENGTH} 位", is_error=True)
        else:
            self._show_check_digit()

    def _show_check_digit(self) -> None:
        try:
            self.read()
        except UserError:
            self.line.show_note("校验位不对", is_error=True)
        else:
            self.line.show_note("✓ 校验位对")
