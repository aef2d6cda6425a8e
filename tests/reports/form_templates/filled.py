"""Fill forms and read them back with openpyxl."""

import io
from datetime import date
from typing import Any

import openpyxl

from models.storage.store import Store
from reports.form_templates.form_data import FormData
from reports.form_templates.form_filling import FormSource, open_form
from tests.reports.form_templates.forms import board_of

TODAY = date(2026, 11, 29)


def filled_bytes(store: Store, source: FormSource, period: str = "2026-10") -> bytes:
    """Fill a form for a period; return the file."""
    with store.reading() as session:
        return open_form(source).fill(FormData(session, board_of(store, period), TODAY))


def read_back(content: bytes) -> Any:
    """Open a filled workbook."""
    return openpyxl.load_workbook(io.BytesIO(content))


def first_sheet(store: Store, source: FormSource, period: str = "2026-10") -> Any:
    """Fill a workbook for a period; return its first sheet as openpyxl reads it."""
    return read_back(filled_bytes(store, source, period)).worksheets[0]
