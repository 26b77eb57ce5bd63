"""The one door through which outside text becomes screen text.

Terminals obey control characters wherever they stand, and Textual reads `[...]` in a plain string as markup. So text
from outside reaches the screen as `visible` text only, in a `Content`, a `Text` or a segment, never as a bare string;
and an address reaches a browser only as a `safe_url` (`store.addresses`).
"""

import re

_UNSAFE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff"
    r"\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """The text with every character that steers a terminal shown as `�`; the length stays, so that offsets hold."""
    return _UNSAFE.sub("�", text) if _UNSAFE.search(text) else text


def line(text: str) -> str:
    """The text on one line, safe to write to a terminal."""
    return visible(" ".join(text.split()))


def json_escaped(json: str) -> str:
    """JSON in which every character that steers a terminal is escaped (RFC 8259, section 7); it means the same."""
    return _UNSAFE.sub(_escape, json) if _UNSAFE.search(json) else json


def _escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
