"""The entities that the gazetteer and the user's own names know, in the terms of the data model."""

from collections.abc import Iterator

from sahara_reader.data.gazetteer import entry, numbered, words
from sahara_reader.data.gazetteer.spelling import folded
from sahara_reader.store.article import Entity, EntityType
from sahara_reader.store.own_names import own_names

_FAME = {"own": 0, "state": 0, "continent": 0, "town": 2}
"""Which kinds are offered first: the user's own before all others, towns after them."""


def entity(entity_id: str) -> Entity | None:
    """What is known of an entity, the user's names for it among its aliases; None where nothing is."""
    own = own_names().entries.get(entity_id)
    known = own or entry(entity_id)
    if known is None:
        return None
    return Entity(
        id=known.id,
        type=known.type,
        name=known.name,
        names=known.names,
        aliases=tuple(known.forms) or (known.name,),
        wikidata=known.wikidata,
    )


def entities_named(name: str, type_: EntityType | None = None) -> list[str]:
    """Ids of the entities, of one type or of all, one of whose names holds these words; the last may be a beginning."""
    wanted = folded(name)
    found = [numbered(number) for number in {number for _, number, _ in _names_with(wanted)}]
    found += (own for own in own_names().entries.values() if any(_stands_in(wanted, form) for form in own.forms))
    return sorted({known.id for known in found if type_ in (None, known.type)})


def names_beginning(beginning: str, type_: EntityType | None = None) -> Iterator[str]:
    """Names of entities, of one type or of all, that begin like this, the better known and shorter first."""
    wanted = folded(beginning)
    found = [(key, numbered(number)) for key, number, whole in _names_with(wanted) if whole]
    found += ((folded(form), known) for known in own_names().entries.values() for form in known.forms)
    offered = [(key, known) for key, known in found if key.startswith(wanted) and type_ in (None, known.type)]
    for key, known in sorted(offered, key=lambda offer: (_FAME.get(offer[1].kind, 1), len(offer[0]), offer[0])):
        yield from dict.fromkeys(form for form in known.forms or [known.name] if folded(form) == key)


def _stands_in(wanted: str, form: str) -> bool:
    return bool(wanted) and f" {wanted}" in f" {folded(form)}"


def _names_with(wanted: str) -> Iterator[tuple[str, int, bool]]:
    """Folded names in which these words stand: the name from there on, the entity's number, whether it is the whole."""
    return ((key, packed >> 1, bool(packed & 1)) for key, (packed,) in words().iteritems(wanted) if wanted)
