"""Alembic revisions of the database schema; a released revision never changes."""
