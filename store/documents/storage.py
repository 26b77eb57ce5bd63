"""The storage: one SQLite file, a connection a thread, and transactions that are durable when they end.

Each TinyDB table is an SQLite table of its own (`documents_1`, `documents_2`, ...; the catalogue maps the names), with
one JSON document a row. Write-ahead log, `synchronous=FULL`: what a transaction acknowledged survives a crash.
"""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb.storages import Storage

from sahara_reader.store.documents.connection import Connection, connect, explained
from sahara_reader.store.documents.rows import Rows
from sahara_reader.store.errors import StoreError

_CATALOGUE = "CREATE TABLE IF NOT EXISTS document_table (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)"


class SqliteStorage(Storage):
    """TinyDB's storage interface over the SQLite file at `path`, made when missing.

    Raises StoreError when the file cannot be opened or is no such store.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._local = threading.local()
        self._connections: list[Connection] = []
        self._lock = threading.Lock()
        try:
            with explained(self.path):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                self.path.touch(mode=0o600)  # the log that SQLite puts beside it gets the same rights
            if not _has(self.connection, "document_table"):
                self.connection.execute(_CATALOGUE)
        except StoreError:
            self.close()
            raise

    @property
    def connection(self) -> Connection:
        """This thread's connection, in autocommit mode outside `transaction`."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self.path)
            self._local.connection = connection
            with self._lock:
                self._connections.append(connection)
        return connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All writes inside are one durable step, or none at all when an exception leaves; may be nested.

        Raises StoreError when the disk or the file refuses.
        """
        connection = self.connection
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            _roll_back(connection)
            raise

    def rows(self, name: str) -> Rows:
        """The documents of a table, which may not exist yet."""
        return Rows(self.connection, self.sql_name(name))

    def sql_name(self, name: str) -> str | None:
        """The SQLite table that holds a TinyDB table, None where there is none yet."""
        found = self.connection.execute("SELECT number FROM document_table WHERE name = ?", (name,)).fetchone()
        return f"documents_{found[0]}" if found else None

    def created(self, name: str) -> Rows:
        """The documents of a table, which is made when missing; inside a transaction."""
        with self.transaction() as connection:
            sql_name = self.sql_name(name)
            if sql_name is None:
                connection.execute("INSERT INTO document_table (name) VALUES (?)", (name,))
                sql_name = self.sql_name(name)
                connection.execute(f"CREATE TABLE {sql_name} (doc_id INTEGER PRIMARY KEY, document TEXT NOT NULL)")
        return Rows(connection, sql_name)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables by name; their documents are read when they are asked for."""
        names = [name for (name,) in self.connection.execute("SELECT name FROM document_table ORDER BY number")]
        tables: dict[str, Any] = {name: self.rows(name) for name in names}
        return tables or None

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Make the tables be `data`; tables that were only read are left as they are."""
        with self.transaction() as connection:
            for name in self.read() or {}:
                if name not in data:
                    connection.execute(f"DROP TABLE {self.sql_name(name)}")
                    connection.execute("DELETE FROM document_table WHERE name = ?", (name,))
            for name, documents in data.items():
                if not isinstance(documents, Rows):
                    rows = self.created(name)
                    rows.clear()
                    for doc_id, document in documents.items():
                        rows[int(doc_id)] = dict(document)

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()


def _roll_back(connection: Connection) -> None:
    if connection.in_transaction:  # SQLite itself has rolled back when the disk is full
        connection.execute("ROLLBACK")


def _has(connection: Connection, table: str) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None
