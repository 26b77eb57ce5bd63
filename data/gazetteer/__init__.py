"""Names of places, persons, bodies and things in five languages, with the entities they stand for."""

from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

LANGUAGES = ("nl", "fr", "es", "en", "ar")


class Form(msgspec.Struct, frozen=True, array_like=True):
    """A way to write a name; `languages` are those in whose texts it counts, empty for all."""

    text: str
    languages: tuple[str, ...] = ()


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entity and its names. `names` holds the one shown in each language; `surnames` count only beside a full name.

    `demonyms` are its adjectives and inhabitants' names by language, in all inflected forms.
    """

    id: str
    type: Literal["PER", "LOC", "ORG", "MISC"]
    name: str
    names: dict[str, str]
    forms: list[Form]
    surnames: list[str] = []
    demonyms: dict[str, list[str]] = {}
    wikidata: str | None = None


@cache
def load() -> dict[str, Entry]:
    """All entries by id; read once."""
    content = files(__name__).joinpath("gazetteer.json").read_bytes()
    return {entry.id: entry for entry in msgspec.json.decode(content, type=list[Entry])}
