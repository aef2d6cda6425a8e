"""The register of the task forces' people (招商队伍名册), from an open book to a PDF."""

from datetime import date
from pathlib import Path

from models.statistics.people import people_of_year
from models.storage.store import Store
from reports.circulars.sheets import people_sheet
from reports.circulars.sheets.handouts import LIST_GEOMETRY
from reports.circulars.workflow.compose import load_county_head
from reports.content.document import Document
from reports.pdf.pdf_renderer import PrintResult, print_pdf


def people_document(store: Store, today: date, *, unmasked: bool = False) -> Document:
    """Compose the register as of today; telephones are masked unless ``unmasked``."""
    county = load_county_head(store).county
    with store.reading() as session:
        people = people_of_year(session, today, unmasked=unmasked)
    return people_sheet.draft(people_sheet.PeopleSheetInput(county, people))


def print_people(store: Store, path: Path, today: date, *, unmasked: bool = False) -> PrintResult:
    """Print the register."""
    return print_pdf(people_document(store, today, unmasked=unmasked), path, geometry=LIST_GEOMETRY)
