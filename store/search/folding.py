"""Folding: how two spellings that a reader takes for the same become the same string.

Case, diacritics and compatibility forms fold away; Arabic hamza carriers, alef maqsura, ta marbuta, tatweel, harakat
and Eastern digits fold to one form. The index, the query and the marking of hits all fold with this one table, so that
what is found is always what is marked.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

_CHUNK = 128
"""Characters that are folded together; within so many the place of a match is looked for one by one."""

WORD = re.compile(r"[^\W_]+")

_PAIRS = {
    **dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": "",
    "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "’": "'",
}  # fmt: skip


class _FoldTable(dict[int, str]):
    """Folds each code point once and remembers it, so that `str.translate` runs at C speed afterwards."""

    def __missing__(self, code: int) -> str:
        folded = "".join(map(_fold_character, chr(code).casefold()))
        self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if character in _PAIRS:
        return _PAIRS[character]
    if unicodedata.category(character) == "Mn":
        return ""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    decomposed = unicodedata.normalize("NFKD", character)
    if decomposed == character:
        return character
    return "".join(_fold_character(part) for part in decomposed.casefold())


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """The folded form of `text`; its length may differ."""
    return text.translate(_TABLE)


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return WORD.findall(fold(text))


class Folded:
    """A text folded once, to be searched many times; knows where in the text each piece of the folded form stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        chunks = [fold(text[start : start + _CHUNK]) for start in range(0, len(text), _CHUNK)]
        self._starts = list(accumulate(map(len, chunks), initial=0))
        self._folded = "".join(chunks)

    def spans(self, patterns: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
        """Spans (start, end) of the text whose folded form one of `patterns` matches, sorted and apart."""
        found = sorted(match.span() for pattern in patterns for match in pattern.finditer(self._folded))
        last = 0
        for begin, end in found:
            if end > begin and (start := self._origin(begin)) >= last:
                last = self._origin(end - 1) + 1
                yield start, last

    def _origin(self, place: int) -> int:
        """The offset of the character whose folded form holds this place of the folded text."""
        chunk = bisect_right(self._starts, place) - 1
        offset, reached = chunk * _CHUNK, self._starts[chunk]
        while (reached := reached + len(_TABLE[ord(self._text[offset])])) <= place:
            offset += 1
        return offset


def marks(text: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Spans (start, end) of `text` whose folded form one of `patterns` matches, sorted and apart from each other."""
    return Folded(text).spans(patterns)
