"""Plain text: with the header `date 2021-03 <text>`, with `Key: value` header lines, or bare."""

import re

from sahara_reader.store.intake.headers import Headers, known_key
from sahara_reader.store.intake.raw_article import Failure, RawArticle, raw_article

_DATE_HEADER = re.compile(r"\s*date[: ]\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?)\s+(?=\S)", re.IGNORECASE | re.ASCII)
_KEY_VALUE = re.compile(r"([^\W\d_][\w -]{0,20}?)\s*:[ \t]*(.*)")
_MOST_HEADER_LINES = 30


def read_text(text: str, place: str) -> RawArticle | Failure:
    """The article in a plain text."""
    dated = _DATE_HEADER.match(text)
    if dated:
        return raw_article(text[dated.end() :], place=place, origin="header", published=dated[1])
    headers, body = _split(text)
    return raw_article(body, place=place, origin="header", **headers.fields())


def _split(text: str) -> tuple[Headers, str]:
    """Header lines count only when each of them has a known key and a blank line ends them."""
    headers = Headers()
    lines = text.lstrip("\n").split("\n", _MOST_HEADER_LINES)
    for number, line in enumerate(lines):
        if not line.strip() and number:
            return headers, "\n".join(lines[number:])
        match = _KEY_VALUE.fullmatch(line.strip())
        if not match or not known_key(match[1]):
            break
        headers.add(match[1], match[2])
    return Headers(), text
