"""The gazetteer: names of places, persons, bodies and things in five languages, and the entities they stand for.

It is built from `sources/` by `python -m sahara_reader.data.gazetteer.build` and opened by memory map in a few
milliseconds; nothing is read before it is asked for.

- `names()` is the trie of all names in plain spelling (`spelling.plain`); `readings(key)` says what one can stand for.
- `entry(id)` is all that is known of an entity; `ids()` are all of them.
- `roles(language)` are the words for offices, `contexts(which, language)` other words that say what a name is.

Who wants the gazetteer's names in a text, also those too uncertain to be shown (a tagger wants them as features), asks
`store.annotate.gazetteer_matches.matches(text, language)`.
"""

import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Literal, NamedTuple

import marisa_trie
import msgspec

LANGUAGES = ("nl", "fr", "es", "en", "ar")
OTHER_LANGUAGE = len(LANGUAGES)
"""The bit of `Reading.languages` for texts in any other language, or in an unknown one."""

Type = Literal["PER", "LOC", "ORG", "MISC"]
Sense = Literal["name", "surname", "demonym", "candidate"]
SENSES: tuple[Sense, ...] = ("name", "surname", "demonym", "candidate")
ENTITY_BITS, LANGUAGE_BITS = 17, len(LANGUAGES) + 1


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """An entity and its names.

    `names` holds the name shown in each language; `forms` all ways to write it (none: only `name`); `surnames` count
    only beside a full name. `kind` says what it is ("state", "city", "company" ...), `country` the id of the state or
    body it belongs to, `stands_for` the entity that is meant when it acts ("the Kremlin denies").
    """

    id: str
    type: Type
    kind: str
    name: str
    country: str | None = None
    names: dict[str, str] = {}
    forms: list[str] = []
    surnames: list[str] = []
    stands_for: str | None = None
    wikidata: str | None = None


class Reading(NamedTuple):
    """What a name can stand for, and where it counts.

    - sense `name`: wherever it stands; `surname`: beside the full name; `demonym`: an adjective or inhabitant;
      `candidate`: only where something else says that a name stands there (a small town, a word that means more).
    - `languages`: in texts of which languages, as bits in the order of LANGUAGES, then all others.
    - `ordinary`: where it is an ordinary word too, so that its capital says nothing at the start of a sentence.
    """

    number: int
    sense: Sense
    languages: int
    ordinary: int


@cache
def names() -> marisa_trie.Trie:
    """All names in plain spelling; a key's id is what `readings` wants."""
    return marisa_trie.Trie().mmap(str(_packed("names.marisa")))


@lru_cache(65536)
def readings(key: int) -> tuple[Reading, ...]:
    """What the name with this id in `names()` can stand for, the likeliest first."""
    table = _readings()
    return tuple(map(unpacked, table[table[key] : table[key + 1]]))


def unpacked(packed: int) -> Reading:
    """A reading from its 32 bits: languages where it is ordinary, languages, sense, number."""
    languages = packed >> ENTITY_BITS + 2 & (1 << LANGUAGE_BITS) - 1
    ordinary = packed >> ENTITY_BITS + 2 + LANGUAGE_BITS
    return Reading(packed & (1 << ENTITY_BITS) - 1, SENSES[packed >> ENTITY_BITS & 3], languages, ordinary)


def packed(reading: Reading) -> int:
    """The 32 bits from which `unpacked` makes this reading."""
    high = reading.ordinary << LANGUAGE_BITS | reading.languages
    return (high << 2 | SENSES.index(reading.sense)) << ENTITY_BITS | reading.number


@lru_cache(16384)
def numbered(number: int) -> Entry:
    """The entry with this number."""
    starts, content = _entries()
    return _decode(content[starts[number] : starts[number + 1]])


def entry(entity_id: str) -> Entry | None:
    """What is known of an entity; None where nothing is."""
    number = _ids().get(entity_id)
    return None if number is None else numbered(number)


def ids() -> Iterator[str]:
    """The ids of all entities."""
    yield from _ids().iterkeys()


@cache
def words() -> marisa_trie.RecordTrie:
    """Every folded name from each of its words on, with the entity's number times two, plus one for a whole name."""
    return marisa_trie.RecordTrie("<I").mmap(str(_packed("words.marisa")))


@cache
def roles(language: str) -> frozenset[str]:
    """Words for offices and professions before or behind a person's name ("minister", "ambassadeur"), lower case."""
    return frozenset(_table("roles").get(language, ()))


@cache
def contexts(which: str, language: str) -> frozenset[str]:
    """Words around names that say something about them (`contexts.toml`), lower case."""
    return frozenset(_table("contexts")[which].get(language, ()))


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _ids() -> marisa_trie.Trie:
    return marisa_trie.Trie().mmap(str(_packed("ids.marisa")))


@cache
def _readings() -> memoryview:
    return _mapped("readings.bin").cast("I")


@cache
def _entries() -> tuple[memoryview, memoryview]:
    content = _mapped("entries.bin")
    count = int.from_bytes(content[:4], "little")
    return content[4 : 4 * (count + 2)].cast("I"), content[4 * (count + 2) :]


_decode = msgspec.msgpack.Decoder(Entry).decode


def _packed(name: str) -> Path:
    return Path(str(files(__name__).joinpath("packed", name)))


def _mapped(name: str) -> memoryview:
    with _packed(name).open("rb") as file:
        return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
