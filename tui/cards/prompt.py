"""One line to write at the foot of the screen: Enter keeps it, Esc leaves all as it was."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from sahara_reader.tui.safe_text import line


class Prompt(ModalScreen[str | None]):
    """Asks for `what`, with `value` to begin with; gives the text, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Leave", key_display="Esc")]

    def __init__(self, what: str, value: str, hint: str) -> None:
        super().__init__()
        self._what, self._value, self._hint = what, value, hint

    def compose(self) -> ComposeResult:
        with Horizontal(classes="foot"):
            yield Label(self._what, classes="what", markup=False)
            yield Input(line(self._value), placeholder=self._hint, select_on_focus=False)
            yield Label("Enter keeps, Esc leaves", classes="hint")

    @on(Input.Submitted)
    def _keep(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)
