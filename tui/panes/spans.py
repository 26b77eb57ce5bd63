"""Spans of a text that are painted or pointed at: found for a line or an offset without looking at all of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar


class Span(Protocol):
    """What has a place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Span)


class Spans(Generic[S]):
    """Spans in the order of their beginnings; they may overlap."""

    def __init__(self, spans: Iterable[S] = ()) -> None:
        self._spans = sorted(spans, key=lambda span: (span.start, span.end))
        self._starts = [span.start for span in self._spans]
        self._longest = max((span.end - span.start for span in self._spans), default=0)

    def __len__(self) -> int:
        return len(self._spans)

    def __iter__(self) -> Iterator[S]:
        return iter(self._spans)

    def within(self, start: int, end: int) -> Iterator[S]:
        """Those that share at least one character with `start..end`."""
        first, last = bisect_right(self._starts, start - self._longest), bisect_left(self._starts, end)
        return (span for span in self._spans[first:last] if span.end > start)

    def at(self, offset: int) -> S | None:
        """The one that holds this character, the innermost where there are several."""
        return max(self.within(offset, offset + 1), key=lambda span: span.start, default=None)

    def beside(self, start: int, step: int) -> S | None:
        """The next one that begins behind `start`, or with a negative step the last before it; around the ends."""
        if not self._spans:
            return None
        place = bisect_right(self._starts, start) if step > 0 else bisect_left(self._starts, start) - 1
        return self._spans[place % len(self._spans)]
