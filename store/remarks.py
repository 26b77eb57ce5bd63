"""Remarks: words of a text that the user highlighted, with a note where there is one, and how they are found again.

A remark quotes its words and what stands before and behind them (W3C Web Annotation Data Model, TextQuoteSelector), so
that it outlives a new annotation and an update of the article's text.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import takewhile

from sahara_reader.store.article import Remark

_AROUND = 32
"""Characters quoted before and behind the words."""

_LONGER = 80
"""Characters by which words may have grown and still be taken for the same, when only their surroundings are found."""


def remark(text: str, start: int, end: int, note: str = "", *, now: datetime | None = None) -> Remark:
    """A remark on `text[start:end]`."""
    return Remark(
        start=start,
        exact=text[start:end],
        prefix=text[max(0, start - _AROUND) : start],
        suffix=text[end : end + _AROUND],
        note=note,
        made=now or datetime.now(UTC),
    )


def place(text: str, made: Remark) -> tuple[int, int] | None:
    """Where the words of a remark stand in a text that may have changed since; None when they have gone.

    Of several places the one whose surroundings agree most wins, then the nearest. Where the words themselves were
    changed, what now stands between the same surroundings takes their place.
    """
    end = made.start + len(made.exact)
    if text.startswith(made.exact, made.start) and _agreement(text, made.start, made) == _most(made):
        return made.start, end
    places = list(_occurrences(text, made.exact))
    if places:
        start = max(places, key=lambda start: (_agreement(text, start, made), -abs(start - made.start)))
        return start, start + len(made.exact)
    return _between(text, made)


def _occurrences(text: str, words: str) -> Iterator[int]:
    start = text.find(words) if words else -1
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _most(made: Remark) -> int:
    return len(made.prefix) + len(made.suffix)


def _agreement(text: str, start: int, made: Remark) -> int:
    """How many characters beside the words are as they were."""
    end = start + len(made.exact)
    before = zip(reversed(made.prefix), reversed(text[max(0, start - _AROUND) : start]), strict=False)
    behind = zip(made.suffix, text[end : end + _AROUND], strict=False)
    return _in_common(before) + _in_common(behind)


def _in_common(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _between(text: str, made: Remark) -> tuple[int, int] | None:
    if not made.prefix or not made.suffix:
        return None
    start = text.find(made.prefix) + len(made.prefix)
    if start < len(made.prefix):
        return None
    end = text.find(made.suffix, start, start + len(made.exact) + _LONGER + len(made.suffix))
    return (start, end) if end > start else None
