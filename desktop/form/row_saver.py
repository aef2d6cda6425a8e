"""Saves what is typed in the row panel, and shows what was rejected beside its field or at the foot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.app.book_session import BookSession
from desktop.form.navigation_entry import NavigationEntry
from desktop.form.panel_foot import PanelFoot
from models.errors import FieldErrors, UserError


@dataclass(frozen=True, slots=True)
class SavedFields:
    """What was saved: the row's id, whether it is new, and the keys of its fields."""

    row: str
    is_new: bool
    keys: tuple[str, ...]


class RowSaver:
    """Saves an entry in one command; ``is_saving`` while the book's change must not refresh the panel."""

    def __init__(self, book_session: BookSession, foot: PanelFoot) -> None:
        self._book_session, self._foot = book_session, foot
        self.is_saving = False

    def save(self, entry: NavigationEntry, keys: list[str]) -> SavedFields | None:
        """Save the fields named, of a new row all that is filled; None where all errors are shown instead."""
        self.is_saving = True
        is_new = entry.row is None
        try:
            row, saved = entry.save(self._book_session, keys)
        except FieldErrors as errors:
            entry.form.show_errors(errors.by_key | _refused_with(errors.by_key, [] if is_new else keys))
            self._foot.show_error("" if entry.row else f"有 {len(errors.by_key)} 栏还要改，改好再保存。")
            self._offer_revert(entry)
            return None
        except UserError as error:
            self._foot.show_error(str(error))
            self._offer_revert(entry)
            return None
        finally:
            self.is_saving = False
        entry.row = row
        return SavedFields(row, is_new, saved)

    def _offer_revert(self, entry: NavigationEntry) -> None:
        if entry.row is not None:
            self._foot.offer_revert()

    def add_firm(self, entry: NavigationEntry, key: str) -> SavedFields | None:
        """Add the firm typed into a field to the library; None where nothing of a row of the book was saved."""
        self.is_saving = entry.row is not None
        try:
            row = entry.add_firm(self._book_session, key)
        except FieldErrors as errors:
            entry.form.show_errors(errors.by_key)
            return None
        except UserError as error:
            entry.form.field_rows[key].show_error(str(error))
            return None
        finally:
            self.is_saving = False
        return SavedFields(row, False, (key,)) if row is not None else None

    def save_field(self, entry: NavigationEntry, key: str) -> SavedFields | None:
        """Save a field that was left if it changed; of a new row, show at once what cannot be saved."""
        row = entry.form.field_rows.get(key)
        if row is None or row.editor is None:  # the fields asked of a new row alone are gone once it is saved
            return None
        if entry.row is not None and row.dirty:
            return self.save(entry, [key])
        row.show_error(row.editor.error_text() if entry.row is None and row.editor.raw_value() else "")
        return None


def _refused_with(errors: Mapping[str, str], keys: Sequence[str]) -> dict[str, str]:
    """Say at the fields that were typed in that they are not saved because of another field, which is in error."""
    reason = next(iter(errors.values()), "")
    return {key: f"没有保存，因为{reason}" for key in keys if key not in errors}
