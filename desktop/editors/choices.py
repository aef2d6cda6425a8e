"""Several words of a dictionary."""

from desktop.editors.completion_list import Completion, matching_completions
from desktop.editors.multi_value import MultiValueEditor
from models.fields.kind import Value
from models.fields.kinds import ChoiceKind


class ChoicesEditor(MultiValueEditor):
    """Words as chips; what is typed but not picked counts too, so that nothing typed is lost."""

    def raw_value(self) -> object:
        """Give the words with 、 between them."""
        return self.text()

    def find_completions(self, typed: str) -> list[Completion]:
        """Offer the dictionary's words."""
        kind = self.field.kind
        words = (
            self.book_session.reading_context().terms.get(kind.dictionary, ()) if isinstance(kind, ChoiceKind) else ()
        )
        return matching_completions(typed, words)

    def split_value(self, value: Value, text: str) -> list[Completion]:
        """Part the words."""
        return [Completion(word, word) for word in str(value).split("、")]
