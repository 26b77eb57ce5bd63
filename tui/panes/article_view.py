"""One article on the screen: laid out in the background, painted line by line, with its place kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len, get_character_cell_size
from rich.style import Style
from textual import work
from textual.geometry import Size
from textual.strip import Strip
from textual.worker import get_current_worker

from sahara_reader.store.article import Article, Entity, Time
from sahara_reader.store.listing import Row
from sahara_reader.tui.panes import margin
from sahara_reader.tui.panes.line_view import ENTITY_CLASS, Layer, LineView
from sahara_reader.tui.panes.page import MEASURE, Page, PageLine
from sahara_reader.tui.panes.spans import Span
from sahara_reader.tui.places import Places

_ABOVE = 4
"""Lines kept above a place that the reader jumps to, so that it is read in its context."""


class ArticleView(LineView):
    """Shows one article. Subclasses say what else is painted on it (`marked`).

    `places` is where one was in each article; `sentence` is the one that is marked at its side.
    """

    ALLOW_SELECT = False  # text is selected by the reader's own means

    def __init__(self) -> None:
        super().__init__()
        self.places = Places()
        self.article: Article | None = None
        self.page: Page | None = None
        self.sentence: tuple[int, int] | None = None
        self._entities: Mapping[str, Entity] = {}
        self._copies: Sequence[Row] = ()
        self._aim: tuple[int, int] | int | None = None
        self._top, self._laid_out_at = 0, Size()

    def show(
        self,
        article: Article | None,
        entities: Mapping[str, Entity],
        *,
        at: tuple[int, int] | None = None,
        copies: Sequence[Row] = (),
    ) -> None:
        """Show an article where one was in it, or at the sentence `at`; None shows nothing."""
        same = article is not None and self._shows(article)
        if not same:
            self.leave()
            self.sentence = None
            self._aim = self.places.of(article.id) if article else None
        self._aim = at or self._aim
        self.article, self._entities, self._copies = article, entities, copies
        if article is None:
            self.page = None
            self.set_height(0)
            self.repaint()
        else:
            self._lay_out_again()

    def leave(self) -> None:
        """Remember where one is in the article."""
        if self.page and self._aim is None:
            self.places.remember(self.page.article.id, self._top)

    def go_to(self, start: int, end: int) -> None:
        """Bring a sentence to the screen and mark it."""
        self._aim = (start, end)
        self._arrive()

    def marked(self, shown: PageLine) -> Iterator[Layer]:
        """What is painted on a line of text besides what the annotation says, lowest first."""
        raise NotImplementedError

    def strip(self, line: int) -> Strip:
        page = self.page
        if page is None or line >= len(page.lines):
            return self.painted("")
        shown = page.lines[line]
        base = {"title": "text--bright", "provenance": "text--faint"}.get(shown.kind, "")
        layers = [*self._annotated(page, shown), *self.marked(shown)] if shown.start >= 0 else []
        left = self._left(page)
        signs = margin.signs(page, line, self.sentence).rjust(left)
        strips = [self.painted(signs, [(0, left, "text--mark")], width=left)]
        if label := margin.label(page, line, self._entities, self.size.width - left):
            width = page.width if shown.right else min(page.width, label.column)
            strips.append(self.painted(shown.text, layers, base=base, width=width, right=shown.right))
            beside = " " * (label.column - width) + label.text
            strips.append(self.painted(beside, base="text--faint", width=cell_len(beside)))
        else:
            strips.append(self.painted(shown.text, layers, base=base, width=page.width, right=shown.right))
        return Strip.join(strips).adjust_cell_length(self.size.width, self.ground)

    def on_resize(self) -> None:
        super().on_resize()
        if self.size.width != self._laid_out_at.width:
            self._lay_out_again()
        self._laid_out_at = self.size

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.page and self.size == self._laid_out_at:  # not while another size makes the view scroll
            self._top = self.page.offset_of(round(new_value))

    def on_unmount(self) -> None:
        self.leave()

    def action_scroll(self, lines: int) -> None:
        self.scroll_relative(y=lines, animate=False, immediate=True)

    def action_scroll_pages(self, pages: float) -> None:
        self.scroll_relative(y=round(pages * max(1, self.size.height - 1)), animate=False, immediate=True)

    def action_scroll_to_line(self, line: int) -> None:
        self.scroll_to(y=self.max_scroll_y if line < 0 else line, animate=False, immediate=True)

    def offset_at(self, x: int, y: int) -> int | None:
        """The offset of the character that is painted at a cell of the view, None where there is none."""
        line = y + self.scroll_offset.y
        if self.page is None or not 0 <= line < len(self.page.lines):
            return None
        shown = self.page.lines[line]
        column = x - self._left(self.page)
        if shown.right:
            column -= self.page.width - cell_len(shown.text)
        if shown.start < 0 or column < 0:
            return None
        for place, character in enumerate(shown.text):
            column -= get_character_cell_size(character)
            if column < 0:
                return shown.start + place
        return None

    def scroll_to_offset(self, offset: int) -> None:
        """Bring a place to the screen, unless it is there."""
        if self.page:
            line, top = self.page.line_of(offset), self.scroll_offset.y
            if not top <= line < top + self.size.height - 1:
                self.scroll_to(y=max(0, line - _ABOVE), animate=False, immediate=True)

    def on_line(self, shown: PageLine, spans: Iterable[Span], style: str | Style) -> Iterator[Layer]:
        """The parts of spans that lie on a line, in columns of that line."""
        for span in spans:
            if span.start < shown.end and span.end > shown.start:
                yield max(0, span.start - shown.start), min(span.end, shown.end) - shown.start, style

    def _annotated(self, page: Page, shown: PageLine) -> Iterator[Layer]:
        """Quotes, highlights, names, dates and links, as the styles say."""
        here = (shown.start, shown.end)
        yield from self.on_line(shown, page.quotes.within(*here), "text--quote")
        yield from self.on_line(shown, page.remarks.within(*here), "text--highlight")
        yield from self.on_line(shown, page.demonyms.within(*here), "text--demonym")
        for stop in page.stops.within(*here):
            name = "text--date" if isinstance(stop, Time) else ENTITY_CLASS[stop.type]
            yield from self.on_line(shown, [stop], name)
        for link in page.links.within(*here):
            if link.url:
                yield from self.on_line(shown, [link], self.paint("text--link") + Style(link=link.url))

    def _left(self, page: Page) -> int:
        """The column at which the text begins: in the middle of the pane."""
        return margin.WIDTH + max(0, (self.size.width - margin.WIDTH - 2 - page.width) // 2)

    def _shows(self, article: Article) -> bool:
        return self.article is not None and self.article.id == article.id

    def _lay_out_again(self) -> None:
        if self.article is None:
            return
        if self._aim is None and self.page and self._shows(self.page.article):
            self._aim = self._top or None
        beyond = self._aim[0] if isinstance(self._aim, tuple) else self._aim or 0
        self._lay_out(self.article, self._width, beyond)

    @property
    def _width(self) -> int:
        """The cells that a line of text has."""
        return max(10, min(MEASURE, self.size.width - margin.WIDTH - 2))

    @work(thread=True, exclusive=True, group="page")
    def _lay_out(self, article: Article, width: int, beyond: int) -> None:
        worker = get_current_worker()
        page = Page(article, width, self._copies)
        pieces = page.pieces(beyond)
        page.add(next(pieces))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._turn_to, page)
        for piece in pieces:
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._grow, page, piece)

    def _turn_to(self, page: Page) -> None:
        if self.article is not page.article or page.width != self._width:
            return
        turned = self.page is None or self.page.article.id != page.article.id
        self.page, self._laid_out_at = page, self.size
        self.set_height(len(page.lines))
        if turned and not self._aim:
            self._top = 0
            self.scroll_to(y=0, animate=False, immediate=True)
        self._arrive()

    def _grow(self, page: Page, lines: Sequence[PageLine]) -> None:
        if self.page is page:
            page.add(lines)
            self.set_height(len(page.lines))
            self._arrive()

    def _arrive(self) -> None:
        """Go where one wants to be, as soon as the text reaches so far."""
        aim, page = self._aim, self.page
        if page is None or aim is None:
            self.repaint()
        elif isinstance(aim, int):
            self._aim = None
            if aim:
                self.scroll_to(y=page.line_of(aim), animate=False, immediate=True)
            self.repaint()
        elif page.holds(aim[0]):
            self._aim, self.sentence = None, aim
            self.scroll_to_offset(aim[0])
            self.repaint()
