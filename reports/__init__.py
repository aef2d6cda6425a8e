"""Circulars, sheets, wall charts, Word and Excel files from a book, and the import reader; imports no GUI code."""
