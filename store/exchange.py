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
from sahara_reader.store.entities.decisions import Decision
from sahara_reader.store.intake.json_articles import article_of
from sahara_reader.store.intake.raw_article import Failure
from sahara_reader.store.library import Library

_DECISION = b'{"decision":'


class _DecisionLine(msgspec.Struct):
    decision: Decision


def exported(library: Library, *, decisions_alone: bool = False) -> Iterator[bytes]:
    """The articles, newest first, and what was decided about entities, each as one line of JSON."""
    if not decisions_alone:
        for article in library.originals():
            yield msgspec.json.encode(article) + b"\n"
    for made in library.register.decisions():
        yield msgspec.json.encode({"decision": made}) + b"\n"


def imported(stream: BinaryIO, place: str) -> Iterator[Article | Decision | Failure]:
    """The articles and decisions of an export, or the articles of a TinyDB JSON file, as they were.

    A line that holds neither is a failure.
    """
    first = stream.readline()
    ours = first.startswith((b'{"id":', _DECISION))  # an export is read line by line, however large it is
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


def _article(line: bytes, place: str, number: int) -> Article | Decision | Failure:
    try:
        if line.startswith(_DECISION):
            return msgspec.json.decode(line, type=_DecisionLine).decision
        return msgspec.json.decode(line, type=Article)
    except msgspec.DecodeError as error:
        return Failure(place=place, line=number, reason=f"this line is no exported article ({error}).")
