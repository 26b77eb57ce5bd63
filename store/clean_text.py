"""Outside text becomes stored text: Unicode NFC, without anything that steers a terminal or hides from the reader.

Control characters, bidirectional embeddings and isolates, private use, tag characters, noncharacters and surrogates go;
line ends become `\\n`, tabs become spaces. Joiners stay (Persian and emoji need them), Arabic harakat stay; of other
combining marks at most four in a row stay.
"""

import re
import unicodedata

_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_LINE_END = re.compile(r"\r\n?|[\x85\u2028\u2029\x0b\x0c]")
_SPACE = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_STACKED_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_TRAILING = re.compile(r"(?<![ ]) +(?=\n)")


def clean_block(text: str) -> str:
    """Text of several lines, clean; without white space at line ends and around the whole."""
    text = _LINE_END.sub("\n", text)
    text = _SPACE.sub(" ", text)
    text = _FORBIDDEN.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = _STACKED_MARKS.sub(r"\1", text)
    return _TRAILING.sub("", text).strip()


def clean_line(text: str) -> str:
    """Text on one line, clean; white space collapsed to single spaces."""
    return " ".join(clean_block(text).split())
