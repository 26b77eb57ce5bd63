"""A question at the foot of the screen: y or Enter says yes, n or Esc no."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.screen import ModalScreen
from textual.widgets import Label


class Question(ModalScreen[bool]):
    """Asks before something large is done; gives the answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,enter", "answer(True)", "Yes"),
        Binding("n,escape,q", "answer(False)", "No"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        with Horizontal(classes="foot"):
            yield Label(self._question, classes="what", markup=False)
            yield Label("y yes, n no", classes="hint")

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)
