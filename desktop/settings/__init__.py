"""Editors of the settings page: dictionaries, definitions, holidays, other short ledgers."""
