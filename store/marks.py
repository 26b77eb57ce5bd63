"""Marks: what the user decided about an article, kept apart from it, so that the article may change under them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypedDict

import msgspec

from sahara_reader.store.article import Article, Remark
from sahara_reader.store.documents import SqliteTinyDB


class Marks(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the user did with an article: read, starred, tagged, noted, highlighted it, took it apart from its copies.

    Named as in `Article`.
    """

    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    remarks: tuple[Remark, ...] = ()
    apart: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        """The note on the article and those on its text."""
        return tuple(filter(None, (self.note, *(remark.note for remark in self.remarks))))


class SomeMarks(TypedDict, total=False):
    """New values for some of the marks; what is left out stays as it is."""

    read: bool
    starred: bool
    tags: tuple[str, ...]
    note: str
    remarks: tuple[Remark, ...]
    apart: bool


class Change(NamedTuple):
    """What was changed: the marks that the articles with these keys had before, and the names of the changed fields."""

    before: Mapping[int, Marks]
    fields: tuple[str, ...]

    def undone(self, key: int) -> SomeMarks:
        """What must be set to have the article's marks back; what was changed since in other fields stays."""
        before = self.before[key]
        return {field: getattr(before, field) for field in self.fields}  # type: ignore[return-value] # names of fields


UNMARKED = Marks()


def marks_of(article: Article) -> Marks:
    """The marks that an article carries."""
    return Marks(**{name: getattr(article, name) for name in Marks.__struct_fields__})


def marked(article: Article, marks: Marks) -> Article:
    """The article with other marks."""
    return msgspec.structs.replace(article, **msgspec.structs.asdict(marks))


class MarkTable:
    """The marks that are not as they are by default: a table of the document store, under the articles' keys."""

    NAME = "marks"

    def __init__(self, db: SqliteTinyDB) -> None:
        self._db = db

    def get(self, key: int) -> Marks:
        """The marks of an article."""
        kept = self._db.rows(self.NAME).get(key)
        return msgspec.convert(kept, Marks) if kept else UNMARKED

    def put(self, key: int, marks: Marks) -> None:
        """Keep the marks of an article; inside a transaction."""
        if marks != UNMARKED:
            self._db.rows(self.NAME)[key] = msgspec.to_builtins(marks)
        else:
            self.remove(key)

    def remove(self, key: int) -> None:
        """Forget the marks of an article; inside a transaction."""
        self._db.rows(self.NAME).pop(key, None)

    def all(self) -> Iterator[tuple[int, Marks]]:
        """Keys and marks."""
        for key, kept in self._db.rows(self.NAME).items():
            yield key, msgspec.convert(kept, Marks)
