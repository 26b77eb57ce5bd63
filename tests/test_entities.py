import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sahara_reader.data.gazetteer import entry, ids
from sahara_reader.store.annotate.entities import find_entities
from sahara_reader.store.annotate.gazetteer_matches import matches
from sahara_reader.store.gazetteer import entity


def _mentions(text: str, language: str | None) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entity) for m in find_entities(text, language)[0]]


def _demonyms(text: str, language: str | None) -> list[tuple[str, str]]:
    return [(text[d.start : d.end], d.entity) for d in find_entities(text, language)[1]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "Marokko en Rusland", [("Marokko", "morocco"), ("Rusland", "russia")]),
        ("nl", "Ruslands beleid", [("Ruslands", "russia")]),
        ("nl", "Moskou's zet, Moskou’s zet", [("Moskou's", "moscow"), ("Moskou’s", "moscow")]),
        ("en", "Algeria's president", [("Algeria", "algeria")]),
        ("nl", "de MENA-regio", [("MENA-regio", "mena")]),
        ("nl", "de Sahara-regio", [("Sahara-regio", "western-sahara")]),
        ("nl", "het Rusland-beleid en Noord-Marokko", []),
        ("nl", "de as Parijs-Dakar", [("Parijs", "paris"), ("Dakar", "dakar")]),
        ("nl", "de VN-Veiligheidsraad", [("VN-Veiligheidsraad", "un-security-council")]),
        ("nl", "MAROKKO EN RUSLAND", [("MAROKKO", "morocco"), ("RUSLAND", "russia")]),
        ("nl", "de VS en de VN", [("VS", "united-states"), ("VN", "united-nations")]),
        ("fr", "l'ONU et la Côte d’Ivoire", [("ONU", "united-nations"), ("Côte d’Ivoire", "ivory-coast")]),
        ("es", "EE. UU. y la ONU", [("EE. UU.", "united-states"), ("ONU", "united-nations")]),
        ("en", "the US told us that the UN", [("US", "united-states"), ("UN", "united-nations")]),
        ("en", "Western Sahara", [("Western Sahara", "western-sahara")]),
        ("en", "Lavrov spoke", []),
        ("en", "Sergey Lavrov spoke. Lavrov left.", [("Sergey Lavrov", "sergey-lavrov"), ("Lavrov", "sergey-lavrov")]),
        ("ar", "المغرب والجزائر", [("المغرب", "morocco"), ("الجزائر", "algeria")]),
        ("ar", "بالرباط", [("الرباط", "rabat")]),
        ("ar", "الأمم المتحدة", [("الأمم المتحدة", "united-nations")]),
        ("ar", "لجبهة البوليساريو", [("جبهة البوليساريو", "polisario")]),
        ("fr", "UN HOMME", []),
        ("fr", "Réunion à Alger", [("Alger", "algiers")]),
        (None, "Polisario in Tindouf", [("Polisario", "polisario"), ("Tindouf", "tindouf")]),
    ],
)
def test_names_with_their_exact_spans(language: str | None, text: str, expected: list[tuple[str, str]]) -> None:
    assert _mentions(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "de Marokkaanse en Russische winter", [("Marokkaanse", "morocco"), ("Russische", "russia")]),
        ("nl", "Algerijnen en Amerikaanse", [("Algerijnen", "algeria"), ("Amerikaanse", "united-states")]),
        ("fr", "le gouvernement marocain, les Algériennes", [("marocain", "morocco"), ("Algériennes", "algeria")]),
        ("es", "los argelinos y la francesa", [("argelinos", "algeria"), ("francesa", "france")]),
        ("en", "Moroccans and the Russian", [("Moroccans", "morocco"), ("Russian", "russia")]),
        ("ar", "الوزير الجزائري", [("الجزائري", "algeria")]),
        ("nl", "les marocains", []),
        ("nl", "de Afrikaanse Unie", []),
    ],
)
def test_adjectives_and_inhabitants_are_demonyms_not_mentions(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    found = [(text[d.start : d.end].removeprefix("ال"), d) for d in find_entities(text, language)[1]]
    assert [(name, demonym.entity) for name, demonym in found] == [
        (name.removeprefix("ال"), place) for name, place in expected
    ]


def test_the_seed_against_its_gold(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    gold = json.loads((seed.parent / "gold.json").read_text(encoding="utf-8"))
    mentions, demonyms = find_entities(text, "nl")
    expected = {(m["start"], m["end"], m["type"]): m["entity"] for m in gold["mentions"]}
    found = {(m.start, m.end, m.type): m.entity for m in mentions}
    assert not found.keys() - expected.keys()
    assert [text[start:end] for start, end, _ in expected.keys() - found.keys()] == ["Michail Bogdanovop"]
    assert all(expected[span].endswith(entity) for span, entity in found.items())
    assert {(d.start, d.end, d.entity) for d in demonyms} == {
        (d["start"], d["end"], d["entity"]) for d in gold["demonyms"]
    }


def test_an_entity_has_its_names_in_every_language() -> None:
    morocco = entity("morocco")
    assert morocco is not None
    assert morocco.names == {"nl": "Marokko", "fr": "Maroc", "es": "Marruecos", "en": "Morocco", "ar": "المغرب"}
    assert entity("no-such-entity") is None


def test_western_sahara_is_an_entity_of_its_own() -> None:
    for name in ("Westelijke Sahara", "Sahara occidental", "Sáhara Occidental", "Western Sahara", "الصحراء الغربية"):
        assert _mentions(f"« {name} »", None) == [(name, "western-sahara")]


def test_every_name_that_is_shown_is_found_whole() -> None:
    for entity_id in ids():
        known = entry(entity_id)
        assert known is not None
        for language, name in known.names.items():
            before = "في" if language == "ar" else "in"
            text = f"{before} {name}"
            assert (3, len(text)) in {match[:2] for match in matches(text, language)}, (known.id, language, name)


_PIECES = st.sampled_from(
    [
        "Marokko",
        "VN",
        "-",
        "'s",
        " ",
        "regio",
        "Ruslands",
        "و",
        "المغرب",
        "لل",
        "Donald Trump",
        "Trump",
        "EE. UU.",
        "’",
        "é",
        ".",
    ]
)


@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=60), st.sampled_from(["nl", "fr", "ar", None]))
def test_mentions_are_in_the_text_in_order_and_apart(text: str, language: str | None) -> None:
    mentions, demonyms = find_entities(text, language)
    last = 0
    spans = [(m.start, m.end) for m in mentions] + [(d.start, d.end) for d in demonyms]
    for start, end in sorted(spans):
        assert last <= start < end <= len(text)
        assert text[start:end].strip()
        last = end
