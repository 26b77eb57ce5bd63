"""The timeline: what happened, sorted by when, each row with the sentences it rests on."""

from collections.abc import Callable, Iterable
from datetime import date

import msgspec

from sahara_reader.store.article import Article, Entity, EntityType, Event, Precision, Published


class Named(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A participant of a row: its entity, its name, and where the row's `text` names it."""

    entity: str
    name: str
    type: EntityType
    start: int
    end: int


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The sentence of an article that a row rests on."""

    article: str
    title: str
    source: str
    published: Published | None
    start: int
    end: int


class TimelineRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that happened: its honest interval, the sentence that tells it, who took part, where it stands."""

    id: str
    from_: date | None
    to: date | None
    edtf: str
    precision: Precision
    kind: str | None
    text: str
    participants: tuple[Named, ...]
    sources: tuple[Source, ...]


def timeline(
    articles: Iterable[Article],
    entity: Callable[[str], Entity | None],
    *,
    from_: date | None = None,
    to: date | None = None,
) -> list[TimelineRow]:
    """Rows of the articles' events that touch the days `from_`..`to`, earliest first, the shorter interval first.

    `entity` tells what is known of an entity.
    """
    rows = [
        _row(article, event, entity)
        for article in articles
        for event in article.annotation.events
        if (from_ is None or event.to is None or event.to >= from_)
        and (to is None or event.from_ is None or event.from_ <= to)
    ]
    return sorted(rows, key=lambda row: (row.from_ or date.min, row.to or date.max, row.sources[0].start))


def _row(article: Article, event: Event, entity: Callable[[str], Entity | None]) -> TimelineRow:
    types = {mention.entity: mention.type for mention in article.annotation.mentions}
    participants = []
    for participant in event.participants:
        known = entity(participant.entity)
        participants.append(
            Named(
                entity=participant.entity,
                name=known.name if known else article.text[participant.start : participant.end],
                type=types.get(participant.entity, "MISC"),
                start=participant.start - event.start,
                end=participant.end - event.start,
            )
        )
    return TimelineRow(
        id=event.id,
        from_=event.from_,
        to=event.to,
        edtf=event.edtf,
        precision=event.precision,
        kind=event.kind,
        text=article.text[event.start : event.end],
        participants=tuple(participants),
        sources=(
            Source(
                article=article.id,
                title=article.title,
                source=article.source,
                published=article.published,
                start=event.start,
                end=event.end,
            ),
        ),
    )
