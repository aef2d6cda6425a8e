"""The append-only edit log: writing, replaying and reading it."""
