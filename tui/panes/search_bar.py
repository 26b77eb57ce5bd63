"""The search bar: what is typed goes out at every key; what was found comes back quietly at its end."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label, Static


class SearchBar(Horizontal):
    """One line under the title; hidden until it is opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Back", key_display="Esc", id="search.cancel"),
        Binding("down,tab", "accept", "To the list", key_display="Tab", id="search.accept"),
    ]

    @dataclass
    class Changed(Message):
        """The query is another one now."""

        query: str

    class Accepted(Message):
        """The user goes on with what was found."""

    class Cancelled(Message):
        """The user wants everything back as it was."""

    def compose(self) -> ComposeResult:
        yield Label("/")
        yield Input(placeholder='words, "phrases", names in any language', select_on_focus=False, id="query")
        yield Static(id="found", markup=False)

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

    def found(self, query: str, hits: int, seconds: float) -> None:
        """Say at the end of the line how much was found, and how fast."""
        said = f"{hits} {'hit' if hits == 1 else 'hits'} · {seconds * 1000:.0f} ms" if query.strip() else ""
        self.query_one("#found", Static).update(said)

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

    def action_cancel(self) -> None:
        self.post_message(self.Cancelled())
