"""Builds `likeness.json` and `common.json` from lists of names; the same lists give the same files.

`likeness.json` is to sounds what BLOSUM (Henikoff and Henikoff 1992) is to amino acids: log-odds that two sounds stand
for each other in two spellings of one name, learned by expectation maximisation of a memoryless edit model (Ristad and
Yianilos 1998) from pairs of forms of the names in `persons.txt`, Wikidata's given and family names in many scripts.
`variants.json` holds the forms of one name that do not sound alike (François, Франсуа), for names written in three
scripts and more. `common.json` counts in how many countries' lists a given or family name stands, if in several.

Run it with `python -m sahara_reader.data.names.build persons.txt`; SOURCE.md tells where that file is from.
"""

import importlib
import json
import math
import pkgutil
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

from faker import Generator
from faker.providers import person

from sahara_reader.data.names.sounds import is_abjad, sound

SIGNS = "CDGHJSTXZabcdefghijklmnopqrstuvwyz"
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "ARABIC", "HEBREW")
_PAIRS, _ROUNDS = 25_000, 6
_LEAST_LISTS, _LEAST_SCRIPTS, _MOST_FORMS = 3, 3, 16
_VOWELS = str.maketrans("", "", "aeiouyw")
_LEAST_ODDS = 0.03
Pair = tuple[str, str]


def main(persons: Path) -> None:
    here = Path(str(files("sahara_reader.data.names")))
    alphabetic, abjad = pairs(persons)
    tables = {"alphabetic": learn(alphabetic, symmetric=True), "abjad": learn(abjad, symmetric=False)}
    (here / "likeness.json").write_text(json.dumps(tables, indent=0) + "\n", encoding="utf-8")
    variants = ",\n".join(json.dumps(group) for group in unlike_forms(persons))
    (here / "variants.json").write_text(f"[{variants}]\n", encoding="utf-8")
    lines = json.dumps(common(), ensure_ascii=False, indent=0, sort_keys=True)
    (here / "common.json").write_text(lines + "\n", encoding="utf-8")


def pairs(persons: Path, *, half: int = 0) -> tuple[list[Pair], list[Pair]]:
    """Spellings of one name in two ways: alphabet and alphabet, abjad and alphabet.

    Only names with an even Wikidata number (`half` 0) teach, so that the others can examine.
    """
    alphabetic: list[Pair] = []
    abjad: list[Pair] = []
    rng = random.Random(half)
    for line in persons.read_text(encoding="utf-8").splitlines():
        forms, _, item = line.rpartition(" => ")
        if int(item.lstrip("Q")) % 2 != half:
            continue
        spelled = [form for form in forms.split(", ") if form.isalpha() and len(form) > 2 and _script(form)]
        with_vowels = [form for form in spelled if not is_abjad(form)]
        alphabetic += [(rng.choice(with_vowels), rng.choice(with_vowels)) for _ in with_vowels[1:4]]
        abjad += [(form, rng.choice(with_vowels)) for form in spelled if is_abjad(form) and with_vowels]
    return _sounding(alphabetic, rng), _sounding(abjad, rng)


def _sounding(spellings: Iterable[Pair], rng: random.Random) -> list[Pair]:
    pairs = [(sound(one), sound(other)) for one, other in spellings]
    different = [pair for pair in pairs if pair[0] != pair[1] and set(pair[0] + pair[1]) <= set(SIGNS)]
    rng.shuffle(different)
    return different[:_PAIRS]


def _script(word: str) -> str | None:
    script = unicodedata.name(word[0], "").partition(" ")[0]
    return script if script in _SCRIPTS else None


class _Model:
    """Probabilities of an edit: a sound for a sound, a sound dropped, a sound put in."""

    def __init__(self) -> None:
        size = len(SIGNS)
        self.change = {(a, b): 0.8 / size if a == b else 0.1 / size**2 for a in SIGNS for b in SIGNS}
        self.drop = dict.fromkeys(SIGNS, 0.05 / size)
        self.add = dict.fromkeys(SIGNS, 0.05 / size)

    def learn(self, pairs: Iterable[Pair], *, symmetric: bool, forgetful: bool) -> None:
        """One round of expectation maximisation; `forgetful` leaves out pairs that are hardly spellings of one name."""
        change = dict.fromkeys(self.change, 0.0)
        drop, add = dict.fromkeys(SIGNS, 0.0), dict.fromkeys(SIGNS, 0.0)
        for one, other in pairs:
            forward, backward = self._forward(one, other), self._backward(one, other)
            whole = forward[-1][-1]
            if forgetful and math.log(whole) < -2.6 * (len(one) + len(other)):
                continue
            for i in range(len(one) + 1):
                for j in range(len(other) + 1):
                    here = forward[i][j] / whole
                    if i < len(one):
                        drop[one[i]] += here * self.drop[one[i]] * backward[i + 1][j]
                    if j < len(other):
                        add[other[j]] += here * self.add[other[j]] * backward[i][j + 1]
                    if i < len(one) and j < len(other):
                        both = (one[i], other[j])
                        change[both] += here * self.change[both] * backward[i + 1][j + 1]
        if symmetric:
            change = {(a, b): (change[a, b] + change[b, a]) / 2 for a, b in change}
            drop = add = {a: (drop[a] + add[a]) / 2 for a in SIGNS}
        total = sum(map(sum, (change.values(), drop.values(), add.values())))
        left = {a: sum(change[a, b] for b in SIGNS) + 1 for a in SIGNS}
        right = {b: sum(change[a, b] for a in SIGNS) + 1 for b in SIGNS}
        chance = {(a, b): left[a] * right[b] / total for a in SIGNS for b in SIGNS}
        self.change = {pair: (change[pair] + _LEAST_ODDS * chance[pair]) / total for pair in self.change}
        self.drop = {sign: (drop[sign] + 0.5) / total for sign in SIGNS}
        self.add = {sign: (add[sign] + 0.5) / total for sign in SIGNS}

    def _forward(self, one: str, other: str) -> list[list[float]]:
        table = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
        table[0][0] = 1.0
        for i in range(len(one) + 1):
            for j in range(len(other) + 1):
                if i:
                    table[i][j] += table[i - 1][j] * self.drop[one[i - 1]]
                if j:
                    table[i][j] += table[i][j - 1] * self.add[other[j - 1]]
                if i and j:
                    table[i][j] += table[i - 1][j - 1] * self.change[one[i - 1], other[j - 1]]
        return table

    def _backward(self, one: str, other: str) -> list[list[float]]:
        table = [[0.0] * (len(other) + 1) for _ in range(len(one) + 1)]
        table[-1][-1] = 1.0
        for i in range(len(one), -1, -1):
            for j in range(len(other), -1, -1):
                if i < len(one):
                    table[i][j] += table[i + 1][j] * self.drop[one[i]]
                if j < len(other):
                    table[i][j] += table[i][j + 1] * self.add[other[j]]
                if i < len(one) and j < len(other):
                    table[i][j] += table[i + 1][j + 1] * self.change[one[i], other[j]]
        return table


def learn(pairs: list[Pair], *, symmetric: bool) -> dict[str, Any]:
    """Log-odds in hundredths: `change` row by row, `drop` and `add` sign by sign, in the order of `signs`."""
    model = _Model()
    for round_ in range(_ROUNDS):
        model.learn(pairs, symmetric=symmetric, forgetful=round_ > 1)
    left = {a: sum(model.change[a, b] for b in SIGNS) + model.drop[a] for a in SIGNS}
    right = {b: sum(model.change[a, b] for a in SIGNS) + model.add[b] for b in SIGNS}
    all_left, all_right = sum(left.values()), sum(right.values())

    def hundredths(odds: float) -> int:
        return round(100 * math.log(odds))

    return {
        "signs": SIGNS,
        "change": [
            [hundredths(model.change[a, b] * all_left * all_right / left[a] / right[b]) for b in SIGNS] for a in SIGNS
        ],
        "drop": [hundredths(model.drop[a] * all_left / left[a]) for a in SIGNS],
        "add": [hundredths(model.add[b] * all_right / right[b]) for b in SIGNS],
    }


def unlike_forms(persons: Path) -> Iterator[list[str]]:
    """The sounds of each name's forms that are far from those of another of its forms."""
    for line in persons.read_text(encoding="utf-8").splitlines():
        spelled = [form for form in line.rpartition(" => ")[0].split(", ") if form.isalpha() and _script(form)]
        scripts = {_script(form) for form in spelled}
        if len(scripts) < _LEAST_SCRIPTS or "LATIN" not in scripts:
            continue
        forms = {(sound(form), is_abjad(form)) for form in spelled}
        pairs = combinations(sorted(form for form in forms if len(form[0]) > 1 and set(form[0]) <= set(SIGNS)), 2)
        group = sorted({form for one, other in pairs if _far(*one, *other) for form in (one[0], other[0])})
        if 0 < len(group) <= _MOST_FORMS:
            yield group


def _far(one: str, abjad: bool, other: str, other_abjad: bool) -> bool:
    if abjad != other_abjad:
        one, other = one.translate(_VOWELS), other.translate(_VOWELS)
    return one != other and SequenceMatcher(None, one, other, autojunk=False).ratio() < 0.6


def common() -> dict[str, int]:
    """Sounds of names that stand in at least three countries' lists, and in how many."""
    lists: Counter[str] = Counter()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider(Generator())
        lists.update({sound(word) for word in _names(provider)})
    return {word: count for word, count in lists.items() if count >= _LEAST_LISTS and len(word) > 1}


def _names(provider: Any) -> Iterator[str]:
    for field in ("first_names", "first_names_male", "first_names_female", "last_names"):
        for name in getattr(provider, field, ()):
            yield from str(name).replace("-", " ").split()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
