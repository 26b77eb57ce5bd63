"""Folding: how two spellings that a reader takes for the same become the same string.

Case, diacritics and compatibility forms fold away; Arabic hamza carriers, alef maqsura, ta marbuta, tatweel, harakat
and Eastern digits fold to one form. The index, the query and the marking of hits all fold with this one table, so that
what is found is always what is marked.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

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


def marks(text: str, patterns: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Spans (start, end) of `text` whose folded form one of `patterns` matches, sorted and apart from each other."""
    folded: list[str] = []
    origin: list[int] = []
    for offset, character in enumerate(text):
        piece = _TABLE[ord(character)]
        folded.append(piece)
        origin.extend([offset] * len(piece))
    line = "".join(folded)
    spans = sorted((match.start(), match.end()) for pattern in patterns for match in pattern.finditer(line))
    last = 0
    for begin, end in spans:
        start, stop = origin[begin], origin[end - 1] + 1
        if end > begin and start >= last:
            yield start, stop
            last = stop
