"""The entities that the gazetteer knows, in the terms of the data model."""

from functools import cache

from sahara_reader.data.gazetteer import load
from sahara_reader.store.article import Entity, EntityType
from sahara_reader.store.search.folding import words


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


@cache
def _folded_names() -> list[tuple[str, EntityType, str]]:
    entries = load().values()
    return [
        (entry.id, entry.type, "\n".join(" " + " ".join(words(form.text)) for form in entry.forms)) for entry in entries
    ]
