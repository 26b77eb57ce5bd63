"""How alike two words of names sound: 1 for the same, about 0 for two words taken at random, less for unlike ones.

The words are aligned sound by sound (Needleman and Wunsch 1970) with log-odds learned from spellings of one name in
many languages (`data/names`), so that `v` for `f` costs little between Hebrew and Greek and much between Dutch and
French, and a vowel that Arabic does not write costs next to nothing.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from sahara_reader.data import names as known

_HE = re.compile(r"(?:[oe][vwf]|in|sk[iy]{1,2})$")
_SHE = re.compile(r"(?:[oe]va|ina|sk(?:a|aia|aya))$")
_GRAMMATICAL = re.compile(r"(?:[aeiou]s|ova)$")
_INITIAL, _INITIAL_OTHERWISE_SPELT = 0.75, 0.6
_EQUIVALENT = 0.7
_ANOTHER = 0.0
_UNLIKE = -1.0
_FAR = -200
_AT_THE_END = 0.45
"""What a last sound costs that one spelling lacks: Latvian and Greek put endings there."""


@lru_cache(maxsize=262_144)
def likeness(one: str, other: str, abjad: bool, other_abjad: bool) -> float:
    """How alike the sounds of two words are, at most 1; `abjad` and `other_abjad` tell which leave out vowels.

    Initials are like the words that they begin. Symmetric.
    """
    if one == other:
        return 1.0
    words = known.words()
    if len(one) == 1 or len(other) == 1:
        return _of_initials(one[0], other[0])
    if one in words.apart or other in words.apart:
        return _UNLIKE
    if other_abjad and not abjad:
        one, other = other, one
    alike = _aligned(one, other, "abjad" if abjad != other_abjad else "alphabetic")
    if alike > _ANOTHER and not abjad and not other_abjad and _of_another(one, other):
        return _ANOTHER
    if not words.equivalents.get(one, frozenset()).isdisjoint(words.equivalents.get(other, ())):
        return max(_EQUIVALENT, alike)
    return alike


def _of_initials(one: str, other: str) -> float:
    if one == other:
        return _INITIAL
    change = _costs("alphabetic").change
    return _INITIAL_OTHERWISE_SPELT if one in change and change[one].get(other, -1) > 0 else _UNLIKE


def _of_another(one: str, other: str) -> bool:
    """Bogdanov and Bogdanova, Bogdanov and Bogdanovich: one family, or the son of Bogdan; not one person."""
    if (_HE.search(one) and _SHE.search(other)) or (_SHE.search(one) and _HE.search(other)):
        return True
    short, long = sorted((one, other), key=len)
    return len(long) > len(short) + 1 and long.startswith(short) and not _GRAMMATICAL.search(long)


class _Costs(NamedTuple):
    change: dict[str, dict[str, float]]
    drop: dict[str, float]
    add: dict[str, float]
    best_left: dict[str, float]
    best_right: dict[str, float]


@cache
def _costs(kind: str) -> _Costs:
    table = known.likeness()[kind]
    signs = table.signs
    return _Costs(
        change={sign: dict(zip(signs, row, strict=True)) for sign, row in zip(signs, table.change, strict=True)},
        drop=dict(zip(signs, table.drop, strict=True)),
        add=dict(zip(signs, table.add, strict=True)),
        best_left={sign: max(row) for sign, row in zip(signs, table.change, strict=True)},
        best_right={sign: max(column) for sign, *column in zip(signs, *table.change, strict=True)},
    )


def _aligned(one: str, other: str, kind: str) -> float:
    """The score of the best alignment in parts of what the words could at best score."""
    costs = _costs(kind)
    best_left, best_right = costs.best_left, costs.best_right
    if not (best_left.keys() >= set(one) and best_right.keys() >= set(other)):
        return _UNLIKE  # figures have no sound
    if costs.change[one[0]][other[0]] < _FAR and costs.change[one[-1]][other[-1]] < _FAR:
        return _UNLIKE  # most pairs: not worth the alignment
    best = (sum([best_left[sign] for sign in one]) + sum([best_right[sign] for sign in other])) / 2
    adds = [costs.add[sign] for sign in other]
    row: list[float] = [0]
    for add in adds:
        row.append(row[-1] + add)
    above = row
    for sign in one:
        drop, change = costs.drop[sign], costs.change[sign]
        above, diagonal = row, row[0]
        left = diagonal + drop
        row = [left]
        for at, (letter, add) in enumerate(zip(other, adds, strict=True), start=1):
            left = max(diagonal + change[letter], above[at] + drop, left + add)
            diagonal = above[at]
            row.append(left)
    score = max(row[-1], above[-1] + costs.drop[one[-1]] * _AT_THE_END, row[-2] + adds[-1] * _AT_THE_END)
    return score / best
