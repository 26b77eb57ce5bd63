"""Local sources: files, folders and standard input, told apart by name and content. What is wrong is said."""

import io
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from sahara_reader.store.intake.json_articles import read_json, read_json_line
from sahara_reader.store.intake.markdown import read_markdown
from sahara_reader.store.intake.plain_text import read_text
from sahara_reader.store.intake.raw_article import LARGEST_TEXT, Failure, RawArticle

_LARGEST_JSON = 200_000_000
_SUFFIXES = {".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
             ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}  # fmt: skip
_MAGIC = {
    b"%PDF": "a PDF", b"PK\x03\x04": "a ZIP archive", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture", b"\x1f\x8b": "compressed", b"\x7fELF": "a program", b"SQLite format 3": "a database",
}  # fmt: skip
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

Item = RawArticle | Failure


def read_source(source: str, *, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """The articles of a path, of all known files in a folder (sorted, hidden ones passed over), or of `-` (`stdin`)."""
    if source == "-":
        if stdin is not None:
            yield from _read_stream(stdin, "standard input", "")
        return
    if source.startswith(("http://", "https://")):
        yield Failure(place=source, reason="web pages are not read yet; save the page as text and add the file.")
        return
    path = Path(source)
    try:
        if path.is_dir():
            yield from _read_folder(path)
        else:
            yield from _read_file(path)
    except (OSError, ValueError) as error:
        yield _unreadable(source, error)


def read_bytes(data: bytes, name: str) -> Iterator[Item]:
    """The articles in the content of a file called `name`."""
    yield from _read_stream(io.BytesIO(data), name, name)


def read_lines(stream: BinaryIO, place: str) -> Iterator[Item]:
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


def _read_folder(folder: Path) -> Iterator[Item]:
    inside = folder.resolve()
    found = False
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or path.suffix.lower() not in _SUFFIXES or not path.is_file():
            continue
        if not path.resolve().is_relative_to(inside):
            continue
        found = True
        try:
            yield from _read_file(path)
        except OSError as error:
            yield _unreadable(str(path), error)
    if not found:
        kinds = ", ".join(_SUFFIXES)
        yield Failure(place=str(folder), reason=f"the folder holds no articles; files that are read end in {kinds}.")


def _read_file(path: Path) -> Iterator[Item]:
    # Opened without blocking and looked at through the descriptor: a pipe or device must not hold up the batch.
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            yield Failure(
                place=str(path), reason="it is not a regular file; give its content on standard input with -."
            )
            return
        yield from _read_stream(file, str(path), path.name)


def _read_stream(stream: BinaryIO, place: str, name: str) -> Iterator[Item]:
    kind = _SUFFIXES.get(Path(name).suffix.lower(), "")
    reader = io.BufferedReader(stream, 65536) if not isinstance(stream, io.BufferedReader) else stream  # type: ignore[type-var]
    head = reader.peek(4096)[:4096]
    refused = _refused(head, kind)
    if refused:
        yield Failure(place=place, reason=refused)
    elif (kind or _sniffed(head)) == "jsonl":
        yield from read_lines(reader, place)
    elif (kind or _sniffed(head)) == "json":
        yield from _whole(reader, place, _LARGEST_JSON, lambda data: read_json(_without_mark(data), place))
    else:
        read = read_markdown if kind == "markdown" or head.lstrip(b"\xef\xbb\xbf \n").startswith(b"---") else read_text
        yield from _whole(reader, place, LARGEST_TEXT, lambda data: _decoded(data, place, read))


def _refused(head: bytes, kind: str) -> str | None:
    if not head.strip():
        return "the file is empty; there is nothing to add."
    for magic, seems in _MAGIC.items():
        if head.startswith(magic):
            return f"it seems to be {seems}, not text; save its text as .txt and add that."
    if b"\x00" in head and not head.startswith(_UTF_16):
        return "it is a binary file, not text; save its text as .txt and add that."
    return (
        None
        if kind or not head.startswith(b"<")
        else "it seems to be HTML or XML, which is not read yet; save it as text."
    )


def _sniffed(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith((b"{", b"[")):
        return "text"
    first, newline, rest = start.partition(b"\n")
    one_a_line = first.rstrip().endswith(b"}") and newline and rest.lstrip().startswith(b"{")
    return "jsonl" if one_a_line else "json"


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


def _decoded(data: bytes, place: str, read: Callable[[str, str], Item]) -> Iterator[Item]:
    try:
        text = data.decode("utf-16") if data.startswith(_UTF_16) else data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"it is not valid UTF-8 (at byte {error.start}); save it as UTF-8 and add it again."
        yield Failure(place=place, reason=reason)
    else:
        yield read(text, place)


def _unreadable(place: str, error: OSError | ValueError) -> Failure:
    if isinstance(error, FileNotFoundError):
        return Failure(place=place, reason="there is no such file or folder; check the name.")
    if isinstance(error, PermissionError):
        return Failure(place=place, reason="you may not read it; change its rights or copy it.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Failure(place=place, reason=f"it cannot be read ({reason}).")
