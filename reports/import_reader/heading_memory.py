"""What is remembered of headings: by sender, and by the shape of a whole table, whoever sent it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reports.import_reader.column_mapping import LedgerMapping, PastMappings
from reports.import_reader.headings import core_words
from reports.import_reader.table_detection import SheetLayout

_MIN_HEADINGS = 2  # a single heading is no shape


@dataclass(frozen=True, slots=True)
class KnownTable:
    """The ledger that a table's headings were imported into, and the field key of each ("" for one left out)."""

    ledger: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HeadingMemory:
    """The mappings of earlier imports: those of this sender, and those of all senders.

    ``groups`` are those of the optional ledgers that the book uses: foreign tables are not taken for others.
    """

    of_sender: PastMappings = field(default_factory=dict)
    of_all: Sequence[PastMappings] = ()
    groups: frozenset[str] = frozenset()

    def of_table(self, layout: SheetLayout, guess: LedgerMapping | None) -> KnownTable | None:
        """Return how a table was imported before; None where it is not known, or where imports disagree.

        A table is known where every heading was mapped or left out by this sender or, failing that, by others. What
        others did with the same headings does not overrule a likely ``guess`` of another ledger.
        """
        words = {core_words(heading.text.replace(" ", "")) for heading in layout.headings}
        if len(words) < _MIN_HEADINGS:
            return None
        if sent_before := _known_tables(words, [self.of_sender]):
            return sent_before[0] if len(sent_before) == 1 else None
        others = _known_tables(words, self.of_all)
        if not others or any(other != others[0] for other in others):
            return None
        is_overruled = guess is not None and guess.is_likely and guess.ledger != others[0].ledger
        return None if is_overruled else others[0]


def _known_tables(words: set[str], remembered: Sequence[PastMappings]) -> list[KnownTable]:
    """Return how these headings were mapped, once for each memory that has all of them."""
    return [
        KnownTable(ledger, {word: mapping[word] for word in words})
        for mappings in remembered
        for ledger, mapping in mappings.items()
        if words <= mapping.keys() and any(mapping[word] for word in words)
    ]
