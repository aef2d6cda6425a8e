"""One row on the way to the one the panel shows, and how what was typed into it comes into the book."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.app.book_session import BookSession
from desktop.editors.firm import FirmEditor
from desktop.editors.link import LinkEditor
from desktop.form.form_layout import LedgerForm
from desktop.form.unsaved_rows import UnsavedRow
from models.audit.history import restore_from_recycle_bin
from models.duplicates.detection import DuplicateCandidate
from models.errors import UserError
from models.fields.base import Ledger
from models.fields.kind import PickedRow, ReadContext
from models.fields.kinds import FirmNameKind
from models.queries.reading_context import reading_context
from models.queries.row_detail import RowDetail, load_row_detail
from models.services.firm_library import add_firm_to_row, create_firm
from models.services.follow_ups import RowOrigin, answer_origin
from models.services.row_service import save_row
from models.services.stage_moves import create_row
from models.storage.store import Session

_MAX_TITLE_CHARS = 40  # A command is named by the beginning of a long title.


@dataclass(slots=True)
class NavigationEntry:
    """A row and its form; ``link_key`` is the link of the row before that a new row here answers.

    ``origin`` is the row of the book that a new row here follows from, whose link it answers once it is saved.
    ``is_detail`` says that a new row is added to the details of the row before.
    ``denied_candidates`` are the suspected duplicates of a new row that the user ruled out; they are written down when
    the row is saved.
    """

    ledger: type[Ledger]
    row: str | None
    form: LedgerForm
    title: str = ""
    removed: bool = False
    link_key: str = ""
    origin: RowOrigin | None = None
    is_detail: bool = False
    denied_candidates: list[DuplicateCandidate] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """What the row is called, a new one by its ledger."""
        return self.title if self.row is not None else f"新增{self.ledger.about.row_label}"

    @property
    def is_part_of_previous(self) -> bool:
        """Whether the panel goes back to the row before once a new row here is saved: its link, or a detail of it."""
        return bool(self.link_key or self.is_detail or self.ledger.about.parent)

    def load_detail(self, book_session: BookSession) -> RowDetail | None:
        """Ask the book for the row; None where it is not there."""
        row_detail = book_session.read(lambda session: load_row_detail(session, self.ledger, self.row or ""))
        self.title = row_detail.title if row_detail else ""
        self.removed = row_detail.removed if row_detail else False
        return row_detail

    def typed_keys(self) -> list[str]:
        """Take over what the input method is composing; returns the keys of the fields with something unsaved."""
        self.form.commit_input_method()
        return [row.field.key for row in self.form.dirty_rows()]

    def unsaved_row(self) -> UnsavedRow:
        """Return the row with what is typed and not saved, and what the book had there; no text where nothing is."""
        field_rows, texts = self.form.field_rows, self.form.unsaved_texts(new=self.row is None)
        raw_values = {key: field_rows[key].raw_value() for key in texts}
        title_row = field_rows.get(self.ledger.about.title)
        origin = self.origin
        return UnsavedRow(
            self.ledger.__tablename__,
            self.row,
            title_row.text()[:_MAX_TITLE_CHARS] if title_row is not None else self.title,
            texts,
            {key: field_rows[key].seen_value.text for key in texts} if self.row is not None else {},
            {key: str(raw) for key, raw in raw_values.items() if isinstance(raw, PickedRow)},
            self.link_key,
            (origin.ledger.__tablename__, origin.row, origin.link) if origin is not None else None,
            self.is_detail,
        )

    def save(self, book_session: BookSession, keys: list[str]) -> tuple[str, tuple[str, ...]]:
        """Save what was typed in one command; returns the row's id and the keys saved. Raises FieldErrors.

        ``keys`` are the fields of a row of the book; of a new row all that is filled is taken.
        """
        rows = self.form.field_rows.values()
        if self.row is None:
            self.form.take_named_firm()
            typed = self.form.raw_values()
            return self._create(book_session, typed), tuple(typed)
        saved_rows = [field_row for field_row in rows if field_row.field.key in keys]
        typed = {field_row.field.key: field_row.raw_value() for field_row in saved_rows}
        label = f"修改 {self.ledger.about.label}：{'、'.join(field_row.field.label for field_row in saved_rows)}"
        seen = {field_row.field.key: field_row.seen_value.stored for field_row in saved_rows}
        row_id = book_session.run(
            label, lambda session: save_row(session, self.ledger, self.row, typed, reading_context(session), seen).id
        )
        return row_id, tuple(typed)

    def _create(self, book_session: BookSession, typed: Mapping[str, object]) -> str:
        title_row = self.form.field_rows.get(self.ledger.about.title)
        name = " ".join(title_row.text().split())[:_MAX_TITLE_CHARS] if title_row is not None else ""
        label = f"新增 {self.ledger.about.label}：{name}".rstrip("：")
        by = book_session.store.who

        def create(session: Session) -> str:
            reading = reading_context(session)
            row = create_row(session, self.ledger, {**typed, **self._new_firms(session, reading)}, by, reading).id
            if self.origin is not None:
                answer_origin(session, self.origin, row, reading)
            return row

        return book_session.run(label, create)

    def _new_firms(self, session: Session, reading: ReadContext) -> dict[str, PickedRow]:
        """Make the firms that were to be added with this new row; return them by the key of their field."""
        firms: dict[str, PickedRow] = {}
        for key, field_row in self.form.field_rows.items():
            kind = field_row.field.kind
            is_wanted = isinstance(field_row.editor, FirmEditor) and field_row.editor.is_to_be_added
            if is_wanted and isinstance(kind, FirmNameKind):
                firms[key] = PickedRow(create_firm(session, field_row.text(), kind, self.form.texts(), reading))
        return firms

    def add_firm(self, book_session: BookSession, key: str) -> str | None:
        """Add the firm typed into a field to the library, with what the row knows; return the row changed.

        A new row is not saved for it, and None is returned: the firm is made in one step with the row, by all that the
        row says by then. A plain link cannot hold a name alone; its firm is made at once. Raises UserError.
        """
        field_row = self.form.field_rows[key]
        name, row = field_row.text(), self.row
        label = f"加入企业库：{name[:_MAX_TITLE_CHARS]}"
        if row is not None:
            seen = {key: field_row.seen_value.stored}
            book_session.run(
                label,
                lambda session: add_firm_to_row(
                    session, self.ledger, row, key, name, reading_context(session), seen=seen
                ),
            )
            return row
        if isinstance(field_row.editor, FirmEditor):
            field_row.editor.take_named_row(name)
            if error := field_row.editor.error_text():
                raise UserError(error)
            if not isinstance(field_row.raw_value(), PickedRow):
                field_row.editor.add_on_save()
            return None
        known = self.form.texts()
        firm = book_session.run(
            label, lambda session: create_firm(session, name, None, known, reading_context(session))
        )
        if isinstance(field_row.editor, LinkEditor):
            field_row.editor.pick_row(firm, name)
        return None

    def restore(self, book_session: BookSession) -> None:
        """Take the row out of the recycle bin."""
        label, row = f"取回 {self.ledger.about.label}：{self.title}", self.row or ""
        book_session.run(label, lambda session: restore_from_recycle_bin([session.get_one(self.ledger, row)]))

    def answer_link(self, entry: "NavigationEntry") -> None:
        """Put a row that was added for a link of this one into that link's field."""
        if entry.link_key and isinstance(editor := self.form.open_field_row(entry.link_key).editor, LinkEditor):
            editor.pick_row(entry.row or "", entry.title)
