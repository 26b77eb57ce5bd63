"""Feeds as documents: RSS 0.9x, 1.0 and 2.0, Atom (RFC 4287) and JSON Feed 1.1 become a title and articles.

Anybody can write a feed, so a linear look comes first (`_inspected`): entities, depth, attributes and the number of
entries are limited before the parser sees any of it. Dates are read from what the feed wrote, never from a guess.
"""

import json
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat

import msgspec

from sahara_reader.store.addresses import safe_url
from sahara_reader.store.article import Published
from sahara_reader.store.clean_text import clean_line
from sahara_reader.store.intake.html_text import html_text
from sahara_reader.store.intake.publication_date import read_date
from sahara_reader.store.intake.raw_article import Failure, RawArticle, published_as, raw_article

_MOST_ENTRIES, _DEEPEST, _MOST_ATTRIBUTES = 5_000, 256, 2_000


class NoFeed(Exception):
    """The document is no feed, or one that is not safe to read; the message is one sentence."""


class FeedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A feed's title, the page it belongs to, and its entries as articles or failures."""

    title: str
    link: str | None
    entries: list[RawArticle | Failure]


def looks_like_feed(head: bytes) -> bool:
    """Whether the beginning of a document is that of a feed."""
    start = head[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"{"):
        return b"jsonfeed.org/version" in start
    return start.startswith(b"<") and any(sign in start for sign in (b"<rss", b"<feed", b"<rdf:rdf", b"<channel"))


def read_feed(data: bytes, place: str) -> FeedDocument:
    """Read a feed that came from `place` (its address or file); raises NoFeed."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(data, place)
    return _xml_feed(_inspected(data), place)


def _inspected(data: bytes) -> bytes:
    """The document, cut behind the last entry that is allowed; raises NoFeed for what no honest feed holds."""
    depth = entries = 0
    cut: int | None = None
    parser = expat.ParserCreate()

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, entries, cut
        depth += 1
        if depth > _DEEPEST or len(attributes) > _MOST_ATTRIBUTES:
            raise NoFeed("its elements are nested or adorned like no honest feed's; it was not read.")
        if name.rpartition(":")[2] in ("item", "entry"):
            entries += 1
            if entries > _MOST_ENTRIES and cut is None:
                cut = parser.CurrentByteIndex

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def entity(*_declaration: Any) -> None:
        raise NoFeed("it declares entities of its own, which no honest feed needs; it was not read.")

    parser.StartElementHandler, parser.EndElementHandler, parser.EntityDeclHandler = start, end, entity
    with suppress(expat.ExpatError, LookupError, ValueError):  # honest feeds may be broken; the worker has limits too
        parser.Parse(data, True)
    return data if cut is None else data[:cut]


def _xml_feed(data: bytes, place: str) -> FeedDocument:
    import feedparser  # noqa: PLC0415 - loaded only where a feed is read

    try:
        read = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # its loose parser raises whatever the one below it does, on documents broken just so
        raise NoFeed(f"it is too broken to be read as a feed ({type(error).__name__}).") from error
    if not read.get("version") and not read.entries:
        raise NoFeed("it is no feed (RSS, Atom or JSON Feed).")
    title = clean_line(html_text(_value(read.feed, "title")))
    link = _link(place, _value(read.feed, "link"))
    language = _value(read.feed, "language")
    entries = [
        _entry(entry, title, language, link or place, f"{place}[{number}]")
        for number, entry in enumerate(read.entries[:_MOST_ENTRIES], start=1)
    ]
    return FeedDocument(title=title, link=link, entries=entries)


def _entry(entry: Any, source: str, language: str, base: str, place: str) -> RawArticle | Failure:
    contents = [content for content in entry.get("content") or () if isinstance(content, dict)]
    longest = max((str(content.get("value") or "") for content in contents), key=len, default="")
    own = next((str(content["language"]) for content in contents if content.get("language")), "")
    title = clean_line(html_text(_value(entry, "title")))
    text = html_text(longest or _value(entry, "summary")) or title
    authors = [author.get("name") or "" for author in entry.get("authors") or () if isinstance(author, dict)]
    return raw_article(
        text,
        place=place,
        origin="feed",
        title=title,
        published=_first_date(_value(dict(entry), name) for name in ("published", "created", "updated")),
        language=own or language,
        source=source,
        url=_link(base, _value(entry, "link")) or "",
        authors=tuple(authors) or (_value(entry, "author"),),
        record_id=clean_line(_value(entry, "id")) or None,
    )


def _json_feed(data: bytes, place: str) -> FeedDocument:
    try:
        read = json.loads(
            data
        )  # which takes half an emoji for what it is, where a strict parser refuses the whole feed
    except (ValueError, RecursionError) as error:
        raise NoFeed(f"it is not valid JSON ({error}).") from error
    if not isinstance(read, dict) or not isinstance(read.get("items"), list):
        raise NoFeed("it is no JSON Feed: it has no list of items.")
    title, link = clean_line(_value(read, "title")), _link(place, _value(read, "home_page_url"))
    entries: list[RawArticle | Failure] = []
    for number, item in enumerate(read["items"][:_MOST_ENTRIES], start=1):
        where = f"{place}[{number}]"
        if isinstance(item, dict):
            entries.append(_json_entry(item, title, _value(read, "language"), link or place, where))
        else:
            entries.append(Failure(place=where, reason="an item must be a JSON object."))
    return FeedDocument(title=title, link=link, entries=entries)


def _json_entry(item: dict[str, Any], source: str, language: str, base: str, place: str) -> RawArticle | Failure:
    title = clean_line(_value(item, "title"))
    text = _value(item, "content_text") or html_text(_value(item, "content_html")) or _value(item, "summary") or title
    people = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    return raw_article(
        text,
        place=place,
        origin="feed",
        title=title,
        published=_first_date(_value(item, name) for name in ("date_published", "date_modified")),
        language=_value(item, "language") or language,
        source=source,
        url=_link(base, _value(item, "url") or _value(item, "external_url")) or "",
        authors=tuple(_value(person, "name") for person in people or () if isinstance(person, dict)),
        record_id=clean_line(str(item.get("id") or "")) or None,
    )


def _value(record: Any, name: str) -> str:
    value = record.get(name)
    return value if isinstance(value, str) else ""


def _link(base: str, link: str) -> str | None:
    if not link:
        return None
    try:
        return safe_url(urljoin(base, link.strip()))
    except ValueError:
        return None


def _first_date(written: Any) -> str | Published:
    """The first of the dates that can be read."""
    return next((published_as(read, "feed") for read in map(read_date, filter(None, written)) if read), "")
