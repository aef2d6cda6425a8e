"""Words that figures count by keep their names; a county's other words are its own."""

import pytest

from models.rules.protected_terms import is_protected


@pytest.mark.parametrize(
    ("dictionary", "word", "protected"),
    [
        ("stage", "签约", True),
        ("lead_state", "已认定", True),
        ("lead_state", "跟进中", False),  # a county's further word: such a lead waits for a decision
        ("activity_kind", "专场推介", True),
        ("activity_kind", "座谈会", False),
        ("capital_origin", "省外", True),
        ("capital_origin", "签约", False),  # protected, but in another dictionary
        ("score_metric", "签约金额", True),
        ("industry", "焦化", False),  # nothing is counted by a dictionary that is not listed
    ],
)
def test_a_word_is_protected_in_the_dictionary_it_is_counted_by(dictionary: str, word: str, protected: bool) -> None:
    assert is_protected(dictionary, word) is protected
