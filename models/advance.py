"""Registering a project's next stage from what was typed: one dated move, or a refusal for each bad field."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from models import laws
from models.field import field_of
from models.intake import Refusals, take
from models.kind import Context
from models.ledgers import Project, StageMove
from models.refusal import Refusal

ASKED = ("stage", "on", "amount", "evidence")  # the fields of a move a clerk fills
PASSED = ("passed_by", "passed_why")  # the fields of the project that open its gates
TURNED = (
    "status",
    "status_on",
    "status_reason",
    "restart_on",
)  # the fields of the project that set it aside and going again


def advance(session: Session, row: str, typed: Mapping[str, object], by: str, reading: Context) -> StageMove:
    """Move a project into a stage; ``typed`` holds the fields of ASKED and PASSED, ``by`` who registers it."""
    project = session.get(Project, row)
    if project is None or project.removed:
        raise Refusal("这个项目已不在账本里，请刷新后再试。")
    if passed := {key: typed[key] for key in PASSED if typed.get(key)}:
        take(session, Project, row, passed, reading)
    move = StageMove(project=row, by=by)
    refused: dict[str, str] = {}
    for key in ASKED:
        try:
            move.put(key, field_of(StageMove, key).read(typed.get(key), reading))
        except Refusal as refusal:
            refused[key] = str(refusal)
    if refused := refused or laws.keep(move, session, reading.today):
        raise Refusals(refused)
    session.add(move)
    move.carry(session)
    return move
