"""TinyDB over SQLite: the public face is TinyDB's, below it lies one JSON document a row, durable and lazy."""

from sahara_reader.store.documents.connection import Interrupted
from sahara_reader.store.documents.storage import SqliteStorage
from sahara_reader.store.documents.table import SqliteTable
from sahara_reader.store.documents.tinydb import SqliteTinyDB

__all__ = ["Interrupted", "SqliteStorage", "SqliteTable", "SqliteTinyDB"]
