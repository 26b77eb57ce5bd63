"""The library: the one door between the screen and everything that is kept.

Documents live in TinyDB (`Library.db`, table `articles`), rows and full text beside them; every change is one durable
transaction over both. A library may be used from several threads; each works on a connection of its own.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, Unpack

import msgspec
from tinydb import TinyDB
from tinydb.table import Document

from sahara_reader.store import derived
from sahara_reader.store.article import Annotation, Article, Entity, Remark
from sahara_reader.store.copies import Copies
from sahara_reader.store.documents import Interrupted, SqliteTinyDB
from sahara_reader.store.entities.decisions import Decision, DecisionLog
from sahara_reader.store.entities.naming import Naming
from sahara_reader.store.entities.register import Register
from sahara_reader.store.errors import StoreError
from sahara_reader.store.gazetteer import names_beginning
from sahara_reader.store.listing import Listing, Order, Row
from sahara_reader.store.marks import UNMARKED, Change, Marks, MarkTable, SomeMarks, marked, marks_of
from sahara_reader.store.migrations import bring_up_to_date
from sahara_reader.store.search.completion import completed
from sahara_reader.store.search.index import Index
from sahara_reader.store.search.plan import ENTITY_FIELDS, Plan, plan
from sahara_reader.store.search.query import parse
from sahara_reader.store.search.respelling import respelled
from sahara_reader.store.subscriptions import Subscription, Subscriptions
from sahara_reader.store.timeline import TimelineRow, timeline

for _kept in (Article, Decision, Entity, Marks, Subscription):
    msgspec.json.Decoder(_kept)  # msgspec learns a type when it first meets it, which two threads must not do at once

FILE_NAME = "library.db"
_KEYS_A_PIECE = 2000
_ENOUGH = 50


class Added(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of an article that was offered, and the article as it is now kept.

    It was `added`; or it has `updated` an earlier version of the same page; or it was there already.
    """

    status: Literal["added", "updated", "duplicate"]
    article: Article


class Library:
    """Everything that is kept, in one file at `path` (made when missing; a folder holds its library as `library.db`).

    Raises StoreError, with one sentence that says what to do, when it cannot be opened or is from a newer version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path / FILE_NAME if path.is_dir() else path
        self._db = SqliteTinyDB(self.path)
        self._register = Register(self._db, self._by_key)
        try:
            bring_up_to_date(self._db, self._create)
        except StoreError:
            self.close()
            raise

    @property
    def db(self) -> TinyDB:
        """The document store under the library."""
        return self._db

    @property
    def subscriptions(self) -> Subscriptions:
        """The feeds that are followed."""
        return Subscriptions(self._db)

    @property
    def register(self) -> Register:
        """The entities: what is known of them, and what the user decided."""
        return self._register

    @property
    def _index(self) -> Index:
        return Index(self._db.connection)

    @property
    def _marks(self) -> MarkTable:
        return MarkTable(self._db)

    @property
    def _copies(self) -> Copies:
        return Copies(self._db.connection, self._by_key)

    def add(self, *articles: Article) -> list[Added]:
        """Keep articles, all in one transaction that is durable on return; what became of each, in their order.

        The same text twice is kept once, as it was the first time. Another text from the same page, or under the same
        id of the same source, takes the place of the earlier one, which leaves it its id and the user's marks; only a
        feed's teaser does not take the place of the full text.
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
            self._remove(key, article)
            self._insert(renewed, key)
        return self._register.rulings.applied(renewed)

    def article(self, article_id: str) -> Article | None:
        """The article with this id."""
        return self._read(self._index.key_of(article_id))

    def listing(
        self,
        query: str = "",
        *,
        order: Order = "newest",
        first: int | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Listing:
        """The articles that match the query (see `search.query`), in some order.

        With `first`, only about so many, for relevance simply the newest; the listing then says whether it is complete.
        `cancelled` is asked now and then, so that a search nobody waits for any more ends early, with what it has.
        """
        keys, asked, complete = array("q"), self._plan(query), False
        with suppress(Interrupted), self._db.connection.interruptible(cancelled):
            for piece in self._index.keys(asked, order, first or _KEYS_A_PIECE):
                keys.extend(piece)
                if len(keys) == first or cancelled():
                    break
            else:
                if order == "relevance":
                    keys = self._index.ranked(asked, keys)
                complete = True
        return Listing(query, self._copies.folded(keys), self._rows, order=order, complete=complete)

    def suggestion(self, query: str, *, cancelled: Callable[[], bool] = lambda: False) -> str | None:
        """What was perhaps meant by a query that finds little: with words of the library that are spelled nearly so.

        None where nothing better is known. Takes some tens of milliseconds at 100,000 articles.
        """
        with suppress(Interrupted), self._db.connection.interruptible(cancelled):
            better = respelled(parse(query), self._index.terms)
            if better and len(self.listing(better, first=_ENOUGH)) > len(self.listing(query, first=_ENOUGH)):
                return better
        return None

    def articles(self, query: str = "") -> Iterator[Article]:
        """The articles that match the query, newest first, one at a time."""
        for key in self._keys(query):
            if article := self._read(key):
                yield article

    def originals(self) -> Iterator[Article]:
        """All articles as the annotators left them, without what the user decided about entities; newest first."""
        for key in self._keys(""):
            if article := self._by_key(key):
                yield article

    def completed(self, query: str) -> str | None:
        """What the query that is being typed could become: with a field's name or a value that is there."""
        return completed(query, self._values)

    def timeline(self, query: str = "", *, from_: date | None = None, to: date | None = None) -> list[TimelineRow]:
        """What the matching articles tell of the days `from_` to `to` (inclusive), earliest first."""
        return timeline(self.articles(query), self._register.get, from_=from_, to=to)

    def mark(self, *article_ids: str, **marks: Unpack[SomeMarks]) -> Change:
        """Set some of the marks of some articles, those that are there; the change can be undone."""
        keys = [key for key in map(self._index.key_of, article_ids) if key is not None]
        return self._mark(dict.fromkeys(keys, marks))

    def mark_all(self, query: str, **marks: Unpack[SomeMarks]) -> Change:
        """Set some of the marks of all articles that match the query, in one durable step that can be undone."""
        return self._mark(dict.fromkeys(self._keys(query), marks))

    def remark(self, article_id: str, *, add: Sequence[Remark] = (), remove: Sequence[Remark] = ()) -> Change:
        """Put remarks (highlights, notes) on an article's text, or take some away; the change can be undone."""
        key = self._index.key_of(article_id)
        if key is None:
            return Change({}, ())
        with self._db.transaction():
            kept = (known for known in self._marks.get(key).remarks if known not in remove)
            return self._mark({key: {"remarks": (*kept, *add)}})

    def undo(self, change: Change) -> Change:
        """Take a change of marks back; returns the change that would set them again."""
        return self._mark({key: change.undone(key) for key in change.before})

    def articles_of_feeds(self) -> dict[str, int]:
        """How many of the articles each feed has brought, by the feed's address."""
        return self._index.articles_of_feeds()

    def row(self, article_id: str) -> Row | None:
        """The article's row in a list."""
        key = self._index.key_of(article_id)
        return None if key is None else self._rows([key]).get(key)

    def copies(self, article_id: str) -> list[Row]:
        """The rows of the near-duplicates that are one row with this article, earliest first."""
        key = self._index.key_of(article_id)
        keys = self._copies.of(key) if key is not None else []
        rows = self._index.rows(keys)
        return [rows[other] for other in keys if other in rows]

    def timeline_of(self, article: Article) -> list[TimelineRow]:
        """What one article tells, earliest first."""
        return timeline([article], self._register.get)

    def entity(self, entity_id: str) -> Entity | None:
        """The entity with this id."""
        return self._register.get(entity_id)

    def entities(self, article: Article) -> dict[str, Entity]:
        """The entities that the article's mentions and demonyms point to, by id."""
        mentioned = [mention.entity for mention in article.annotation.mentions]
        pointed_at = [demonym.entity for demonym in article.annotation.demonyms]
        known = ((name, self._register.get(name)) for name in dict.fromkeys((*mentioned, *pointed_at)))
        return {name: found for name, found in known if found}

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
        return [
            *self._index.damages(),
            *self._index.differences(self._db.table("articles"), dict(self._marks.all())),
        ]

    def rebuild_index(self) -> None:
        """Make rows, full text and all else that is derived anew from the articles, in one transaction."""
        with self._db.transaction():
            derived.drop(self._db.connection)
            derived.create(self._db.connection)
            for key in self._db.rows("articles"):
                if article := self._by_key(key):
                    self._list(key, article)
                    self._copies.put(key, article)

    def close(self) -> None:
        """Close all connections; everything acknowledged is already durable."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _create(self) -> None:
        derived.create(self._db.connection)
        for table in ("articles", MarkTable.NAME, DecisionLog.NAME):
            self._db.rows(table)

    def _rows(self, keys: Sequence[int]) -> dict[int, Row]:
        rows = self._index.rows(list(keys))
        counts = self._copies.counts(list(rows))
        return rows | {key: msgspec.structs.replace(rows[key], copies=count) for key, count in counts.items()}

    def _values(self, field: str, beginning: str) -> Iterable[str]:
        if field in ("source", "lang", "tag"):
            return self._index.values(field, beginning)
        return names_beginning(beginning, ENTITY_FIELDS[field]) if field in ENTITY_FIELDS else ()

    def _keys(self, query: str) -> Iterator[int]:
        for piece in self._index.keys(self._plan(query), "newest", _KEYS_A_PIECE):
            yield from piece

    def _plan(self, query: str) -> Plan:
        return plan(parse(query), self._register.named)

    def _add(self, article: Article) -> Added:
        same = self._index.key_of(article.id)
        kept = None if same is None else self._by_key(same)
        if kept:
            return Added(status="duplicate", article=kept)
        earlier = self._index.key_of_earlier(article)
        before = None if earlier is None else self._by_key(earlier)
        if earlier is None or before is None:
            self._insert(article)
            return Added(status="added", article=article)
        teaser = before.full_text and article.feed is not None and not article.full_text
        if before.text == article.text or teaser:
            return Added(status="duplicate", article=before)
        renewed = marked(msgspec.structs.replace(article, id=before.id, added=before.added), marks_of(before))
        self._remove(earlier, before)
        self._insert(renewed, earlier if _day(renewed) == _day(before) else None, replaces=earlier)
        return Added(status="updated", article=renewed)

    def _remove(self, key: int, article: Article) -> None:
        self._index.remove(key, article)
        self._copies.remove(key)
        Naming(self._db.connection).remove(key)
        self._db.table("articles").remove(doc_ids=[key])
        self._marks.remove(key)

    def _insert(self, article: Article, key: int | None = None, *, replaces: int | None = None) -> None:
        if key is None:
            key = self._index.new_key(_day(article))
        document: dict[str, Any] = msgspec.to_builtins(marked(article, UNMARKED))
        self._db.table("articles").insert(Document(document, doc_id=key))
        self._marks.put(key, marks_of(article))
        self._list(key, article)
        if replaces is not None:
            self._copies.moved(replaces, key)
        self._copies.put(key, article)

    def _list(self, key: int, article: Article) -> None:
        """Derive from an article all that lists and searches need."""
        self._register.introduce(article.annotation.entities)
        ruled = self._register.rulings.applied(article)
        self._index.put(key, article, self._register.names_in(ruled))
        Naming(self._db.connection).put(key, ruled)

    def _read(self, key: int | None) -> Article | None:
        """An article as the user wants it read."""
        article = None if key is None else self._by_key(key)
        return self._register.rulings.applied(article) if article else None

    def _by_key(self, key: int) -> Article | None:
        document = self._db.rows("articles").get(key)
        return None if document is None else marked(msgspec.convert(document, Article), self._marks.get(key))

    def _mark(self, wanted: Mapping[int, SomeMarks]) -> Change:
        before: dict[int, Marks] = {}
        fields: dict[str, None] = {}
        with self._db.transaction():
            for key, some in wanted.items():
                old = self._marks.get(key)
                new = msgspec.structs.replace(old, **some)
                if new != old:
                    before[key] = old
                    fields.update(dict.fromkeys(some))
                    self._marks.put(key, new)
                    self._index.mark(key, new, retagged=new.tags != old.tags)
                    if new.notes != old.notes and (article := self._read(key)):
                        self._index.rename(key, article, self._register.names_in(article))
                    if new.apart != old.apart:
                        self._regroup(key)
        return Change(before, tuple(fields))

    def _regroup(self, key: int) -> None:
        article = self._by_key(key)
        self._copies.remove(key)
        if article:
            self._copies.put(key, article)


def _day(article: Article) -> date | None:
    """The day under which an article is listed."""
    return article.published.from_ if article.published else None
