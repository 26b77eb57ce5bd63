"""The first line: what one looks at, and how much of it there is."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from sahara_reader.store.listing import Listing
from sahara_reader.tui.safe_text import line


class TitleBar(Widget):
    """The product's name and the query at the left, counts at the right."""

    _query: reactive[str] = reactive("")
    _shown: reactive[int] = reactive(0)
    _complete: reactive[bool] = reactive(True)
    _total: reactive[int] = reactive(0)
    _unread: reactive[int] = reactive(0)

    def show(self, listing: Listing) -> None:
        """Say what one looks at: the query, and how many articles it shows."""
        self._query, self._shown, self._complete = listing.query.strip(), len(listing), listing.complete

    def count(self, total: int, unread: int) -> None:
        """Say how many articles there are, and how many are unread."""
        self._total, self._unread = total, unread

    def render(self) -> Content:
        shown = f"{self._shown}{'' if self._complete else '+'} of " if self._query else ""
        counts = f"{shown}{self._total} articles"
        right = Content(f"{counts} · {self._unread} unread ")
        room = max(0, self.size.width - right.cell_length - 1)
        name = Content.assemble((" Sahara Reader", "bold $accent"), "   ")
        left = Content.assemble(name, Content(line(f"“{self._query}”") if self._query else "All articles")).truncate(
            room, ellipsis=True
        )
        return Content.assemble(left, " " * max(1, room + 1 - left.cell_length), right)
