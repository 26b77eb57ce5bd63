"""The search in the article: one line at the foot of the reader, with the number of the hit one is on and of all."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label, Static

from sahara_reader.tui.keys import bindings


class FindBar(Horizontal):
    """Hidden until it is opened; stays, with its count, while one walks the hits."""

    BINDINGS = bindings("find_bar")

    @dataclass
    class Changed(Message):
        """Other words are looked for."""

        text: str

    @dataclass
    class Stepped(Message):
        """The user wants to see the next hit (or the previous one) and goes on typing."""

        step: int

    class Accepted(Message):
        """The user goes on reading at the hit."""

    class Cancelled(Message):
        """The user wants everything back as it was."""

    def compose(self) -> ComposeResult:
        yield Label("/")
        yield Input(placeholder="in this article", select_on_focus=True)
        yield Static(id="found-here", markup=False)

    def open(self) -> None:
        """Show the bar and put the cursor into it."""
        self.display = True
        self.screen.set_focus(self.query_one(Input))  # at once: the next key that was typed ahead belongs here

    def close(self) -> None:
        """Empty the bar and hide it."""
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self.query_one("#found-here", Static).update("", layout=False)
        self.display = False

    def count(self, place: int, count: int) -> None:
        """Say on which hit one is, of how many."""
        looked_for = self.query_one(Input).value.strip()
        self.query_one("#found-here", Static).update(
            f"{place} of {count}" if count else "not here" if looked_for else "", layout=False
        )

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

    def action_step(self, step: int) -> None:
        self.post_message(self.Stepped(step))

    def action_cancel(self) -> None:
        self.post_message(self.Cancelled())
