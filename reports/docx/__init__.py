"""A circular as an editable Word file, in the same page geometry as the PDF."""
