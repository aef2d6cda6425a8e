"""A row beside the table: its form, details, history and strips."""
