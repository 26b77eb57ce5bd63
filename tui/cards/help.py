"""The help: every key of the table and what it does."""

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sahara_reader.tui.keys import table
from sahara_reader.tui.panes.wrapping import wrap

_PLACES = {
    "app": "Everywhere",
    "panes": "In every pane",
    "search_bar": "In the search bar",
    "article_list": "In the article list",
    "reader": "In the reader",
    "selection": "While words are selected",
    "find_bar": "In the search in the article",
    "links": "Among the links",
    "timeline": "In the timeline",
    "entity_list": "Among the entities",
    "entity_card": "On the card of an entity",
    "feeds": "Among the feeds",
}
_COLUMN = 16
_WIDEST = 76


class Help(ModalScreen[None]):
    """All keys, in a sheet that scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close", key_display="Esc"),
        Binding("j,down", "scroll(1)", "Down", show=False),
        Binding("k,up", "scroll(-1)", "Up", show=False),
        Binding("space,pagedown", "scroll(15)", "Page down", show=False),
        Binding("pageup", "scroll(-15)", "Page up", show=False),
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="sheet"):
            yield Static(self._contents(), id="keys")

    def on_resize(self) -> None:
        self.query_one("#keys", Static).update(self._contents())

    def _contents(self) -> Content:
        sheet = min(_WIDEST, self.app.size.width * 96 // 100)
        return _contents(sheet - 5)  # its padding and scroll bar

    def action_scroll(self, lines: int) -> None:
        self.query_one("#sheet").scroll_relative(y=lines, animate=False)


def _contents(width: int) -> Content:
    lines: list[Content] = [Content.styled("Keys", "bold $accent"), Content("")]
    for place, heading in _PLACES.items():
        lines.append(Content.styled(heading, "bold"))
        for key in table()[place]:
            gap = " " * max(1, _COLUMN - cell_len(key.shown) - 2)
            first, *rest = [key.does[start:end] for start, end in wrap(key.does, max(20, width - _COLUMN - 2))]
            lines.append(Content.assemble("  ", (key.shown, "$accent"), gap, first))
            lines.extend(Content(" " * _COLUMN + more) for more in rest)
        lines.append(Content(""))
    lines.append(Content.styled("^p opens the command palette: everything above by name, and the themes.", "$faint"))
    return Content("\n").join(lines)
