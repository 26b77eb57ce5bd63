"""The text one reads, and what one does in it: stand on names, dates, links and remarks, select words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from sahara_reader.store.addresses import Link
from sahara_reader.store.article import Article, Demonym, Entity, Mention, Remark, Time
from sahara_reader.store.listing import Row
from sahara_reader.tui.keys import bindings, table
from sahara_reader.tui.panes.line_view import Layer
from sahara_reader.tui.panes.page import PageLine, Placed, Stop
from sahara_reader.tui.panes.searched_view import Hit, SearchedView
from sahara_reader.tui.panes.selection import Selection, word_at
from sahara_reader.tui.panes.spans import Spans

_SELECTING = {key.action.partition("(")[0] for key in table()["selection"]}


class ReaderView(SearchedView):
    """The text itself; `stop` is what one stands on, `selection` what is selected."""

    BINDINGS = [*bindings("selection"), *bindings("reader")]  # noqa: RUF012 - as Textual declares it

    @dataclass
    class StopMoved(Message):
        """The user stands on something else; `event_id` is the event its sentence tells, if any."""

        at: Stop | None
        event_id: str | None

    @dataclass
    class Followed(Message):
        """The user wants everything about the name or date they stand on."""

        at: Mention | Time | Demonym
        event_id: str | None

    @dataclass
    class LinkChosen(Message):
        """The user wants to open a link of the text."""

        link: Link

    class LinksWanted(Message):
        """The user wants a list of the links."""

    @dataclass
    class Highlighted(Message):
        """The user wants these words highlighted, and with `noted` to write a note on them."""

        article: Article
        start: int
        end: int
        noted: bool

    @dataclass
    class NoteWanted(Message):
        """The user wants to read or write the note of a remark."""

        article: Article
        remark: Remark

    @dataclass
    class RemarkRemoved(Message):
        """The user wants a remark away."""

        article: Article
        remark: Remark

    @dataclass
    class Copied(Message):
        """The user wants these words on the clipboard."""

        text: str

    def __init__(self) -> None:
        super().__init__()
        self.stop: Stop | None = None
        self.selection: Selection | None = None
        self._pressed: int | None = None
        self._dragged = False

    def show(
        self,
        article: Article | None,
        entities: Mapping[str, Entity],
        *,
        at: tuple[int, int] | None = None,
        copies: Sequence[Row] = (),
        hits: Iterable[tuple[int, int]] = (),
    ) -> None:
        if article is None or not self._shows(article):
            self.select(None)
            self._stand_on(None)
        super().show(article, entities, at=at, copies=copies, hits=hits)

    def marked(self, shown: PageLine) -> Iterator[Layer]:
        yield from super().marked(shown)
        if self.stop is not None:
            yield from self.on_line(shown, [self.stop], "text--current")
        if self.selection is not None:
            yield from self.on_line(shown, [self.selection], "text--selection")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While words are selected the keys of the selection come before the others."""
        if action in _SELECTING:
            return self.selection is not None
        return super().check_action(action, parameters)

    # What one stands on.

    def step(self, step: int) -> None:
        """Go to the next (or previous) name or date, from where one stands or from the top of the screen."""
        if self.page:
            self._step(self.page.stops, step)

    def action_step_remark(self, step: int) -> None:
        if self.page:
            self._step(self.page.remarks, step)

    def action_everything(self) -> None:
        stop, article, page = self.stop, self.article, self.page
        if article is None or page is None or stop is None:
            return
        if isinstance(stop, Link):
            self.post_message(self.LinkChosen(stop))
        elif isinstance(stop, Placed):
            self.post_message(self.NoteWanted(article, stop.remark))
        else:
            event = page.event_of(stop)
            self.post_message(self.Followed(stop, event.id if event else None))

    def action_links(self) -> None:
        self.post_message(self.LinksWanted())

    def action_remove_remark(self) -> None:
        if self.article and isinstance(self.stop, Placed):
            self.post_message(self.RemarkRemoved(self.article, self.stop.remark))
            self._stand_on(None)

    def _step(self, stops: "Spans[Mention | Time] | Spans[Placed]", step: int) -> None:
        assert self.page is not None
        if self.stop is None:
            following = stops.beside(self.page.offset_of(self.scroll_offset.y) - 1, 1)
        else:
            following = stops.beside(self.stop.start, step)
        if following is not None:
            self._stand_on(following)

    def _stand_on(self, stop: Stop | None) -> None:
        if stop is None and self.stop is None:
            return
        self.stop = stop
        event = self.page.event_of(stop) if self.page and stop else None
        self.sentence = (event.start, event.end) if event else None
        if stop:
            self.scroll_to_offset(stop.start)
        self.repaint()
        self.post_message(self.StopMoved(stop, event.id if event else None))

    # Selecting words: by keys from where one is, or with the mouse.

    def select(self, selection: Selection | None) -> None:
        """Select other words, or none."""
        if selection != self.selection:
            begins = (selection is None) != (self.selection is None)
            self.selection = selection
            if selection:
                self.scroll_to_offset(selection.head[0])
            self.repaint()
            if begins:
                self.refresh_bindings()

    def action_select(self) -> None:
        if self.article and self.page:
            top = self.page.offset_of(self.scroll_offset.y)
            place: Stop | Hit = self.stop or self.hit or Hit(*word_at(self.article.text, top))
            first, last = word_at(self.article.text, place.start), word_at(self.article.text, place.end - 1)
            self.select(Selection(first, last))

    def action_select_word(self, step: int) -> None:
        self._extend(lambda text, selection: selection.by_word(text, step))

    def action_select_sentence(self, step: int) -> None:
        self._extend(lambda text, selection: selection.by_sentence(text, step))

    def action_select_line(self, step: int) -> None:
        if (page := self.page) and self.selection:
            head = self.selection.head[0]
            here = page.line_of(head)
            there = page.text_line(here, step)
            if there is not None:
                shown, column = page.lines[there], head - page.lines[here].start
                offset = min(shown.start + column, shown.end - 1)
                self._extend(lambda text, selection: selection.to(text, offset))

    def action_highlight(self, noted: bool) -> None:
        if self.article and self.selection:
            start, end = self.selection.start, self.selection.end
            self.post_message(self.Highlighted(self.article, start, end, noted))
            self.select(None)

    def action_copy_selection(self) -> None:
        if self.article and self.selection:
            self.post_message(self.Copied(self.article.text[self.selection.start : self.selection.end]))
            self.select(None)

    def action_stop_selecting(self) -> None:
        self.select(None)

    def _extend(self, extended: Callable[[str, Selection], Selection]) -> None:
        if self.article and self.selection:
            self.select(extended(self.article.text, self.selection))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._pressed = self.offset_at(event.x, event.y) if event.button == 1 else None
        self._dragged = False
        if self._pressed is not None:
            self.capture_mouse()

    def on_mouse_up(self) -> None:
        self._pressed = None
        self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._pressed is None or self.article is None:
            return
        offset = self.offset_at(event.x, event.y)
        if offset is not None and (self._dragged or offset != self._pressed):
            self._dragged = True
            self.select(Selection(word_at(self.article.text, self._pressed), word_at(self.article.text, offset)))

    def on_click(self, event: events.Click) -> None:
        if self._dragged:
            return
        self.select(None)
        offset = self.offset_at(event.x, event.y)
        stop = self.page.at(offset) if self.page and offset is not None else None
        if stop is not None and stop == self.stop:
            self.action_everything()
        else:
            self._stand_on(stop)
