"""An article as JSON for the outside: what `annotate` and `show --json` print.

The shape is fixed: every span carries its text, `text[start:end]`; layers that do not exist yet are empty lists.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from sahara_reader.store.article import Article, Entity
from sahara_reader.store.gazetteer import entity

_OF_THE_LIBRARY = (
    "title_inferred", "lede", "source", "url", "authors", "added", "tags", "read", "starred", "note", "remarks",
)  # fmt: skip


def article_json(article: Article, entities: Mapping[str, Entity] | None = None) -> dict[str, Any]:
    """The article as JSON-able values, with what is known of its entities.

    A library knows them (`Library.entities`); without one they are those of the gazetteer and of the text itself.
    """
    annotation, text = article.annotation, article.text
    document = {
        "id": article.id,
        "title": article.title,
        "language": article.language,
        "published": _published(article),
        "text": text,
        "mentions": [_span(mention, text) for mention in annotation.mentions],
        "demonyms": [_span(demonym, text) for demonym in annotation.demonyms],
        "times": [_span(time, text) for time in annotation.times],
        "events": [_span(event, text) for event in annotation.events],
        "quotes": [_span(quote, text) for quote in annotation.quotes],
        "relations": [_span(relation, text) for relation in annotation.relations],
        "entities": _entities(_known(article) if entities is None else entities),
        "annotated_by": annotation.annotated_by,
    }
    return document | {name: msgspec.to_builtins(getattr(article, name)) for name in _OF_THE_LIBRARY}


def _published(article: Article) -> dict[str, Any] | None:
    """The date of publication as its source gives it, and the day that the text proves, or the days that contradict."""
    if article.published is None:
        return None
    proofs = [
        {
            "day": proof.day.isoformat(),
            "spans": [{"start": start, "end": end, "text": article.text[start:end]} for start, end in proof.spans],
        }
        for proof in article.annotation.proofs
    ]
    said = {} if not proofs else {"proved": proofs[0]} if len(proofs) == 1 else {"disputed": proofs}
    published: dict[str, Any] = msgspec.to_builtins(article.published)
    return published | said


def _span(layer: Any, text: str) -> dict[str, Any]:
    fields = {
        field.encode_name: msgspec.to_builtins(getattr(layer, field.name)) for field in msgspec.structs.fields(layer)
    }
    return fields | {"text": text[layer.start : layer.end]}


def _known(article: Article) -> dict[str, Entity]:
    annotation = article.annotation
    named = dict.fromkeys([*(m.entity for m in annotation.mentions), *(d.entity for d in annotation.demonyms)])
    introduced = {known.id: known for known in annotation.entities}
    found = ((name, entity(name) or introduced.get(name)) for name in named)
    return {name: known for name, known in found if known}


def _entities(entities: Mapping[str, Entity]) -> list[dict[str, Any]]:
    return [
        {"id": name, "type": known.type, "name": known.name, "names": known.names,
         "aliases": list(known.aliases), "wikidata": known.wikidata}
        for name, known in entities.items()
    ]  # fmt: skip
