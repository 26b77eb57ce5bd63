"""What a document is, by how it begins; its name is asked only where the content leaves it open."""

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import Literal

from sahara_reader.store.intake.feed_document import looks_like_feed

Kind = Literal[
    "text",
    "markdown",
    "json",
    "jsonl",
    "html",
    "feed",
    "opml",
    "news xml",
    "letter",
    "letters",
    "gzip",
    "zip",
    "addresses",
    "web archive",
]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".json": "json", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".html": "html", ".htm": "html", ".xhtml": "html", ".rss": "feed", ".atom": "feed",
    ".rdf": "feed", ".xml": "feed", ".opml": "opml", ".eml": "letter", ".mbox": "letters", ".gz": "gzip",
    ".zip": "zip", ".urls": "addresses", ".warc": "web archive",
}  # fmt: skip
"""Endings of the files that are looked at in a folder, and what such a file is when its content does not tell."""

_REFUSED = {
    b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture",
    b"BZh": "compressed", b"\xfd7zXZ": "compressed", b"7z\xbc\xaf": "an archive", b"Rar!": "an archive",
    b"\x7fELF": "a program", b"MZ": "a program", b"SQLite format 3": "a database",
}  # fmt: skip
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HEADER = re.compile(rb"[A-Za-z][\w-]*:[ \t]")
_LETTER = re.compile(
    rb"^(?:Message-ID|MIME-Version|Received|Return-Path|DKIM-Signature):", re.IGNORECASE | re.MULTILINE
)
_HTML = re.compile(rb"<(?:!doctype html|html|head|body|article|div|p|h1)[\s>]", re.IGNORECASE)
_NEWS_XML = re.compile(rb"<(?:\w+:)?(?:newsMessage|newsItem|packageItem|NewsML|nitf)[\s>]")
_MOST_SEEN = 4000
_ADDRESS = re.compile(rb"https?://\S+")


def refusal(head: bytes) -> str | None:
    """Why a document that begins like this is not read, in one sentence; None when it may be."""
    if not head.strip():
        return "the file is empty; there is nothing to add."
    for magic, seems in _REFUSED.items():
        if head.startswith(magic):
            return f"it seems to be {seems}, not text; save its text as .txt and add that."
    if b"\x00" in head and not head.startswith((*_UTF_16, b"PK\x03\x04", b"\x1f\x8b")):
        return "it is a binary file, not text; save its text as .txt and add that."
    return None


def kind_of(head: bytes, name: str) -> Kind:
    """What a document is that begins like this and is called `name`."""
    named = SUFFIXES.get(PurePath(name).suffix.lower())
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    by_content = _by_content(start)
    if by_content in ("text", None) and named in ("markdown", "json", "jsonl", "letters", "opml", "feed"):
        return named
    if by_content == "json" and named == "jsonl":
        return named
    return by_content or named or "text"


def _by_content(start: bytes) -> Kind | None:
    readings: tuple[tuple[bytes, Callable[[bytes], Kind | None]], ...] = (
        (b"\x1f\x8b", lambda _: "gzip"),
        (b"PK\x03\x04", lambda _: "zip"),
        (b"<", _markup),
        (b"{", _json),
        (b"[", _json),
        (b"---", lambda _: "markdown"),
        (b"From ", _letters),
        (b"http", _addresses),
        (b"WARC/", lambda _: "web archive"),
        (b"", _letter),
    )
    return next(read(start) for sign, read in readings if start.startswith(sign))


def _json(start: bytes) -> Kind:
    if looks_like_feed(start):
        return "feed"
    first, newline, rest = start.partition(b"\n")
    return "jsonl" if first.rstrip().endswith(b"}") and newline and rest.lstrip().startswith(b"{") else "json"


def _letters(start: bytes) -> Kind | None:
    return "letters" if _HEADER.match(start.partition(b"\n")[2]) else None


def _letter(start: bytes) -> Kind | None:
    headers = start.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return "letter" if _HEADER.match(start) and _LETTER.search(headers) else None


def _addresses(start: bytes) -> Kind | None:
    lines = start.split()
    whole = lines[:-1] if len(start) > _MOST_SEEN else lines  # the last one may be cut
    return "addresses" if whole and all(map(_ADDRESS.fullmatch, whole)) else None


def _markup(start: bytes) -> Kind:
    if looks_like_feed(start):
        return "feed"
    if _NEWS_XML.search(start[:2000]):
        return "news xml"
    if b"<opml" in start[:2000]:
        return "opml"
    return "html" if _HTML.search(start[:2000]) else "feed"
