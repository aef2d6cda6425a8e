"""A sheet is made under its row's own name, ready to be shown and printed."""

from pathlib import Path

import pytest

from models.browse import View, ids
from models.ledgers import Project, Reward
from models.store import Store
from reports.circulars.one_page import SHEETS, produce_sheet
from tests.rows import finish


@pytest.mark.parametrize("ledger", [Project, Reward])
def test_a_sheet_is_one_page_named_after_its_row(
    demo: Store, tmp_path: Path, ledger: type[Project] | type[Reward]
) -> None:
    with demo.reading() as session:
        found = ids(session, View(ledger))
    assert found
    made = finish(produce_sheet(demo, ledger.__tablename__, found[0], tmp_path / "表"))
    assert made.pdf is not None
    assert made.pdf.is_file()
    assert made.pdf.name.endswith(f"{SHEETS[ledger.__tablename__]}.pdf")
    assert made.printed is not None
    assert made.printed.pages == 1
