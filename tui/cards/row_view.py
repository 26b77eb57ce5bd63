"""Rows of one line under a cursor, for the lists on cards: moving repaints two lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from sahara_reader.tui.panes.line_view import Layer, LineView

Row = TypeVar("Row")


class RowView(LineView, Generic[Row]):
    """A list of `rows`; subclasses give `written(row)`: its text, safe for the screen, and what to paint on it."""

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Opened(Message):
        """The user wants what the cursor is on."""

        place: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()

    @property
    def row(self) -> Row | None:
        """What the cursor is on."""
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; the cursor stays where it is as far as there are rows."""
        self.rows = rows
        self.set_height(len(rows))
        self.cursor = max(0, min(self.cursor, len(rows) - 1))
        self.repaint()

    def written(self, row: Row) -> tuple[str, list[Layer]]:
        """The line of one row."""
        raise NotImplementedError

    def strip(self, line: int) -> Strip:
        if line >= len(self.rows):
            return self.painted("")
        text, layers = self.written(self.rows[line])
        return self.painted(text, layers, base="text--cursor" if line == self.cursor else "")

    def watch_cursor(self, old: int, new: int) -> None:
        for line in (old, new):
            self._strips.pop(line, None)
            self.refresh(Region(0, line - round(self.scroll_offset.y), self.size.width, 1))
        self.scroll_to_region(Region(0, new, 1, 1), animate=False, immediate=True, force=True, x_axis=False)

    def move(self, step: int) -> None:
        """Move the cursor so many rows."""
        self.cursor = max(0, min(self.cursor + step, len(self.rows) - 1))

    def on_click(self, event: events.Click) -> None:
        line = event.y + round(self.scroll_offset.y)
        if line >= len(self.rows):
            return
        if line == self.cursor:
            self.post_message(self.Opened(line))
        self.cursor = line
