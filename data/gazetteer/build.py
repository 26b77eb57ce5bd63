"""Builds `gazetteer.json` from CLDR's names of states (through Babel) and the tables beside this file.

Run it with `python -m sahara_reader.data.gazetteer.build`; the same inputs give the same file.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from babel import Locale

from sahara_reader.data.gazetteer import LANGUAGES, Entry, Form

_HERE = files("sahara_reader.data.gazetteer")
_SHORT = 3


def build() -> bytes:
    """The content of `gazetteer.json`."""
    entries = sorted((*_states(), *_cities(), *_others()), key=lambda entry: entry.id)
    claims = Counter(form.text for entry in entries for form in entry.forms)
    known = [
        msgspec.structs.replace(entry, forms=[_for_all_languages(form, claims[form.text]) for form in entry.forms])
        for entry in entries
    ]
    return msgspec.json.format(msgspec.json.encode(known), indent=1) + b"\n"


def _for_all_languages(form: Form, claims: int) -> Form:
    """A form counts in all languages unless it is short (UN, VS) or means another entity in another one (Mexico)."""
    short = len(form.text.replace(".", "")) <= _SHORT
    return form if short or claims > 1 else Form(form.text)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(_HERE.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _states() -> Iterator[Entry]:
    table, demonyms = _table("states"), _table("demonyms")
    locales = {
        language: {str(code): str(name) for code, name in Locale(language).territories.items()}
        for language in LANGUAGES
    }
    for code in sorted(code for code in locales["en"] if re.fullmatch("[A-Z]{2}", code)):
        if code in table["omit_codes"]:
            continue
        more = table["more"].get(code) or [""] * len(LANGUAGES)
        names = {}
        for language, written in zip(LANGUAGES, more, strict=True):
            cldr = re.sub(r"\s*[(\[].*?[)\]]", "", locales[language][code]).strip()
            listed = [*written.split("|"), *([] if written else [cldr])]
            names[language] = [name for name in listed if name and name not in table["omit"]]
        english = names["en"][0] if names["en"] else locales["en"][code]
        yield _entry(
            table["ids"].get(code) or _slug(english),
            "LOC",
            names,
            wikidata=table["wikidata"].get(code),
            demonyms=demonyms.get(code),
        )


def _cities() -> Iterator[Entry]:
    table = _table("capitals")
    named = [(None, written) for written in table["capitals"].values()]
    for city, written in (*named, *table["cities"].items()):
        names = {language: [name] if name else [] for language, name in zip(LANGUAGES, written, strict=True)}
        yield _entry(city or _slug(written[LANGUAGES.index("en")] or "sofia"), "LOC", names)


def _others() -> Iterator[Entry]:
    demonyms = _table("demonyms")
    for table in ("organisations", "dossier"):
        for entity, said in _table(table).items():
            names = {language: said.get(language, "").split("|") for language in LANGUAGES}
            yield _entry(
                entity,
                said["type"],
                {language: [name for name in listed if name] for language, listed in names.items()},
                wikidata=said.get("wikidata"),
                surnames=said.get("surname", ""),
                demonyms=demonyms.get(entity),
            )


def _entry(
    entity: str,
    type_: str,
    names: dict[str, list[str]],
    *,
    wikidata: str | None = None,
    surnames: str = "",
    demonyms: list[str] | None = None,
) -> Entry:
    languages: dict[str, set[str]] = {}
    for language, listed in names.items():
        for name in listed:
            languages.setdefault(name, set()).add(language)
    shown = {language: listed[0] for language, listed in names.items() if listed}
    forms = [Form(name, tuple(sorted(spoken))) for name, spoken in sorted(languages.items())]
    return Entry(
        id=entity,
        type=type_,  # type: ignore[arg-type] # the tables hold the four types, and the loader checks them
        name=shown.get("en") or entity.replace("-", " ").title(),
        names=shown,
        forms=forms,
        surnames=[name for name in surnames.split("|") if name],
        demonyms=_demonyms(demonyms) if demonyms else {},
        wikidata=wikidata,
    )


def _demonyms(written: list[str]) -> dict[str, list[str]]:
    inflect = {"nl": _dutch, "fr": _french, "es": _spanish, "en": _english, "ar": _arabic}
    return {
        language: sorted(dict.fromkeys(inflect[language](words.split())))
        for language, words in zip(LANGUAGES, written, strict=True)
        if words
    }


def _dutch(words: list[str]) -> Iterator[str]:
    adjective = words[0]
    yield from words
    if adjective.endswith("ees"):
        yield adjective[:-3] + "ese"
    elif not adjective.endswith("i"):
        yield adjective + "e"


def _french(words: list[str]) -> Iterator[str]:
    for word in words if len(words) > 1 else _french_inflected(words[0]):
        yield from (word, word.capitalize())


def _french_inflected(word: str) -> Iterator[str]:
    plural = word if word.endswith("s") else word + "s"
    yield from (word, plural)
    if word.endswith(("ien", "éen")):
        yield from (word + "ne", word + "nes")
    elif not word.endswith("e"):
        yield from (word + "e", word + "es")


def _spanish(words: list[str]) -> Iterator[str]:
    for word in words if len(words) > 1 else _spanish_inflected(words[0]):
        yield from (word, word.capitalize())


def _spanish_inflected(word: str) -> Iterator[str]:
    yield word
    if word.endswith("o"):
        yield from (word[:-1] + ending for ending in ("a", "os", "as"))
    elif word.endswith(("és", "án", "ón")):
        stem = unicodedata.normalize("NFD", word[-2])[0] + word[-1]
        yield from (word[:-2] + stem + ending for ending in ("a", "es", "as"))
    elif word.endswith("ol"):
        yield from (word + ending for ending in ("a", "es", "as"))
    elif word.endswith("í"):
        yield from (word + "es", word + "s")
    else:
        yield word + "s"


def _english(words: list[str]) -> Iterator[str]:
    if words[0][0].isupper() and len(words) == 2 and words[0] in ("South", "North"):
        words = [" ".join(words)]
    if words[0] == "New":
        words = ["New Zealander", "New Zealanders"]
    yield from words
    if len(words) == 1 and not words[0].endswith(("sh", "ch", "ese", "Swiss")):
        yield words[0] + "s"


def _arabic(words: list[str]) -> Iterator[str]:
    if len(words) == 2 and words[1] in ("أفريقي", "جنوبي", "شمالي"):
        words = [" ".join(words)]
    yield from words
    if words[0].endswith("ي"):
        yield from (words[0] + ending for ending in ("ة", "ون", "ين", "ات"))


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").replace("&", "and")).strip("-")


if __name__ == "__main__":
    Path(str(_HERE)).joinpath("gazetteer.json").write_bytes(build())
