"""The text that a field's value shows in an exported cell."""

from collections.abc import Mapping

from models.fields.field import Field
from models.fields.kind import StoredValue
from models.fields.kinds import LinkKind, LinksKind

MISSING_ROW = "（已不在）"


class FieldTexts:
    """Formats a field's value as its cell shows it: text as typed, a linked row by name, private values masked."""

    def __init__(self, field: Field, names: Mapping[str, str], *, masked: bool) -> None:
        self._kind, self._names, self._masked = field.kind, names, masked

    def __call__(self, value: StoredValue, mark: str) -> str:
        """Return the text of one value."""
        kind = self._kind
        if isinstance(kind, LinkKind):
            text = self._names.get(str(value), MISSING_ROW)
        elif isinstance(kind, LinksKind):
            text = "、".join(self._names.get(row_id, MISSING_ROW) for row_id in str(value).split())
        else:
            shown = kind.excel_value(kind.load(value), mark)
            text = shown if isinstance(shown, str) else kind.text(kind.load(value), mark)
        return kind.mask(text) if self._masked else text
