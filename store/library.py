"""The library: the one door between the screen and everything that is kept.

Documents live in TinyDB (`Library.db`, table `articles`), rows and full text beside them; every change is one durable
transaction over both. A library may be used from several threads; each works on a connection of its own.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import msgspec
from tinydb import TinyDB
from tinydb.table import Document

from sahara_reader.store.article import Annotation, Article, Entity
from sahara_reader.store.documents import SqliteTinyDB
from sahara_reader.store.errors import StoreError
from sahara_reader.store.gazetteer import entities_named, entity, names_beginning
from sahara_reader.store.listing import Listing, Row
from sahara_reader.store.search.completion import completed
from sahara_reader.store.search.index import Index
from sahara_reader.store.search.plan import ENTITY_FIELDS, Plan, plan
from sahara_reader.store.search.query import parse
from sahara_reader.store.timeline import TimelineRow, timeline

FILE_NAME = "library.db"
_SCHEMA_VERSION = 1
_KEYS_A_PIECE = 2000


class Added(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of an article that was offered: newly kept, or there already; the article as it is now kept."""

    status: Literal["added", "duplicate"]
    article: Article


class Library:
    """Everything that is kept, in one file at `path` (made when missing; a folder holds its library as `library.db`).

    Raises StoreError, with one sentence that says what to do, when it cannot be opened or is from a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path / FILE_NAME if path.is_dir() else path
        self._db = SqliteTinyDB(self.path)
        version = self._db.connection.execute("PRAGMA user_version").fetchone()[0]
        if version > _SCHEMA_VERSION:
            self.close()
            raise StoreError(
                f"{self.path} was written by a newer sahara-reader (format {version}; this one reads up to "
                f"{_SCHEMA_VERSION}): update sahara-reader to open it."
            )
        if version < _SCHEMA_VERSION:
            with self._db.transaction():
                self._index.create()
                self._db.connection.execute(f"PRAGMA user_version = {_SCHEMA_VERSION}")

    @property
    def db(self) -> TinyDB:
        """The document store under the library."""
        return self._db

    @property
    def _index(self) -> Index:
        return Index(self._db.connection)

    def add(self, *articles: Article) -> list[Added]:
        """Keep articles, all in one transaction that is durable on return; what became of each, in their order.

        The same text twice is kept once, as it was the first time.
        """
        with self._db.transaction():
            return [self._add(article) for article in articles]

    def annotate(self, article_id: str, annotation: Annotation) -> Article | None:
        """Put a new annotation in the place of an article's old one; returns the article as now kept."""
        with self._db.transaction():
            key = self._index.key_of(article_id)
            article = None if key is None else self._by_key(key)
            if key is None or article is None:
                return None
            renewed = msgspec.structs.replace(article, annotation=annotation)
            self._index.remove(key, article)
            self._db.table("articles").remove(doc_ids=[key])
            self._insert(renewed, key)
        return renewed

    def article(self, article_id: str) -> Article | None:
        """The article with this id."""
        key = self._index.key_of(article_id)
        return None if key is None else self._by_key(key)

    def listing(
        self, query: str = "", *, first: int | None = None, cancelled: Callable[[], bool] = lambda: False
    ) -> Listing:
        """The articles that match the query (see `search.query`), newest first.

        With `first`, only about so many; the listing then says whether it is complete. `cancelled` is asked now and
        then, so that a search nobody waits for any more ends early, with what it has.
        """
        keys, complete = array("q"), True
        for piece in self._index.keys(self._plan(query), first or _KEYS_A_PIECE):
            keys.extend(piece)
            if cancelled() or (first is not None and len(piece) == first):
                complete = False
                break
        return Listing(query, keys, lambda keys: self._index.rows(list(keys)), complete=complete)

    def articles(self, query: str = "") -> Iterator[Article]:
        """The articles that match the query, newest first, one at a time."""
        for piece in self._index.keys(self._plan(query), _KEYS_A_PIECE):
            for key in piece:
                article = self._by_key(key)
                if article:
                    yield article

    def completed(self, query: str) -> str | None:
        """What the query that is being typed could become: with a field's name or a value that is there."""
        return completed(query, self._values)

    def timeline(self, query: str = "", *, from_: date | None = None, to: date | None = None) -> list[TimelineRow]:
        """What the matching articles tell of the days `from_` to `to` (inclusive), earliest first."""
        return timeline(self.articles(query), from_=from_, to=to)

    def mark(self, article_id: str, *, read: bool | None = None, starred: bool | None = None) -> Article | None:
        """Set what the user decided about an article; None leaves a mark as it is. Returns the article as now kept."""
        with self._db.transaction():
            key = self._index.key_of(article_id)
            article = None if key is None else self._by_key(key)
            if key is None or article is None:
                return None
            changed = msgspec.structs.replace(
                article,
                read=article.read if read is None else read,
                starred=article.starred if starred is None else starred,
            )
            self._db.table("articles").update({"read": changed.read, "starred": changed.starred}, doc_ids=[key])
            self._index.mark(key, read=changed.read, starred=changed.starred)
        return changed

    def row(self, article_id: str) -> Row | None:
        """The article's row in a list."""
        key = self._index.key_of(article_id)
        return None if key is None else self._index.rows([key]).get(key)

    def timeline_of(self, article: Article) -> list[TimelineRow]:
        """What one article tells, earliest first."""
        return timeline([article])

    def entity(self, entity_id: str) -> Entity | None:
        """The entity with this id."""
        return entity(entity_id)

    def entities(self, article: Article) -> dict[str, Entity]:
        """The entities that the article's mentions and demonyms point to, by id."""
        mentioned = [mention.entity for mention in article.annotation.mentions]
        pointed_at = [demonym.entity for demonym in article.annotation.demonyms]
        known = map(entity, dict.fromkeys((*mentioned, *pointed_at)))
        return {found.id: found for found in known if found}

    def version(self) -> int:
        """A number that is another one after another thread or process has changed the library; costs next to nothing.

        Only to be compared with what this same thread was told before (SQLite's `data_version`).
        """
        return int(self._db.connection.execute("PRAGMA data_version").fetchone()[0])

    def counts(self) -> tuple[int, int]:
        """How many articles are kept, and how many of them are unread."""
        return self._index.counts()

    def problems(self) -> list[str]:
        """What is wrong with the file or with what is derived from the articles, a sentence each."""
        return [*self._index.damages(), *self._index.differences(self._db.table("articles"))]

    def rebuild_index(self) -> None:
        """Make rows, full text and all else that is derived anew from the articles, in one transaction."""
        with self._db.transaction():
            self._index.drop()
            self._index.create()
            for document in self._db.table("articles"):
                article = msgspec.convert(dict(document), Article)
                self._index.put(document.doc_id, article, _names(article))

    def close(self) -> None:
        """Close all connections; everything acknowledged is already durable."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _values(self, field: str, beginning: str) -> Iterable[str]:
        if field in ("source", "lang", "tag"):
            return self._index.values(field, beginning)
        return names_beginning(beginning, ENTITY_FIELDS[field]) if field in ENTITY_FIELDS else ()

    def _plan(self, query: str) -> Plan:
        return plan(parse(query), entities_named)

    def _add(self, article: Article) -> Added:
        kept = self.article(article.id)
        if kept:
            return Added(status="duplicate", article=kept)
        self._insert(article)
        return Added(status="added", article=article)

    def _insert(self, article: Article, key: int | None = None) -> None:
        if key is None:
            key = self._index.new_key(article.published.from_ if article.published else None)
        document: dict[str, Any] = msgspec.to_builtins(article)
        self._db.table("articles").insert(Document(document, doc_id=key))
        self._index.put(key, article, _names(article))

    def _by_key(self, key: int) -> Article | None:
        document = self._db.table("articles").get(doc_id=key)
        return None if document is None else msgspec.convert(dict(_one(document)), Article)


def _one(document: Document | list[Document]) -> Document:
    return document[0] if isinstance(document, list) else document


def _names(article: Article) -> str:
    """All names, in all languages, of the entities of an article: so a search finds them under any of them."""
    known = (entity(entity_id) for entity_id in dict.fromkeys(m.entity for m in article.annotation.mentions))
    names = (name for found in known if found for name in (found.name, *found.names.values(), *found.aliases))
    return "\n".join(dict.fromkeys(names))
