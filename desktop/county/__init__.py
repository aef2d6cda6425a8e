"""The sheets of a county's own settings."""
