"""What ``intake --json`` prints: the keys that other programs read."""

from typing import TypedDict


class RefusedCellData(TypedDict):
    """A cell that cannot be taken; rows count from 1."""

    sheet: str
    row: int
    cell: str
    label: str
    value: object
    reason: str
    suggestion: str


class DuplicateData(TypedDict):
    """A row that may repeat another: the row of the book, or the earlier row of the file (``twin``)."""

    row: int
    why: str
    level: int
    resembles: str | None
    twin: str


class PlanData(TypedDict):
    """What a sheet brings into a ledger; ``counts`` are rows by outcome."""

    sheet: str
    ledger: str
    counts: dict[str, int]
    conflicts: int
    absent: int
    refused: list[RefusedCellData]
    duplicates: list[DuplicateData]


class FileData(TypedDict, total=False):
    """One file's result; rows count from 1, columns are letters; the layout stands only where one was recognised."""

    file: str
    origin: str
    declined: str
    again: bool
    notes: list[str]
    ledger: str | None
    mapping: list[dict[str, object]]
    sheet: str
    title: str
    unit: str
    header_rows: list[int]
    first_data_row: int | None
    total_rows: list[int]
    group_rows: list[int]
    note_rows: list[int]
    counts: dict[str, int]
    conflicts: int
    sheets: list[PlanData]
    refused: list[RefusedCellData]


class ImportData(TypedDict, total=False):
    """The result of an import."""

    written: bool
    batch: str | None
    files: list[FileData]
    left_out: list[str]
    sent_back: list[str]
