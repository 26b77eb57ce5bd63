"""A library out and in again: JSON Lines with everything that is kept of an article, one object a line, nothing lost.

Another program's TinyDB file comes in too: its documents are read as articles under the field names that intake knows.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import Any, BinaryIO

import msgspec

from sahara_reader.store.article import Article
from sahara_reader.store.compose import annotated, compose
from sahara_reader.store.intake.json_articles import article_of
from sahara_reader.store.intake.raw_article import Failure
from sahara_reader.store.library import Library


def exported(library: Library) -> Iterator[bytes]:
    """The articles, newest first, each as one line of JSON."""
    for article in library.articles():
        yield msgspec.json.encode(article) + b"\n"


def imported(stream: BinaryIO, place: str) -> Iterator[Article | Failure]:
    """The articles of an export, or of a TinyDB JSON file, as they were; a line that is none is a failure."""
    first = stream.readline()
    ours = first.startswith(b'{"id":')  # an export is read line by line, however large it is
    rest = stream if ours else BytesIO(stream.read())
    tables = _tinydb(first + rest.getvalue()) if isinstance(rest, BytesIO) else None
    if tables is not None:
        yield from _documents(tables, place)
        return
    for number, line in enumerate(chain([first], rest), start=1):
        if line.strip():
            yield _article(line, f"{place}:{number}", number)


def _tinydb(data: bytes) -> dict[str, dict[str, dict[str, Any]]] | None:
    try:
        return msgspec.json.decode(data, type=dict[str, dict[str, dict[str, Any]]])
    except msgspec.DecodeError:
        return None


def _documents(tables: dict[str, dict[str, dict[str, Any]]], place: str) -> Iterator[Article | Failure]:
    for table, documents in tables.items():
        for doc_id, document in documents.items():
            read = article_of(document, f"{place}[{table}/{doc_id}]")
            yield read if isinstance(read, Failure) else annotated(compose(read))


def _article(line: bytes, place: str, number: int) -> Article | Failure:
    try:
        return msgspec.json.decode(line, type=Article)
    except msgspec.DecodeError as error:
        return Failure(place=place, line=number, reason=f"this line is no exported article ({error}).")
