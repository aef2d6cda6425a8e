"""Policies for a test's book: those that 河津's document states, from its preset."""

import json

from sqlalchemy.orm import Session

from models.storage.preset_policies import add_policies
from resources import PRESETS


def add_hejin_policies(session: Session) -> None:
    """Add the three reward policies of 河政办函〔2021〕44号 with their tiers."""
    add_policies(session, json.loads((PRESETS / "hejin.json").read_text("utf-8")))
    session.flush()
