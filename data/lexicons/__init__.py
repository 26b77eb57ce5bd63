"""What words are like, for the tagger: usual case by language, name clusters, given and family names.

Opened by memory map in milliseconds; a look-up takes about a microsecond. See SOURCE.md for origins and licences.
"""

from __future__ import annotations

import tomllib
from array import array
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

import marisa_trie

CLUSTERED = ("en", "de", "es")
GIVEN, FAMILY = 1, 2


class Clusters(NamedTuple):
    """Brown clusters (Brown et al. 1992) of words; the low bits of a number are the top of the tree, 0 is none."""

    words: marisa_trie.Trie
    numbers: array[int]

    def of(self, word: str) -> tuple[int, ...]:
        """The word's cluster in each of `CLUSTERED`; empty where no table knows it."""
        key = self.words.get(word)
        if key is None:
            return ()
        return tuple(self.numbers[key + table * len(self.words)] for table in range(len(CLUSTERED)))


class Names(NamedTuple):
    """Parts of persons' names."""

    words: marisa_trie.Trie
    kinds: bytes

    def kind(self, word: str) -> int:
        """1 for a given name, 2 for a family name, 3 for a word that is both, 0 for any other."""
        key = self.words.get(word)
        return 0 if key is None else self.kinds[key]


@cache
def clusters() -> Clusters:
    """The clusters of capitalised words in English, German and Spanish, and of small ones in English and Spanish."""
    numbers = array("H")
    numbers.frombytes(files(__name__).joinpath("clusters.bin").read_bytes())
    return Clusters(_trie("clusters"), numbers)


@cache
def names() -> Names:
    """Given and family names of some seventy countries."""
    return Names(_trie("names"), files(__name__).joinpath("names.bin").read_bytes())


@cache
def connecting() -> frozenset[str]:
    """Small words that stand inside names."""
    return frozenset(tomllib.loads(files(__name__).joinpath("connecting.toml").read_text(encoding="utf-8"))["words"])


@cache
def words(language: str) -> marisa_trie.Trie:
    """Words in the case in which the language usually writes them, in Arabic without particles; empty for others."""
    listed = files(__name__).joinpath(f"words-{language}.marisa").is_file()
    return _trie(f"words-{language}") if listed else marisa_trie.Trie()


def _trie(name: str) -> marisa_trie.Trie:
    trie = marisa_trie.Trie()
    with as_file(files(__name__).joinpath(f"{name}.marisa")) as path:
        trie.mmap(str(path))
    return trie
