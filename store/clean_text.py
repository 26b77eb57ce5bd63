"""Outside text becomes stored text: Unicode NFC, without anything that steers a terminal or hides from the reader.

Escape sequences (ECMA-48), control characters, bidirectional embeddings and isolates, private use, tag characters,
noncharacters and surrogates go; line ends become `\\n`, tabs become spaces. Joiners stay (Persian and emoji need them),
Arabic harakat stay; of other combining marks at most four in a row stay.
"""

import re
import unicodedata

_CONTROLS = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
_LINE_ENDS = r"\r\x85\u2028\u2029\x0b\x0c"
_SPACES = r"\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_MARKS = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

_SUSPECT = re.compile(rf"[{_CONTROLS}{_LINE_ENDS}{_SPACES}{_MARKS}]| \n")
_CONTROL = re.compile(f"[{_CONTROLS}]")
_LINE_END = re.compile(rf"\r\n?|[{_LINE_ENDS}]")
_SPACE = re.compile(f"[{_SPACES}]")
_STACKED_MARKS = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
_ESCAPE_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI
    r"|(?:\x1b[]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x80-\x9f\n]{0,4096}(?:\x07|\x1b\\|\x9c)"  # OSC, DCS and so on
    r"|\x1b[ -/]{1,8}[0-~]"  # of several characters
    r"|\x1b[0-Z\\^-~]"  # of two
)
_TRAILING = re.compile(r"(?<! ) +(?=\n)")


def clean_block(text: str) -> str:
    """Text of several lines, clean; without white space at line ends and around the whole."""
    if _SUSPECT.search(text):
        text = _ESCAPE_SEQUENCE.sub("", text)
        text = _LINE_END.sub("\n", text)
        text = _SPACE.sub(" ", text)
        text = _CONTROL.sub("", text)
        text = unicodedata.normalize("NFC", text)
        text = _STACKED_MARKS.sub(r"\1", text)
        text = _TRAILING.sub("", text)
    elif not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.strip()


def clean_line(text: str) -> str:
    """Text on one line, clean; white space collapsed to single spaces."""
    return " ".join(clean_block(text).split())
