"""SQLite connections whose errors are the store's: one sentence that says what, where and what to do."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sahara_reader.store.errors import StoreError

BUSY_SECONDS = 10
_STEPS_BETWEEN_QUESTIONS = 20_000  # of SQLite's virtual machine: about a millisecond


class Interrupted(StoreError):
    """A query was given up because nobody waits for its answer any more."""


class Cursor(sqlite3.Cursor):
    """A cursor that raises StoreError where SQLite finds the file damaged while it is being read."""

    connection: "Connection"

    def fetchone(self) -> Any:
        with explained(self.connection.path):
            return super().fetchone()

    def fetchmany(self, size: int | None = None) -> list[Any]:
        with explained(self.connection.path):
            return super().fetchmany(size or self.arraysize)

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.Error as error:
            raise _explanation(self.connection.path, error) from error


class Connection(sqlite3.Connection):
    """A connection to the store at `path`, in autocommit mode; raises StoreError in the place of SQLite's errors."""

    path: Path

    def execute(self, sql: str, parameters: Any = ()) -> Cursor:
        with explained(self.path):
            return self.cursor(Cursor).execute(sql, parameters)

    def executemany(self, sql: str, parameters: Any) -> Cursor:
        with explained(self.path):
            return self.cursor(Cursor).executemany(sql, parameters)

    @contextmanager
    def interruptible(self, cancelled: Callable[[], bool]) -> Iterator[None]:
        """Queries inside raise Interrupted soon after `cancelled` has become true."""
        self.set_progress_handler(cancelled, _STEPS_BETWEEN_QUESTIONS)
        try:
            yield
        finally:
            self.set_progress_handler(None, 0)


def connect(path: Path) -> Connection:
    """A connection for one thread: write-ahead log, every commit on the disk before it is acknowledged."""
    with explained(path):
        connection: Connection = sqlite3.connect(
            path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, factory=Connection
        )
    connection.path = path
    _keep_a_log(connection)
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _keep_a_log(connection: Connection) -> None:
    """Switch to the write-ahead log, for which SQLite itself does not wait while another process opens the new file."""
    deadline = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except StoreError as error:
            if "busy" not in str(error) or monotonic() > deadline:
                raise
            sleep(0.01)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Errors of SQLite and of the file system inside become a StoreError about the store at `path`."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise _explanation(path, error) from error


_SENTENCES = {
    "not a database": "{path} is not a store of sahara-reader ({reason}): choose another file with --store.",
    "malformed": "{path} is damaged ({reason}): restore it from a copy, or choose another file with --store.",
    "locked": "{path} is busy: another program has been writing to it for {seconds} seconds; try again.",
    "full": "{path} cannot grow: the disk is full; make room and try again, what was stored before is safe.",
    "readonly": "{path} cannot be written ({reason}): check its rights, or choose another place with --store.",
    "unable to open": "{path} cannot be written ({reason}): check its rights, or choose another place with --store.",
    "fts5": "{path} cannot be searched: the SQLite of this Python was built without FTS5.",
    "": "{path} cannot be used as a store ({reason}): choose another place with --store.",
}


def _explanation(path: Path, error: Exception) -> StoreError:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    if reason == "interrupted":
        return Interrupted(f"{path} was not searched to the end.")
    sign = "" if isinstance(error, OSError) else next(sign for sign in _SENTENCES if sign in reason)
    return StoreError(_SENTENCES[sign].format(path=path, reason=reason, seconds=BUSY_SECONDS))
