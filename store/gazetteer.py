"""The entities that the gazetteer knows, in the terms of the data model."""

from collections.abc import Iterator
from functools import cache

from sahara_reader.data.gazetteer import load
from sahara_reader.store.article import Entity, EntityType
from sahara_reader.store.search.folding import fold, words


def entity(entity_id: str) -> Entity | None:
    """What the gazetteer knows of an entity; None where it does not know it."""
    entry = load().get(entity_id)
    if entry is None:
        return None
    return Entity(
        id=entry.id,
        type=entry.type,
        name=entry.name,
        names=entry.names,
        aliases=tuple(form.text for form in entry.forms),
        wikidata=entry.wikidata,
    )


def entities_named(name: str, type_: EntityType | None = None) -> list[str]:
    """Ids of the entities, of one type or of all, one of whose names holds these words; the last may be a beginning."""
    wanted = " " + " ".join(words(name))
    return [entity_id for entity_id, of_type, names in _folded_names() if type_ in (None, of_type) and wanted in names]


def names_beginning(beginning: str, type_: EntityType | None = None) -> Iterator[str]:
    """Names of entities, of one type or of all, that begin like this, the shortest first."""
    folded = fold(beginning)
    entries = (entry for entry in load().values() if type_ in (None, entry.type))
    names = {form.text for entry in entries for form in entry.forms if fold(form.text).startswith(folded)}
    yield from sorted(names, key=lambda name: (len(name), name))


@cache
def _folded_names() -> list[tuple[str, EntityType, str]]:
    entries = load().values()
    return [
        (entry.id, entry.type, "\n".join(" " + " ".join(words(form.text)) for form in entry.forms)) for entry in entries
    ]
