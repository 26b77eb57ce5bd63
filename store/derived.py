"""What is derived from the articles and can be made anew: the tables of the index, of copies, of entities."""

from sahara_reader.store import copies
from sahara_reader.store.documents.connection import Connection
from sahara_reader.store.entities import naming, register
from sahara_reader.store.search import index

_PARTS = (index, copies, naming, register)


def create(connection: Connection) -> None:
    """Make the tables where they are missing."""
    for part in _PARTS:
        for statement in part.SCHEMA:
            connection.execute(statement)


def drop(connection: Connection) -> None:
    """Take them all away."""
    for part in _PARTS:
        for table in part.TABLES:
            connection.execute(f"DROP TABLE IF EXISTS {table}")
