"""Merge another book's edits into this one, and settle what both changed. The way of an edit, forwards only.

    the other book's edit log
         │
         ▼
    1 changeset        edits of the rows sent and linked    → Changeset of ChangesetEdit    record_codec packs the lines
         │  the hidden sheet of a workbook
         ▼
    2 inspection       complete, known, loadable, intact    → edits to add, RejectedRow
    3 union            insert, replay the rows, log it      → MergeResult
         │  rows with several heads
         ▼
    4 conflicts        list both values, write the choice   → Conflict, ConflictChoice

The same edits give the same rows in whatever order they arrive, and merging twice changes nothing.
"""
