"""The database: a TinyDB whose tables and storage are SQLite's."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import cast

from tinydb import TinyDB

from sahara_reader.store.documents.connection import Connection
from sahara_reader.store.documents.rows import Rows
from sahara_reader.store.documents.storage import SqliteStorage
from sahara_reader.store.documents.table import SqliteTable


class SqliteTinyDB(TinyDB):
    """`SqliteTinyDB(path)` is a TinyDB kept in one SQLite file; usable from several threads and processes at once."""

    table_class = SqliteTable
    default_storage_class = SqliteStorage  # type: ignore[assignment] # TinyDB infers JSONStorage; any Storage serves

    @property
    def path(self) -> Path:
        """The file."""
        return cast(SqliteStorage, self.storage).path

    @property
    def connection(self) -> Connection:
        """This thread's connection, for what else lives in the file."""
        return cast(SqliteStorage, self.storage).connection

    def rows(self, table: str) -> Rows:
        """The documents of a table by id, for many small steps; inside a transaction the table is made when missing."""
        storage = cast(SqliteStorage, self.storage)
        return storage.created(table) if self.connection.in_transaction else storage.rows(table)

    def transaction(self) -> AbstractContextManager[Connection]:
        """Several changes, of documents and of what else lives in the file, as one durable step."""
        return cast(SqliteStorage, self.storage).transaction()
