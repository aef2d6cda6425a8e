"""What keeps a form from being filled, collected so that the clerk mends everything in one go."""

from dataclasses import dataclass, field

from models.errors import UserError


@dataclass(slots=True)
class FormFaults:
    """What keeps a form from being filled: a sentence for each place."""

    sentences: list[str] = field(default_factory=list)

    def add(self, place: str, message: object) -> None:
        """Add a fault."""
        self.sentences.append(f"{place}：{str(message).rstrip('。')}。")

    def raise_if_any(self) -> None:
        """Raise UserError with all faults, so that the clerk mends them in one go."""
        if self.sentences:
            head = f"有{len(self.sentences)}处填不了，一格也没有写：\n" if len(self.sentences) > 1 else ""
            raise UserError(head + "\n".join(self.sentences))
