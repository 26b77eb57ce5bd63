"""The entities that the gazetteer knows, in the terms of the data model."""

from sahara_reader.data.gazetteer import load
from sahara_reader.store.article import Entity


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
