"""An article laid out for reading: wrapped lines that remember their offsets, and what to paint on them.

Pure: an article and a width come in, a `Page` goes out; nothing here knows the screen.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from sahara_reader.store.article import Article, Event, Mention, Time
from sahara_reader.store.listing import Row
from sahara_reader.tui import date_labels
from sahara_reader.tui.panes.line_view import ENTITY_CLASS, Layer
from sahara_reader.tui.panes.wrapping import reads_right_to_left, wrap
from sahara_reader.tui.safe_text import line, visible

MEASURE = 76
"""The widest line, in cells, that is read with ease."""

_PARAGRAPH = re.compile(r"[^\n]+")


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


class Page:
    """The lines of one article at one width; `copies` are named in its head."""

    def __init__(self, article: Article, width: int, copies: Sequence[Row] = ()) -> None:
        self.article = article
        self.width = min(width, MEASURE)
        self.lines = [*_head(article, self.width, copies), *_body(article.text, self.width)]
        stops: list[Mention | Time] = [*article.annotation.mentions, *article.annotation.times]
        self.stops = sorted(stops, key=lambda stop: stop.start)
        self._text_lines = [number for number, line in enumerate(self.lines) if line.start >= 0]
        self._starts = [self.lines[number].start for number in self._text_lines]
        self._marked = sorted(_marked(article))
        self._marked_starts = [start for start, _, _ in self._marked]

    def line_of(self, offset: int) -> int:
        """The number of the line that holds this offset of the text."""
        place = bisect_right(self._starts, offset) - 1
        return self._text_lines[place] if place >= 0 else 0

    def layers(self, number: int) -> Iterator[Layer]:
        """What the annotation paints on a line, in columns of that line."""
        shown = self.lines[number]
        if shown.start < 0:
            return
        first = max(0, bisect_right(self._marked_starts, shown.start) - 1)
        for start, end, name in self._marked[first : bisect_right(self._marked_starts, shown.end)]:
            if end > shown.start and start < shown.end:
                yield max(0, start - shown.start), min(end, shown.end) - shown.start, name

    def event_at(self, offset: int) -> Event | None:
        """The event whose sentence holds this offset."""
        events = self.article.annotation.events
        return next((event for event in events if event.start <= offset < event.end), None)

    def event_of(self, stop: Mention | Time) -> Event | None:
        """The event that a name or date belongs to: the one resting on that date, else the one of its sentence."""
        resting = (e for e in self.article.annotation.events if (stop.start, stop.end) in e.times)
        return next(resting, None) or self.event_at(stop.start)


def _marked(article: Article) -> Iterator[Layer]:
    annotation = article.annotation
    yield from ((mention.start, mention.end, ENTITY_CLASS[mention.type]) for mention in annotation.mentions)
    yield from ((demonym.start, demonym.end, "text--demonym") for demonym in annotation.demonyms)
    yield from ((time.start, time.end, "text--date") for time in annotation.times)


def _head(article: Article, width: int, copies: Sequence[Row]) -> Iterator[PageLine]:
    title = line(article.title)
    right = reads_right_to_left(title)
    for start, end in wrap(title, width):
        yield PageLine(title[start:end], -1, "title", right)
    origin = [
        line(article.source),
        date_labels.label(article.published) if article.published else "no date of publication",
        article.language or "",
        "title inferred" if article.title_inferred else "",
        *(line(author) for author in article.authors),
    ]
    own = [" ".join(f"#{line(tag)}" for tag in article.tags), f"✎ {line(article.note)}" if article.note else ""]
    named = dict.fromkeys(line(copy.source) or "another copy" for copy in copies)
    also = f"also in {', '.join(named)}; c takes them apart" if copies else ""
    for said in filter(None, (" · ".join(filter(None, origin)), also, *own)):
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
