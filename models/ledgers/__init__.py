"""One ledger a file: what a row of it holds."""
