"""Whether two names are one: `name_similarity`, from 0 to 1, across spellings, transliterations and scripts.

The words of both names are laid side by side, the likest first. What decides is the least alike pair: of "Mohammed
Hassan" and "Mohammed Hussein" the second words, not the first. Words that only one name has cost little, so that
patronymics, middle names and second surnames can be left out; words that differ on both sides cost all. The weights
are those of a logistic regression over made-up names, rounded.
"""

import math
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from sahara_reader.store.annotate.likeness import likeness
from sahara_reader.store.annotate.name_words import Name, Word, parse

SURE = 0.97
"""From here on two names of two words and more are one without asking."""
MAYBE = 0.35
"""From here on it is worth asking."""

_ALPHABETIC = ((-0.5, -3.2), (0.2, 0.9), (0.4, 2.3), (0.6, 3.1), (1.0, 4.3))
_ABJAD = ((-0.5, -3.1), (0.2, 1.0), (0.4, 2.8), (0.6, 4.7), (1.0, 5.4))
_START, _MEAN, _LEFT_OVER, _LEFT_OVER_OF_BODY, _SINGLE, _CROSSED = -1.3, 2.1, -3.0, -2.5, -2.2, -2.0
_SINGLE_UNLIKE, _OTHER_INITIALS, _OTHER_GENERATION, _GENERATION_UNSAID = -8.0, -2.0, -7.0, -2.0
_ALIKE, _JOINED_ENOUGH = 0.7, 0.55


@lru_cache(maxsize=65_536)
def name_similarity(one: str, other: str) -> float:
    """How probably two names are one person's (or body's, or place's), from 0 to 1; symmetric.

    Compare with `SURE` and `MAYBE`. The names alone do not tell namesakes apart, and a surname alone is never sure.
    """
    first, second = parse(one), parse(other)
    if not first.words or not second.words:
        return 0.0
    if first == second:
        return 1.0
    fit = _side_by_side(first, second)
    across = first.words[0].abjad != second.words[0].abjad
    odds = _START + _between(_ABJAD if across else _ALPHABETIC, fit.least) + _MEAN * fit.mean
    odds += _LEFT_OVER * fit.left_over / fit.weight
    if first.body or second.body:
        odds += _LEFT_OVER_OF_BODY * fit.left_over
    if fit.crossed:
        odds += _CROSSED
    if fit.pairs == 1:
        odds += _SINGLE if fit.left_over else _SINGLE_UNLIKE * (1 - fit.least)
    if first.initials and second.initials and first.initials != second.initials:
        odds += _OTHER_INITIALS
    if first.generation != second.generation:
        odds += _OTHER_GENERATION if first.generation and second.generation else _GENERATION_UNSAID
    return 1 / (1 + math.exp(-odds))


class _Fit(NamedTuple):
    """How well words pair off: likeness on the average and at the least, the weight of pairs and of single words."""

    mean: float
    least: float
    weight: float
    left_over: float
    pairs: int
    crossed: bool


def _side_by_side(one: Name, other: Name) -> _Fit:
    few, many = sorted((one.words, other.words), key=lambda words: (len(words), words))
    cells = [
        (likeness(word.sound, partner.sound, word.abjad, partner.abjad), -abs(i - j), i, j)
        for i, word in enumerate(few)
        for j, partner in enumerate(many)
    ]
    cells.sort(reverse=True)
    pairs: dict[int, int] = {}
    partners: set[int] = set()
    sum_, weights = 0.0, 0.0
    least, alike = 1.0, {}
    for alike_, _, i, j in cells:
        if i not in pairs and j not in partners:
            pairs[i] = j
            partners.add(j)
            alike[i] = alike_
            least = alike_
            weight = (few[i].weight + many[j].weight) / 2
            sum_ += weight * max(alike_, -0.5)
            weights += weight
    mean = sum_ / weights
    left_over = sum(word.weight for j, word in enumerate(many) if j not in partners)
    crossed = any(pairs[i] > pairs[i + 1] for i in range(len(few) - 1))
    if least < _ALIKE:
        rest = [word for i, word in enumerate(few) if alike[i] < _ALIKE]
        settled = {j for i, j in pairs.items() if alike[i] >= _ALIKE}
        joined = _joined(rest, [word for j, word in enumerate(many) if j not in settled])
        if joined > max(least, _JOINED_ENOUGH):
            return _Fit(max(joined, mean), joined, weights, 0.0, len(few), False)
    return _Fit(mean, least, weights, left_over, len(few), crossed)


def _joined(one: list[Word], other: list[Word]) -> float:
    """How alike the words are as one word each: "Saad Eddine" and "Saadeddine", "Le Pen" and "Lepen"."""
    abjad, other_abjad = one[0].abjad, other[0].abjad
    best = -1.0
    if len(one) != len(other):
        best = likeness("".join(w.sound for w in one), "".join(w.sound for w in other), abjad, other_abjad)
    whole, other_whole = "".join(w.whole for w in one), "".join(w.whole for w in other)
    return max(best, likeness(whole, other_whole, abjad, other_abjad))


def _between(points: tuple[tuple[float, float], ...], at: float) -> float:
    """The line through `points`, level before the first and after the last."""
    if at <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if at <= right:
            return low + (high - low) * (at - left) / (right - left)
    return points[-1][1]
