"""The search bar: what is typed goes out at every key; what was found comes back quietly at its end."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Label, Static

from sahara_reader.store.errors import StoreError
from sahara_reader.store.listing import Listing
from sahara_reader.tui.keys import bindings, table
from sahara_reader.tui.safe_text import line

_PLACEHOLDER = 'words "phrases" -not OR person: place: org: lang: tag: is:unread after:2021-02 event:2020-12..2021-03'


_TAKE = next(key.shown for key in table()["search_bar"] if key.action == "take")


class Completion(Suggester):
    """Offers what the query could become, in a thread, so that no key waits for it."""

    def __init__(self, completed: Callable[[str], str | None]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._completed = completed

    async def get_suggestion(self, value: str) -> str | None:
        try:
            return await asyncio.to_thread(self._completed, value)
        except StoreError:  # the search itself says what is wrong
            return None


class SearchBar(Vertical):
    """One line under the title, two where something could not be meant; hidden until it is opened."""

    BINDINGS = bindings("search_bar")

    @dataclass
    class Changed(Message):
        """The query is another one now."""

        query: str

    class Accepted(Message):
        """The user goes on with what was found."""

    class Cancelled(Message):
        """The user wants everything back as it was."""

    def __init__(self, completed: Callable[[str], str | None]) -> None:
        super().__init__()
        self._completion = Completion(completed)
        self._meant = ""

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Label("/")
            yield Input(placeholder=_PLACEHOLDER, select_on_focus=False, suggester=self._completion, id="query")
            yield Static(id="found", markup=False)
        yield Static(id="mistake", markup=False)
        yield Static(id="meant", markup=False)

    def open(self, query: str | None = None) -> None:
        """Show the bar and put the cursor into it; `query` replaces what stands there."""
        self.display = True
        field = self.query_one(Input)
        if query is not None:
            field.value = query
            field.cursor_position = len(query)
        self.screen.set_focus(field)  # at once: the next key that was typed ahead belongs here

    def close(self) -> None:
        """Empty the bar and hide it."""
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self.display = False

    def found(self, listing: Listing, seconds: float) -> None:
        """Say at the end of the line how much was found and how fast, and below it what could not be meant."""
        hits = f"{len(listing)}{'' if listing.complete else '+'} {'hit' if len(listing) == 1 else 'hits'}"
        found = f"{hits} · {seconds * 1000:.0f} ms" if listing.query.strip() else ""
        self.query_one("#found", Static).update(found, layout=False)
        mistake = self.query_one("#mistake", Static)
        mistake.display = bool(listing.mistakes)
        if listing.mistakes:
            mistake.update(Content(line(" ".join(said.message for said in listing.mistakes))))
        self.query_one("#meant").display = False

    def suggest(self, query: str, meant: str) -> None:
        """Say what was perhaps meant by `query`, when that is still what stands there."""
        if self.query_one(Input).value == query:
            self._meant = meant
            suggestion = self.query_one("#meant", Static)
            suggestion.update(Content.assemble("Did you mean ", (line(meant), "bold $accent"), f"?  {_TAKE} takes it."))
            suggestion.display = True

    @on(Input.Changed)
    def _pass_on(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        self.post_message(self.Accepted())

    def action_take(self) -> None:
        if self.query_one("#meant").display:
            self.open(self._meant)

    def action_cancel(self) -> None:
        self.post_message(self.Cancelled())
