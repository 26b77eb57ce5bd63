"""An article as JSON for the outside: what `annotate` and `show --json` print.

The shape is fixed: every span carries its text, `text[start:end]`; layers that do not exist yet are empty lists.
"""

from typing import Any

import msgspec

from sahara_reader.store.article import Article
from sahara_reader.store.gazetteer import entity

_OF_THE_LIBRARY = ("title_inferred", "lede", "source", "url", "authors", "added", "tags", "read", "starred", "note")


def article_json(article: Article) -> dict[str, Any]:
    """The article as JSON-able values; a mention's entity is described in `entities` when the gazetteer knows it."""
    annotation, text = article.annotation, article.text
    document = {
        "id": article.id,
        "title": article.title,
        "language": article.language,
        "published": msgspec.to_builtins(article.published),
        "text": text,
        "mentions": [_span(mention, text) for mention in annotation.mentions],
        "demonyms": [_span(demonym, text) for demonym in annotation.demonyms],
        "times": [_span(time, text) for time in annotation.times],
        "events": [_span(event, text) for event in annotation.events],
        "quotes": [_span(quote, text) for quote in annotation.quotes],
        "relations": [_span(relation, text) for relation in annotation.relations],
        "entities": _entities(article),
        "annotated_by": annotation.annotated_by,
    }
    return document | {name: msgspec.to_builtins(getattr(article, name)) for name in _OF_THE_LIBRARY}


def _span(layer: Any, text: str) -> dict[str, Any]:
    fields = {
        field.encode_name: msgspec.to_builtins(getattr(layer, field.name)) for field in msgspec.structs.fields(layer)
    }
    return fields | {"text": text[layer.start : layer.end]}


def _entities(article: Article) -> list[dict[str, Any]]:
    annotation = article.annotation
    named = dict.fromkeys([*(m.entity for m in annotation.mentions), *(d.entity for d in annotation.demonyms)])
    return [
        {"id": known.id, "type": known.type, "name": known.name, "names": known.names,
         "aliases": list(known.aliases), "wikidata": known.wikidata}
        for known in map(entity, named) if known
    ]  # fmt: skip
