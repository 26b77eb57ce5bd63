"""Names that the user adds to the gazetteer: a TOML file of their own, read again as soon as it changes.

    ["Lotfi Bouchraara"]
    type = "PER"                                  # PER, LOC, ORG or MISC
    also = ["Bouchraara", "لطفي بوشعرة"]

    ["Front Polisario"]
    is = "polisario"                              # a further name of an entity that is known already

The file is `names.toml` in the platform's configuration folder, or where SAHARA_READER_NAMES says. What cannot be read
in it is told by `problems`, one sentence for each table; the other tables count.
"""

import json
import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
from platformdirs import user_config_path

from sahara_reader.data import gazetteer
from sahara_reader.data.gazetteer import Entry
from sahara_reader.data.gazetteer.spelling import plain
from sahara_reader.store.article import EntityType
from sahara_reader.store.errors import StoreError
from sahara_reader.store.search.folding import fold

FILE_NAME = "names.toml"
VARIABLE = "SAHARA_READER_NAMES"
TYPES: tuple[EntityType, ...] = ("PER", "LOC", "ORG", "MISC")
_KEYS = {"type", "is", "also"}
_HEADING = re.compile(r"^\s*\[", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_WRITING = Lock()


@dataclass(frozen=True)
class OwnNames:
    """What the user's file says: entities by id; plain spellings by their first word, the longest first."""

    entries: dict[str, Entry] = field(default_factory=dict)
    by_first_word: dict[str, list[tuple[str, Entry]]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def path() -> Path:
    """Where the user's names are."""
    chosen = os.environ.get(VARIABLE)
    return Path(chosen) if chosen else user_config_path("sahara-reader", appauthor=False) / FILE_NAME


def own_names() -> OwnNames:
    """The user's names as their file holds them at this moment."""
    file = path()
    try:
        status = file.stat()
    except OSError:
        return _NONE
    version = (file, status.st_mtime_ns, status.st_size)
    if _last[0] != version:
        _last[:] = [version, _read(file)]
    names: OwnNames = _last[1]
    return names


def problems() -> list[str]:
    """What cannot be read in the user's file, each in one sentence with its line."""
    return own_names().problems


def add_name(name: str, type_: EntityType, *, also: tuple[str, ...] = (), known_as: str | None = None) -> str:
    """Write a name to the user's file, of a new entity or, with `known_as`, of a known one; gives the entity's id.

    It counts at once, in every library. Raises StoreError where the name is empty or the file cannot be written.
    """
    if not _WORD.search(name):
        raise StoreError(f"“{name}” is no name: it has no letter and no figure.")
    lines = [f"[{_quoted(' '.join(name.split()))}]", f"is = {_quoted(known_as)}" if known_as else f'type = "{type_}"']
    if also:
        lines.append(f"also = [{', '.join(map(_quoted, also))}]")
    file = path()
    try:
        with _WRITING:
            file.parent.mkdir(parents=True, exist_ok=True)
            before = file.read_text(encoding="utf-8").rstrip() + "\n\n" if file.is_file() else ""
            beside = file.with_name(file.name + ".new")
            beside.write_text(before + "\n".join(lines) + "\n", encoding="utf-8")
            beside.replace(file)
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{file}: the name could not be written there ({error}).") from error
    return known_as or entity_id(type_, name)


def entity_id(type_: str, name: str) -> str:
    """The id of an entity that no list knows, from its type and name."""
    return f"{type_.lower()}-{_BETWEEN_WORDS.sub('-', fold(name)).strip('-')}"


_NONE = OwnNames()
_last: list[Any] = [None, _NONE]


def _read(file: Path) -> OwnNames:
    names = OwnNames()
    try:
        content = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        names.problems.append(f"{file}: your names cannot be read ({error}).")
        return names
    for line, table in _tables(content):  # `line`: how many stand before the table
        try:
            for name, said in tomllib.loads(table).items():
                _know(names, name, said)
        except tomllib.TOMLDecodeError as error:
            told = re.fullmatch(r"(.*) \(at line (\d+), column \d+\)", str(error))
            reason, within = (told[1], int(told[2])) if told else (str(error), 1)
            names.problems.append(f"{file}, line {line + within}: {reason[:1].lower()}{reason[1:]}.")
        except ValueError as error:
            names.problems.append(f"{file}, line {line + 1}: {error}.")
    for spellings in names.by_first_word.values():
        spellings.sort(key=lambda spelling: -len(spelling[0]))
    return names


def _tables(content: str) -> Iterator[tuple[int, str]]:
    """Each table of the file with the number of lines before it, so that a broken one costs only itself."""
    starts = [0, *(heading.end() - 1 for heading in _HEADING.finditer(content)), len(content)]
    for start, end in pairwise(starts):
        yield content.count("\n", 0, start), content[start:end]


def _know(names: OwnNames, name: str, said: Any) -> None:
    if not isinstance(said, dict) or not said.keys() <= _KEYS:
        raise ValueError(f"a name has the keys type, is and also, and “{name}” has others")
    also = said.get("also", [])
    if not isinstance(also, list) or not all(isinstance(other, str) for other in also):
        raise ValueError(f"the names of “{name}” in `also` must be texts in brackets")
    entry = _entry(name, said)
    forms = [form for form in (name, *also) if _WORD.search(form)]
    known = names.entries.get(entry.id, entry)
    names.entries[entry.id] = msgspec.structs.replace(known, forms=[*known.forms, *forms])
    for form in forms:
        spelled = plain(form).text
        for variant in dict.fromkeys((spelled, spelled.upper())):
            first = _WORD.search(variant)
            if first and first.start() == 0:
                names.by_first_word.setdefault(first.group(), []).append((variant, entry))


def _entry(name: str, said: dict[str, Any]) -> Entry:
    if "is" in said:
        known = gazetteer.entry(str(said["is"]))
        if known is None:
            raise ValueError(f"there is no entity “{said['is']}” that “{name}” could be")
        return known
    if said.get("type") not in TYPES:
        raise ValueError(f"“{name}” needs a type: PER, LOC, ORG or MISC")
    return Entry(id=entity_id(said["type"], name), type=said["type"], kind="own", name=name)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
