"""Registering a project's next stage from what was typed: one dated move, or a refusal for each bad field."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from models.field import field_of
from models.intake import Refusals
from models.kind import Context
from models.ledgers.project import Project, StageMove
from models.refusal import Refusal

ASKED = ("stage", "on", "amount", "evidence")  # the fields of a move a clerk fills


def advance(session: Session, row: str, typed: Mapping[str, object], by: str, reading: Context) -> StageMove:
    """Move a project into a stage; ``typed`` holds the fields of ASKED, ``by`` who registers it."""
    project = session.get(Project, row)
    if project is None:
        raise Refusal("这个项目已不在账本里，请刷新后再试。")
    refused: dict[str, str] = {}
    read = {}
    for key in ASKED:
        try:
            read[key] = field_of(StageMove, key).read(typed.get(key), reading)
        except Refusal as refusal:
            refused[key] = str(refusal)
    if refused:
        raise Refusals(refused)
    facts = {key: read[key].value for key in ("amount", "evidence")}
    marks = {key: one.mark for key, one in read.items() if one.mark}
    return project.advance(session, read["stage"].value, read["on"].value, by=by, marks=marks, **facts)
