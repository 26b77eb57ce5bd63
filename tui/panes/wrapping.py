"""Wrapping text to a width in terminal cells, as spans: nothing is copied, every offset stays true."""

import re
from collections.abc import Iterator
from unicodedata import bidirectional

from rich.cells import cell_len, get_character_cell_size

_WORD = re.compile(r"\S+")


def wrap(text: str, width: int, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans (start, end) of the lines of `text[start:end]`, each at most `width` cells; breaks at white space.

    A word wider than the line is broken where the line is full. Linear in the length of the text.
    """
    line_start, line_end, cells = -1, -1, 0
    for word in _WORD.finditer(text, start, len(text) if end is None else end):
        word_start, word_cells = word.start(), cell_len(word.group())
        if line_start >= 0:
            gap = word_start - line_end
            if cells + gap + word_cells <= width:
                line_end, cells = word.end(), cells + gap + word_cells
                continue
            yield line_start, line_end
        if word_cells > width:
            *full, (word_start, _) = _broken(text, word_start, word.end(), width)
            yield from full
            word_cells = cell_len(text[word_start : word.end()])
        line_start, line_end, cells = word_start, word.end(), word_cells
    if line_start >= 0:
        yield line_start, line_end


def _broken(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    cells = 0
    for offset in range(start, end):
        size = get_character_cell_size(text[offset])
        if cells + size > width and offset > start:
            yield start, offset
            start, cells = offset, 0
        cells += size
    yield start, end


def cut(text: str, width: int) -> str:
    """The text cut to `width` cells, with an ellipsis where something is missing."""
    if cell_len(text) <= width:
        return text
    end, cells = 0, 0
    for end, character in enumerate(text):  # noqa: B007 - the place where the line is full
        cells += get_character_cell_size(character)
        if cells > width - 1:
            break
    return text[:end].rstrip() + "…" if width > 0 else ""


def reads_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction is Arabic or Hebrew (Unicode UAX 9, rules P2 and P3)."""
    for character in text:
        direction = bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
