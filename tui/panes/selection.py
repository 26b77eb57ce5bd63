"""A selection in a text: it begins at one word, and its other end moves by words, sentences or to an offset.

Pure: a text and a selection come in, another selection goes out.
"""

import re
from collections import deque
from itertools import takewhile
from typing import NamedTuple

from sahara_reader.store.sentences import sentences

_WORD = re.compile(r"\w+(?:[’'.\-/]\w+)*")
_FAR = 200
"""Characters in which the word before a place is looked for."""

WordSpan = tuple[int, int]


class Selection(NamedTuple):
    """All from the word `anchor`, where it began, to the word `head`, which moves; either may stand first."""

    anchor: WordSpan
    head: WordSpan

    @property
    def start(self) -> int:
        """The first offset that is selected."""
        return min(self.anchor[0], self.head[0])

    @property
    def end(self) -> int:
        """The offset behind the last that is selected."""
        return max(self.anchor[1], self.head[1])

    def to(self, text: str, offset: int) -> "Selection":
        """The same beginning, and the word at (or behind) this offset as the other end."""
        return self._replace(head=word_at(text, offset))

    def by_word(self, text: str, step: int) -> "Selection":
        """The other end a word further, or with a negative step nearer to the beginning of the text."""
        if step > 0:
            return self.to(text, self.head[1])
        return self._replace(head=_word_before(text, self.head[0]) or self.head)

    def by_sentence(self, text: str, step: int) -> "Selection":
        """The whole sentence when nothing is selected but a word; else the other end at the next end (or beginning)."""
        if self.anchor == self.head:
            start, end = _sentence(text, self.anchor)
            first, last = (start, word_at(text, start)[1]), ((_word_before(text, end) or self.anchor)[0], end)
            return Selection(first, last) if step > 0 else Selection(last, first)
        if step > 0:
            word = word_at(text, self.head[1])
            return self._replace(head=(word[0], _sentence(text, word)[1]))
        before = _word_before(text, self.head[0])
        return self.to(text, _sentence(text, before)[0]) if before else self


def word_at(text: str, offset: int) -> WordSpan:
    """The word that holds this offset, else the next one, else the last; the whole of a text without words."""
    last = _word_before(text, offset + 1)
    if last and last[1] > offset:
        return last
    found = _WORD.search(text, offset)
    return found.span() if found else last or (0, len(text))


def _word_before(text: str, offset: int) -> WordSpan | None:
    """The last word that begins before this offset."""
    first = max(0, offset - _FAR)
    while first > 0 and text[first - 1].isalnum():  # not in the middle of a word
        first -= 1
    words = takewhile(lambda span: span[0] < offset, (found.span() for found in _WORD.finditer(text, first)))
    return next(iter(deque(words, maxlen=1)), None)


def _sentence(text: str, word: WordSpan) -> tuple[int, int]:
    """The sentence that holds a word."""
    first = text.rfind("\n\n", 0, word[0]) + 1
    last = text.find("\n\n", word[1])
    block = text[first : last if last >= 0 else len(text)]
    around = ((start + first, end + first) for start, end in sentences(block) if end + first > word[0])
    return next(around, word)
