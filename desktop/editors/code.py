"""A 统一社会信用代码: counts its characters and checks its last one while it is typed."""

from desktop.editors.line import LineEditor
from models.refusal import Refusal

_LENGTH = 18


class CodeEditor(LineEditor):
    """Shows n/18, and at the eighteenth whether the check digit fits."""

    def tell(self) -> None:
        """Say how many characters there are, and at once whether the whole is right."""
        typed = "".join(self.line.text().split())
        if not typed:
            self.line.say("")
        elif len(typed) < _LENGTH:
            self.line.say(f"{len(typed)}/{_LENGTH}")
        elif len(typed) > _LENGTH:
            self.line.say(f"多 {len(typed) - _LENGTH} 位", wrong=True)
        else:
            self._tell_check()

    def _tell_check(self) -> None:
        try:
            self.read()
        except Refusal:
            self.line.say("校验位不对", wrong=True)
        else:
            self.line.say("✓ 校验位对")
