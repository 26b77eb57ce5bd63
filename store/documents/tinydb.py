"""The database: a TinyDB whose tables and storage are SQLite's."""

import sqlite3
from contextlib import AbstractContextManager
from typing import cast

from tinydb import TinyDB

from sahara_reader.store.documents.storage import SqliteStorage
from sahara_reader.store.documents.table import SqliteTable


class SqliteTinyDB(TinyDB):
    """`SqliteTinyDB(path)` is a TinyDB kept in one SQLite file; usable from several threads and processes at once."""

    table_class = SqliteTable
    default_storage_class = SqliteStorage  # type: ignore[assignment] # TinyDB infers JSONStorage; any Storage serves

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for what else lives in the file."""
        return cast(SqliteStorage, self.storage).connection

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """Several changes, of documents and of what else lives in the file, as one durable step."""
        return cast(SqliteStorage, self.storage).transaction()
