"""Copies: near-duplicates of an earlier article, shown with it as one row until the user takes them apart.

Derived from the sketches in the annotations, so that it can be made anew; what the user decided is a mark (`apart`).
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from sahara_reader.store.annotate.sketch import containment
from sahara_reader.store.article import Article
from sahara_reader.store.documents.connection import Connection

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS article_sketch (hash INTEGER, key INTEGER, PRIMARY KEY (hash, key)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS article_sketch_key ON article_sketch (key)",
    "CREATE TABLE IF NOT EXISTS article_copy (key INTEGER PRIMARY KEY, original INTEGER NOT NULL)",
    "CREATE INDEX IF NOT EXISTS article_copy_original ON article_copy (original)",
)
TABLES = ("article_sketch", "article_copy")

_LEAST_SHARED = 3
_MOST_COMPARED = 4
_LEAST_CONTAINMENT = 0.45
_MOST_DAYS_APART = 30


class Copies:
    """Which article is a copy of which; `article` gives the one with a key. The caller holds the transaction."""

    def __init__(self, connection: Connection, article: Callable[[int], Article | None]) -> None:
        self._connection = connection
        self._article = article

    def put(self, key: int, article: Article) -> None:
        """Look whether an article, which is kept under `key`, is a copy of one that is kept already."""
        hashes = article.annotation.sketch
        original = None if article.apart else self._original(key, article)
        self._connection.executemany(
            "INSERT OR IGNORE INTO article_sketch (hash, key) VALUES (?, ?)", ((value, key) for value in hashes)
        )
        if original is not None:
            self._connection.execute(
                "INSERT OR REPLACE INTO article_copy (key, original) VALUES (?, ?)", (key, original)
            )

    def remove(self, key: int) -> None:
        """Forget an article; its own copies wait for what takes its place."""
        for table in TABLES:
            self._connection.execute(f"DELETE FROM {table} WHERE key = ?", (key,))

    def moved(self, key: int, new_key: int) -> None:
        """An article is kept under another key from now on."""
        self._connection.execute("UPDATE article_copy SET original = ? WHERE original = ?", (new_key, key))

    def of(self, key: int) -> list[int]:
        """The keys of the articles that are one row with this one, itself left out, in the order of their dates."""
        found = self._connection.execute(
            "SELECT key FROM article_copy WHERE original = (SELECT coalesce((SELECT original FROM article_copy "
            "WHERE key = ?1), ?1)) UNION SELECT original FROM article_copy WHERE key = ?1 ORDER BY 1",
            (key,),
        )
        return [other for (other,) in found if other != key]

    def counts(self, keys: Sequence[int]) -> dict[int, int]:
        """How many others are one row with each of these articles, where there are any."""
        marks = ", ".join("?" * len(keys))
        found = self._connection.execute(
            f"WITH shown AS (SELECT key, coalesce((SELECT original FROM article_copy WHERE article_copy.key = "
            f"article_row.key), key) AS original FROM article_row WHERE key IN ({marks})) "
            "SELECT shown.key, count(*) FROM shown JOIN article_copy USING (original) GROUP BY shown.key",
            keys,
        )
        return dict(found)

    def folded(self, keys: "array[int]") -> "array[int]":
        """The keys without those that are one row with an article before them, or with an original that is there."""
        if not keys or not self._connection.execute("SELECT 1 FROM article_copy LIMIT 1").fetchone():
            return keys
        found: Iterable[tuple[int, int]] = self._connection.execute(
            "SELECT key, original FROM article_copy WHERE key BETWEEN ? AND ?", (min(keys), max(keys))
        )
        original_of = dict(found)
        there = set(keys) & set(original_of.values())
        kept = array("q")
        for key in keys:
            original = original_of.get(key)
            if original is None:
                kept.append(key)
            elif original not in there:
                there.add(original)
                kept.append(key)
        return kept

    def _original(self, key: int, article: Article) -> int | None:
        hashes = article.annotation.sketch
        if not hashes:
            return None
        candidates = self._connection.execute(
            f"SELECT key FROM article_sketch WHERE hash IN ({', '.join('?' * len(hashes))}) AND key <> ? "
            "GROUP BY key HAVING count(*) >= ? ORDER BY count(*) DESC LIMIT ?",
            (*hashes, key, _LEAST_SHARED, _MOST_COMPARED),
        ).fetchall()
        for (candidate,) in candidates:
            other = self._article(candidate)
            near = other is not None and not other.apart and _near(article, other)
            if near and other and containment(article.text, other.text) >= _LEAST_CONTAINMENT:
                found = self._connection.execute(
                    "SELECT original FROM article_copy WHERE key = ?", (candidate,)
                ).fetchone()
                original = int(found[0]) if found else candidate
                return original if original != key else None
        return None


def _near(one: Article, other: Article) -> bool:
    first, second = _day(one), _day(other)
    return first is None or second is None or abs((first - second).days) <= _MOST_DAYS_APART


def _day(article: Article) -> date | None:
    return article.published.from_ if article.published else None
