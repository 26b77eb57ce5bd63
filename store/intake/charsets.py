"""From bytes to text, for formats that may say which character set they use."""

import codecs
import re

_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]+?(?:charset|encoding)=["']?([\w-]+)""", re.IGNORECASE)
_PARAMETER = re.compile(r"charset=\"?([\w-]+)", re.IGNORECASE)
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def charset_named(content_type: str) -> str:
    """The character set that a Content-Type header names (RFC 9110, section 8.3), or nothing."""
    named = _PARAMETER.search(content_type)
    return named[1] if named else ""


def decoded(data: bytes, named: str = "") -> str:
    """The text: by its byte order mark, else in the set that was `named`, else as HTML or XML itself says, else UTF-8.

    What fits none of them is read as windows-1252, in which every byte means something (WHATWG Encoding).
    """
    marked = next((charset for mark, charset in _MARKS.items() if data.startswith(mark)), "")
    inside = _DECLARED.search(data[:4096])
    for charset in filter(None, (marked, named, inside[1].decode() if inside else "", "utf-8")):
        try:
            return data.decode(charset)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("windows-1252", "replace")
