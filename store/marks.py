"""Marks: what the user decided about an article, kept apart from it, so that the article may change under them."""

from collections.abc import Mapping
from typing import NamedTuple, TypedDict

import msgspec

from sahara_reader.store.article import Article


class Marks(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether an article was read and starred, its tags and its note; field names are those of `Article`."""

    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""


class SomeMarks(TypedDict, total=False):
    """New values for some of the marks; what is left out stays as it is."""

    read: bool
    starred: bool
    tags: tuple[str, ...]
    note: str


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
