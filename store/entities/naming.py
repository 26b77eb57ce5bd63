"""Which articles name which entities, and how they spell them: derived from annotations and decisions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sahara_reader.store.article import Article
from sahara_reader.store.documents.connection import Connection

TABLE = "article_entity"
TABLES = (TABLE,)
SCHEMA = (
    f"CREATE TABLE IF NOT EXISTS {TABLE} (entity TEXT, key INTEGER, spellings TEXT NOT NULL, "
    "PRIMARY KEY (entity, key)) WITHOUT ROWID",
    f"CREATE INDEX IF NOT EXISTS {TABLE}_key ON {TABLE} (key)",
)


class Naming:
    """The table of who is named where; the caller holds the transaction for writes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, key: int, article: Article) -> None:
        """Note the entities that an article names, in the place of those noted before."""
        self.remove(key)
        self._connection.executemany(
            f"INSERT INTO {TABLE} (entity, key, spellings) VALUES (?, ?, ?)",
            ((entity, key, spellings) for entity, spellings in _spellings(article)),
        )

    def remove(self, key: int) -> None:
        """Forget an article."""
        self._connection.execute(f"DELETE FROM {TABLE} WHERE key = ?", (key,))

    def keys_of(self, entities: Iterable[str], *, first: int = -1) -> list[int]:
        """The keys of the articles that name one of these entities, newest first; with `first`, only so many."""
        wanted = list(entities)
        found = self._connection.execute(
            f"SELECT DISTINCT key FROM {TABLE} WHERE entity IN ({', '.join('?' * len(wanted))}) "
            "ORDER BY key DESC LIMIT ?",
            (*wanted, first),
        )
        return [key for (key,) in found]

    def counts(self) -> Sequence[tuple[str, int]]:
        """Every entity that is named, and in how many articles; the most named first."""
        return self._connection.execute(
            f"SELECT entity, count(*) FROM {TABLE} GROUP BY entity ORDER BY 2 DESC, 1"
        ).fetchall()


def _spellings(article: Article) -> Iterator[tuple[str, str]]:
    """The article's entities, each with its spellings and how often they stand in the text, as `spellings_of` reads."""
    counts: dict[str, Counter[str]] = {}
    for mention in article.annotation.mentions:
        surface = " ".join(article.text[mention.start : mention.end].split())
        counts.setdefault(mention.entity, Counter())[surface] += 1
    for entity, spellings in counts.items():
        yield entity, "\n".join(f"{count} {spelling}" for spelling, count in sorted(spellings.items()))


def spellings_of(written: str) -> Iterator[tuple[str, int]]:
    """The spellings of an entity in one article, and how often each stands there, as the table holds them."""
    for line in written.split("\n"):
        count, _, spelling = line.partition(" ")
        yield spelling, int(count)
