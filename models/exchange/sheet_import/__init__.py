"""Import a sheet into a ledger. The way of a cell, forwards only; each step is a file, each hand-over is immutable.

    the file reader
         │  ImportTable of ImportRow of ImportCell            import_rows
         ▼
    1 cell_reader      each cell by its field                 → ReadRow       values, blanks, rejected cells
    · ambiguous_names  a name that several rows share      → ReadRow       by what else the row says
         │
    2 row_matcher      the book's row, by id, code, name      → MatchedRow    its row, or why the clerk must be asked
    3 row_planner      as a new row or against the book's     → PlannedRow    outcome, new and old values, conflicts
    · firm_columns     the name or link of a new row's firm   → PlannedRow    where the sheet has only the other
    4 change_checks    the log and validation of all changes  → PlannedRow
         │  row_pipeline runs 1 to 4 for every row
         ▼
    5 preview          corrected and decided by the clerk     → ImportPlan
         │  apply runs 6 and 7 for all plans of an import
         ▼
    6 link_resolver    ids for the rows that were pending     → RowToWrite
    7 row_writer       insert, change, write conflicts        → edits of one batch
    8 apply            counts, messages, the batch to undo    → ApplyResult

Beside the way stand what the steps look up: ``import_context`` (the book's rows and the rows planned before, with
``row_index``), ``import_columns``, ``stage_columns``, ``suggestions``; and the words for the results, ``row_outcome``.
``paste`` sends a copied block the same way.
"""
