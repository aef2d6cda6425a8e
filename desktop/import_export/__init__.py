"""Widgets of import and export: files, rows, cells, headings, conflicts, reports."""
