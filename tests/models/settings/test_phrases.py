"""The county's wordings as settings: saved, restored to the shipped ones, replaced; they are no definitions."""

from models.settings.definitions import group_by_rule
from models.settings.phrases import PREFIX, county_phrases, replace_phrases, reset_phrase, save_phrase
from models.storage.store import Store


def save(book: Store, text: str, key: str = "talks") -> None:
    """Save a wording."""
    with book.writing("用语") as session:
        save_phrase(session, key, "在谈", text, "原话。")


def phrases(book: Store) -> dict[str, str]:
    """Return the county's wordings."""
    with book.reading() as session:
        return county_phrases(session)


def test_a_wording_is_saved_changed_and_restored(book: Store) -> None:
    save(book, "改过。")
    save(book, "又改过。")
    assert phrases(book) == {"talks": "又改过。"}
    save(book, "原话。")
    assert phrases(book) == {}
    save(book, "再改。")
    with book.writing("恢复") as session:
        assert reset_phrase(session, "talks") == 1
    assert phrases(book) == {}
    assert phrases(book) == {}


def test_the_shipped_wording_of_another_phrase_is_left_alone(book: Store) -> None:
    save(book, "甲。", "talks")
    save(book, "乙。", "talks.none")
    with book.writing("恢复") as session:
        assert reset_phrase(session, "talks") == 1
    assert phrases(book) == {"talks.none": "乙。"}
    with book.writing("恢复") as session:
        assert reset_phrase(session) == 1
    assert phrases(book) == {}


def test_a_file_replaces_all_of_them(book: Store) -> None:
    save(book, "甲。", "talks")
    save(book, "乙。", "talks.none")
    with book.writing("读入") as session:
        replace_phrases(session, {"talks.none": ("没有在谈", "丙。"), "talks.count": ("在谈", "丁。")})
    assert phrases(book) == {"talks.none": "丙。", "talks.count": "丁。"}


def test_wordings_are_not_listed_among_the_definitions() -> None:
    assert group_by_rule(["pace", f"{PREFIX}talks"]) == [("通报和排名怎么算", ("pace",))]
