"""Register a project's next stage from typed values: one dated stage move, or one error message for each bad field."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from models.errors import FieldErrors, UserError
from models.fields.field import field_of
from models.fields.kind import ReadContext
from models.ledgers import Project, StageMove
from models.services import validation
from models.services.row_service import save_row

MOVE_FIELDS = ("stage", "on", "amount", "evidence")  # the fields of a stage move that the clerk fills in
GATE_OVERRIDE_FIELDS = ("passed_by", "passed_why")  # the project's fields that override its gates (放行)
STATUS_FIELDS = (
    "status",
    "status_on",
    "status_reason",
    "restart_on",
)  # the project's fields that suspend or end it, and restart it


def register_stage_move(
    session: Session, row: str, typed: Mapping[str, object], by: str, reading: ReadContext
) -> StageMove:
    """Move a project into a stage and return the new stage move.

    ``typed`` holds the values of the stage move and of the gate override fields, ``by`` the name of who registers it.
    Raises UserError where the project is gone, FieldErrors with one message for each bad field.
    """
    project = session.get(Project, row)
    if project is None or project.removed:
        raise UserError("这个项目已不在账本里，请刷新后再试。")
    if passed := {key: typed[key] for key in GATE_OVERRIDE_FIELDS if typed.get(key)}:
        save_row(session, Project, row, passed, reading)
    move = StageMove(project=row, by=by)
    errors: dict[str, str] = {}
    for key in MOVE_FIELDS:
        try:
            move.assign(key, field_of(StageMove, key).read(typed.get(key), reading))
        except UserError as error:
            errors[key] = str(error)
    if errors := errors or validation.validate(move, session, reading.today):
        raise FieldErrors(errors)
    session.add(move)
    move.update_dependents(session)
    return move
