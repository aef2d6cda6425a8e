"""Alembic's environment: the program's connection where it runs us, a URL where a developer does."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context

from models.store import Base


def render_plain(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Write our kinds as the plain types they store, since a revision never imports models."""
    if kind == "type" and isinstance(item, sa.TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run(connection: sa.Connection) -> None:
    """Run the revisions asked for."""
    context.configure(
        connection=connection, target_metadata=Base.metadata, render_item=render_plain, render_as_batch=True
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with sa.create_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite://").connect() as own:
        run(own)
