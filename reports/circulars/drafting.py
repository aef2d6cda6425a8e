"""The clerk's own words, from the book into a generated circular."""

from models import drafting
from models.drafting import About
from models.store import Store
from reports.circulars.edited import Edit, Edited, edited
from reports.content import Document


def lay(store: Store, about: About, document: Document) -> Edited:
    """Lay what the clerk wrote for a circular over what the program wrote."""
    with store.reading() as session:
        found = [Edit(one.key, one.text, one.generated) for one in drafting.texts(session, about)]
    return edited(document, found)
