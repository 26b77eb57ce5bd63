"""What stands beside the text: signs at the left for the user's remarks and the sentence that one looks at; at the
right, where there is room, who is quoted, and the notes.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rich.cells import cell_len

from sahara_reader.store.article import Entity
from sahara_reader.tui.panes.page import Page
from sahara_reader.tui.panes.wrapping import cut
from sahara_reader.tui.safe_text import line

WIDTH = 3
"""Cells at the left that are always there: a sign for a remark, one for the sentence, a gap."""

_GAP = 2
_LEAST_OF_A_NOTE = 10
_MOST = 40


class Label(NamedTuple):
    """A text beside a line, safe for the screen, and the column at which it begins, counted from the line's own."""

    text: str
    column: int


def signs(page: Page, number: int, sentence: tuple[int, int] | None) -> str:
    """The three cells at the left of a line."""
    shown = page.lines[number]
    if shown.start < 0:
        return " " * WIDTH
    remarks = list(page.remarks.within(shown.start, shown.end))
    begun = any(placed.remark.note and placed.start >= shown.start for placed in remarks)
    mine = "✎" if begun else "┃" if remarks else " "
    told = bool(sentence and sentence[0] < shown.end and sentence[1] > shown.start)
    return f"{mine}{'▎' if told else ' '} "


def label(page: Page, number: int, entities: Mapping[str, Entity], room: int) -> Label | None:
    """What stands at the right of a line; `room` is what there is from the line's own first column to the edge."""
    shown = page.lines[number]
    if shown.start < 0:
        return None
    for start, end, text, least in _wanted(page, shown.start, shown.end, entities):
        for line_of_it in range(page.line_of(start), page.line_of(end - 1) + 1):
            column, free = _free(page, line_of_it, room)
            if free >= least + _GAP:
                if line_of_it == number:
                    return _fitted(page, text, column, free, room)
                break
    return None


def _wanted(page: Page, start: int, end: int, entities: Mapping[str, Entity]) -> Iterator[tuple[int, int, str, int]]:
    """Span, text, and the fewest cells that make sense, of each label that could stand beside these characters."""
    for quote in page.quotes.within(start, end):
        if quote.speaker:
            known = entities.get(quote.speaker)
            speaker = f"❝ {line(known.name if known else quote.speaker)}"
            yield quote.start, quote.end, speaker, min(cell_len(speaker), _MOST)
    for placed in page.remarks.within(start, end):
        if placed.remark.note:
            note = f"✎ {line(placed.remark.note)}"
            yield placed.start, placed.end, note, min(cell_len(note), _LEAST_OF_A_NOTE)


def _free(page: Page, number: int, room: int) -> tuple[int, int]:
    """From which column on a line is free, and how many cells are."""
    shown = page.lines[number]
    column = page.width if shown.right else cell_len(shown.text)
    return column, room - column - 1


def _fitted(page: Page, text: str, column: int, free: int, room: int) -> Label:
    """Beside the measure where the pane is wider, else at the edge of the pane."""
    text = cut(text, min(free - _GAP, _MOST))
    at_edge = room - 1 - cell_len(text)
    return Label(text, max(column + _GAP, min(page.width + _GAP, at_edge)))
