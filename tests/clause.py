"""A clause of the source documents as a row of ``clauses.py``, and the two tests that prove its fields and words."""

from dataclasses import dataclass

FIELDS = "tests/test_clause_fields.py::test_the_fields_a_clause_needs_are_in_the_form_and_keep_what_is_typed"
WORDS = "tests/test_clause_fields.py::test_the_words_a_clause_names_are_in_the_dictionaries"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause, the node ids of the tests that prove it (a test may prove a part), and what is still missing."""

    number: str
    words: str
    proofs: tuple[str, ...] = ()
    not_yet: str = ""


def fulfilled(number: str, words: str, *proofs: str) -> Clause:
    """Return a clause that is fulfilled, with the tests that prove it."""
    return Clause(number, words, proofs)


def fields_of(number: str) -> str:
    """Return the node id of the test that the clause's fields exist."""
    return f"{FIELDS}[{number}]"


def words_of(number: str) -> str:
    """Return the node id of the test that the clause's dictionary terms exist."""
    return f"{WORDS}[{number}]"
