"""From a query to SQL: full text to FTS5 with every word quoted, fields to conditions on the index's tables."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sahara_reader.store.article import EntityType
from sahara_reader.store.search.folding import fold
from sahara_reader.store.search.query import CHOICES, Condition, Field, Query, Words, days

EntitiesNamed = Callable[[str, EntityType | None], Iterable[str]]
"""The ids of the entities that a (partial) name may mean, of one type or of all."""

ENTITY_FIELDS: dict[str, EntityType | None] = {"entity": None, "person": "PER", "place": "LOC", "org": "ORG"}
_STATES = {
    "read": "read = 1", "unread": "read = 0", "starred": "starred = 1",
    "note": "noted = 1", "highlight": "highlighted = 1", "tag": "tags <> ''",
}  # fmt: skip
_TEXT = "key IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)"


class Part(NamedTuple):
    """An SQL condition on `article_row` and its values."""

    sql: str
    values: tuple[str, ...]


class Plan(NamedTuple):
    """`match`: what FTS5 is asked, empty when nothing; `conditions`: what the rows must fulfil besides."""

    match: str
    conditions: tuple[Part, ...]


def plan(query: Query, entities_named: EntitiesNamed) -> Plan:
    """Words that must all occur become one question to FTS5; all else becomes conditions on the rows it gives."""
    match: list[str] = []
    conditions: list[Part] = []
    for clause in query.clauses:
        if all(isinstance(condition.what, Words) and not condition.negated for condition in clause):
            match.append(
                " OR ".join(_match(condition.what) for condition in clause if isinstance(condition.what, Words))
            )
        else:
            parts = [_part(condition, entities_named) for condition in clause]
            sql = " OR ".join(part.sql for part in parts)
            conditions.append(Part(f"({sql})", tuple(value for part in parts for value in part.values)))
    return Plan(" AND ".join(f"({question})" for question in match), tuple(conditions))


def _match(read: Words) -> str:
    column = "{title} : " if read.title else ""
    return f'{column}"{" ".join(read.folded)}"{"*" if read.prefix else ""}'


def _part(condition: Condition, entities_named: EntitiesNamed) -> Part:
    what = condition.what
    part = Part(_TEXT, (_match(what),)) if isinstance(what, Words) else _field(what, entities_named)
    return Part(f"NOT ({part.sql})", part.values) if condition.negated else part


def _field(field: Field, entities_named: EntitiesNamed) -> Part:
    name, value = field
    if name in ENTITY_FIELDS:
        entities = tuple(entities_named(value, ENTITY_FIELDS[name]))
        marks = ", ".join("?" * len(entities))
        return Part(f"key IN (SELECT key FROM article_entity WHERE entity IN ({marks}))", entities)
    if name in CHOICES:
        return Part(_STATES[value.lower()], ())
    if name == "lang":
        return Part("language = ?", (value.lower(),))
    if name == "source":
        return Part("instr(source_folded, ?) > 0", (fold(value),))
    if name == "tag":
        return Part("key IN (SELECT key FROM article_tag WHERE tag = ?)", (fold(value),))
    return _dated(name, value)


def _dated(name: str, value: str) -> Part:
    span = days(value)
    first, last = (day.isoformat() if day else None for day in (span.from_, span.to))
    if name == "after":
        return Part('"from" > ?', (last or first or "",))
    if name == "before":
        return Part('"to" < ?', (first or last or "",))
    low, high = first or "0001-01-01", last or "9999-12-31"
    if name == "on":
        return Part('("from" <= ? AND "to" >= ?)', (high, low))
    return Part('key IN (SELECT key FROM article_event WHERE "from" <= ? AND "to" >= ?)', (high, low))
