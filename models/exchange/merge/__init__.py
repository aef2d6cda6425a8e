"""Merging the edits of another book: changesets, their inspection, union and conflicts."""
