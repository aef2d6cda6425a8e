"""A superior office's own form, kept as a template and filled: only the cells that carry marks are touched.

The way of a form: ``office_package`` opens the file · ``workbook_form`` and ``word_form`` find its marks (``marks``),
those in cells and those tied in the window · ``form_values`` resolves each: a figure of ``figure_marks``, the rows of
``row_marks`` · the XML of the marked cells is changed in place (``sheet_cells``), rows are repeated and what lies below
moves down (``row_insertion``, ``cell_references``), texts outside cells are replaced (``loose_texts``) ·
``form_filling`` writes the file. Every other part of the package, pictures, charts, macros and print set-up with it, is
copied byte for byte: a library that loads and saves the whole workbook would drop what it does not know.
"""
