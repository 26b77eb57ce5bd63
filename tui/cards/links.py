"""The links of an article: where each really leads, and a sign that opens it."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Label, OptionList
from textual.widgets.option_list import Option

from sahara_reader.tui.keys import bindings
from sahara_reader.tui.safe_text import line

_HINTS = "123456789abcdefghilmnoprstuvwxyz"  # j, k and q have a meaning here


class Links(ModalScreen[str | None]):
    """Lists addresses as they were written, each with the one that may be opened (`safe_url`, or None); gives that."""

    BINDINGS = bindings("links")

    def __init__(self, addresses: Sequence[tuple[str, str | None]]) -> None:
        super().__init__()
        self._addresses = addresses

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield Label("LINKS", classes="what")
            yield OptionList(*(_option(place, *address) for place, address in enumerate(self._addresses)))
            yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(OptionList).focus()

    def on_key(self, event: events.Key) -> None:
        place = _HINTS.find(event.character) if event.character else -1
        if 0 <= place < len(self._addresses) and (url := self._addresses[place][1]):
            event.stop()
            self.dismiss(url)

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._addresses[event.option_index][1])

    def action_step(self, step: int) -> None:
        options = self.query_one(OptionList)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()


def _option(place: int, written: str, url: str | None) -> Option:
    """The address that is really asked; where it differs (IDNA) or may not be asked, that is said."""
    said = [(f"{_HINTS[place] if place < len(_HINTS) else ' '}  ", "$accent bold"), (line(url or written), "")]
    if url is None:
        said.append(("  is no address that is safe to open", "$faint"))
    elif url != written:
        said.append((f"  written {line(written)}", "$faint"))
    return Option(Content.assemble(*said), disabled=url is None)
