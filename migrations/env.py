"""Alembic environment: uses the program's connection when called by it, else the developer's ``sqlalchemy.url``."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from models.storage.store import Base


def render_stored_type(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Render field kinds as the plain SQLAlchemy types they store, as revisions must not import models."""
    if kind == "type" and isinstance(item, sa.TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run_migrations(connection: sa.Connection) -> None:
    """Run the requested revisions on a connection."""
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_item=render_stored_type, render_as_batch=True
    )
    with context.begin_transaction():
        context.run_migrations()


program_connection = context.config.attributes.get("connection")
if program_connection is not None:
    run_migrations(program_connection)
else:  # Alembic's own command line, configured by pyproject.toml: a URL where one is given, else an empty database
    database_url = context.config.get_alembic_option("sqlalchemy.url") or "sqlite://"
    with sa.create_engine(database_url).connect() as new_connection:
        run_migrations(new_connection)
