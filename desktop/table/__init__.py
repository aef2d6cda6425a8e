"""A ledger as a table: model, cell delegates, editing, filters, column chooser, sums."""
