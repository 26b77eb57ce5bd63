"""From entities to the packed files: tries, readings, entries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import marisa_trie
import msgspec

from sahara_reader.data.gazetteer import LANGUAGES, OTHER_LANGUAGE, SENSES, Entry, Reading, Sense, packed
from sahara_reader.data.gazetteer.build.known import Known, table, unaccented
from sahara_reader.data.gazetteer.spelling import folded, plain

ALL = (1 << OTHER_LANGUAGE + 1) - 1
_SHORT = 3


_SPOKEN_OF_EVERYWHERE = frozenset(["western-sahara", "morocco", "algeria", "mauritania", "tunisia", "libya"])
"""States whose names are spelled in many ways, and in other languages' ways too, in all the languages."""


@dataclass
class _Claim:
    """What a form stands for: in texts of the languages of which it is a name, or in all."""

    entity: Known
    sense: Sense
    languages: set[str]
    form: str


def files(known: list[Known]) -> dict[str, bytes]:
    """The content of every packed file by its name. `known`: no id twice, the more important first."""
    ids = marisa_trie.Trie([entity.id for entity in known])
    claims = _claims(known)
    keys = marisa_trie.Trie(claims)
    forms = [keys.restore_key(number) for number in range(len(keys))]
    said = [sorted(_readings(form, claims, ids), key=lambda reading: SENSES.index(reading.sense)) for form in forms]
    by_number = sorted(known, key=lambda entity: ids[entity.id])
    content = [msgspec.msgpack.encode(_entry(entity)) for entity in by_number]
    return {
        "ids.marisa": ids.tobytes(),
        "names.marisa": keys.tobytes(),
        "readings.bin": _numbers(
            _starts(said, len(said) + 1) + [packed(reading) for listed in said for reading in listed]
        ),
        "entries.bin": _numbers([len(content), *_starts(content, 0)]) + b"".join(content),
        "words.marisa": marisa_trie.RecordTrie("<I", sorted(_searched(known, ids))).tobytes(),
    }


def _claims(known: Iterable[Known]) -> dict[str, list[_Claim]]:
    """Who claims which plain form; capitals and missing accents are claimed too where nobody else wants them."""
    claims: dict[str, list[_Claim]] = defaultdict(list)
    spare: dict[str, list[_Claim]] = defaultdict(list)
    for entity in known:
        for form, claim in _own(entity):
            claims[plain(form).text].append(claim)
            for variant in _variants(form, claim):
                spare[plain(variant).text].append(claim)
    for form, wanted in spare.items():
        if form not in claims:
            claims[form] = wanted
    return dict(sorted(claims.items()))


def _own(entity: Known) -> Iterator[tuple[str, _Claim]]:
    by_form: dict[str, set[str]] = defaultdict(set)
    for language, names in entity.names.items():
        for name in names:
            by_form[name].add(language)
    for name, languages in by_form.items():
        yield name, _Claim(entity, "name", languages, name)
    for surname in entity.surnames:
        yield surname, _Claim(entity, "surname", set(LANGUAGES), surname)
    for language, demonyms in entity.demonyms.items():
        for demonym in demonyms:
            yield demonym, _Claim(entity, "demonym", {language}, demonym)
    for name in dict.fromkeys(entity.candidates):
        if name not in by_form:
            yield name, _Claim(entity, "candidate", set(LANGUAGES), name)


def _variants(form: str, claim: _Claim) -> Iterator[str]:
    bare = unaccented(form)
    if bare != form and claim.sense != "demonym":
        yield bare
    if len(form) > _SHORT and form.upper() != form:
        yield form.upper()
        yield bare.upper()


def _readings(form: str, claims: Mapping[str, list[_Claim]], ids: Any) -> Iterator[Reading]:
    """What a form can stand for. Who is named first has it, in the languages that they claim; a candidate in others."""
    claimed = claims[form]
    namesakes = len({claim.entity.id for claim in claimed if claim.sense == "name"})
    taken: dict[Sense, int] = dict.fromkeys(SENSES, 0)
    for claim in claimed:
        if claim.sense == "candidate" and any(taken.values()):
            continue
        number = ids[claim.entity.id]
        languages = _languages(form, claim, namesakes) & ~taken[claim.sense]
        taken[claim.sense] |= languages
        doubtful = _doubtful("never_demonyms" if claim.sense == "demonym" else "never")
        never = doubtful.get(claim.form, 0) | doubtful.get(form, 0)
        ordinary = _doubtful("ordinary").get(claim.form, 0) if claim.sense == "name" else 0
        if languages & ~never:
            yield Reading(number, claim.sense, languages & ~never, ordinary)
        perhaps = languages & never | (ALL & ~languages if claim.sense == "name" and len(form) > _SHORT else 0)
        if perhaps:
            yield Reading(number, "candidate", perhaps, 0)


def _languages(form: str, claim: _Claim, namesakes: int) -> int:
    """In which texts a form counts: a name in those of its languages and of languages that have no other name."""
    if claim.sense in ("candidate", "surname"):
        return ALL
    own = _bits(claim.languages)
    if (
        claim.sense == "demonym"
        or namesakes > 1
        or len(form.replace(".", "")) <= _SHORT
        or claim.entity.kind == "ministry"
    ):
        return own
    if claim.entity.type == "PER" or {claim.entity.id, claim.entity.country} & _SPOKEN_OF_EVERYWHERE:
        return ALL
    return ALL & ~_bits(claim.entity.names) | own


@cache
def _doubtful(section: str) -> dict[str, int]:
    """Doubtful forms, and in texts of which languages they are so."""
    bits: dict[str, int] = {}
    for language, forms in table("doubtful")[section].items():
        for form in forms:
            bits[form] = bits.get(form, 0) | _bits([language])
    return bits


def _bits(languages: Iterable[str]) -> int:
    return sum(1 << LANGUAGES.index(language) for language in set(languages))


def _searched(known: Iterable[Known], ids: Any) -> set[tuple[str, tuple[int]]]:
    """Every folded name from each of its words on, with the number of its entity and whether it is the whole name."""
    searched = set()
    for entity in known:
        for form in _forms(entity) or [entity.name]:
            said = folded(form).split(" ")
            for first in range(len(said)):
                searched.add((" ".join(said[first:]), (ids[entity.id] << 1 | (first == 0),)))
    return searched


def _forms(entity: Known) -> list[str]:
    """All names but those of towns, which have but one."""
    return sorted({name for listed in entity.names.values() for name in listed})


def _entry(entity: Known) -> Entry:
    shown = {language: listed[0] for language, listed in entity.names.items() if listed}
    return Entry(
        id=entity.id,
        type=entity.type,
        kind=entity.kind,
        name=entity.name,
        country=entity.country,
        names=shown,
        forms=_forms(entity),
        surnames=entity.surnames,
        stands_for=entity.stands_for,
        wikidata=entity.wikidata,
    )


def _starts(pieces: list[Any], first: int) -> list[int]:
    starts = [first]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts


def _numbers(numbers: list[int]) -> bytes:
    return b"".join(number.to_bytes(4, "little") for number in numbers)
