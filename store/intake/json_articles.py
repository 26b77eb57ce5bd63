"""Articles as JSON objects, under the field names that archives, agencies and our own export use."""

from collections.abc import Iterator
from typing import Any

import msgspec

from sahara_reader.store.article import Published
from sahara_reader.store.intake.html_text import html_text
from sahara_reader.store.intake.publication_date import read_epoch
from sahara_reader.store.intake.raw_article import Failure, RawArticle, raw_article

_TITLE = ("title", "headline", "name")
_TEXT = ("text", "body", "content", "maintext", "body_text", "articleBody")
_HTML = ("body_xhtml", "body_html", "content_html", "html")
_EPOCH = ("timestamp", "epoch", "created_utc", "published_timestamp")
_PUBLISHED = ("published", "date", "date_publish", "dateTime", "versioncreated", "datePublished", "published_at")
_LANGUAGE = ("language", "lang")
_SOURCE = ("source", "source_domain", "publisher")
_URL = ("url", "link")
_AUTHORS = ("authors", "author")
_TAGS = ("tags", "keywords")
_ID = ("id", "uri", "guid")


class _WrongType(ValueError):
    """A field holds something that it cannot mean."""


def read_json(data: bytes, place: str) -> Iterator[RawArticle | Failure]:
    """The articles of a JSON text: one object, a list of objects, or an object with a list under `articles`."""
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield Failure(place=place, reason=f"it is not valid JSON ({error}); mend the file and add it again.")
        return
    records = value.get("articles", value) if isinstance(value, dict) else value
    if not isinstance(records, list):
        yield article_of(records, place)
        return
    if not records:
        yield Failure(place=place, reason="the list is empty; there is nothing to add.")
    for number, record in enumerate(records, start=1):
        yield article_of(record, f"{place}[{number}]")


def read_json_line(data: bytes, place: str, line: int) -> RawArticle | Failure:
    """The article on one line of JSON Lines; `line` counts from 1."""
    try:
        record = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = f"this line is not valid JSON ({error}); mend it and add the file again, the other lines are in."
        return Failure(place=f"{place}:{line}", reason=reason, line=line)
    read = article_of(record, f"{place}:{line}")
    return msgspec.structs.replace(read, line=line) if isinstance(read, Failure) else read


def article_of(record: Any, place: str) -> RawArticle | Failure:
    """The article that one JSON value describes."""
    if not isinstance(record, dict):
        return Failure(place=place, reason=f"an article must be a JSON object, this is {_kind(record)}.")
    try:
        text = _text(record, _TEXT) or html_text(_text(record, _HTML))
        if not text:
            return Failure(place=place, reason=f"the object has no text (one of the fields {', '.join(_TEXT)}).")
        return raw_article(
            text,
            place=place,
            origin="metadata",
            title=_text(record, _TITLE) if not record.get("title_inferred") else "",
            published=_published(record),
            language=_text(record, _LANGUAGE),
            source=_text(record, _SOURCE),
            url=_text(record, _URL),
            authors=_texts(record, _AUTHORS),
            tags=_texts(record, _TAGS),
            note=_text(record, ("note",)),
            record_id=_text(record, _ID) or None,
        )
    except _WrongType as error:
        return Failure(place=place, reason=str(error))


def _first(record: dict[str, Any], names: tuple[str, ...]) -> tuple[str, Any]:
    return next(((name, record[name]) for name in names if record.get(name) is not None), ("", None))


def _text(record: dict[str, Any], names: tuple[str, ...]) -> str:
    name, value = _first(record, names)
    return "" if value is None else _string(name, value)


def _texts(record: dict[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    name, value = _first(record, names)
    if value is None:
        return ()
    return tuple(_string(name, item) for item in (value if isinstance(value, list) else [value]))


def _string(name: str, value: Any) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "title", "uri") if isinstance(value.get(key), str)), value)
    if isinstance(value, int) and not isinstance(value, bool) and name in _ID:
        value = str(value)
    if not isinstance(value, str):
        raise _WrongType(f"the field {name!r} must be text, here it is {_kind(value)}.")
    return value


def _published(record: dict[str, Any]) -> str | Published:
    name, value = _first(record, _PUBLISHED)
    epoch = next((record[name] for name in _EPOCH if isinstance(record.get(name), int | float)), None)
    if value is None and epoch is not None:
        return read_epoch(epoch) or ""
    if isinstance(value, dict):
        try:
            return msgspec.convert(value, Published)
        except msgspec.ValidationError as error:
            raise _WrongType(f"the field {name!r} is no date of publication ({error}).") from error
    return "" if value is None else _string(name, value)


def _kind(value: Any) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
