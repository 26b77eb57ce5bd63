"""A TinyDB table whose documents stay in SQLite: each write a transaction, queries pushed down where they can be."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

from tinydb.queries import QueryLike
from tinydb.table import Document, Table

from sahara_reader.store.documents.pushdown import condition, extracted
from sahara_reader.store.documents.storage import SqliteStorage


class SqliteTable(Table):
    """TinyDB's table interface. Documents come in the order of their ids.

    TinyDB's query cache is not used: another thread or process may write at any moment, and SQLite caches pages itself.
    """

    default_query_cache_capacity = 0

    @property
    def _sqlite(self) -> SqliteStorage:
        return cast(SqliteStorage, self._storage)

    def index(self, *path: str) -> None:
        """Make pushed-down queries on the value at this path fast; raises ValueError for other than plain keys."""
        expression = extracted(path)
        if expression is None:
            raise ValueError(f"{path} is not a path of plain keys")
        with self._sqlite.transaction() as connection:
            self._sqlite.created(self.name)
            sql_name = self._sqlite.sql_name(self.name)
            connection.execute(f"CREATE INDEX IF NOT EXISTS {sql_name}_{'_'.join(path)} ON {sql_name} ({expression})")

    def insert(self, document: Mapping[str, Any]) -> int:
        with self._sqlite.transaction():
            return super().insert(document)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        with self._sqlite.transaction():
            return super().insert_multiple(documents)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        with self._sqlite.transaction():
            return super().upsert(document, cond)

    def search(self, cond: QueryLike) -> list[Document]:
        return list(self._found(cond))

    def get(self, cond: QueryLike | None = None, doc_id: int | None = None, doc_ids: list[int] | None = None) -> Any:
        if doc_id is None and doc_ids is not None:
            rows = self._sqlite.rows(self.name)
            return [
                self.document_class(rows[found], found) for found in sorted(map(int, set(doc_ids))) if found in rows
            ]
        if doc_id is None and cond is not None:
            return next(self._found(cond), None)
        return super().get(cond, doc_id, cast(list[int], doc_ids))

    def _found(self, cond: QueryLike) -> Iterator[Document]:
        pushed = condition(cond)
        rows = self._sqlite.rows(self.name)
        for doc_id, document in rows.where(*pushed) if pushed else rows.where("true", []):
            if cond(document):
                yield self.document_class(document, doc_id)

    def __iter__(self) -> Iterator[Document]:
        for doc_id, document in self._sqlite.rows(self.name).where("true", []):
            yield self.document_class(document, doc_id)

    def _get_next_id(self) -> int:
        # As in TinyDB an id is not given twice while the table is open; another process may be ahead, though.
        known: int = self._next_id or 1
        next_id = max(known, self._sqlite.rows(self.name).last_id() + 1)
        self._next_id = next_id + 1  # type: ignore[assignment] # TinyDB infers None from the first assignment
        return next_id

    def _read_table(self) -> dict[str, Mapping[Any, Any]]:
        return cast("dict[str, Mapping[Any, Any]]", self._sqlite.rows(self.name))

    def _update_table(self, updater: Callable[[dict[int, Mapping[Any, Any]]], None]) -> None:
        with self._sqlite.transaction():
            rows = self._sqlite.created(self.name)
            rows.remember()
            updater(cast("dict[int, Mapping[Any, Any]]", rows))
            rows.flush()
