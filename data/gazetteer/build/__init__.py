"""The build of the gazetteer: from CLDR, GeoNames and the tables in `sources/` to the files in `packed/`."""

from sahara_reader.data.gazetteer.build import pack
from sahara_reader.data.gazetteer.build.cities import cities
from sahara_reader.data.gazetteer.build.demonyms import inflected
from sahara_reader.data.gazetteer.build.known import Known, entities, table
from sahara_reader.data.gazetteer.build.states import states

TABLES = ("places", "ministries", "bodies", "organisations", "people", "things")


def build() -> dict[str, bytes]:
    """The content of every packed file by its name."""
    return pack.files(known())


def known() -> list[Known]:
    """All entities, each once, the more important first. Raises ValueError where a table repeats an id."""
    listed = list(states())
    listed += (entity for name in TABLES for entity in entities(name))
    listed += cities(listed)
    by_id = {entity.id: entity for entity in listed}
    if len(by_id) < len(listed):
        raise ValueError(f"ids that occur twice: {sorted(e.id for e in listed if by_id[e.id] is not e)}")
    state_of = {state.country: state.id for state in listed if state.kind == "state"}
    for place, written in table("demonyms").items():
        by_id[state_of.get(place, place)].demonyms = inflected(written)
    for entity in listed:
        entity.country = state_of.get(entity.country, entity.country)
        if entity.kind == "building":
            entity.stands_for = entity.country
    for entity_id, item in table("wikidata").items():
        by_id[entity_id].wikidata = item
    return listed
