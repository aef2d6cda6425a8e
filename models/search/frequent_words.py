"""The words of a book that typed pinyin stands for, found in a sample of its rows.

A regular expression for “shili” takes several microseconds a row. Where most rows have the letters sl, they nearly
always have them from the same few words (示例, 水利): looking for these words as they are answers most rows.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.search.pinyin import pinyin_initials
from models.search.spelling import Spelling

_MAX_WORDS = 4  # each costs a look at every row
_LEAST_SHARE = 0.05  # of the sample: rarer words are left to the regular expression


@dataclass(frozen=True, slots=True)
class FrequentWords:
    """Words that match a spelling, and words that only have its initials, each most frequent first."""

    matching: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def frequent_words(way: Spelling, texts: Sequence[str], separator: str) -> FrequentWords:
    """Return the words by which most of some index texts match a spelling, or have its initials without matching it."""
    pattern = re.compile(way.pattern)
    words_of_texts = [{match.group() for match in pattern.finditer(text)} for text in texts]
    matching = _most_frequent(words_of_texts, len(texts))
    if not way.probe.isascii() or _overlaps_itself(way.probe):
        return FrequentWords(matching)
    rest = [text for text, words in zip(texts, words_of_texts, strict=True) if not words]
    others = _most_frequent([set(_words_with_initials(way.probe, text, separator)) for text in rest], len(texts))
    return FrequentWords(matching, others)


def _most_frequent(words_of_texts: list[set[str]], total: int) -> tuple[str, ...]:
    """Choose the words that most texts have, each counted among the texts that have none of those before it."""
    chosen: list[str] = []
    while words_of_texts and len(chosen) < _MAX_WORDS:
        counts = Counter(word for words in words_of_texts for word in words)
        word = max(counts, key=lambda word: (counts[word], word), default="")
        if not word or counts[word] < _LEAST_SHARE * total:
            break
        chosen.append(word)
        words_of_texts = [words for words in words_of_texts if word not in words]
    return tuple(chosen)


def _words_with_initials(probe: str, text: str, separator: str) -> Iterator[str]:
    """Yield the parts of a text's fields whose only initials are the probe: no part of them has a second reading."""
    for field in text.split(separator):
        if field.isascii() or not any(probe in initials for initials in pinyin_initials(field)):
            continue
        for start in range(len(field) - len(probe) + 1):
            word = field[start : start + len(probe)]
            if not word.isascii() and pinyin_initials(word) == (probe,):
                yield word


def _overlaps_itself(probe: str) -> bool:
    """Whether two occurrences of a probe can overlap, as of “ss” in “sss”: then they cannot be counted by replacing."""
    return any(probe.startswith(probe[start:]) for start in range(1, len(probe)))
