"""The first line: what one looks at, and how much of it there is."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from sahara_reader.tui.safe_text import line


class TitleBar(Widget):
    """The product's name and the query at the left, counts at the right."""

    _query: reactive[str] = reactive("")
    _shown: reactive[int] = reactive(0)
    _total: reactive[int] = reactive(0)
    _unread: reactive[int] = reactive(0)

    def show(self, query: str, shown: int, total: int, unread: int) -> None:
        """Say what one looks at: the query, how many articles it shows, how many there are, how many are unread."""
        self._query, self._shown = query.strip(), shown
        self.count(total, unread)

    def count(self, total: int, unread: int) -> None:
        """Say how many articles there are, and how many are unread."""
        self._total, self._unread = total, unread

    def render(self) -> Content:
        counts = f"{self._total} articles" if self._shown == self._total else f"{self._shown} of {self._total}"
        right = Content(f"{counts} · {self._unread} unread ")
        room = max(0, self.size.width - right.cell_length - 1)
        name = Content.assemble((" Sahara Reader", "bold $accent"), "   ")
        left = Content.assemble(name, Content(line(f"“{self._query}”") if self._query else "All articles")).truncate(
            room, ellipsis=True
        )
        return Content.assemble(left, " " * max(1, room + 1 - left.cell_length), right)
