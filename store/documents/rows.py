"""The documents of one table as a mapping that reads and writes single rows and never holds the table."""

import sqlite3
from collections import OrderedDict
from collections.abc import Iterator, MutableMapping
from typing import Any

import msgspec

_WORKING_SET = 256

Doc = dict[str, Any]


class Rows(MutableMapping[int, Doc]):
    """Documents by id, in the order of their ids.

    TinyDB edits documents in place while it updates a table. So the last few documents handed out are remembered, and
    `flush` (or their leaving the working set) writes back those that have changed. `sql_name` None is an empty table.
    """

    def __init__(self, connection: sqlite3.Connection, sql_name: str | None) -> None:
        self._connection = connection
        self._sql_name = sql_name
        self._working_set: OrderedDict[int, tuple[Doc, bytes]] | None = None

    def remember(self) -> None:
        """From now on, remember what is handed out, for `flush`."""
        self._working_set = OrderedDict()

    def flush(self) -> None:
        """Write back the remembered documents that have been changed in place."""
        while self._working_set:
            self._forget_oldest()

    def where(self, condition: str, values: list[Any]) -> Iterator[tuple[int, Doc]]:
        """Ids and documents of the rows that fulfil an SQL condition."""
        if self._sql_name:
            for doc_id, document in self._connection.execute(
                f"SELECT doc_id, document FROM {self._sql_name} WHERE {condition} ORDER BY doc_id", values
            ):
                yield doc_id, msgspec.json.decode(document)

    def last_id(self) -> int:
        """The highest id, 0 in an empty table."""
        if not self._sql_name:
            return 0
        return int(self._connection.execute(f"SELECT coalesce(max(doc_id), 0) FROM {self._sql_name}").fetchone()[0])

    def __getitem__(self, doc_id: int | str) -> Doc:
        doc_id = _as_id(doc_id)
        if self._working_set is not None and doc_id in self._working_set:
            return self._working_set[doc_id][0]
        found = None
        if self._sql_name:
            found = self._connection.execute(
                f"SELECT document FROM {self._sql_name} WHERE doc_id = ?", (doc_id,)
            ).fetchone()
        if found is None:
            raise KeyError(doc_id)
        document: Doc = msgspec.json.decode(found[0])
        if self._working_set is not None:
            self._working_set[doc_id] = (document, _encoded(document))
            if len(self._working_set) > _WORKING_SET:
                self._forget_oldest()
        return document

    def __setitem__(self, doc_id: int | str, document: Doc) -> None:
        doc_id = _as_id(doc_id)
        if self._working_set is not None:
            self._working_set.pop(doc_id, None)
        self._connection.execute(
            f"INSERT OR REPLACE INTO {self._sql_name} (doc_id, document) VALUES (?, ?)",
            (doc_id, _encoded(document).decode()),
        )

    def __delitem__(self, doc_id: int | str) -> None:
        doc_id = _as_id(doc_id)
        if self._working_set is not None:
            self._working_set.pop(doc_id, None)
        if not self._connection.execute(f"DELETE FROM {self._sql_name} WHERE doc_id = ?", (doc_id,)).rowcount:
            raise KeyError(doc_id)

    def __contains__(self, doc_id: object) -> bool:
        if not self._sql_name or not isinstance(doc_id, int | str):
            return False
        query = f"SELECT 1 FROM {self._sql_name} WHERE doc_id = ?"
        return self._connection.execute(query, (_as_id(doc_id),)).fetchone() is not None

    def __iter__(self) -> Iterator[int]:
        if self._sql_name:
            for (doc_id,) in self._connection.execute(f"SELECT doc_id FROM {self._sql_name} ORDER BY doc_id"):
                yield doc_id

    def __len__(self) -> int:
        if not self._sql_name:
            return 0
        return int(self._connection.execute(f"SELECT count(*) FROM {self._sql_name}").fetchone()[0])

    def clear(self) -> None:
        """Take all documents out at once."""
        if self._working_set is not None:
            self._working_set.clear()
        if self._sql_name:
            self._connection.execute(f"DELETE FROM {self._sql_name}")

    def _forget_oldest(self) -> None:
        assert self._working_set is not None
        doc_id, (document, original) = self._working_set.popitem(last=False)
        encoded = _encoded(document)
        if encoded != original:
            self._connection.execute(
                f"UPDATE {self._sql_name} SET document = ? WHERE doc_id = ?", (encoded.decode(), doc_id)
            )


def _as_id(doc_id: int | str) -> int:
    return int(doc_id)


def _encoded(document: Doc) -> bytes:
    return msgspec.json.encode(document)
