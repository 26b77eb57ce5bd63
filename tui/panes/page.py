"""An article laid out for reading: wrapped lines that remember their offsets, and what to paint on them.

Pure: an article and a width come in, a `Page` goes out; nothing here knows the screen. A long text is laid out in
pieces, so that its beginning, or the place where one left it, is there at once.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from sahara_reader.store.addresses import Link, links
from sahara_reader.store.article import Article, Demonym, Event, Mention, Quote, Remark, Time
from sahara_reader.store.listing import Row
from sahara_reader.store.remarks import place
from sahara_reader.tui.panes import article_head
from sahara_reader.tui.panes.spans import Spans
from sahara_reader.tui.panes.wrapping import reads_right_to_left, wrap
from sahara_reader.tui.safe_text import line, visible

MEASURE = 76
"""The widest line, in cells, that is read with ease."""

_PARAGRAPH = re.compile(r"[^\n]+")
_FIRST_PIECE, _PIECE = 200, 2000


class PageLine(NamedTuple):
    """One line: its text (safe for the screen), its first offset in the article's text (-1: none of it), its kind."""

    text: str
    start: int
    kind: Literal["title", "provenance", "text", "gap"]
    right: bool = False

    @property
    def end(self) -> int:
        """The offset behind the line's last character."""
        return self.start + len(self.text)


class Placed(NamedTuple):
    """A remark, and where its words stand in this text."""

    start: int
    end: int
    remark: Remark


Stop = Mention | Time | Demonym | Link | Placed
"""What one can stand on."""


class Page:
    """One article at one width, at first its head only; `copies` are named there."""

    def __init__(self, article: Article, width: int, copies: Sequence[Row] = ()) -> None:
        annotation, text = article.annotation, article.text
        self.article = article
        self.width = min(width, MEASURE)
        self.stops: Spans[Mention | Time] = Spans([*annotation.mentions, *annotation.times])
        self.demonyms: Spans[Demonym] = Spans(annotation.demonyms)
        self.quotes: Spans[Quote] = Spans(annotation.quotes)
        self.links: Spans[Link] = Spans(links(text))
        places = [(made, place(text, made)) for made in article.remarks]
        self.remarks: Spans[Placed] = Spans(Placed(*found, made) for made, found in places if found)
        lost = [made.exact for made, found in places if not found]
        self.lines: list[PageLine] = []
        self.complete = False
        self._coming = _body(text, self.width)
        self._text_lines: list[int] = []
        self._starts: list[int] = []
        self.add([*_head(article, self.width, copies, lost)])

    def pieces(self, offset: int = 0) -> Iterator[list[PageLine]]:
        """The lines of the text in pieces to be added one after the other; the first reaches beyond `offset`."""
        piece: list[PageLine] = []
        while not self.complete and max((added.start for added in piece[-2:]), default=-1) <= offset:
            piece.extend(self._next(_FIRST_PIECE))
        yield piece
        while not self.complete:
            yield self._next(_PIECE)

    def _next(self, most: int) -> list[PageLine]:
        lines = list(islice(self._coming, most))
        self.complete = len(lines) < most
        return lines

    def add(self, lines: Sequence[PageLine]) -> None:
        """Put lines below those that are there."""
        for number, added in enumerate(lines, start=len(self.lines)):
            if added.start >= 0:
                self._text_lines.append(number)
                self._starts.append(added.start)
        self.lines.extend(lines)

    def holds(self, offset: int) -> bool:
        """Whether the line with this offset has been laid out."""
        return self.complete or bool(self._starts and self._starts[-1] > offset)

    def line_of(self, offset: int) -> int:
        """The number of the line that holds this offset of the text."""
        found = bisect_right(self._starts, offset) - 1
        return self._text_lines[found] if found >= 0 else 0

    def offset_of(self, line: int) -> int:
        """The first offset at or below a line; 0 in the head."""
        found = bisect_right(self._text_lines, line - 1)
        return self._starts[found] if 0 < found < len(self._starts) else 0

    def text_line(self, line: int, step: int) -> int | None:
        """The next line below (or above) this one that holds text of the article."""
        found = bisect_right(self._text_lines, line if step > 0 else line - 1) - (step < 0)
        return self._text_lines[found] if 0 <= found < len(self._text_lines) else None

    def at(self, offset: int) -> Stop | None:
        """What one points at with this character: a link, a name, a date, else the user's own remark."""
        layers: tuple[Spans[Link], Spans[Mention | Time], Spans[Demonym], Spans[Placed]]
        layers = (self.links, self.stops, self.demonyms, self.remarks)
        return next((found for spans in layers if (found := spans.at(offset))), None)

    def event_of(self, stop: Stop) -> Event | None:
        """The event that a name or date belongs to: the one resting on that date, else the one of its sentence."""
        events = self.article.annotation.events
        resting = (event for event in events if (stop.start, stop.end) in event.times)
        around = (event for event in events if event.start <= stop.start < event.end)
        return next(resting, None) or next(around, None)


def _head(article: Article, width: int, copies: Sequence[Row], lost: Sequence[str]) -> Iterator[PageLine]:
    title = line(article.title)
    right = reads_right_to_left(title)
    for start, end in wrap(title, width):
        yield PageLine(title[start:end], -1, "title", right)
    for said in article_head.said(article, copies, lost):
        for start, end in wrap(said, width):
            yield PageLine(said[start:end], -1, "provenance", right)
    yield PageLine("", -1, "gap")


def _body(text: str, width: int) -> Iterator[PageLine]:
    text = visible(text)
    ended = 0
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        if text.count("\n", ended, start) > 1:
            yield PageLine("", -1, "gap")
        right = reads_right_to_left(text[start : start + 200])
        for first, last in wrap(text, width, start, end):
            yield PageLine(text[first:last], first, "text", right)
        ended = end
