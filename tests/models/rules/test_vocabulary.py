"""The words that figures count by are the county's words, and other offices' words for them are understood."""

import json
from collections.abc import Iterable
from enum import StrEnum

import pytest

from models.errors import UserError
from models.fields.field import field_of, fields
from models.fields.kind import ReadContext
from models.fields.kinds import ChoiceKind
from models.ledgers import LEDGERS, Visit
from models.rules import scheme_vocabulary, vocabulary
from models.rules.protected_terms import PROTECTED_TERMS
from models.rules.stages import LIBRARIES, STAGE_ORDER
from models.rules.vocabulary import DIRECTION_SPELLINGS, LeaderLevel, Stage, VisitDirection
from resources import PRESETS

WORDS: dict[str, list[str]] = {
    name: dictionary["words"]
    for name, dictionary in json.loads((PRESETS / "dictionaries.json").read_text("utf-8")).items()
}
TERMS = ReadContext(terms={"visit_direction": tuple(VisitDirection)})


def enums_of(module: object) -> Iterable[type[StrEnum]]:
    return (
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, StrEnum) and list(value)
    )


@pytest.mark.parametrize("written", ["走出去", "外出考察", "赴外", "外出", " 外 出 "])
def test_going_out_in_the_words_of_other_offices(written: str) -> None:
    assert field_of(Visit, "direction").kind.read(written, TERMS).value == VisitDirection.OUT


@pytest.mark.parametrize("written", ["请进来", "引进来", "接待", "来访考察", "来访"])
def test_receiving_in_the_words_of_other_offices(written: str) -> None:
    assert field_of(Visit, "direction").kind.read(written, TERMS).value == VisitDirection.IN


def test_another_word_is_refused_and_not_guessed() -> None:
    with pytest.raises(UserError, match="外出"):
        field_of(Visit, "direction").kind.read("开会", TERMS)


def test_no_spelling_stands_for_both_directions() -> None:
    assert set(DIRECTION_SPELLINGS.values()) == set(VisitDirection)
    assert not set(DIRECTION_SPELLINGS) & set(VisitDirection)


def test_every_stage_of_the_flow_has_its_library_in_order() -> None:
    assert [stage for stages in LIBRARIES.values() for stage in stages] == list(STAGE_ORDER) == list(Stage)


def test_every_protected_word_is_a_word_of_its_dictionary() -> None:
    for dictionary, protected in PROTECTED_TERMS.items():
        for enum in protected:
            assert {member.value for member in enum} <= set(WORDS[dictionary]), (dictionary, enum)


def test_every_enum_of_words_is_protected_or_never_stored_in_a_choice() -> None:
    protected = {enum for enums in PROTECTED_TERMS.values() for enum in enums}
    dictionaries = {
        field.kind.dictionary for ledger in LEDGERS for field in fields(ledger) if isinstance(field.kind, ChoiceKind)
    }
    offered = {word for name in dictionaries for word in WORDS.get(name, [])}
    for module in (vocabulary, scheme_vocabulary):
        for enum in set(enums_of(module)) - protected:
            assert not {member.value for member in enum} <= offered, f"{enum.__name__} can be renamed by a county"


def test_county_leaders_are_the_two_highest_ranks_of_the_dictionary() -> None:
    assert list(LeaderLevel) == WORDS["leader_level"][:2]


def test_no_word_has_two_meanings_in_one_vocabulary_of_states() -> None:
    for enum in (vocabulary.Stage, vocabulary.ProjectStatus):
        assert len({member.value for member in enum}) == len(enum)
    assert not {stage.value for stage in Stage} & {status.value for status in vocabulary.ProjectStatus}
