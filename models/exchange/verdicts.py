"""What a plan says of each row a sheet offers, and what the clerk answers, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from models.exchange.offer import OfferedRow
from models.field import Field
from models.kind import Read, Stored


class Verdict(StrEnum):
    """What a row of a sheet is to the book."""

    NEW = "新增"
    CHANGED = "修改"
    SAME = "相同"
    DUPLICATE = "疑似重复"
    REFUSED = "不能收"


class Answer(StrEnum):
    """What the clerk says to a possible duplicate; without an answer it is not written."""

    THAT_ROW = "就是那一行"
    NEW = "作为新的一行"
    SKIP = "不收"


@dataclass(frozen=True, slots=True)
class Decision:
    """The clerk's answer for one row; ``row`` names the book's row it is, where that is not the one suspected."""

    answer: Answer
    row: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What the clerk ticked: may blanks clear, may missing rows go to the bin, may unknown names become rows."""

    clear_blanks: bool = False
    remove_missing: bool = False
    create_links: bool = False


NOTHING_TICKED = Options()


class Taken(NamedTuple):
    """A value a cell gave: as the field reads it, its mark, and as the book stores it; made once for equal cells."""

    value: Any
    mark: str = ""
    stored: Stored = None

    @property
    def read(self) -> Read:
        """Give it as a row takes it."""
        return Read(self.value, self.mark)


CLEARED = Taken(None)


def taken(field: Field, value: Any, mark: str = "") -> Taken:
    """Take a value for a field."""
    return Taken(value, mark, field.kind.store(value))


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell the book cannot take: where it stands, what it holds, why, and what it may have meant (empty: no idea)."""

    key: str
    at: str
    label: str
    value: str
    said: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A project's entry into a stage that a row tells of; ``move`` is the stage log's row whose day it corrects."""

    stage: str
    on: date
    move: str | None = None
    was: date | None = None


@dataclass(slots=True)
class PlannedRow:
    """One row and what will become of it.

    ``row`` is the book's row it is, or resembles where it is a possible duplicate (then ``why`` has the rule);
    ``twin`` is the earlier line of this intake it repeats (“《甲.xlsx》第5行”). ``values`` are set when it is applied,
    a changed row's with their ``old``; those in ``clashing`` were changed in the book meanwhile and become a conflict;
    those in ``filled`` follow by law. ``kept`` are blank cells that clear nothing.
    """

    place: int
    offered: OfferedRow
    verdict: Verdict = Verdict.NEW
    row: str | None = None
    why: str = ""
    twin: str = ""
    level: int = 0
    values: dict[str, Taken] = field(default_factory=dict)
    old: dict[str, tuple[Stored, str]] = field(default_factory=dict)
    refused: dict[str, RefusedCell] = field(default_factory=dict)
    clashing: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
    kept: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = ()
    decision: Decision | None = None

    @property
    def skipped(self) -> bool:
        """Whether the clerk said to leave it."""
        return self.decision is not None and self.decision.answer is Answer.SKIP

    @property
    def writes(self) -> bool:
        """Whether applying the plan does anything for this row."""
        return self.verdict in {Verdict.NEW, Verdict.CHANGED} and not self.skipped


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying plans did: the rows by verdict, the new ones' ids, and what could not be done after all.

    ``batch`` is what to undo it by; empty where nothing was written.
    """

    batch: str
    counts: Mapping[Verdict, int]
    refused: tuple[str, ...]
    made: tuple[str, ...] = ()
    conflicts: int = 0
