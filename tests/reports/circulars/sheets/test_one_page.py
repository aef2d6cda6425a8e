"""Every sheet and wall chart of the window is made under the name of what it is about, ready to be printed."""

from pathlib import Path

import pypdfium2
import pytest

from models.ledgers import Inspection, Project, Reward, Setting, TaskForce, Visit
from models.queries.ledger_query import Condition, LedgerQuery, matching_ids
from models.statistics.chain_map import chains
from models.statistics.contract_duties import read_duties
from models.statistics.supervision import items_by_unit, supervision_items, urgent_items
from models.storage.store import Store
from reports.circulars.sheets.one_page import SHEETS, produce_sheet
from tests.rows import TODAY, add_row, finish


def about(demo: Store, sheet: str) -> str:
    """Name something of the demonstration a sheet can be about."""
    ledgers = {"project": Project, "signing": Project, "reward": Reward, "handbook": TaskForce}
    with demo.reading() as session:
        if sheet in ledgers:
            return matching_ids(session, LedgerQuery(ledgers[sheet]))[0]
        if sheet == "supervision":
            return items_by_unit(urgent_items(supervision_items(session), TODAY))[0][0]
        if sheet in {"firm", "reminder", "warning"}:
            return next(duty.row for duty in read_duties(session, TODAY) if duty.is_broken)
        if sheet == "reception":
            return matching_ids(session, LedgerQuery(Visit, where=(Condition("direction", "is", "来访"),)))[0]
        if sheet == "visit_plan":
            return f"{TODAY.year}"
        return {"wall": "A2", "chain": f"{chains(session)[0][0]} A3"}.get(sheet, "")


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_is_named_after_what_it_is_about(demo: Store, tmp_path: Path, sheet: str) -> None:
    with demo.writing("口径") as session:  # without an optional ledger there is no sheet of them
        session.query(Setting).filter_by(key="optional_ledgers").one().value = "基金招商"
        add_row(session, Inspection, name="示例消防检查", company="示例公司", asked_on=TODAY)
    produced = finish(produce_sheet(demo, sheet, about(demo, sheet), tmp_path / "表"))
    assert produced.pdf is not None
    assert produced.pdf.is_file()
    assert [path.name for path in (tmp_path / "表").iterdir()] == [produced.pdf.name]
    assert produced.pdf.name.endswith(".pdf")
    assert SHEETS[sheet] in produced.pdf.name
    assert produced.printed is not None
    pdf = pypdfium2.PdfDocument(produced.pdf)
    assert len(pdf) == produced.printed.pages
    pdf.close()


def test_one_page_sheets_are_one_page(demo: Store, tmp_path: Path) -> None:
    for sheet in ("project", "reward"):
        produced = finish(produce_sheet(demo, sheet, about(demo, sheet), tmp_path / sheet))
        assert produced.printed is not None
        assert produced.printed.pages == 1
