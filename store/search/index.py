"""The index: one small row and one full-text entry for each article, in the store's own file and transaction.

An article's key is an integer that grows with its date of publication, so that "newest first" is the index's own order
and a search for the first page stops early. Texts are folded before they are indexed (see `folding`); the full-text
table (SQLite FTS5) keeps no copy of them.
"""

import re
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from tinydb.table import Document

from sahara_reader.store.addresses import same_page
from sahara_reader.store.article import Article
from sahara_reader.store.listing import KEYS_A_DAY, Order, Row
from sahara_reader.store.marks import Marks, marks_of
from sahara_reader.store.search.folding import fold
from sahara_reader.store.search.plan import Plan

_STATEMENTS = """
CREATE TABLE IF NOT EXISTS article_row (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
    edtf TEXT, "from" TEXT, "to" TEXT, "precision" TEXT, language TEXT,
    source TEXT NOT NULL, source_folded TEXT NOT NULL, read INTEGER NOT NULL, starred INTEGER NOT NULL,
    names TEXT NOT NULL, tags TEXT NOT NULL DEFAULT '', noted INTEGER NOT NULL DEFAULT 0,
    highlighted INTEGER NOT NULL DEFAULT 0, page TEXT, record TEXT, feed TEXT
);
CREATE INDEX IF NOT EXISTS article_row_page ON article_row (page) WHERE page IS NOT NULL;
CREATE INDEX IF NOT EXISTS article_row_record ON article_row (record) WHERE record IS NOT NULL;
CREATE INDEX IF NOT EXISTS article_row_feed ON article_row (feed) WHERE feed IS NOT NULL;
CREATE INDEX IF NOT EXISTS article_row_unread ON article_row (read);
CREATE INDEX IF NOT EXISTS article_row_source ON article_row (source_folded, key);
CREATE TABLE IF NOT EXISTS article_tag (tag TEXT, key INTEGER, PRIMARY KEY (tag, key)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS article_tag_key ON article_tag (key);
CREATE TABLE IF NOT EXISTS article_event (key INTEGER, "from" TEXT, "to" TEXT);
CREATE INDEX IF NOT EXISTS article_event_key ON article_event (key);
CREATE INDEX IF NOT EXISTS article_event_days ON article_event ("from", "to");
CREATE VIRTUAL TABLE IF NOT EXISTS article_text USING fts5 (
    title, body, names, content='', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3'
);
"""
SCHEMA = tuple(_STATEMENTS.strip().split(";\n"))
TABLES = ("article_row", "article_tag", "article_event", "article_text")
_COLUMNS = 'key, id, title, edtf, "from", "to", "precision", language, source, read, starred, tags, noted'
_MARKS = "read, starred, tags, noted, highlighted"
_ORDER: dict[Order, str] = {"newest": "key DESC", "relevance": "key DESC", "source": "source_folded, key DESC"}
_RANKED = 400
_WEIGHTS = "8.0, 1.0, 2.0"  # of a hit in the title, in the text, in the names


class Index:
    """Rows and full text of the articles on one SQLite connection; the caller holds the transaction for writes."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def damages(self) -> Iterator[str]:
        """What SQLite finds wrong with the file."""
        for (finding,) in self._connection.execute("PRAGMA quick_check"):
            if finding != "ok":
                yield f"The file is damaged: {finding}."

    def differences(self, documents: Iterable[Document], marks: Mapping[int, Marks]) -> Iterator[str]:
        """Where the index does not fit the documents, and the marks that are not as they are by default."""
        kept = {document.doc_id: document["id"] for document in documents}
        rows = dict(self._connection.execute("SELECT key, id FROM article_row"))
        marked = self._connection.execute(
            f"SELECT key, {_MARKS} FROM article_row WHERE read OR starred OR tags <> '' OR noted OR highlighted"
        )
        if {key: tuple(shown) for key, *shown in marked} != {
            key: _shown(mark) for key, mark in marks.items() if any(_shown(mark))
        }:
            yield "The list shows other marks than were set."
        texts = {key for (key,) in self._connection.execute("SELECT id FROM article_text_docsize")}
        if rows != kept:
            yield f"The list has {len(rows)} articles where {len(kept)} are kept, or other ones."
        if texts != set(kept):
            yield f"The full-text index has {len(texts)} articles where {len(kept)} are kept, or other ones."
        for table in ("article_entity", "article_tag", "article_event"):
            strangers = {key for (key,) in self._connection.execute(f"SELECT DISTINCT key FROM {table}")} - set(kept)
            if strangers:
                yield f"{table} speaks of {len(strangers)} articles that are not kept."

    def new_key(self, published: date | None) -> int:
        """A free key at the end of the day of publication; articles without a date come before all others."""
        first = (published.toordinal() if published else 0) * KEYS_A_DAY
        highest = self._connection.execute(
            "SELECT max(key) FROM article_row WHERE key >= ? AND key < ?", (first, first + KEYS_A_DAY)
        ).fetchone()[0]
        return int(highest) + 1 if highest is not None else first + 1

    def put(self, key: int, article: Article, names: str) -> None:
        """Index a new article; `names` are the names of its entities in all languages."""
        published, names = article.published, _besides(article, names)
        self._connection.execute(
            f"INSERT INTO article_row ({_COLUMNS}, highlighted, source_folded, names, page, record, feed) "
            f"VALUES ({', '.join('?' * 19)})",
            (
                key, article.id, article.title, published and published.edtf,
                published and _iso(published.from_), published and _iso(published.to),
                published and published.precision, article.language, article.source, *_shown(marks_of(article)),
                fold(article.source), names, _page(article), _record(article), article.feed,
            ),
        )  # fmt: skip
        self._connection.execute(
            "INSERT INTO article_text (rowid, title, body, names) VALUES (?, ?, ?, ?)", (key, *_folded(article, names))
        )
        self._put_tags(key, article.tags)
        self._connection.executemany(
            'INSERT INTO article_event (key, "from", "to") VALUES (?, ?, ?)',
            ((key, _iso(event.from_), _iso(event.to)) for event in article.annotation.events),
        )

    def remove(self, key: int, article: Article) -> None:
        """Take an article out of the index; `article` as it was when it was put there."""
        names = self._connection.execute("SELECT names FROM article_row WHERE key = ?", (key,)).fetchone()[0]
        self._connection.execute(
            "INSERT INTO article_text (article_text, rowid, title, body, names) VALUES ('delete', ?, ?, ?, ?)",
            (key, *_folded(article, names)),
        )
        for table in ("article_row", "article_tag", "article_event"):
            self._connection.execute(f"DELETE FROM {table} WHERE key = ?", (key,))

    def rename(self, key: int, article: Article, names: str) -> None:
        """Find an article under other names of its entities, or by other notes of the user, from now on."""
        names = _besides(article, names)
        before = self._connection.execute("SELECT names FROM article_row WHERE key = ?", (key,)).fetchone()[0]
        if before == names:
            return
        self._connection.execute(
            "INSERT INTO article_text (article_text, rowid, title, body, names) VALUES ('delete', ?, ?, ?, ?)",
            (key, *_folded(article, before)),
        )
        self._connection.execute(
            "INSERT INTO article_text (rowid, title, body, names) VALUES (?, ?, ?, ?)", (key, *_folded(article, names))
        )
        self._connection.execute("UPDATE article_row SET names = ? WHERE key = ?", (names, key))

    def place(self, key: int, article: Article) -> None:
        """Note where an article came from."""
        places = (_page(article), _record(article), article.feed)
        self._connection.execute("UPDATE article_row SET page = ?, record = ?, feed = ? WHERE key = ?", (*places, key))

    def mark(self, key: int, marks: Marks, *, retagged: bool) -> None:
        """Show what the user did with an article; `retagged`: the tags are other ones."""
        self._connection.execute(
            f"UPDATE article_row SET ({_MARKS}) = (?, ?, ?, ?, ?) WHERE key = ?", (*_shown(marks), key)
        )
        if retagged:
            self._connection.execute("DELETE FROM article_tag WHERE key = ?", (key,))
            self._put_tags(key, marks.tags)

    def key_of(self, article_id: str) -> int | None:
        """The key of the article with this id."""
        found = self._connection.execute("SELECT key FROM article_row WHERE id = ?", (article_id,)).fetchone()
        return int(found[0]) if found else None

    def key_of_earlier(self, article: Article) -> int | None:
        """The key of an article from the same page, or under the same id of the same source: an earlier version."""
        for column, value in (("page", _page(article)), ("record", _record(article))):
            found = (
                value
                and self._connection.execute(
                    f"SELECT key FROM article_row WHERE {column} = ? ORDER BY key DESC LIMIT 1", (value,)
                ).fetchone()
            )
            if found:
                return int(found[0])
        return None

    def articles_of_feeds(self) -> dict[str, int]:
        """How many articles each feed has brought."""
        return dict(
            self._connection.execute("SELECT feed, count(*) FROM article_row WHERE feed IS NOT NULL GROUP BY feed")
        )

    def keys(self, plan: Plan, order: Order, at_once: int) -> Iterator[list[int]]:
        """Keys of the articles that match, in pieces of `at_once` as they are found.

        By relevance they come newest first too, to be `ranked` when all are known.
        """
        wanted = [part.sql for part in plan.conditions]
        values = [value for part in plan.conditions for value in part.values]
        by = _ORDER[order]
        if plan.match:  # text leads: its own order is newest first
            join = "CROSS JOIN article_row ON key = article_text.rowid" if wanted or order == "source" else ""
            where = " AND ".join(("article_text MATCH ?", *wanted))
            rows = f"article_text {join}"
            sql = f"SELECT article_text.rowid AS key FROM {rows} WHERE {where} ORDER BY {by}"
            cursor = self._connection.execute(sql, (plan.match, *values))
        else:
            where = " AND ".join(wanted) or "true"
            cursor = self._connection.execute(
                f"SELECT key FROM article_row WHERE {where} ORDER BY {_ORDER[order]}", values
            )
        while piece := cursor.fetchmany(at_once):
            yield [key for (key,) in piece]

    def ranked(self, plan: Plan, keys: "array[int]") -> "array[int]":
        """The keys with the newest few hundred in the order of their relevance (Okapi BM25, titles count most)."""
        if not plan.match or not keys:
            return keys
        newest = keys[:_RANKED]
        found = self._connection.execute(
            "SELECT rowid FROM article_text WHERE article_text MATCH ? AND rowid BETWEEN ? AND ? "
            f"ORDER BY bm25(article_text, {_WEIGHTS}), rowid DESC",
            (plan.match, newest[-1], newest[0]),
        )
        listed = set(newest)
        return array("q", (key for (key,) in found if key in listed)) + keys[_RANKED:]

    def rows(self, keys: Sequence[int]) -> dict[int, Row]:
        """The rows of these keys; a key that has gone is left out."""
        found = self._connection.execute(
            f"SELECT {_COLUMNS} FROM article_row WHERE key IN ({', '.join('?' * len(keys))})", keys
        )
        rows = (
            Row(
                key, id_, title, edtf, _day(from_), _day(to), precision, language, source,
                bool(read), bool(starred), tuple(tags.split("\n")) if tags else (), bool(noted),
            )
            for key, id_, title, edtf, from_, to, precision, language, source, read, starred, tags, noted in found
        )  # fmt: skip
        return {row.key: row for row in rows}

    def terms(self, beginning: str) -> Iterator[tuple[str, int]]:
        """The words in the full text that begin like this, each with the number of articles it stands in."""
        self._connection.execute(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.article_term USING fts5vocab('main', 'article_text', 'row')"
        )
        yield from self._connection.execute(
            "SELECT term, doc FROM temp.article_term WHERE term >= ? AND term < ?",
            (beginning, beginning + "\U0010ffff"),
        )

    def values(self, field: str, beginning: str) -> Iterator[str]:
        """Sources, languages or tags that begin like this, the most frequent first."""
        column, table = {
            "source": ("source", "article_row"),
            "lang": ("language", "article_row"),
            "tag": ("tag", "article_tag"),
        }[field]
        found = self._connection.execute(
            f"SELECT {column} FROM {table} WHERE {column} LIKE ? ESCAPE '!' "
            f"GROUP BY {column} ORDER BY count(*) DESC LIMIT 5",
            (re.sub("([%_!])", r"!\1", beginning) + "%",),
        )
        yield from (value for (value,) in found)

    def counts(self) -> tuple[int, int]:
        """How many articles there are, and how many of them are unread."""
        total = self._connection.execute("SELECT count(*) FROM article_row").fetchone()[0]
        unread = self._connection.execute("SELECT count(*) FROM article_row WHERE read = 0").fetchone()[0]
        return int(total), int(unread)

    def _put_tags(self, key: int, tags: Iterable[str]) -> None:
        self._connection.executemany(
            "INSERT INTO article_tag (tag, key) VALUES (?, ?)", ((tag, key) for tag in dict.fromkeys(map(fold, tags)))
        )


def _page(article: Article) -> str | None:
    page = same_page(article.url) if article.url else ""
    return page if page.strip("/").count("/") or "?" in page else None  # a site's first page is no article's own


def _record(article: Article) -> str | None:
    owner = article.feed or article.source
    return f"{owner}\n{article.record_id}" if article.record_id and owner else None


def _shown(marks: Marks) -> tuple[bool, bool, str, bool, bool]:
    return marks.read, marks.starred, "\n".join(marks.tags), bool(marks.notes), bool(marks.remarks)


def _besides(article: Article, names: str) -> str:
    """What an article is found by besides its title and text: the names of its entities, the notes of the user."""
    return "\n".join((names, *marks_of(article).notes))


def _folded(article: Article, names: str) -> tuple[str, str, str]:
    return fold(article.title), fold(article.text), fold(names)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
