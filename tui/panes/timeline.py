"""The timeline: what happened, sorted by when, each entry with its date at its true precision."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rich.cells import cell_len
from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.worker import get_current_worker

from sahara_reader.store.timeline import TimelineRow
from sahara_reader.tui import date_labels
from sahara_reader.tui.keys import bindings
from sahara_reader.tui.panes import histogram
from sahara_reader.tui.panes.line_view import ENTITY_CLASS, Layer, LineView, PaneHeading
from sahara_reader.tui.panes.wrapping import cut, reads_right_to_left, wrap
from sahara_reader.tui.safe_text import line as one_line
from sahara_reader.tui.safe_text import visible

Scope = Literal["article", "results", "all"]

_PRECISION_MARKS = {"day": "●", "time": "●", "week": "━"}
_LINES_OF_TEXT = 3
_COMPACT_TEXT = 14


class EntryLine(NamedTuple):
    """One line of an entry: its text, what to paint on it, and the row it belongs to."""

    text: str
    layers: list[Layer]
    row: int
    base: str = ""
    right: bool = False


class TimelineView(LineView):
    """The entries. `roomy` gives each a line for its date and up to three for its sentence; else one line each."""

    BINDINGS = bindings("timeline")

    cursor: reactive[int] = reactive(0, repaint=False)
    roomy: reactive[bool] = reactive(False, repaint=False)

    @dataclass
    class Moved(Message):
        """The user chose another entry."""

        row: TimelineRow

    @dataclass
    class Opened(Message):
        """The user wants to read the sentence of this entry in its article."""

        row: TimelineRow

    @dataclass
    class LaidOut(Message):
        """Other rows are on the screen now."""

        rows: Sequence[TimelineRow]

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[TimelineRow] = ()
        self._coming: Sequence[TimelineRow] = ()
        self._with_sources = False
        self._lines: list[EntryLine] = []
        self._first_lines: list[int] = []

    @property
    def row(self) -> TimelineRow | None:
        """The chosen entry."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[TimelineRow], *, with_sources: bool) -> None:
        """Show other rows, with their articles' titles where these are several; the cursor stays on its row."""
        self._coming, self._with_sources = rows, with_sources
        self._lay_out_again()

    def choose(self, event_id: str) -> None:
        """Put the cursor on an event without telling anybody: the user is elsewhere."""
        place = next((place for place, row in enumerate(self.rows) if row.id == event_id), None)
        if place is not None:
            with self.prevent(self.Moved):
                self.cursor = place

    def strip(self, line: int) -> Strip:
        if line >= len(self._lines):
            return self._advice(line)
        entry = self._lines[line]
        width = self.size.width
        chosen = entry.row == self.cursor and bool(entry.text)
        base = "text--cursor" if chosen else entry.base
        bar = self.painted("▌" if chosen else "", [(0, 1, "text--bar")], base="text--cursor" if chosen else "", width=2)
        layers = [(0, len(entry.text), entry.base), *entry.layers] if chosen and entry.base else entry.layers
        return Strip.join([bar, self.painted(entry.text, layers, base=base, width=width - 2, right=entry.right)])

    def on_resize(self) -> None:
        super().on_resize()
        self._lay_out_again()

    def watch_roomy(self) -> None:
        self._lay_out_again()

    def watch_cursor(self) -> None:
        self._strips.clear()
        self.refresh()
        self._show_cursor()
        if (row := self.row) is not None:
            self.post_message(self.Moved(row))

    def action_move(self, step: int) -> None:
        self.action_move_to(max(0, self.cursor + step))

    def action_move_pages(self, pages: float) -> None:
        a_page = max(1, self.size.height // 4) if self.roomy else max(1, self.size.height)
        self.action_move(round(pages * a_page) or (1 if pages > 0 else -1))

    def action_move_to(self, place: int) -> None:
        last = max(0, len(self.rows) - 1)
        self.cursor = last if place < 0 else min(place, last)

    def action_open(self) -> None:
        if (row := self.row) is not None:
            self.post_message(self.Opened(row))

    def on_click(self, event: events.Click) -> None:
        line = event.y + self.scroll_offset.y
        if line < len(self._lines):
            self.cursor = self._lines[line].row

    def _lay_out_again(self) -> None:
        self._lay_out(self._coming, self._with_sources, self.size.width, self.roomy)

    @work(thread=True, exclusive=True, group="timeline-lines")
    def _lay_out(self, rows: Sequence[TimelineRow], with_sources: bool, width: int, roomy: bool) -> None:
        worker = get_current_worker()
        form = _roomy if roomy else _compact
        lines = [line for number, row in enumerate(rows) for line in form(number, row, width - 3, with_sources)]
        if not worker.is_cancelled:
            self.app.call_from_thread(self._turn_to, rows, lines)

    def _turn_to(self, rows: Sequence[TimelineRow], lines: list[EntryLine]) -> None:
        chosen = self.row
        self.rows, self._lines = rows, lines
        self._first_lines = []
        for number, line in enumerate(lines):
            if line.row == len(self._first_lines):
                self._first_lines.append(number)
        self.set_height(len(lines))
        places = (place for place, row in enumerate(rows) if chosen and row.id == chosen.id)
        with self.prevent(self.Moved):
            self.cursor = next(places, 0)
        self._show_cursor()
        self.repaint()
        self.post_message(self.LaidOut(rows))

    def _show_cursor(self) -> None:
        if self.cursor < len(self._first_lines):
            first = self._first_lines[self.cursor]
            after = self._first_lines[self.cursor + 1] if self.cursor + 1 < len(self._first_lines) else len(self._lines)
            region = Region(0, first, self.size.width, after - first)
            self.scroll_to_region(region, animate=False, immediate=True, force=True, x_axis=False)

    def _advice(self, line: int) -> Strip:
        advice = "  No dates here." if not self.rows and line == 1 else ""
        return self.painted(advice, base="text--faint")


class TimelinePane(Vertical):
    """The entries under their heading and, where there is room, the histogram of the whole span."""

    def compose(self) -> ComposeResult:
        yield PaneHeading("TIMELINE")
        yield Histogram()
        yield TimelineView()

    @property
    def view(self) -> TimelineView:
        """The entries themselves."""
        return self.query_one(TimelineView)

    def show(self, rows: Sequence[TimelineRow], scope: Scope) -> None:
        """Show the rows of a scope: this article, the search results, everything."""
        self.query_one(PaneHeading).state = Content(f"{SCOPE_NAMES[scope]} · {len(rows)}")
        self.view.show(rows, with_sources=scope != "article")

    def on_timeline_view_moved(self, message: TimelineView.Moved) -> None:
        self._point(message.row)

    def on_timeline_view_laid_out(self, message: TimelineView.LaidOut) -> None:
        message.stop()
        self.query_one(Histogram).rows = message.rows
        self._point(self.view.row)

    def choose(self, event_id: str) -> None:
        """Put the cursor on an event, because the user is at its sentence elsewhere."""
        self.view.choose(event_id)
        self._point(self.view.row)

    def _point(self, row: TimelineRow | None) -> None:
        graph = self.query_one(Histogram)
        graph.row = row
        graph.refresh()


class Histogram(LineView, can_focus=False):
    """Two lines: how much happened when, with the chosen entry's place, and the years."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[TimelineRow] = ()
        self.row: TimelineRow | None = None

    def render_line(self, y: int) -> Strip:
        width = max(1, self.size.width - 2)
        whole = histogram.span(self.rows)
        if whole is None:
            return self.painted("")
        if y == 1:
            return self.painted(" " + histogram.axis(whole, width), base="text--faint")
        chosen: list[Layer] = []
        if self.row and self.row.from_ and self.row.to:
            first = histogram.column(self.row.from_, whole, width)
            chosen = [(first + 1, histogram.column(self.row.to, whole, width) + 2, "text--mark")]
        return self.painted(" " + histogram.bars(self.rows, whole, width), chosen, base="text--faint")


SCOPE_NAMES: dict[Scope, str] = {"article": "this article", "results": "results", "all": "everything"}


def _roomy(number: int, row: TimelineRow, width: int, with_sources: bool) -> list[EntryLine]:
    dated = date_labels.label(row)
    mark = _PRECISION_MARKS.get(row.precision, "━━━━")
    text = visible(row.text.replace("\n", " "))
    room = max(10, width - 2)
    spans = list(wrap(text, room))
    gap = " " * max(1, width - cell_len(dated) - len(mark))
    head = f"{dated}{gap}{mark}"
    lines = [
        EntryLine(head, [(0, len(dated), "text--bright"), (len(head) - len(mark), len(head), "text--mark")], number)
    ]
    right = reads_right_to_left(text)
    for start, end in spans[:_LINES_OF_TEXT]:
        layers = [(first + 2, last + 2, name) for first, last, name in _named(row, start, end)]
        more = "…" if end == spans[:_LINES_OF_TEXT][-1][1] and len(spans) > _LINES_OF_TEXT else ""
        shown = text[start:end]
        if cell_len(shown) + len(more) > room:
            shown = shown[:-1]
        lines.append(EntryLine(f"  {shown}{more}", layers, number, right=right))
    if with_sources:
        titles = " · ".join(one_line(source.title) for source in row.sources)
        lines.append(EntryLine(cut(f"  {titles}", width), [], number, base="text--faint"))
    return [*lines, EntryLine("", [], number)]


def _compact(number: int, row: TimelineRow, width: int, _with_sources: bool) -> list[EntryLine]:
    dated = cut(date_labels.label(row), _COMPACT_TEXT - 1)
    text = visible(row.text.replace("\n", " "))
    shown = cut(text, max(1, width - _COMPACT_TEXT))
    left = dated + " " * (_COMPACT_TEXT - cell_len(dated))
    layers = [(first + len(left), last + len(left), name) for first, last, name in _named(row, 0, len(shown))]
    return [EntryLine(left + shown, [(0, len(left), "text--bright"), *layers], number)]


def _named(row: TimelineRow, start: int, end: int) -> list[Layer]:
    return [
        (max(start, named.start) - start, min(end, named.end) - start, ENTITY_CLASS[named.type])
        for named in row.participants
        if named.start < end and named.end > start
    ]
