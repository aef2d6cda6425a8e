"""A ledger as a table: cells, typing, filters, columns, sums."""
