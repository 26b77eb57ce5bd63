"""The card of an entity: who or what it is, how it is written, when it is seen and with whom, and every mention of it.

What the user decides here (one with another, another name or type, no entity) is kept apart from the annotators' work.
"""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from sahara_reader.store.article import EntityType
from sahara_reader.store.entities.decisions import Decision, decision
from sahara_reader.store.entities.profile import Line, Profile
from sahara_reader.store.library import Library
from sahara_reader.tui.cards.entity_list import EntityList
from sahara_reader.tui.cards.prompt import Prompt
from sahara_reader.tui.cards.question import Question
from sahara_reader.tui.cards.row_view import RowView
from sahara_reader.tui.keys import bindings
from sahara_reader.tui.panes.histogram import sparkline
from sahara_reader.tui.panes.line_view import ENTITY_CLASS, Layer
from sahara_reader.tui.panes.provenance import TYPE_NAMES
from sahara_reader.tui.safe_text import line

_AT_ONCE = 50
_MOST_MENTIONS = 2000
_TYPES: tuple[EntityType, ...] = ("PER", "LOC", "ORG", "MISC")


class Place(NamedTuple):
    """A mention to go to."""

    article: str
    start: int
    end: int


class Everything(NamedTuple):
    """The articles that name this entity, to be listed."""

    name: str


class Concordance(RowView[Line]):
    """A mention a line, its words under each other (keyword in context)."""

    type: EntityType = "MISC"

    def written(self, row: Line) -> tuple[str, list[Layer]]:
        day, name = row.published[:10], line(row.name)
        room = max(8, (self.size.width - 36) // 2)  # one column for all names, whatever their length
        before, after = line(row.before)[-room:], line(row.after)
        text = f" {day:10}  {before:>{room}} {name} {after}"
        start = 14 + room
        return text, [(0, 11, "text--faint"), (start, start + len(name), ENTITY_CLASS[self.type])]


class EntityCard(ModalScreen[Place | Everything | None]):
    """Everything known of the entity `entity_id`; gives where the user wants to go."""

    BINDINGS = bindings("entity_card")

    def __init__(self, library: Library, entity_id: str) -> None:
        super().__init__()
        self._library, self._entity = library, entity_id
        self._profile: Profile | None = None

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet -right"):
            yield Static(id="head", markup=False)
            yield Concordance()
            yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(Concordance).focus()
        self._load()

    @work(thread=True, exclusive=True, exit_on_error=False, group="card")
    def _load(self) -> None:
        worker = get_current_worker()
        register = self._library.register
        found = register.profile(self._entity)
        if found is None or worker.is_cancelled:
            return
        names = {other.id: known.name for other in found.together if (known := register.get(other.id))}
        self.app.call_from_thread(self._show_head, found, names)
        mentions: list[Line] = []
        lines = register.concordance(self._entity)
        while not worker.is_cancelled and len(mentions) < _MOST_MENTIONS and (some := list(islice(lines, _AT_ONCE))):
            mentions.extend(some)
            self.app.call_from_thread(self._show_mentions, list(mentions))

    def _show_head(self, found: Profile, names: dict[str, str]) -> None:
        if self.is_attached:
            self._profile = found
            self.query_one(Concordance).type = found.entity.type
            self.query_one("#head", Static).update(_head(found, names))

    def _show_mentions(self, mentions: Sequence[Line]) -> None:
        if self.is_attached:
            self.query_one(Concordance).show(mentions)

    def action_move(self, step: int) -> None:
        self.query_one(Concordance).move(step)

    @on(RowView.Opened)
    def action_open(self) -> None:
        if row := self.query_one(Concordance).row:
            self.dismiss(Place(row.article, row.start, row.end))

    def action_everything(self) -> None:
        if self._profile:
            self.dismiss(Everything(self._profile.entity.name))

    def action_rename(self) -> None:
        if found := self._profile:
            self.app.push_screen(Prompt("Name", found.entity.name, ""), self._rename)

    def action_merge(self) -> None:
        if found := self._profile:
            purpose = f"{line(found.entity.name)} is one with"
            self.app.push_screen(EntityList(self._library, purpose=purpose, without=found.entity.id), self._merge)

    def action_retype(self) -> None:
        if found := self._profile:
            type_ = _TYPES[(_TYPES.index(found.entity.type) + 1) % len(_TYPES)]
            self._decide(decision("retype", found.entity.id, type_))

    def action_split(self) -> None:
        row, found = self.query_one(Concordance).row, self._profile
        if row and found:
            question = f"“{line(row.name)}” stands for somebody or something else?"
            split = decision("split", found.entity.id, row.name)
            self._ask(question, split)

    def action_reject(self) -> None:
        row, found = self.query_one(Concordance).row, self._profile
        if row and found:
            question = f"“{line(row.name)}” is no entity at all?"
            reject = decision("reject", found.entity.id, row.name)
            self._ask(question, reject)

    def action_undo(self) -> None:
        standing = self._library.register.standing(self._entity)
        if standing:
            self._decide(decision("undo", standing[-1].entity, standing[-1].id))

    def action_close(self) -> None:
        self.dismiss(None)

    def _ask(self, question: str, made: Decision) -> None:
        def decide(yes: bool | None) -> None:
            if yes:
                self._decide(made)

        self.app.push_screen(Question(question), decide)

    def _rename(self, name: str | None) -> None:
        if name and name.strip() and self._profile:
            self._decide(decision("rename", self._profile.entity.id, " ".join(name.split())))

    def _merge(self, other: str | None) -> None:
        if other and self._profile:
            self._decide(decision("merge", self._profile.entity.id, other))

    @work(thread=True, exit_on_error=False, group="decide")
    def _decide(self, made: Decision) -> None:
        self._library.register.decide(made)
        self.app.call_from_thread(self._load)


def _head(found: Profile, names: dict[str, str]) -> Content:
    known, name = found.entity, line(found.entity.name)
    colour = ENTITY_CLASS[known.type].removeprefix("text--")
    about = " · ".join(filter(None, (TYPE_NAMES[known.type], known.wikidata)))
    lines = [Content.assemble((name, f"bold $entity-{colour}"), "   ", (about, "$faint"))]
    others = [line(other) for other in dict.fromkeys(known.names.values()) if other != known.name]
    if others:
        lines.append(Content.styled(" · ".join(others), "$faint"))
    lines.append(Content(""))
    months = dict.fromkeys(f"{day:%b %Y}" for day in (found.first, found.last) if day)
    seen = f", {' to '.join(months)}" if months else ""
    articles = "1 article" if found.articles == 1 else f"{found.articles:,} articles"
    lines.append(
        Content.assemble(
            ("seen    ", "$faint"), f"{found.mentions:,} times in {articles}{seen}  ",
            (sparkline(_months(found)), "$accent"),
        )
    )  # fmt: skip
    written = ", ".join(f"{line(spelling)} {count:,}" for spelling, count in found.spellings[:12])
    lines.append(Content.assemble(("written ", "$faint"), written))
    together = ", ".join(f"{line(names[other.id])} {other.articles:,}" for other in found.together if other.id in names)
    if together:
        lines.append(Content.assemble(("with    ", "$faint"), together))
    return Content("\n").join(lines)


def _months(found: Profile, most: int = 36) -> list[int]:
    """The articles of each month from the first to the last, those without one too, of the latest `most` months."""
    counts = {int(month[:4]) * 12 + int(month[5:]): articles for month, articles in found.months}
    if not counts:
        return []
    return [counts.get(month, 0) for month in range(min(counts), max(counts) + 1)][-most:]
