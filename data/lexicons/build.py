"""Builds the lexicons from the tables of spacy-lookups-data, the names of Faker and OpenTaal's list of Dutch words.

Usage: python -m sahara_reader.data.lexicons.build DUTCH_WORDS
(DUTCH_WORDS: the file `dutch` of Debian's package wdutch)
"""

import gzip
import importlib
import json
import pkgutil
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

import marisa_trie
import wordfreq

HERE = Path(__file__).parent
CLUSTERED = ("en", "de", "es")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.&][^\W\d_]+)*\.?")
_COMMON_WORDS = 200_000  # of the million in a table, the most frequent, count where they are written small
_LONGEST = 20
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
GIVEN, FAMILY = 1, 2


def main(dutch_words: str) -> None:
    tables = {language: _table(f"{language}_lexeme_cluster") for language in CLUSTERED}
    _pack_clusters(tables)
    _pack_names()
    _pack_words("nl", Path(dutch_words).read_text(encoding="utf-8").split("\n"))
    _pack_words("fr", _table("fr_lemma_lookup"))
    _pack_words("ar", _without_particles())
    for language in ("en", "es"):
        _pack_words(language, _usual_case(_table(f"{language}_lexeme_prob")))


def _table(name: str) -> dict[str, Any]:
    """A table of spacy-lookups-data, the most frequent word first."""
    packed = files("spacy_lookups_data").joinpath("data", f"{name}.json.gz").read_bytes()
    table: dict[str, Any] = json.loads(gzip.decompress(packed))
    return table


def _pack_clusters(tables: dict[str, dict[str, int]]) -> None:
    kept = {language: dict(_clustered(table, language)) for language, table in tables.items()}
    words = marisa_trie.Trie(sorted(set().union(*kept.values())))
    words.save(str(HERE / "clusters.marisa"))
    with (HERE / "clusters.bin").open("wb") as file:
        for language in CLUSTERED:
            numbers = array("H", [0]) * len(words)
            for word, cluster in kept[language].items():
                numbers[words[word]] = cluster & 0xFFFF
            numbers.tofile(file)


def _clustered(table: dict[str, int], language: str) -> Iterator[tuple[str, int]]:
    """Words with a cluster: names in every language, small words of the languages that need them."""
    for rank, (word, cluster) in enumerate(table.items()):
        if not cluster or len(word) > _LONGEST or not _WORD.fullmatch(word):
            continue
        if word.islower():
            if language == "de" or rank > _COMMON_WORDS:
                continue
        elif word.isupper() and len(word) > 4 and word.capitalize() in table:
            continue
        yield word, cluster


def _usual_case(probabilities: dict[str, float]) -> Iterator[str]:
    """Words that are mostly written small, as they are; words that hardly ever are, with a capital."""
    for rank, (word, logarithm) in enumerate(probabilities.items()):
        if rank > 2 * _COMMON_WORDS:
            return
        if word.islower() and _WORD.fullmatch(word):
            capital = probabilities.get(word.capitalize(), -30)
            yield word if logarithm > capital - 1 else word.capitalize()


def _without_particles() -> Iterator[str]:
    """Arabic words that are seldom better read as a shorter word behind particles."""
    frequencies = wordfreq.get_frequency_dict("ar")
    for word in islice(frequencies, 250_000):
        if all(frequencies.get(rest, 0) < 2 * frequencies[word] for rest in _rests(word) if len(rest) > 2):
            yield word


def _rests(word: str) -> Iterator[str]:
    """What could stand behind the particles wa, fa, bi, ka and li, the article of the last restored."""
    bare = word[1:] if word[0] in "وف" else word
    if bare != word:
        yield bare
    if bare[:1] in tuple("بكل"):
        yield bare[1:]
    if bare.startswith("لل"):
        yield "ال" + bare[2:]


def _pack_words(language: str, words: Iterable[str]) -> None:
    kept = {word for word in words if _WORD.fullmatch(word)}
    marisa_trie.Trie(sorted(kept)).save(str(HERE / f"words-{language}.marisa"))


def _pack_names() -> None:
    kinds: Counter[str] = Counter()
    for name, kind in _names():
        if _LATIN.match(name) or name[0] >= "\u0621":
            kinds[name] |= kind
    names = marisa_trie.Trie(sorted(kinds))
    names.save(str(HERE / "names.marisa"))
    ordered = sorted(kinds, key=lambda name: names[name])
    (HERE / "names.bin").write_bytes(bytes(kinds[name] for name in ordered))


def _names() -> Iterator[tuple[str, int]]:
    package = importlib.import_module("faker.providers.person")
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            for prefix, kind in (("first_names", GIVEN), ("last_names", FAMILY)):
                values = getattr(provider, attribute)
                if attribute.startswith(prefix) and not isinstance(values, property):
                    for name in values:
                        yield from ((part, kind) for part in name.split() if len(part) > 1 and not part.islower())


if __name__ == "__main__":
    main(sys.argv[1])
