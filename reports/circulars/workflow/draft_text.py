"""Applies the clerk's text edits, stored in the book, to a generated circular."""

from models.circulars import text_edits
from models.circulars.text_edits import CircularKey
from models.storage.store import Store
from reports.circulars.workflow.text_overrides import EditedCircular, TextEdit, apply_edits
from reports.content.document import Document


def apply_stored_edits(store: Store, about: CircularKey, document: Document) -> EditedCircular:
    """Read the text edits stored for a circular and apply them to the generated document."""
    with store.reading() as session:
        edits = [
            TextEdit(stored.key, stored.text, stored.generated) for stored in text_edits.circular_texts(session, about)
        ]
    return apply_edits(document, edits)
