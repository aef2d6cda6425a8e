"""A row's edits as an undo sees them: what they were before a batch, and the edits that bring that back."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.audit.edit_log import (
    MARK_SUFFIX,
    REMOVED,
    ROW_KEY,
    conflicting_fields,
    effective_mark,
    heads,
    parents_of,
    state_of,
    values_of,
)
from models.audit.logged_edit import RecordedEdit
from models.fields.kind import StoredValue, StoredValues


@dataclass(frozen=True, slots=True)
class ValuesBefore:
    """The values that undo a batch on one row; ``untouched`` is false where a value it set was changed since.

    ``conflicts`` has, for each field that was in conflict before the batch, its competing edits, oldest first.
    """

    values: StoredValues
    untouched: bool
    conflicts: Mapping[str, Sequence[RecordedEdit]] = field(default_factory=dict)


def values_before(log: "RowLog", batch: str, start_seq: int, derived: Iterable[str]) -> ValuesBefore:
    """Return the values that undo a batch on one row; ``derived`` are the fields that follow from other rows."""
    current = heads(log.edits)
    earlier = [edit for edit in log.edits if log.position(edit) < start_seq and log.batch_of(edit) != batch]
    old = {edit.id for edit in earlier}
    tops = heads(earlier)

    def changed_since(key: str) -> bool:
        return any(
            edit.id not in old and log.is_changed_since(edit, key, batch, tops.get(key, ())) for edit in current[key]
        )

    if not earlier:
        # The batch created this row: remove it, unless it was changed afterwards.
        untouched = not any(map(changed_since, current))
        return ValuesBefore({REMOVED: 1} if untouched else {}, untouched)
    then = state_of(earlier)
    back: StoredValues = {}
    untouched = True
    mine = {key for edit in log.edits if log.batch_of(edit) == batch for key in values_of(edit)}
    for key in mine:
        if changed_since(key):
            untouched = False
        elif any(edit.id not in old for edit in current[key]):
            back[key] = then.get(key)
    return ValuesBefore(back, untouched, conflicting_fields(earlier, derived))


class RowLog:
    """A row's edits, aware of which of them (by undo or redo) only restored what an earlier one had set."""

    def __init__(
        self, edits: Sequence[RecordedEdit], undoes: Mapping[str, str], arrivals: Mapping[str, tuple[str, int]]
    ) -> None:
        self.edits = edits
        self._by_id = {edit.id: edit for edit in edits}
        self._undoes = undoes  # batch that undid or redid -> the batch it took back
        self._arrivals = arrivals  # receipt -> batch and sequence number

    def batch_of(self, edit: RecordedEdit) -> str:
        """Return the batch of this book in which an edit was made or received."""
        return str(edit.batch if edit.came is None else self._arrivals[edit.came][0])

    def position(self, edit: RecordedEdit) -> int:
        """Return the sequence number in this book's chain at which an edit was made or received."""
        return int(edit.seq if edit.came is None else self._arrivals[edit.came][1])

    def amendments(self, before: ValuesBefore) -> list[tuple[StoredValues, dict[str, list[str]]]]:
        """Return the edits that bring values back, each with its parents; the last has the values the row then shows.

        A conflict comes back as edits with the same parents, one for each competing value.
        """
        competing = {
            key: rivals
            for key in before.values
            if len(rivals := [edit for edit in before.conflicts.get(key, ()) if key in values_of(edit)]) > 1
        }
        if all(self._has_values(key, rivals) for key, rivals in competing.items()):
            competing = {}
        reopened = {REMOVED} & before.conflicts.keys() - conflicting_fields(self.edits).keys()
        main = self._needed_values(before.values, competing.keys() | reopened)
        unseen = {edit.id for edit in before.conflicts.get(REMOVED, ())}
        others = [
            self._competing_values(key, edit, before.values)
            for key, rivals in competing.items()
            for edit in rivals[:-1]
        ]
        return [(values, self._parents_for(values, unseen)) for values in (*others, main) if values]

    def _has_values(self, key: str, rivals: Sequence[RecordedEdit]) -> bool:
        """Whether a field is in conflict now between the values of some edits."""
        now = [values_of(edit)[key] for edit in heads(self.edits)[key]]
        return sorted(map(str, now)) == sorted(str(values_of(edit)[key]) for edit in rivals)

    def _competing_values(self, key: str, edit: RecordedEdit, back: StoredValues) -> StoredValues:
        mark = key + MARK_SUFFIX
        marks = {mark: effective_mark(edit, key, self._by_id)} if mark in back else {}
        return {key: values_of(edit)[key], **marks}

    def _needed_values(self, back: StoredValues, competing: Container[str]) -> StoredValues:
        """Return what must be written for the row to have some values; a value and its mark are written together."""
        tops = heads(self.edits)
        wanted = {
            key
            for key, value in back.items()
            if key in competing or key not in tops or self._differs(tops[key], key, value)
        }
        return {
            key: value
            for key, value in back.items()
            if {key, key + MARK_SUFFIX, key.removesuffix(MARK_SUFFIX)} & wanted
        }

    def _differs(self, tops: Sequence[RecordedEdit], key: str, value: StoredValue) -> bool:
        return any(values_of(edit)[key] != value for edit in tops)

    def _parents_for(self, values: StoredValues, unseen: Container[str]) -> dict[str, list[str]]:
        """Return the parents of an edit that sets some values: all current heads, conflicting ones included.

        ``unseen`` are the edits of a conflict between a removal and edits, which are to stay concurrent.
        """
        tops = heads(self.edits)
        parents = {key: [edit.id for edit in tops[key]] for key in values if key in tops}
        removals = tops.get(REMOVED, [])
        if values.get(REMOVED):
            every = dict.fromkeys(edit.id for rivals in tops.values() for edit in rivals)
            parents[ROW_KEY] = [edit for edit in every if edit not in unseen]
        elif REMOVED not in values and removals and values_of(removals[-1])[REMOVED]:
            parents[ROW_KEY] = [edit.id for edit in removals if edit.id not in unseen]
        return parents

    def is_changed_since(self, edit: RecordedEdit, key: str, batch: str, before: Sequence[RecordedEdit]) -> bool:
        """Whether an edit set a field to something else than a batch did, looking through any undo and redo since.

        ``before`` are the field's heads before the batch: their values, brought back, are no change either. A field
        that was empty then and is empty again counts as unchanged.
        """
        origin: RecordedEdit | None = edit
        while origin is not None and self.batch_of(origin) != batch and self.batch_of(origin) in self._undoes:
            origin = self._restored_edit(origin, key)
        if origin is None:
            return bool(before)
        return self.batch_of(origin) != batch and origin not in before

    def _restored_edit(self, edit: RecordedEdit, key: str) -> RecordedEdit | None:
        """Return the edit whose value an undoing edit restored; None where the field was empty before."""
        batch = self._undoes[self.batch_of(edit)]
        seen = self._visible_parent(edit, key)
        while seen is not None and self.batch_of(seen) != batch and self.batch_of(seen) in self._undoes:
            seen = self._restored_edit(seen, key)
        return self._edit_before_batch(seen, key, batch, values_of(edit).get(key))

    def _edit_before_batch(
        self, edit: RecordedEdit | None, key: str, batch: str, value: StoredValue
    ) -> RecordedEdit | None:
        """Return the edit before a batch that a restoring edit brought back: of competing ones, that with its value."""
        while edit is not None and self.batch_of(edit) == batch:
            edit = self._visible_parent(edit, key, value)
        return edit

    def _visible_parent(self, edit: RecordedEdit, key: str, value: StoredValue = None) -> RecordedEdit | None:
        """Return the latest parent of an edit for a field, one with ``value`` first: the edit visible then."""
        seen = [self._by_id[parent] for parent in parents_of(edit).get(key, []) if parent in self._by_id]
        return max(
            seen,
            key=lambda parent: (value is not None and values_of(parent).get(key) == value, parent.clock, parent.id),
            default=None,
        )
