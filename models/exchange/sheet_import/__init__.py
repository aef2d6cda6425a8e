"""Rows of a sheet on their way into the book: matched, classified, previewed, applied."""
