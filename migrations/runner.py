"""Run Alembic revisions on a connection of the program's own."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection

_HERE = Path(__file__).parent


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Upgrade a book's schema to a revision."""
    command.upgrade(config_for(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Downgrade a book's schema to a revision."""
    command.downgrade(config_for(connection), revision)


def config_for(connection: Connection, folder: Path = _HERE) -> Config:
    """Return Alembic's configuration for a connection and the folder of the revisions."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("file_template", "%%(year)d%%(month).2d%%(day).2d_%%(slug)s")
    return config
