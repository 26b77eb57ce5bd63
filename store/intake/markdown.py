"""Markdown with front matter: simple `key: value` lines between `---`, then the text, kept as plain text."""

import re

from sahara_reader.store.intake.headers import Headers
from sahara_reader.store.intake.raw_article import Failure, RawArticle, raw_article

_FRONT_MATTER = re.compile(r"\ufeff?\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE = re.compile(r"\s*# +(?P<title>[^\n]+?)#*[ \t]*(?:\n|\Z)")
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)


def read_markdown(text: str, place: str) -> RawArticle | Failure:
    """The article in a Markdown text; heading marks leave the text, a first heading is the title if none is given."""
    headers, body = Headers(), text
    front = _FRONT_MATTER.match(text)
    if front:
        body = text[front.end() :]
        for line in front[1].split("\n"):
            key, colon, value = line.partition(":")
            if colon:
                headers.add(key, value)
    heading = _TITLE.match(body)
    if heading:
        body = body[heading.end() :]
        headers.add("title", heading["title"])
    return raw_article(_HEADING.sub("", body), place=place, origin="metadata", **headers.fields())
