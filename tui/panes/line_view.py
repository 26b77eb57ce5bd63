"""What the three panes are made of: a scrolling view drawn line by line (Textual's line API), and its heading."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from sahara_reader.store.article import EntityType

Layer = tuple[int, int, str | Style]
"""A span of a line and the component class, or the style, that paints it."""

ENTITY_CLASS: dict[EntityType, str] = {
    "PER": "text--person",
    "LOC": "text--place",
    "ORG": "text--body",
    "MISC": "text--thing",
}


class LineView(ScrollView, can_focus=True):
    """A view that paints only the lines on the screen; subclasses give `strip(line)` and say when it changes.

    The component classes are the vocabulary of all panes: what a name, a date, a hit looks like is said once, in TCSS.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *ENTITY_CLASS.values(), "text--demonym", "text--date", "text--hit", "text--current",
        "text--faint", "text--bright", "text--mark", "text--cursor", "text--bar", "text--quote", "text--link",
        "text--highlight", "text--selection",
    }  # fmt: skip

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._strips: dict[int, Strip] = {}
        self._ground: Style | None = None
        self._paints: dict[str, Style] = {}

    def strip(self, line: int) -> Strip:
        """Paint one line of the content; `line` counts from the top of all lines."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        if line not in self._strips:
            self._strips[line] = self.strip(line)
        return self._strips[line]

    def set_height(self, lines: int) -> None:
        """Say how many lines there are. The screen is laid out anew only when the scroll bar comes or goes."""
        size, room = Size(self.size.width, lines), self.container_size.height
        if room and self.show_vertical_scrollbar == (lines > room):
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)  # what Textual does when the size is set, but for the layout
        else:
            self.virtual_size = size

    def repaint(self) -> None:
        """Paint everything anew, because what the lines show has changed."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()
        self._paints.clear()
        self._ground = None

    def on_resize(self) -> None:
        self.repaint()

    def painted(
        self, text: str, layers: Iterable[Layer] = (), *, base: str = "", width: int | None = None, right: bool = False
    ) -> Strip:
        """A strip of `width` cells with `text` (outside text must have come through `safe_text`), painted in layers."""
        width = self.size.width if width is None else width
        ground = self.ground + self.paint(base) if base else self.ground
        gap = width - cell_len(text)
        if gap < 0:
            text, gap = set_cell_size(text, width), 0
        pieces = [Segment(piece, style) for piece, style in self._pieces(text, ground, list(layers))]
        if gap:
            pieces.insert(0 if right else len(pieces), Segment(" " * gap, ground))
        return Strip(pieces, width)

    def _pieces(self, text: str, ground: Style, layers: list[Layer]) -> Iterator[tuple[str, Style]]:
        """The text in pieces of one style each; a later layer lies above an earlier one."""
        inner = {edge for start, end, _ in layers for edge in (start, end) if 0 < edge < len(text)}
        edges = [0, *sorted(inner), len(text)]
        for first, last in pairwise(edges):
            style = ground
            for start, end, name in layers:
                if start <= first and end >= last:
                    style += name if isinstance(name, Style) else self.paint(name)
            yield text[first:last], style

    @property
    def ground(self) -> Style:
        """The view's own colours, asked of Textual once, because it works them out anew each time."""
        if self._ground is None:
            self._ground = self.rich_style
        return self._ground

    def paint(self, name: str) -> Style:
        """The style of a component class, without what it does not say itself."""
        if name not in self._paints:
            self._paints[name] = self.get_component_rich_style(name, partial=True)
        return self._paints[name]


class PaneHeading(Widget):
    """The line above a pane: its name, and at the right its state; bright while the pane has the focus."""

    name_of_pane: reactive[str] = reactive("")
    state: reactive[Content] = reactive(Content(""))

    def __init__(self, name_of_pane: str, state: Content | str = "") -> None:
        super().__init__()
        self.name_of_pane = name_of_pane
        self.state = Content(state) if isinstance(state, str) else state

    def render(self) -> Content:
        room = self.size.width - cell_len(self.name_of_pane) - 2
        state = self.state if self.state.cell_length <= room else self.state.truncate(max(0, room), ellipsis=True)
        gap = " " * max(1, room + 1 - state.cell_length)
        return Content.assemble((self.name_of_pane, "bold"), gap, state)
