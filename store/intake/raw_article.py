"""What intake hands on: an article as its source gives it, its texts clean; or a failure, in one sentence."""

import msgspec

from sahara_reader.store import edtf
from sahara_reader.store.article import Origin, Published
from sahara_reader.store.clean_text import clean_block, clean_line
from sahara_reader.store.intake.publication_date import read_date
from sahara_reader.store.sentences import sentences

_LONGEST_TITLE = 90
LARGEST_TEXT = 10_000_000
"""Bytes of one article; no newspaper article comes near, and what passes it is something else."""


class RawArticle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article as read: clean texts, what the source says of it, the `place` it came from ("news.jsonl:12")."""

    text: str
    title: str
    title_inferred: bool = False
    lede: str = ""
    language: str | None = None
    published: Published | None = None
    source: str = ""
    url: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""
    record_id: str | None = None
    feed: str | None = None
    place: str = ""


class Failure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that could not be taken in: where (`place`, and `line` of a file of lines), and why and what to do."""

    place: str
    reason: str
    line: int | None = None


def raw_article(
    text: str,
    *,
    place: str,
    origin: Origin,
    title: str = "",
    published: str | Published = "",
    language: str = "",
    source: str = "",
    url: str = "",
    authors: tuple[str, ...] = (),
    tags: tuple[str, ...] = (),
    note: str = "",
    record_id: str | None = None,
) -> RawArticle | Failure:
    """Clean what a source says and infer what it leaves out: a title from the first sentence, the lede.

    A date that cannot be read is no date; a text without words is a failure.
    """
    text = clean_block(text)
    if not text:
        return Failure(place=place, reason="there is no text in it; nothing was added.")
    title = clean_line(title)
    return RawArticle(
        text=text,
        title=title or _inferred_title(text),
        title_inferred=not title,
        lede=clean_line(text.split("\n\n", 1)[0]),
        language=clean_line(language).lower().replace("_", "-") or None,
        published=published if isinstance(published, Published) else _published(published, origin),
        source=clean_line(source),
        url=clean_line(url) or None,
        authors=tuple(filter(None, map(clean_line, authors))),
        tags=tuple(filter(None, map(clean_line, tags))),
        note=clean_block(note),
        record_id=record_id,
        place=place,
    )


def _published(written: str, origin: Origin) -> Published | None:
    read = read_date(clean_line(written))
    return published_as(read, origin) if read else None


def published_as(read: str, origin: Origin) -> Published:
    """A date of publication from its EDTF, and who gave it."""
    return Published(**edtf.parse(read)._asdict(), origin=origin)


def _inferred_title(text: str) -> str:
    start, end = next(sentences(text[:2000]))
    sentence = " ".join(text[start:end].split())
    if len(sentence) <= _LONGEST_TITLE:
        return sentence.removesuffix(".")
    head = sentence[: _LONGEST_TITLE - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:–-") + "…"
