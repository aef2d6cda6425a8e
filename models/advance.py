"""Register a project's next stage from typed values: one dated stage move, or one error message for each bad field."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from models import laws
from models.field import field_of
from models.intake import Refusals, take
from models.kind import Context
from models.ledgers import Project, StageMove
from models.refusal import Refusal

ASKED = ("stage", "on", "amount", "evidence")  # the fields of a stage move that the clerk fills in
PASSED = ("passed_by", "passed_why")  # the project's fields that override its gates (放行)
TURNED = (
    "status",
    "status_on",
    "status_reason",
    "restart_on",
)  # the project's fields that suspend or end it, and restart it


def advance(session: Session, row: str, typed: Mapping[str, object], by: str, reading: Context) -> StageMove:
    """Move a project into a stage and return the new stage move.

    ``typed`` holds the values of the stage move and of the gate override fields, ``by`` the name of who registers it.
    Raises UserError where the project is gone, FieldErrors with one message for each bad field.
    """
    project = session.get(Project, row)
    if project is None or project.removed:
        raise Refusal("这个项目已不在账本里，请刷新后再试。")
    if passed := {key: typed[key] for key in PASSED if typed.get(key)}:
        take(session, Project, row, passed, reading)
    move = StageMove(project=row, by=by)
    errors: dict[str, str] = {}
    for key in ASKED:
        try:
            move.put(key, field_of(StageMove, key).read(typed.get(key), reading))
        except Refusal as error:
            errors[key] = str(error)
    if errors := errors or laws.keep(move, session, reading.today):
        raise Refusals(errors)
    session.add(move)
    move.carry(session)
    return move
