"""Applies the clerk's text edits, stored in the book, to a generated circular."""

from models import drafting
from models.drafting import About
from models.store import Store
from reports.circulars.edited import Edit, Edited, edited
from reports.content import Document


def lay(store: Store, about: About, document: Document) -> Edited:
    """Read the text edits stored for a circular and apply them to the generated document."""
    with store.reading() as session:
        edits = [Edit(stored.key, stored.text, stored.generated) for stored in drafting.texts(session, about)]
    return edited(document, edits)
