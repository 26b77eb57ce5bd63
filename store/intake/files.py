"""Files and archives, told apart by their content and read each in its way. What is wrong is said."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sahara_reader.store.errors import StoreError
from sahara_reader.store.intake.charsets import decoded
from sahara_reader.store.intake.feed_document import NoFeed
from sahara_reader.store.intake.feed_worker import FeedWorker
from sahara_reader.store.intake.json_articles import read_json, read_json_line
from sahara_reader.store.intake.letters import read_letter, read_letters
from sahara_reader.store.intake.markdown import read_markdown
from sahara_reader.store.intake.news_xml import read_news_xml
from sahara_reader.store.intake.opml import Outline, read_opml
from sahara_reader.store.intake.packed import files_of_zip, unpacked_gzip
from sahara_reader.store.intake.plain_text import read_text
from sahara_reader.store.intake.raw_article import LARGEST_TEXT, Failure, RawArticle
from sahara_reader.store.intake.sniffing import SUFFIXES, Kind, kind_of, refusal
from sahara_reader.store.intake.web_archive import read_web_archive
from sahara_reader.store.intake.web_page import article_of_page

_LARGEST_JSON = 200_000_000
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Address(NamedTuple):
    """An address in a list of addresses, for whoever may use the network."""

    url: str


Item = RawArticle | Failure | Address | Outline


def read_bytes(data: bytes, name: str) -> Iterator[Item]:
    """The articles in the content of a file called `name`."""
    yield from read_stream(io.BytesIO(data), name, name)


def read_lines(stream: BinaryIO, place: str) -> Iterator[RawArticle | Failure]:
    """The articles of JSON Lines, one at a time; a line that holds none is a failure that names it."""
    number = 0
    while line := stream.readline(LARGEST_TEXT + 1):
        number += 1
        if len(line) > LARGEST_TEXT:
            while line and not line.endswith(b"\n"):
                line = stream.readline(1 << 20)
            reason = f"this line is longer than {LARGEST_TEXT / 1e6:.0f} MB; split the article, the other lines are in."
            yield Failure(place=f"{place}:{number}", reason=reason, line=number)
        elif line.strip(b"\xef\xbb\xbf \t\r\n"):
            yield read_json_line(_without_mark(line), place, number)


def read_stream(stream: BinaryIO, place: str, name: str, *, size: int = 0, packed: bool = False) -> Iterator[Item]:
    """The articles in a stream of `size` bytes (0: not known) called `name`; `packed`: it comes out of an archive."""
    reader = io.BufferedReader(stream, 65536) if not isinstance(stream, io.BufferedReader) else stream  # type: ignore[type-var]
    head = reader.peek(4096)[:4096]
    refused = refusal(head)
    kind = kind_of(head, name)
    if refused:
        yield Failure(place=place, reason=refused)
    elif kind == "gzip" and not packed:
        yield from _read_unpacked(unpacked_gzip(reader, size), place, name.removesuffix(".gz"))
    elif kind == "zip" and not packed:
        yield from _read_zip(reader, place)
    elif kind in ("gzip", "zip"):
        yield Failure(place=place, reason="it is an archive inside an archive; unpack it and add what it holds.")
    elif kind == "jsonl":
        yield from read_lines(reader, place)
    elif kind == "letters":
        yield from read_letters(reader, place)
    elif kind == "addresses":
        yield from _read_addresses(reader, place)
    elif kind == "web archive":
        yield from read_web_archive(reader, place)
    else:
        limit = _LARGEST_JSON if kind == "json" else LARGEST_TEXT
        yield from _whole(reader, place, limit, lambda data: _WHOLE[kind](data, place))


def _read_zip(reader: BinaryIO, place: str) -> Iterator[Item]:
    seekable = reader if reader.seekable() else io.BytesIO(reader.read(_LARGEST_JSON))
    for found in files_of_zip(seekable, place):
        if isinstance(found, Failure):
            yield found
            continue
        name, stream = found
        base = name.rpartition("/")[2]
        if Path(name).suffix.lower() not in SUFFIXES or base.startswith("."):
            continue
        yield from _read_unpacked(stream, f"{place}:{name}", base)


def _read_unpacked(stream: BinaryIO, place: str, name: str) -> Iterator[Item]:
    try:
        yield from read_stream(stream, place, name, packed=True)
    except (OSError, ValueError) as error:
        yield unreadable(place, error)


def _read_addresses(reader: BinaryIO, place: str) -> Iterator[Item]:
    for number, line in enumerate(iter(lambda: reader.readline(LARGEST_TEXT), b""), start=1):
        address = line.decode("utf-8", "replace").strip()
        if address.startswith(("http://", "https://")):
            yield Address(address)
        elif address:
            yield Failure(place=f"{place}:{number}", line=number, reason="this line is no address of the web.")


def _read_feed(data: bytes, place: str) -> Iterator[Item]:
    worker = FeedWorker()
    try:
        yield from worker.read(data, place).entries
    except NoFeed as error:
        yield Failure(place=place, reason=str(error))
    finally:
        worker.close()


def _read_opml(data: bytes, place: str) -> Iterator[Item]:
    try:
        yield from read_opml(data, place)
    except StoreError as error:
        yield Failure(place=place, reason=str(error).removeprefix(f"{place} ").strip())


def _read_html(data: bytes, place: str) -> Iterator[Item]:
    yield article_of_page(decoded(data), "", place)


def _text_with(read: Callable[[str, str], RawArticle | Failure]) -> Callable[[bytes, str], Iterator[Item]]:
    def strict(data: bytes, place: str) -> Iterator[Item]:
        try:
            text = data.decode("utf-16") if data.startswith(_UTF_16) else data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            reason = f"it is not valid UTF-8 (at byte {error.start}); save it as UTF-8 and add it again."
            yield Failure(place=place, reason=reason)
        else:
            yield read(text, place)

    return strict


def _one(read: Callable[[bytes, str], RawArticle | Failure]) -> Callable[[bytes, str], Iterator[Item]]:
    return lambda data, place: iter([read(data, place)])


_WHOLE: dict[Kind, Callable[[bytes, str], Iterator[Item]]] = {
    "text": _text_with(read_text),
    "markdown": _text_with(read_markdown),
    "json": lambda data, place: read_json(_without_mark(data), place),
    "html": _read_html,
    "feed": _read_feed,
    "opml": _read_opml,
    "news xml": read_news_xml,
    "letter": _one(read_letter),
}
"""How each kind that is read as a whole is read."""


def _whole(stream: BinaryIO, place: str, limit: int, read: Callable[[bytes], Iterator[Item]]) -> Iterator[Item]:
    data = stream.read(limit + 1)
    if len(data) > limit:
        size = len(data) + sum(len(rest) for rest in iter(lambda: stream.read(1 << 20), b""))
        reason = f"it is {size / 1e6:.0f} MB; an article may be {limit / 1e6:.0f} MB: split it and add the parts."
        yield Failure(place=place, reason=reason)
    else:
        yield from read(data)


def _without_mark(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf")


def unreadable(place: str, error: OSError | ValueError) -> Failure:
    """Why a source cannot be read, in one sentence."""
    if isinstance(error, FileNotFoundError):
        return Failure(place=place, reason="there is no such file or folder; check the name.")
    if isinstance(error, PermissionError):
        return Failure(place=place, reason="you may not read it; change its rights or copy it.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Failure(place=place, reason=f"it cannot be read ({reason}).")
