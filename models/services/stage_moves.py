"""Register a project's stages from typed values: its first with the new project, later ones as dated stage moves."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from models.errors import FieldErrors, UserError
from models.fields.base import Ledger
from models.fields.field import field_of
from models.fields.kind import ReadContext
from models.ledgers import Project, StageMove
from models.services import validation
from models.services.row_service import save_row

FIRST_STAGE_FIELDS = ("stage", "on")  # the fields of a stage move that the form of a new project asks for
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
    errors = _read_move(move, typed, MOVE_FIELDS, reading)
    if errors := errors or validation.validate(move, session, reading.today):
        raise FieldErrors(errors)
    session.add(move)
    move.update_dependents(session)
    return move


def _read_move(
    move: StageMove, typed: Mapping[str, object], keys: Iterable[str], reading: ReadContext
) -> dict[str, str]:
    """Set a stage move's fields from typed values; return a message for each that cannot be read."""
    errors: dict[str, str] = {}
    for key in keys:
        try:
            move.assign(key, field_of(StageMove, key).read(typed.get(key), reading))
        except UserError as error:
            errors[key] = str(error)
    return errors


def create_row(
    session: Session, ledger: type[Ledger], typed: Mapping[str, object], by: str, reading: ReadContext
) -> Ledger:
    """Create a row; of a project, ``typed`` may hold its first stage and the day of it (FIRST_STAGE_FIELDS).

    Stage and day come together: without both the project has no stage yet, and no day is invented for it.
    Raises FieldErrors with one message for each bad field of the row and of its first stage.
    """
    if ledger is not Project:
        return save_row(session, ledger, None, typed, reading)
    first = {key: typed[key] for key in FIRST_STAGE_FIELDS if typed.get(key)}
    errors = _first_stage_errors(first, reading)
    try:
        values = {key: value for key, value in typed.items() if key not in FIRST_STAGE_FIELDS}
        project = save_row(session, Project, None, values, reading)
    except FieldErrors as refused:
        raise FieldErrors(refused.by_key | errors) from refused
    if errors:
        raise FieldErrors(errors)
    if first:
        register_stage_move(session, project.id, first, by, reading)
    return project


def _first_stage_errors(first: Mapping[str, object], reading: ReadContext) -> dict[str, str]:
    """Return the errors of a first stage by itself: an unreadable value, or a stage and a day without the other."""
    if not first:
        return {}
    errors = _read_move(StageMove(), first, first, reading)
    if "on" not in first:
        errors["on"] = "进入日期：填了阶段，请写明哪天进入的（照合同、开工令上的日期）；还不清楚的，先把阶段空着。"
    if "stage" not in first:
        errors["stage"] = "进入阶段：填了日期，请选这一天进入的阶段，例如“签约”。"
    return errors
