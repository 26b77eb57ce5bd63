"""The answer to a query as the list pane needs it: how many articles, in what order, and any row by its place."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

import msgspec

from sahara_reader.store.article import Precision
from sahara_reader.store.search.folding import marks
from sahara_reader.store.search.query import parse

Order = Literal["newest", "relevance", "source"]
"""Newest first; the best of the newest hits first; by source, and there newest first."""

_ROWS_A_PAGE = 64
KEYS_A_DAY = 1 << 20
"""An article's key is the ordinal of its day of publication (0 where none is known) times this, and a number."""


class Row(msgspec.Struct, frozen=True):
    """What the list shows of an article, without its text. `key` grows with the date of publication.

    `copies`: how many near-duplicates share the row.
    """

    key: int
    id: str
    title: str
    edtf: str | None
    from_: date | None
    to: date | None
    precision: Precision | None
    language: str | None
    source: str
    read: bool
    starred: bool
    tags: tuple[str, ...]
    noted: bool
    copies: int = 0


class Listing:
    """The articles that match `query`, in `order`; rows are fetched by pages when asked for, and remembered.

    `keys` are the articles' keys, falling when the order is newest first; `fetch` gives the rows of some keys, without
    those that have gone.
    Not `complete`: these are the first of more.
    """

    def __init__(
        self,
        query: str,
        keys: "array[int]",
        fetch: Callable[[Sequence[int]], dict[int, Row]],
        *,
        order: Order = "newest",
        complete: bool = True,
    ) -> None:
        self.query = query
        self.order: Order = order
        self.complete = complete
        self._keys = keys
        self._fetch = fetch
        self._pages: dict[int, dict[int, Row]] = {}
        parsed = parse(query)
        self.mistakes = parsed.mistakes
        self._patterns = parsed.patterns()

    def __len__(self) -> int:
        return len(self._keys)

    def row(self, place: int) -> Row | None:
        """The row at this place, None when its article has gone; raises IndexError beyond the end."""
        page = place // _ROWS_A_PAGE
        if page not in self._pages:
            self._pages[page] = self._fetch(self._keys[page * _ROWS_A_PAGE : (page + 1) * _ROWS_A_PAGE])
        return self._pages[page].get(self._keys[place])

    def place_of(self, key: int) -> int | None:
        """The place of the article with this key, None where it is not listed."""
        if self.order != "newest":
            return self._keys.index(key) if key in self._keys else None
        place = bisect_left(self._keys, -key, key=lambda listed: -listed)
        return place if place < len(self._keys) and self._keys[place] == key else None

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Spans of `text` that the query's words hit, for showing why an article is here."""
        return list(marks(text, self._patterns)) if self._patterns else []

    def forget(self) -> None:
        """Fetch rows anew when they are asked for next, because marks have changed."""
        self._pages.clear()
