"""A county's definitions and holidays for a test's book: only what the test needs, the rest as the sources state it."""

import json
from datetime import date

from sqlalchemy.orm import Session

from models.audit.recorder import add_many
from models.ledgers import Holiday, Setting
from resources import PRESETS
from tests.rows import add_row

SETTING_NAMES = {
    setting["key"]: setting["name"] for setting in json.loads((PRESETS / "definitions.json").read_text("utf-8"))
}


def set_definitions(session: Session, **values: str) -> list[str]:
    """Set definitions by their keys; return the ids of the settings."""
    return [add_row(session, Setting, key=key, name=SETTING_NAMES[key], value=value) for key, value in values.items()]


def add_holidays(session: Session, year: int = 2026) -> None:
    """Add a year of the holiday table that ships with the program."""
    table = json.loads((PRESETS / "holidays.json").read_text("utf-8"))
    add_many(
        session,
        Holiday,
        (
            {"on": date.fromisoformat(day), "kind": kind, "name": name, "state": state}
            for day, kind, name, state in table
            if day.startswith(str(year))
        ),
    )
