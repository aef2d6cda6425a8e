"""Printing of 双兑现 for the window and the command line: the county's list, an enterprise's sheet, a letter to it."""

from datetime import date
from pathlib import Path

from models.errors import UserError
from models.statistics.both_sides import BothSides, find_party, read_both_sides
from models.statistics.kept_promises import Party
from models.storage.store import Store
from reports.circulars.sheets import firm_letter, firm_sheet, kept_list
from reports.circulars.sheets.firm_letter import LetterKind
from reports.circulars.workflow.compose import load_county_head
from reports.content.document import Document
from reports.pdf.page_profile import fonts_from_settings, geometry_from_settings
from reports.pdf.pdf_renderer import PrintResult, print_documents


def kept_list_document(store: Store, today: date) -> Document:
    """Compose the list of both sides; UserError where the book has neither promises nor duties."""
    county = load_county_head(store).county
    with store.reading() as session:
        both = read_both_sides(session, today)
    if not both.payable and not both.duties:
        raise UserError("账本里没有政府承诺，也没有企业履约事项；请在“责任事项”里登记，类别选承诺或履约。")
    return kept_list.draft(kept_list.KeptListRequest(county, today), both)


def firm_document(store: Store, firm: str, today: date) -> Document:
    """Compose the sheet of one enterprise, found by row id or name."""
    county, (party, both) = load_county_head(store).county, _of_firm(store, firm, today)
    return firm_sheet.draft(county, party, both)


def letter_document(store: Store, firm: str, today: date, kind: LetterKind) -> Document:
    """Compose the letter to one enterprise, found by row id or name; UserError where nothing of it is open."""
    county, (party, both) = load_county_head(store).county, _of_firm(store, firm, today)
    return firm_letter.draft(county, party, both, kind)


def print_letter(store: Store, firm: str, path: Path, today: date, kind: LetterKind) -> PrintResult:
    """Print the letter to one enterprise on the page of the county's letters."""
    settings = load_county_head(store).settings
    part = (letter_document(store, firm, today, kind), geometry_from_settings(settings))
    return print_documents([part], path, faces=fonts_from_settings(settings))


def _of_firm(store: Store, firm: str, today: date) -> tuple[Party, BothSides]:
    with store.reading() as session:
        both = read_both_sides(session, today, with_expected=True)
    party = find_party(both, firm)
    return party, both.of_party(party.row)
