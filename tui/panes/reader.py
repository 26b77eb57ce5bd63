"""The reader: one article, its names and dates marked, the sentence of the chosen event, why something is marked."""

import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Static
from textual.worker import get_current_worker

from sahara_reader.store.addresses import safe_url
from sahara_reader.store.article import Article, Entity, Mention, Time
from sahara_reader.store.listing import Row
from sahara_reader.tui import date_labels
from sahara_reader.tui.keys import bindings
from sahara_reader.tui.panes import provenance
from sahara_reader.tui.panes.line_view import LineView, PaneHeading
from sahara_reader.tui.panes.page import MEASURE, Page
from sahara_reader.tui.safe_text import line

_MARGIN = 3
_ABOVE = 4
"""Lines kept above a place that the reader jumps to, so that it is read in its context."""


class ReaderView(LineView):
    """The text itself. `hits` are the spans that the search found, `stop` the name or date one stands on."""

    BINDINGS = bindings("reader")

    @dataclass
    class StopMoved(Message):
        """The user stands on another name or date; `event_id` is the event its sentence tells, if any."""

        at: Mention | Time | None
        event_id: str | None

    @dataclass
    class Followed(Message):
        """The user wants everything about what they stand on."""

        at: Mention | Time
        event_id: str | None

    def __init__(self) -> None:
        super().__init__()
        self.page: Page | None = None
        self.article: Article | None = None
        self.hits: list[tuple[int, int]] = []
        self._stop: int | None = None
        self._hit: int | None = None
        self._sentence: tuple[int, int] | None = None
        self._place: tuple[int, int] | None = None
        self._copies: Sequence[Row] = ()

    @property
    def stop(self) -> Mention | Time | None:
        """The name or date one stands on."""
        return self.page.stops[self._stop] if self.page and self._stop is not None else None

    def show(
        self,
        article: Article | None,
        hits: list[tuple[int, int]],
        *,
        at: tuple[int, int] | None = None,
        copies: Sequence[Row] = (),
    ) -> None:
        """Show an article from its beginning, or at the sentence `at`; None shows nothing."""
        same = article is not None and self.article is not None and article.id == self.article.id
        self.article, self.hits, self._hit, self._copies = article, hits, None, copies
        if not same:
            self._stop, self._sentence = None, None
            self.post_message(self.StopMoved(None, None))
        self._place = at if at or same else (0, 0)
        if article is None:
            self.page = None
            self.set_height(0)
            self.repaint()
        else:
            self._lay_out(article, self._room)

    def go_to(self, start: int, end: int) -> None:
        """Bring a sentence to the screen and mark it."""
        self._sentence = (start, end)
        self._scroll_to_offset(start)
        self.repaint()

    def strip(self, line: int) -> Strip:
        page = self.page
        if page is None or line >= len(page.lines):
            return self.painted("")
        shown = page.lines[line]
        margin = _MARGIN + max(0, (self.size.width - _MARGIN - 2 - page.width) // 2)
        base = {"title": "text--bright", "provenance": "text--faint"}.get(shown.kind, "")
        layers = list(page.layers(line))
        layers.extend(self._on_line(line, self.hits, "text--hit"))
        if (stop := self.stop) is not None:
            layers.extend(self._on_line(line, [(stop.start, stop.end)], "text--current"))
        body = self.painted(shown.text, layers, base=base, width=page.width, right=shown.right)
        told = bool(self._sentence and self._on_line(line, [self._sentence], ""))
        edge = self.painted(" " * (margin - 2) + "▎" if told else "", [(0, margin, "text--mark")], width=margin)
        return Strip.join([edge, body]).adjust_cell_length(self.size.width, self.ground)

    def on_resize(self) -> None:
        super().on_resize()
        if self.article is not None:
            self._lay_out(self.article, self._room)

    def action_scroll(self, lines: int) -> None:
        self.scroll_relative(y=lines, animate=False, immediate=True)

    def action_scroll_pages(self, pages: float) -> None:
        self.scroll_relative(y=round(pages * max(1, self.size.height - 1)), animate=False, immediate=True)

    def action_scroll_to_line(self, line: int) -> None:
        self.scroll_to(y=self.max_scroll_y if line < 0 else line, animate=False, immediate=True)

    def action_hit(self, step: int) -> None:
        if self.hits:
            self._hit = _stepped(self._hit, step, len(self.hits))
            self._scroll_to_offset(self.hits[self._hit][0])

    def action_everything(self) -> None:
        if self.page and (stop := self.stop):
            event = self.page.event_of(stop)
            self.post_message(self.Followed(stop, event.id if event else None))

    def step(self, step: int) -> None:
        """Go to the next (or previous) name or date, from where one stands or from the top of the screen."""
        if not self.page or not self.page.stops:
            return
        if self._stop is None:
            self._stop = self._first_stop_on_screen()
        else:
            self._stop = _stepped(self._stop, step, len(self.page.stops))
        stop = self.page.stops[self._stop]
        event = self.page.event_of(stop)
        self._sentence = (event.start, event.end) if event else None
        self._scroll_to_offset(stop.start)
        self.repaint()
        self.post_message(self.StopMoved(stop, event.id if event else None))

    @property
    def _room(self) -> int:
        return max(10, min(MEASURE, self.size.width - _MARGIN - 2))

    @work(thread=True, exclusive=True, group="page")
    def _lay_out(self, article: Article, width: int) -> None:
        worker = get_current_worker()
        page = Page(article, width, self._copies)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._turn_to, page)

    def _turn_to(self, page: Page) -> None:
        if self.article is not page.article:
            return
        self.page = page
        self.set_height(len(page.lines))
        place, self._place = self._place, None
        if place == (0, 0):
            self.scroll_to(y=0, animate=False, immediate=True)
        elif place:
            self.go_to(*place)
        self.repaint()

    def _first_stop_on_screen(self) -> int:
        assert self.page is not None
        top = self.scroll_offset.y
        stops = enumerate(self.page.stops)
        return next((number for number, stop in stops if self.page.line_of(stop.start) >= top), 0)

    def _on_line(self, line: int, spans: list[tuple[int, int]], name: str) -> list[tuple[int, int, str]]:
        assert self.page is not None
        shown = self.page.lines[line]
        if shown.start < 0:
            return []
        return [
            (max(0, start - shown.start), min(end, shown.end) - shown.start, name)
            for start, end in spans
            if start < shown.end and end > shown.start
        ]

    def _scroll_to_offset(self, offset: int) -> None:
        if self.page:
            line, top = self.page.line_of(offset), self.scroll_offset.y
            if not top <= line < top + self.size.height - 1:
                self.scroll_to(y=max(0, line - _ABOVE), animate=False, immediate=True)


class ReaderPane(Vertical):
    """The article under its heading with the legend; at the foot what one stands on, in short or (`why`) in full."""

    @dataclass
    class Said(Message):
        """Something that the user should know."""

        text: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entities: dict[str, Entity] = {}
        self._in_full = False

    def compose(self) -> ComposeResult:
        yield PaneHeading("READER", Content.assemble(*_LEGEND))
        yield ReaderView()
        yield Static(id="standing-on", markup=False)

    @property
    def view(self) -> ReaderView:
        """The text itself."""
        return self.query_one(ReaderView)

    def shows(self, article_id: str) -> bool:
        """Whether this article is the one on the screen."""
        return self.view.article is not None and self.view.article.id == article_id

    def show(
        self,
        article: Article | None,
        entities: dict[str, Entity],
        hits: list[tuple[int, int]],
        *,
        at: tuple[int, int] | None = None,
        copies: Sequence[Row] = (),
    ) -> None:
        """Show an article with the entities it names and what shares its row; see `ReaderView.show`."""
        self._entities = entities
        self.view.show(article, hits, at=at, copies=copies)

    def toggle_why(self) -> None:
        """Say in full, or in short again, why what one stands on is marked."""
        self._in_full = not self._in_full
        self._say(self.view.stop)

    def open_in_browser(self) -> None:
        """Open the article's page, when its address is one that is safe to hand to a browser."""
        article = self.view.article
        if article is None:
            return
        url = safe_url(article.url) if article.url else None
        if url:
            webbrowser.open(url)
            self.post_message(self.Said("Opened in the browser."))
        else:
            self.post_message(self.Said("This article has no web address that can be opened."))

    def copy_citation(self) -> None:
        """Copy title, source, date and link to the clipboard (OSC 52)."""
        if self.view.article is not None:
            self.app.copy_to_clipboard(citation(self.view.article))
            self.post_message(self.Said("Copied the citation, if your terminal allows it."))

    def on_reader_view_stop_moved(self, message: ReaderView.StopMoved) -> None:
        self._say(message.at)

    def _say(self, stop: Mention | Time | None) -> None:
        note, article = self.query_one("#standing-on", Static), self.view.article
        if stop is not None or note.display:
            note.display = stop is not None
        if stop is not None and article is not None:
            said = (
                provenance.in_full(stop, article.text, self._entities)
                if self._in_full
                else provenance.in_short(stop, self._entities)
            )
            note.update(Content(said))


_LEGEND = (
    ("person", "$entity-person bold"), "  ", ("place", "$entity-place italic"), "  ",
    ("body", "$entity-body bold underline"), "  ", ("date", "$date underline"),
)  # fmt: skip


def citation(article: Article) -> str:
    """Title, source, date and link on one line, as one pastes it into a text."""
    published = date_labels.label(article.published) if article.published else ""
    parts = (f"“{line(article.title)}”", line(article.source), published, line(article.url or ""))
    return ", ".join(filter(None, parts))


def _stepped(place: int | None, step: int, count: int) -> int:
    if place is None:
        return 0 if step > 0 else count - 1
    return (place + step) % count
