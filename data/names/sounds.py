"""A word of a name in any script becomes a short string of sounds, in which its spellings come near to each other.

"Michail", "Михаил" and "Mikhail" become `miCail`, `miHail` and `miHail`: what differs still is for `likeness` to judge.
"""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from anyascii import anyascii

_GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_ABJAD = re.compile(r"[\u0590-\u07bf\ufb1d-\ufefc]")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """The sounds of one word; empty where nothing of it can be spoken."""
    letters, groups, sounds = _tables()
    word = unicodedata.normalize("NFC", word.lower())
    if _GREEK.search(word):
        word = groups.of(" " + "".join(filter(_stands_alone, unicodedata.normalize("NFD", word))))
    ascii_ = _NO_LETTER.sub("", anyascii(word.translate(letters)).lower())
    return _DOUBLED.sub(r"\1", sounds.of(" " + ascii_).lstrip())


def is_abjad(word: str) -> bool:
    """Whether a word is in a script that leaves out vowels (Arabic, Hebrew, Syriac, Thaana)."""
    return _ABJAD.search(word) is not None


class _Groups(NamedTuple):
    pattern: re.Pattern[str]
    table: dict[str, str]

    def of(self, text: str) -> str:
        return self.pattern.sub(lambda match: self.table[match.group()], text)


@cache
def _tables() -> tuple[dict[int, str], _Groups, _Groups]:
    content = tomllib.loads(files(__package__).joinpath("letters.toml").read_text(encoding="utf-8"))
    letters = {ord(letter): written for letter, written in content["letters"].items()}
    return letters, _groups(content["groups"]), _groups(content["sounds"])


def _groups(table: dict[str, str]) -> _Groups:
    longest_first = sorted(table, key=len, reverse=True)
    return _Groups(re.compile("|".join(map(re.escape, longest_first))), table)


def _stands_alone(character: str) -> bool:
    return not unicodedata.combining(character)
