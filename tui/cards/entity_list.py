"""The entities that the articles name, in a sheet: found as one types, the most named first."""

from collections.abc import Sequence
from itertools import islice

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Label
from textual.worker import get_current_worker

from sahara_reader.store.entities.profile import EntityRow
from sahara_reader.store.library import Library
from sahara_reader.tui.cards.row_view import RowView
from sahara_reader.tui.keys import bindings
from sahara_reader.tui.panes.line_view import ENTITY_CLASS, Layer
from sahara_reader.tui.panes.provenance import TYPE_NAMES
from sahara_reader.tui.safe_text import line

_MOST = 2000


class EntityRows(RowView[EntityRow]):
    """One entity a line: its name in the colour of its type, its type, in how many articles it is named."""

    def written(self, row: EntityRow) -> tuple[str, list[Layer]]:
        name, room = line(row.name), max(10, self.size.width - 22)
        text = f" {name[:room]:{room}} {TYPE_NAMES[row.type]:7}{row.articles:9,} "
        return text, [(1, 1 + min(len(name), room), ENTITY_CLASS[row.type]), (room + 2, len(text), "text--faint")]


class EntityList(ModalScreen[str | None]):
    """Choose an entity by typing; gives its id. `purpose` says what for, `without` is one that cannot be meant."""

    BINDINGS = bindings("entity_list")

    def __init__(self, library: Library, *, purpose: str = "ENTITIES", without: str = "") -> None:
        super().__init__()
        self._library, self._purpose, self._without = library, purpose, without

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            with Horizontal(classes="line"):
                yield Label(self._purpose, classes="what", markup=False)
                yield Input(placeholder="type a name", select_on_focus=False)
            yield EntityRows()
            yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self._find("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._find(event.value)

    @on(Input.Submitted)
    @on(RowView.Opened)
    def action_choose(self) -> None:
        row = self.query_one(EntityRows).row
        if row is not None:
            self.dismiss(row.id)

    def action_move(self, step: int) -> None:
        self.query_one(EntityRows).move(step)

    @work(thread=True, exclusive=True, exit_on_error=False, group="entities")
    def _find(self, beginning: str) -> None:
        worker = get_current_worker()
        found = (row for row in self._library.register.rows(beginning) if row.id != self._without)
        rows: list[EntityRow] = []
        while not worker.is_cancelled and (some := list(islice(found, 100))) and len(rows) < _MOST:
            rows.extend(some)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show, rows)

    def _show(self, rows: Sequence[EntityRow]) -> None:
        if self.is_attached:
            view = self.query_one(EntityRows)
            view.show(rows)
            view.cursor = 0
