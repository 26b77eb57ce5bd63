"""What the build knows of an entity before it is packed, and how the tables in `sources/` write it down."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from sahara_reader.data.gazetteer import LANGUAGES, Type

_SOURCES = files("sahara_reader.data.gazetteer").joinpath("sources")
TYPES: dict[str, Type] = {"person": "PER", "event": "MISC", "thing": "MISC"}
PLACES = frozenset(
    [
        "state",
        "capital",
        "city",
        "town",
        "region",
        "province",
        "continent",
        "sea",
        "river",
        "mountain",
        "island",
        "building",
    ],
)


@dataclass
class Known:
    """An entity: its names by language (the first is the one shown) and all else that the packed gazetteer tells.

    `country` is an ISO 3166 code or an entity's id. `candidates` are names that are too uncertain to count by
    themselves, in whatever language; an entity that is only a `town` has no others.
    """

    id: str
    kind: str
    names: dict[str, list[str]]
    country: str | None = None
    surnames: list[str] = field(default_factory=list)
    demonyms: dict[str, list[str]] = field(default_factory=dict)
    stands_for: str | None = None
    wikidata: str | None = None
    candidates: list[str] = field(default_factory=list)

    @property
    def type(self) -> Type:
        """The type that follows from the kind: what is no place, person or thing is a body."""
        return "LOC" if self.kind in PLACES else TYPES.get(self.kind, "ORG")

    @property
    def name(self) -> str:
        """The English name, or the first there is."""
        return next(listed[0] for listed in (self.names.get("en", []), *self.names.values(), self.candidates) if listed)


def table(name: str) -> dict[str, Any]:
    """The content of a table in `sources/`."""
    return tomllib.loads(_SOURCES.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def entities(name: str) -> Iterator[Known]:
    """The entities of a table whose sections are kinds or `kind.country`, and whose rows are names.

    A row is one text for all languages, or a list: the name in the four Latin languages and the Arabic one, or one for
    each of LANGUAGES; "|" parts several names. A person's row ends with surnames.
    """
    for kind, section in table(name).items():
        for key, row in section.items():
            if isinstance(row, dict):
                yield from (_known(entity, kind, key, names) for entity, names in row.items())
            else:
                yield _known(key, kind, None, row)


def _known(entity: str, kind: str, country: str | None, row: str | list[str]) -> Known:
    surnames = row[-1].split("|") if kind == "person" else []
    names = names_of(row[:-1] if kind == "person" else row)
    return Known(entity, kind, names, country=country, surnames=[name for name in surnames if name])


def names_of(row: str | list[str]) -> dict[str, list[str]]:
    """Names by language from one text for the four Latin languages, from two (those and Arabic) or from five."""
    if isinstance(row, str):
        row = [row]
    if len(row) <= 2:
        row = [row[0]] * 4 + row[1:]
    listed = ([name for name in written.split("|") if name] for written in row)
    return {language: names for language, names in zip(LANGUAGES, listed, strict=False) if names}


def unaccented(name: str) -> str:
    """The name without accents on its Latin letters."""
    return "".join(part for part in unicodedata.normalize("NFD", name) if not "\u0300" <= part <= "\u036f")


def slug(name: str) -> str:
    """A name as an id: ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").replace("&", "and")).strip("-")
