"""All that is known of one entity in a library: when it is seen, how it is spelt, with whom, where."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from sahara_reader.store.article import Article, Entity, EntityType
from sahara_reader.store.documents.connection import Connection
from sahara_reader.store.entities.naming import spellings_of
from sahara_reader.store.listing import KEYS_A_DAY

_NEWEST_FOR_COMPANY = 2000
_COMPANY = 12
_CONTEXT = 60


class EntityRow(msgspec.Struct, frozen=True):
    """An entity in a list: in how many articles it is named."""

    id: str
    name: str
    type: EntityType
    articles: int


class Company(msgspec.Struct, frozen=True):
    """An entity that is named together with another one, and in how many articles of its newest."""

    id: str
    articles: int


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """One entity: `spellings` with how often each was seen, most often first; `months` counts its articles by month.

    `first` and `last` are days of publication; `together` are the entities it is most often named with.
    """

    entity: Entity
    articles: int
    mentions: int
    spellings: tuple[tuple[str, int], ...]
    first: date | None
    last: date | None
    months: tuple[tuple[str, int], ...]
    together: tuple[Company, ...]


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One mention in its context (a keyword in context): `before`, the `name` as written, `after`, and where it is."""

    article: str
    title: str
    published: str
    start: int
    end: int
    before: str
    name: str
    after: str


def profile(connection: Connection, entity: Entity) -> Profile:
    """What the index knows of an entity."""
    spellings: Counter[str] = Counter()
    for written, articles in connection.execute(
        "SELECT spellings, count(*) FROM article_entity WHERE entity = ? GROUP BY spellings", (entity.id,)
    ):
        for spelling, count in spellings_of(written):
            spellings[spelling] += count * articles
    months: Counter[str] = Counter()
    days: list[int] = []
    for day, articles in connection.execute(
        f"SELECT key / {KEYS_A_DAY}, count(*) FROM article_entity WHERE entity = ? GROUP BY 1", (entity.id,)
    ):
        if day:
            days.append(day)
        months[f"{date.fromordinal(day):%Y-%m}" if day else ""] += articles
    return Profile(
        entity=entity,
        articles=sum(months.values()),
        mentions=sum(spellings.values()),
        spellings=tuple(spellings.most_common()),
        first=date.fromordinal(min(days)) if days else None,
        last=date.fromordinal(max(days)) if days else None,
        months=tuple(sorted((month, count) for month, count in months.items() if month)),
        together=tuple(_company(connection, entity.id)),
    )


def _company(connection: Connection, entity: str) -> Iterator[Company]:
    found = connection.execute(
        "WITH newest AS (SELECT key FROM article_entity WHERE entity = ?1 ORDER BY key DESC LIMIT ?2) "
        "SELECT other.entity, count(*) FROM newest CROSS JOIN article_entity AS other INDEXED BY article_entity_key "
        "USING (key) WHERE other.entity <> ?1 GROUP BY other.entity ORDER BY 2 DESC, 1 LIMIT ?3",
        (entity, _NEWEST_FOR_COMPANY, _COMPANY),
    )
    for other, articles in found:
        yield Company(other, articles)


def concordance(entity: str, articles: Iterable[Article]) -> Iterator[Line]:
    """Every mention of an entity in these articles with the words around it."""
    for article in articles:
        text = article.text
        for mention in article.annotation.mentions:
            if mention.entity == entity:
                yield Line(
                    article=article.id,
                    title=article.title,
                    published=article.published.edtf if article.published else "",
                    start=mention.start,
                    end=mention.end,
                    before=" ".join(text[max(0, mention.start - _CONTEXT) : mention.start].split()),
                    name=text[mention.start : mention.end],
                    after=" ".join(text[mention.end : mention.end + _CONTEXT].split()),
                )
