"""The four libraries of the small county, counted by hand."""

from pathlib import Path

from models.ledgers import Lead, Project
from models.rules.stages import LIBRARIES
from models.statistics.libraries import read_libraries
from tests.reports.county import small_county
from tests.rows import add_project, copy_template, open_unsynced


def test_ended_projects_and_rejected_leads_are_in_none(empty_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        names = {row: name for name, row in small_county(book).items()}
        with book.reading() as session:
            counts = read_libraries(session, LIBRARIES)
    assert [(count.name, count.ledger, sorted(names[row] for row in count.rows)) for count in counts] == [
        ("线索库", Lead, ["L1", "L2", "L3", "L4", "L5", "L8", "L9"]),  # L7 was rejected
        ("在谈库", Project, ["P5"]),  # P6 was ended
        ("签约库", Project, ["P2"]),  # P3 was ended
        ("建设投产库", Project, ["P1", "P4", "P7"]),
    ]


def test_a_project_at_an_early_stage_stands_beside_the_leads(empty_book: Path, tmp_path: Path) -> None:
    with open_unsynced(copy_template(empty_book, tmp_path)) as book:
        with book.writing("示例") as session:
            row = add_project(session, "研判中的", {}, stage="研判")
        with book.reading() as session:
            counts = read_libraries(session, LIBRARIES)
    assert [(count.name, count.rows) for count in counts[:2]] == [("线索库", ()), ("线索库里的项目", (row,))]
