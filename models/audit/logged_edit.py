"""What an edit looks like to whoever reads the log: a row of the edit log, or an edit of another book's changeset."""

from typing import Protocol


class LoggedEdit(Protocol):
    """One change of one row; the columns are those of ``EditRecord``."""

    @property
    def id(self) -> str:
        """The edit's id."""

    @property
    def book(self) -> str:
        """The book it was made in."""

    @property
    def seq(self) -> int:
        """Its number in that book."""

    @property
    def ledger(self) -> str:
        """The table of the row."""

    @property
    def row(self) -> str:
        """The row's id."""

    @property
    def values(self) -> str:
        """The fields set, as JSON."""

    @property
    def saw(self) -> str:
        """The parents by field, as JSON."""

    @property
    def clock(self) -> str:
        """The hybrid logical clock."""

    @property
    def who(self) -> str:
        """The user."""

    @property
    def batch(self) -> str:
        """The batch it belongs to."""

    @property
    def digest(self) -> str:
        """The hash of the edit and of the one before it."""

    @property
    def previous(self) -> str | None:
        """The digest of the edit before it, for an edit of another book."""

    @property
    def withheld(self) -> str | None:
        """The private fields withheld from it."""


class RecordedEdit(LoggedEdit, Protocol):
    """An edit as this book has it."""

    @property
    def came(self) -> str | None:
        """The row of 收件记录 it came with; None for an edit made in this book."""


class LoggedBatch(Protocol):
    """What a batch looks like: a row of the table of batches, or a batch of another book's changeset."""

    @property
    def id(self) -> str:
        """The batch's id."""

    @property
    def book(self) -> str:
        """The book it was made in."""

    @property
    def seq(self) -> int:
        """The number of its first edit in that book."""

    @property
    def at(self) -> int:
        """Milliseconds since 1970."""

    @property
    def who(self) -> str:
        """The user."""

    @property
    def label(self) -> str:
        """What the command is called."""

    @property
    def undoes(self) -> str | None:
        """The batch it undoes or redoes."""
