"""The article list: every article that matches, sorted as the user likes. The cursor moves at once, others follow."""

from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from sahara_reader.store.listing import Listing, Order, Row
from sahara_reader.tui.keys import bindings
from sahara_reader.tui.panes import article_row
from sahara_reader.tui.panes.line_view import LineView, PaneHeading
from sahara_reader.tui.panes.wrapping import wrap
from sahara_reader.tui.safe_text import line as one_line

ROOMY_HEIGHT = 3
NOTHING_YET = (
    "Nothing here yet. In a shell, `sahara-reader add FILE` brings articles in: text, Markdown, JSON, folders."
)


class ArticleListView(LineView):
    """The rows themselves. `roomy` chooses between three lines a row and one."""

    BINDINGS = bindings("article_list")

    cursor: reactive[int] = reactive(0, repaint=False)
    roomy: reactive[bool] = reactive(False, repaint=False)

    @dataclass
    class Moved(Message):
        """The cursor stands on another article, None in an empty list."""

        row: Row | None

    @dataclass
    class Opened(Message):
        """The user wants to read this article."""

        row: Row

    def __init__(self) -> None:
        super().__init__()
        self.listing: Listing | None = None

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        return self.listing.row(self.cursor) if self.listing is not None and self.cursor < len(self.listing) else None

    @property
    def _height(self) -> int:
        return ROOMY_HEIGHT if self.roomy else 1

    def show(self, listing: Listing, *, cursor: int | None = None, top: int | None = None) -> None:
        """Show another listing.

        The cursor goes to `cursor`, else to the first row of another query, else stays on its article. `top` is the
        first line to show; without it the view scrolls only as far as the cursor needs.
        """
        row, before = self.row, self.listing
        if cursor is None and not self.cursor and before is not None and _ranks(before, listing):
            cursor = 0
        elif cursor is None and (before is None or before.query == listing.query or not listing.query):
            cursor = listing.place_of(row.key) if row else None
            if cursor is not None and before is not None and before.query == listing.query:
                top = round(self.scroll_offset.y) + (cursor - self.cursor) * self._height  # nothing jumps
        self.listing = listing
        self._measure()
        self.set_reactive(ArticleListView.cursor, max(0, min(cursor or 0, len(listing) - 1)))
        if top is not None:
            self.scroll_to(y=top, animate=False, immediate=True)
        self._show_cursor()
        self.repaint()
        if before is None or before.query != listing.query or self.row != row:
            self.post_message(self.Moved(self.row))

    def go_to(self, key: int) -> None:
        """Put the cursor on an article, where it is listed, without telling anybody."""
        place = self.listing.place_of(key) if self.listing is not None else None
        if place is not None:
            with self.prevent(self.Moved):
                self.cursor = place

    def marks_changed(self) -> None:
        """Paint the rows anew, because marks of some have changed."""
        if self.listing is not None:
            self.listing.forget()
            self.repaint()

    def strip(self, line: int) -> Strip:
        place, part = divmod(line, self._height)
        if self.listing is None:
            return self.painted("")
        if not len(self.listing):
            return self._advice(line, self.listing.query)
        if place >= len(self.listing):
            return self.painted("")
        row, width = self.listing.row(place), self.size.width
        if row is None:
            return self.painted("")
        form = article_row.roomy if self.roomy else article_row.compact
        text, layers = form(row, width, self.listing.marks)[part]
        if place != self.cursor or (self.roomy and part == ROOMY_HEIGHT - 1):
            return self.painted(text, layers, width=width)
        bar = [(0, 1, "text--bar")]
        return self.painted("▌" + text[1:], [*layers, *bar], base="text--cursor", width=width)

    def watch_cursor(self, old: int, new: int) -> None:
        self._repaint_rows(old, new)
        self._show_cursor()
        self.post_message(self.Moved(self.row))

    def watch_roomy(self) -> None:
        self._measure()
        self._show_cursor()
        self.repaint()

    def action_move(self, step: int) -> None:
        self.action_move_to(max(0, self.cursor + step))

    def action_move_pages(self, pages: float) -> None:
        rows = max(1, self.size.height // self._height)
        self.action_move(round(pages * rows) or (1 if pages > 0 else -1))

    def action_move_to(self, place: int) -> None:
        last = len(self.listing) - 1 if self.listing is not None else 0
        self.cursor = max(0, last if place < 0 else min(place, last))

    def action_unread(self, step: int) -> None:
        if self.listing is None:
            return
        places = range(self.cursor + step, len(self.listing) if step > 0 else -1, step)
        unread = (place for place in places if (row := self.listing.row(place)) and not row.read)
        self.cursor = next(unread, self.cursor)

    def action_open(self) -> None:
        if row := self.row:
            self.post_message(self.Opened(row))

    def on_click(self, event: events.Click) -> None:
        place = (event.y + self.scroll_offset.y) // self._height
        if self.listing is not None and place < len(self.listing):
            self.cursor = place

    def _advice(self, line: int, query: str) -> Strip:
        advice = f"No article holds {one_line(query)}. Esc brings all back." if query else NOTHING_YET
        lines = [advice[start:end] for start, end in wrap(advice, max(10, self.size.width - 4))]
        return self.painted(f"  {lines[line - 1]}" if 0 < line <= len(lines) else "", base="text--faint")

    def _measure(self) -> None:
        self.set_height((len(self.listing) if self.listing is not None else 0) * self._height)

    def _show_cursor(self) -> None:
        region = Region(0, self.cursor * self._height, self.size.width, min(self._height, 2))
        self.scroll_to_region(region, animate=False, immediate=True, force=True, x_axis=False)

    def _repaint_rows(self, *places: int) -> None:
        for place in places:
            first, painted = place * self._height, min(self._height, 2)  # the gap below a roomy row never changes
            for line in range(first, first + painted):
                self._strips.pop(line, None)
            self.refresh(Region(0, first - self.scroll_offset.y, self.size.width, painted))


def _ranks(before: Listing, listing: Listing) -> bool:
    """Whether the newest hits, which came first, are now followed by the best ones."""
    return listing.order == "relevance" and before.query == listing.query and not before.complete


class ArticleListPane(Vertical):
    """The list under its heading, which says how it is sorted."""

    def compose(self) -> ComposeResult:
        yield PaneHeading("ARTICLES", _ORDERED["newest"])
        yield ArticleListView()

    def show(self, listing: Listing, *, cursor: int | None = None, top: int | None = None) -> None:
        """Show another listing; see `ArticleListView.show`."""
        self.query_one(ArticleListView).show(listing, cursor=cursor, top=top)
        self.query_one(PaneHeading).state = Content(_ORDERED[listing.order])


_ORDERED: dict[Order, str] = {"newest": "newest first", "relevance": "best hits first", "source": "by source"}
