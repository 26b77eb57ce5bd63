"""A name taken apart: its words by their sounds, without titles and little words, "Surname, First" turned round.

Arabic articles and the `Abd al-` of "Abdelaziz", "Abdul Aziz" and "عبد العزيز" come to one form; what tells father from
son ("Jr.", "VI") is kept apart.
"""

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sahara_reader.data import names as known
from sahara_reader.data.names.sounds import is_abjad, sound

_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`״׳\u200c\u200d\u0640\u064b-\u0652][^\W_]+)*")
_ARABIC_ARTICLE = re.compile(r"^ال(?!له$)(?=..)")
_NUMERAL = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_SERVANT_OF = re.compile(r"^abd[aeiou]l?(?=\w{3})")
_COMMON_LESS = 0.15
_INITIAL = 0.3


class Word(NamedTuple):
    """A word of a name; `weight` is less for names that many bear, up to 1 for those that few do.

    `whole` is the word with the little ones before it, as "Le Pen" may be "Lepen".
    """

    sound: str
    abjad: bool
    weight: float
    whole: str


class Name(NamedTuple):
    """`body` tells that a word like "ministry" is among its words."""

    words: tuple[Word, ...]
    initials: frozenset[str]
    generation: str
    body: bool


@lru_cache(maxsize=65_536)
def parse(name: str) -> Name:
    """The name in its parts; without words if there is nothing in it that can be spoken."""
    little = known.words()
    spoken = [*_spoken(_first_name_first(_BRACKETS.sub(" ", name)))]
    generation = ""
    if len(spoken) > 1:
        written, last, _ = spoken[-1]
        if _NUMERAL.fullmatch(written):
            generation = written
        elif last in little.juniors:
            generation = "junior"
        elif last in little.seniors:
            generation = "senior"
    words = _glued([(word, abjad) for _, word, abjad in (spoken[:-1] if generation else spoken)])
    words = [word for word in words if word[0] not in little.titles] or words
    return Name(
        words=tuple(_heavy(words)),
        initials=frozenset(word for word, _ in words if len(word) == 1),
        generation=generation,
        body=any(word in little.bodies for word, _ in words),
    )


def _first_name_first(name: str) -> str:
    last, comma, first = name.partition(",")
    if not comma or "," in first or sound(first.strip(" .")) in known.words().juniors:
        return name
    return f"{first} {last}"


def _spoken(name: str) -> list[tuple[str, str, bool]]:
    found = []
    for written in _WORD.findall(name):
        abjad = is_abjad(written)
        spoken = sound(_ARABIC_ARTICLE.sub("", written) if abjad else written)
        if len(spoken) > 1 or written.isupper():  # "y", "и" and "و" are "and"
            found.append((written, spoken, abjad))
    return found


def _glued(words: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """`Abu` and `Abd` joined with the word they belong to, of which they are half the meaning."""
    little = known.words()
    glued: list[tuple[str, bool]] = []
    before = ""
    for word, abjad in words:
        if word in little.joining:
            before += "abd" if word.startswith("abd") else word
        elif not before:
            glued.append((_SERVANT_OF.sub("abd", word), abjad))
        elif word not in little.particles:
            glued.append((before + word, abjad))
            before = ""
    return [*glued, (before, words[-1][1])] if before else glued


def _heavy(words: list[tuple[str, bool]]) -> Iterator[Word]:
    before = ""
    for word, abjad in words[:-1]:
        if word in known.words().particles:
            before += word
        else:
            yield Word(word, abjad, _weight(word), before + word)
            before = ""
    for word, abjad in words[-1:]:
        yield Word(word, abjad, _weight(word), before + word)


def _weight(word: str) -> float:
    if len(word) == 1:
        return _INITIAL
    return 1 / (1 + _COMMON_LESS * math.log2(1 + known.common().get(word, 0)))
