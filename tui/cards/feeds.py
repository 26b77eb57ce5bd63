"""The feeds that are followed: their articles, when they were asked last, what is wrong; and what can be done."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Protocol

import msgspec
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DataTable, Footer, Label, Static

from sahara_reader.store.library import Library
from sahara_reader.store.subscriptions import Subscription
from sahara_reader.tui.cards.prompt import Prompt
from sahara_reader.tui.cards.question import Question
from sahara_reader.tui.keys import bindings
from sahara_reader.tui.safe_text import line

_NONE_YET = "No feed is followed yet. a follows one: type the address of a feed, or of a page that has one."


class Fetcher(Protocol):
    """What asks feeds for news."""

    def fetch(self, feeds: Sequence[Subscription], *, then: Callable[[], None] | None = None) -> None:
        """Ask feeds for news."""

    def follow(self, url: str, then: Callable[[], None]) -> object:
        """Follow another feed."""


class Feeds(ModalScreen[None]):
    """A table of the feeds, and below it what there is to say of the one under the cursor."""

    BINDINGS = bindings("feeds")

    def __init__(self, library: Library, fetcher: Fetcher) -> None:
        super().__init__()
        self._library = library
        self._fetcher = fetcher
        self._feeds: list[Subscription] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="feeds"):
            yield Label("FEEDS", classes="what")
            yield DataTable[Text](cursor_type="row", zebra_stripes=False)
            yield Static(id="about", markup=False)
            yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        for heading in ("", "articles", "feed", "asked"):
            table.add_column(heading, key=heading or "state")
        self.renew()
        table.focus()

    def renew(self) -> None:
        """Show the feeds as they now are; the cursor stays on its feed."""
        feed, table = self.feed, self.query_one(DataTable)
        counts, now = self._library.articles_of_feeds(), datetime.now(UTC)
        self._feeds = self._library.subscriptions.all()
        table.clear()
        for known in self._feeds:
            name = "/".join(filter(None, (known.folder, known.name)))
            state = "✗" if known.error else "→" if known.moved_to else " "
            cells = (state, f"{counts.get(known.url, 0):8}", line(name), _ago(known.fetched, now))
            table.add_row(*map(Text, cells), key=known.url)
        place = next((place for place, known in enumerate(self._feeds) if feed and known.url == feed.url), 0)
        table.move_cursor(row=place)
        self._tell()

    @property
    def feed(self) -> Subscription | None:
        """The feed under the cursor."""
        row = self.query_one(DataTable).cursor_row
        return self._feeds[row] if row < len(self._feeds) else None

    def on_data_table_row_highlighted(self) -> None:
        self._tell()

    def action_step(self, step: int) -> None:
        table = self.query_one(DataTable)
        table.move_cursor(row=table.cursor_row + step)

    def action_add(self) -> None:
        def follow(url: str | None) -> None:
            if url and url.strip():
                address = url.strip() if "://" in url else f"https://{url.strip()}"
                self._fetcher.follow(address, self.renew)

        self.app.push_screen(Prompt("Address", "", "of a feed, or of a page that has one"), follow)

    def action_rename(self) -> None:
        if feed := self.feed:
            self._ask("Name", feed.title, lambda text: msgspec.structs.replace(feed, title=text))

    def action_folder(self) -> None:
        if feed := self.feed:
            self._ask("Folder", feed.folder, lambda text: msgspec.structs.replace(feed, folder=text.strip("/")))

    def action_fetch(self) -> None:
        if feed := self.feed:
            self._fetcher.fetch([feed], then=self.renew)

    def action_move(self) -> None:
        if (feed := self.feed) and feed.moved_to:
            self._library.subscriptions.move(feed.url)
            self.renew()

    def action_remove(self) -> None:
        feed = self.feed
        if feed is None:
            return

        def remove(yes: bool | None) -> None:
            if yes:
                self._library.subscriptions.remove(feed.url)
                self.renew()

        self.app.push_screen(Question(f"Follow {line(feed.name)} no more? Its articles stay."), remove)

    def action_close(self) -> None:
        self.dismiss()

    def _ask(self, what: str, value: str, changed: Callable[[str], Subscription]) -> None:
        def keep(text: str | None) -> None:
            if text is not None:
                self._library.subscriptions.put(changed(" ".join(text.split())))
                self.renew()

        self.app.push_screen(Prompt(what, value, ""), keep)

    def _tell(self) -> None:
        feed, about = self.feed, self.query_one("#about", Static)
        if feed is None:
            about.update(_NONE_YET)
            return
        moved = f"\nIt has moved to {line(feed.moved_to)}; m follows it there." if feed.moved_to else ""
        about.update(f"{line(feed.url)}{moved}{f'{chr(10)}{line(feed.error)}' if feed.error else ''}")


def _ago(then: datetime | None, now: datetime) -> str:
    if then is None:
        return "never"
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 60:
        return f"{max(0, minutes)} min ago"
    return f"{minutes // 60} h ago" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days ago"
