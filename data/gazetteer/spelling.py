"""Plain spelling: what a text and the names it is compared with have in common, with the way back to its offsets.

Typographic apostrophes, hyphens and spaces become the plain ones, the carriers of hamza and the endings of Arabic words
one letter each; letters with combining marks become one letter; soft hyphens, marks without width, harakat and tatweel
go. Case and Latin accents stay. A text without any of the last is spelled in place, one code point for each.
"""

import re
import unicodedata
from array import array
from typing import NamedTuple

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʻ`´′＇", "'"),
        **dict.fromkeys("‐‑‒", "-"),
        **dict.fromkeys("\n\r\t\u00a0\u2002\u2003\u2009\u202f", " "),
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ک": "ك", "ی": "ي",
    }
)  # fmt: skip
_WITHOUT_WIDTH = "\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_UNEVEN = re.compile(
    f"(?P<marked>[^\\W\\d_][{_WITHOUT_WIDTH}]*[\u0300-\u034e\u0350-\u036f]+)"
    f"|(?P<nothing>[{_WITHOUT_WIDTH}\u0640\u064b-\u065f\u0670]+)"
    "|(?P<space>[ \t\u00a0]+\n?[ \t\u00a0]+|[ \t\u00a0]+\n|\n[ \t\u00a0]+)"
)
_INVISIBLE = re.compile(f"[{_WITHOUT_WIDTH}]")


class Plain(NamedTuple):
    """A text in plain spelling; `origin` holds where each of its code points stood, None where nothing has moved."""

    text: str
    origin: "array[int] | None"
    written: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the plain `start..end` stands in the written text: its marks in, what is invisible behind it out."""
        if self.origin is None:
            return start, end
        first, last = self.origin[start], self.origin[end]
        while _INVISIBLE.match(self.written, last - 1):
            last -= 1
        return first, last


def plain(written: str) -> Plain:
    """The plain spelling of a text. Linear in its length."""
    if not _UNEVEN.search(written):
        return Plain(written.translate(_PLAIN), None, written)
    pieces, origin, last = [], array("L"), 0
    for uneven in _UNEVEN.finditer(written):
        start, end = uneven.span()
        pieces.append(written[last:start])
        origin.extend(range(last, start))
        piece = _even(uneven)
        pieces.append(piece)
        origin.extend([start] * len(piece))
        last = end
    pieces.append(written[last:])
    origin.extend(range(last, len(written) + 1))
    return Plain("".join(pieces).translate(_PLAIN), origin, written)


def _even(uneven: re.Match[str]) -> str:
    if uneven.lastgroup == "marked":
        return unicodedata.normalize("NFC", _INVISIBLE.sub("", uneven.group()))
    return " " if uneven.lastgroup == "space" else ""


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
_MARK = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")


def folded(name: str) -> str:
    """A name as it is looked up: its words in lower case without accents, parted by single spaces."""
    decomposed = unicodedata.normalize("NFD", plain(name).text.casefold().translate(_LETTERS))
    return " ".join(_WORD.findall(_MARK.sub("", decomposed)))
