"""A web page becomes an article: what its metadata says (JSON-LD, Open Graph, HTML), and the text of its body.

The text is extracted by trafilatura where it is installed (the extra `web`), else by rules that serve plain pages: the
paragraphs of the longest `article`, `main` or body.
"""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import msgspec

from sahara_reader.store.addresses import safe_url
from sahara_reader.store.clean_text import clean_line
from sahara_reader.store.intake.html_text import html_text
from sahara_reader.store.intake.raw_article import Failure, RawArticle, raw_article

_ARTICLE_TYPES = re.compile(r"(?:News|Report|Opinion|Analysis|Background|Review|LiveBlog)?(?:Article|Posting)")
_FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json"}
_LEAST_PARAGRAPH = 40
_DATES = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "parsely-pub-date", "pubdate")


class Page(msgspec.Struct, kw_only=True):
    """What a page says of itself: `meta` by lower-case name, JSON-LD objects, its feeds as (title, address)."""

    title: str = ""
    language: str = ""
    canonical: str | None = None
    meta: dict[str, str] = {}
    linked_data: list[dict[str, Any]] = []
    feeds: list[tuple[str, str]] = []
    body: str = ""


def read_page(html: str, url: str) -> Page:
    """Look a page through once; `url` is where it came from."""
    reader = _Reader(url)
    reader.feed(html)
    reader.close()
    reader.page.body = reader.text()
    return reader.page


def article_of_page(html: str, url: str, place: str = "") -> RawArticle | Failure:
    """The article of a page."""
    page = read_page(html, url)
    data = next((found for found in page.linked_data if _is_article(found)), {})
    meta = page.meta
    title = _text(data, "headline") or meta.get("og:title", "") or page.title
    text = _extracted(html, url) or html_text(_text(data, "articleBody")) or page.body
    source = _name(data.get("publisher")) or meta.get("og:site_name", "")
    return raw_article(
        text,
        place=place or url,
        origin="metadata",
        title=title,
        published=_text(data, "datePublished") or next((meta[name] for name in _DATES if meta.get(name)), ""),
        language=_text(data, "inLanguage") or page.language or meta.get("og:locale", ""),
        source=source or re.sub(r"^\w+://(?:www\.)?([^/:]+).*", r"\1", url),
        url=page.canonical or url,
        authors=_names(data.get("author")) or tuple(filter(None, (meta.get("author", ""),))),
    )


class _Reader(HTMLParser):
    """One pass: metadata, feeds, and the text of each `article` and `main` and of the whole body."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page(meta={}, linked_data=[], feeds=[])
        self._url = url
        self._script: list[str] | None = None
        self._in_title = False
        self._open: list[list[str]] = []
        self._parts: list[list[str]] = []
        self._body: list[str] = []
        self._aside = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.page.language = said.get("lang", "")
        elif tag == "title":
            self._in_title = not self.page.title
        elif tag == "meta":
            name = said.get("property") or said.get("name") or said.get("itemprop") or ""
            self.page.meta.setdefault(name.lower(), clean_line(said.get("content", "")))
        elif tag == "link":
            self._link(said)
        elif tag == "script" and said.get("type") == "application/ld+json":
            self._script = []
        elif tag in ("nav", "footer", "aside", "form", "script", "style"):
            self._aside += tag not in ("script", "style")
        elif tag in ("article", "main"):
            self._open.append([])
            self._parts.append(self._open[-1])
        self._write(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag == "script" and self._script is not None:
            self._remember("".join(self._script))
            self._script = None
        elif tag in ("nav", "footer", "aside", "form"):
            self._aside = max(0, self._aside - 1)
        elif tag in ("article", "main") and self._open:
            self._open.pop()
        self._write(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
            return
        if self._in_title:
            self.page.title += data
        self._write(data.replace("&", "&amp;").replace("<", "&lt;"))

    def text(self) -> str:
        """The paragraphs of the part that has most of them."""
        texts = (html_text("".join(part)) for part in (*self._parts, self._body))
        kept = ("\n\n".join(p for p in text.split("\n\n") if len(p) >= _LEAST_PARAGRAPH) for text in texts)
        *parts, body = kept
        longest = max(parts, key=len, default="")
        return longest if len(longest) * 2 > len(body) else body

    def _write(self, html: str) -> None:
        if not self._aside:
            self._body.append(html)
            if self._open:
                self._open[-1].append(html)

    def _link(self, said: dict[str, str]) -> None:
        relations, target = said.get("rel", "").lower().split(), said.get("href", "")
        try:
            address = safe_url(urljoin(self._url, target)) if target else None
        except ValueError:
            address = None
        if address and "canonical" in relations:
            self.page.canonical = address
        elif address and "alternate" in relations and said.get("type", "").lower() in _FEED_TYPES:
            self.page.feeds.append((clean_line(said.get("title", "")), address))

    def _remember(self, script: str) -> None:
        try:
            read = msgspec.json.decode(script)
        except (msgspec.DecodeError, RecursionError):
            return
        waiting = [read]
        while waiting and len(self.page.linked_data) < 100:  # a page that says more says nothing
            found = waiting.pop(0)
            if isinstance(found, list):
                waiting.extend(found)
            elif isinstance(found, dict):
                self.page.linked_data.append(found)
                waiting.extend(found[key] for key in ("@graph", "mainEntity") if key in found)


def _extracted(html: str, url: str) -> str:
    try:
        import trafilatura  # type: ignore[import-not-found,unused-ignore] # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        return ""
    text = trafilatura.extract(html, url=url, fast=True, include_comments=False, include_tables=False)
    return re.sub(r"\n+", "\n\n", text) if text else ""


def _is_article(data: dict[str, Any]) -> bool:
    kinds = data.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE_TYPES.fullmatch(kind)
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _name(value: Any) -> str:
    return next(iter(_names(value)), "")


def _names(value: Any) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    names = (item.get("name") if isinstance(item, dict) else item for item in values)
    return tuple(name for name in names if isinstance(name, str) and name)
