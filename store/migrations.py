"""From every format that was ever released to today's: one step a format, each a transaction of its own."""

from collections.abc import Callable

import msgspec

from sahara_reader.store import derived
from sahara_reader.store.article import Article
from sahara_reader.store.documents import SqliteTinyDB
from sahara_reader.store.entities.decisions import DecisionLog
from sahara_reader.store.entities.naming import Naming
from sahara_reader.store.errors import StoreError
from sahara_reader.store.marks import MarkTable, marked
from sahara_reader.store.search.index import SCHEMA, Index

Step = Callable[[SqliteTinyDB], None]


def bring_up_to_date(db: SqliteTinyDB, create: Callable[[], None]) -> None:
    """Give a new store what `create` makes, an older one the steps it lacks; raises StoreError for a newer one."""
    version = _version(db)
    if version > FORMAT:
        raise StoreError(
            f"{db.path} was written by a newer sahara-reader (format {version}; this one reads up to {FORMAT}): "
            "update sahara-reader to open it."
        )
    while version < FORMAT:
        with db.transaction() as connection:
            version = _version(db)  # another process may have been faster
            if version == 0:
                create()
                version = FORMAT
            elif version < FORMAT:
                _STEPS[version - 1](db)
                version += 1
            connection.execute(f"PRAGMA user_version = {version}")


def _version(db: SqliteTinyDB) -> int:
    return int(db.connection.execute("PRAGMA user_version").fetchone()[0])


def _marks_apart(db: SqliteTinyDB) -> None:
    """1 to 2: marks leave the articles for a table of their own; rows know tags, notes and where an article is from.

    What a mark is by default (unread, no star, no tag, no note) is not kept.
    """
    marks = db.rows("marks")
    articles = db.rows("articles")
    db.connection.execute("ALTER TABLE article_row ADD COLUMN tags TEXT NOT NULL DEFAULT ''")
    db.connection.execute("ALTER TABLE article_row ADD COLUMN noted INTEGER NOT NULL DEFAULT 0")
    for column in ("page", "record", "feed"):
        db.connection.execute(f"ALTER TABLE article_row ADD COLUMN {column} TEXT")
    index = Index(db.connection)
    for statement in SCHEMA:
        db.connection.execute(statement)
    for key in list(articles):
        article = articles[key]
        index.place(key, msgspec.convert(article, Article))
        moved = {name: article.pop(name) for name in ("read", "starred", "tags", "note") if name in article}
        if not moved:
            continue
        articles[key] = article
        if any(moved.values()):
            marks[key] = {name: value for name, value in moved.items() if value}
            db.connection.execute(
                "UPDATE article_row SET tags = ?, noted = ? WHERE key = ?",
                ("\n".join(moved.get("tags", ())), bool(moved.get("note")), key),
            )


def _spellings_and_copies(db: SqliteTinyDB) -> None:
    """2 to 3: who is named where is known with its spellings; copies are found by sketches; decisions are logged.

    Notes are found by their words, highlights are known.
    """
    db.rows(DecisionLog.NAME)
    db.connection.execute("ALTER TABLE article_row ADD COLUMN highlighted INTEGER NOT NULL DEFAULT 0")
    db.connection.execute("DROP TABLE article_entity")
    derived.create(db.connection)
    naming, index = Naming(db.connection), Index(db.connection)
    articles = db.rows("articles")
    for key, article in articles.items():
        naming.put(key, msgspec.convert(article, Article))
    for key, marks in MarkTable(db).all():
        if marks.notes:
            names = db.connection.execute("SELECT names FROM article_row WHERE key = ?", (key,)).fetchone()[0]
            index.rename(key, marked(msgspec.convert(articles[key], Article), marks), names)


_STEPS: tuple[Step, ...] = (_marks_apart, _spellings_and_copies)

FORMAT = len(_STEPS) + 1
"""The format that this version writes."""
