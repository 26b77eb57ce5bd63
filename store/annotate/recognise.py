"""Names in a text: the gazetteer's, the model's, and how the two agree.

In come a text and its language; out come mentions and demonyms, in order and apart. A name that the gazetteer knows
stands, and the model's names begin and end at its edges: in "de ambassadeur van Marokko in Moskou Lotfi Bouchraara"
are three names. Only where the model reads it as part of a longer name ("Universiteit Antwerpen") the longer one
stands. A name that only the model knows gets an id of its own from its type and spelling.
"""

from collections.abc import Iterator, Sequence
from typing import cast

from sahara_reader.data.lexicons import GIVEN, names
from sahara_reader.store.annotate.entities import find_entities
from sahara_reader.store.annotate.ministries import national_ministry
from sahara_reader.store.annotate.tagger import Span, tag
from sahara_reader.store.article import Demonym, Entity, EntityType, Mention
from sahara_reader.store.own_names import entity_id

DEMONYM = "DEM"


def recognise(text: str, language: str | None) -> tuple[list[Mention], list[Demonym], list[Entity]]:
    """Mentions, demonyms and the entities among them that the gazetteer does not know, each in order."""
    known, demonyms = find_entities(text, language)
    hits = spans(known, demonyms)
    found = tag(text, (language or "").partition("-")[0], hits)
    unknown = [span for span in longer_names(text, found, hits) if span.type != DEMONYM]
    ministries = (national_ministry(mention.entity) for mention in known)
    entities = {entity.id: entity for entity in ministries if entity}
    mentions = [mention for mention in known if not _inside(mention, unknown)]
    for span in unknown:
        name = " ".join(text[span.start : span.end].split())
        entity = Entity(id=entity_id(span.type, name), type=cast(EntityType, span.type), name=name)
        entities.setdefault(entity.id, entity)
        mentions.append(
            Mention(
                start=span.start,
                end=span.end,
                type=entity.type,
                entity=entity.id,
                how="model",
                score=round(span.score, 3),
            )
        )
    mentions.sort(key=lambda mention: mention.start)
    return mentions, [demonym for demonym in demonyms if not _inside(demonym, unknown)], list(entities.values())


def spans(mentions: Sequence[Mention], demonyms: Sequence[Demonym]) -> list[Span]:
    """What the gazetteer found, as the model is told it."""
    named = [Span(mention.start, mention.end, mention.type) for mention in mentions]
    return sorted(named + [Span(demonym.start, demonym.end, DEMONYM) for demonym in demonyms])


def longer_names(text: str, found: Sequence[Span], hits: Sequence[Span]) -> Iterator[Span]:
    """The model's names that the gazetteer's do not already cover, cut where one of these is a name before them."""
    for span in found:
        inside = [hit for hit in hits if hit.start < span.end and span.start < hit.end]
        if any(hit.start < span.start or span.end < hit.end for hit in inside) or _covered(text, span, inside):
            continue
        if inside and inside[0].start == span.start and span.type == "PER" and inside[0].type != "PER":
            place = text[span.start : inside[0].end]
            rest = text[inside[0].end : span.end]
            if len(rest.split()) > 1 and not names().kind(place) & GIVEN:
                yield span._replace(start=span.end - len(rest.lstrip()))
                continue
        yield span


def _covered(text: str, span: Span, hits: Sequence[Span]) -> bool:
    edges = [span.start, *(edge for hit in hits for edge in (hit.start, hit.end)), span.end]
    return bool(hits) and not any(text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True))


def _inside(part: Mention | Demonym, spans: Sequence[Span]) -> bool:
    return any(span.start <= part.start and part.end <= span.end for span in spans)
