"""Several words of a dictionary."""

from typing import Any

from desktop.editors.offers import Offer, fitting
from desktop.editors.several import SeveralEditor
from models.kinds import Choice


class ChoicesEditor(SeveralEditor):
    """Words as chips; what is typed but not picked counts too, so that nothing typed is lost."""

    def raw(self) -> object:
        """Give the words with 、 between them."""
        return self.text()

    def offered(self, typed: str) -> list[Offer]:
        """Offer the dictionary's words."""
        kind = self.field.kind
        words = self.desk.context().terms.get(kind.dictionary, ()) if isinstance(kind, Choice) else ()
        return fitting(typed, words)

    def shown(self, value: Any, text: str) -> list[Offer]:
        """Part the words."""
        return [Offer(word, word) for word in str(value).split("、")]
