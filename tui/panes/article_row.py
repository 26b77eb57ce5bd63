"""How one article looks in the list: a roomy form of two lines and a gap, and a compact form of one line."""

from collections.abc import Callable

from rich.cells import cell_len

from sahara_reader.store.listing import Row
from sahara_reader.tui import date_labels
from sahara_reader.tui.panes.line_view import Layer
from sahara_reader.tui.panes.wrapping import cut, reads_right_to_left, wrap
from sahara_reader.tui.safe_text import line

Painted = tuple[str, list[Layer]]
Marks = Callable[[str], list[tuple[int, int]]]

_DATE = 3  # columns: cursor bar, mark, gap; then the date, then the title
_ROOMY_TITLE = 11
_COMPACT_TITLE = 13


def roomy(row: Row, width: int, marks: Marks) -> list[Painted]:
    """Two lines, the date in a narrow column of its own, and an empty line."""
    day, _, year = date_labels.label(row).rpartition(" ")
    if not day or len(day) > _ROOMY_TITLE - _DATE - 1:
        day, year = date_labels.year(row), ""
    title, room = line(row.title), max(1, width - _ROOMY_TITLE - 2)
    first, *rest = [*wrap(title, room), (len(title), len(title))]
    rest_of_title = title[rest[0][0] :].strip() if len(rest) > 1 else ""
    end = _end(row, room - cell_len(rest_of_title) - 1)
    second = cut(rest_of_title, room - cell_len(end) - 1)
    return [
        _titled(_left(row, day, _ROOMY_TITLE), title[first[0] : first[1]], room, row, marks),
        _titled(_left(None, year, _ROOMY_TITLE), second, room, row, marks, end=end),
        ("", []),
    ]


def compact(row: Row, width: int, marks: Marks) -> list[Painted]:
    """One line: mark, short date, title."""
    room = max(1, width - _COMPACT_TITLE - 1)
    left = _left(row, date_labels.short(row), _COMPACT_TITLE)
    end = _own(row)
    return [_titled(left, cut(line(row.title), room - len(end) - bool(end)), room, row, marks, end=end)]


def _own(row: Row) -> str:
    """One sign for what the user wrote on the article (a pencil for a note, # for tags), and how many copies it has."""
    return ("✎" if row.noted else "#" if row.tags else "") + _copies(row)


def _copies(row: Row) -> str:
    return f"+{row.copies}" if row.copies else ""


def _end(row: Row, room: int) -> str:
    """The tags where there is room for them, a pencil where there is a note, the number of copies, the language."""
    tags = [f"#{line(tag)}" for tag in row.tags]
    full = " ".join(filter(None, (*tags, "✎" * row.noted, _copies(row), row.language)))
    return full if cell_len(full) <= room else " ".join(filter(None, (_own(row), row.language)))


def _left(row: Row | None, dated: str, width: int) -> Painted:
    mark = " " if row is None else "★" if row.starred else " " if row.read else "●"
    text = f" {mark} {dated}"
    return text + " " * (width - cell_len(text)), [(1, 2, "text--mark"), (_DATE, width, "text--faint")]


def _titled(left: Painted, title: str, room: int, row: Row, marks: Marks, *, end: str = "") -> Painted:
    text, layers = left
    if reads_right_to_left(title):
        text += " " * (room - cell_len(title) - (cell_len(end) + 1 if end else 0))
    start = len(text)
    text += title
    if not row.read:
        layers.append((start, len(text), "text--bright"))
    layers.extend((start + first, start + last, "text--hit") for first, last in marks(title))
    if end:
        text += " " * (len(left[0]) + room - cell_len(text) - cell_len(end)) + end
        layers.append((len(text) - len(end), len(text), "text--faint"))
    return text, layers
