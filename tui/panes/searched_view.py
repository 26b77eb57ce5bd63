"""An article in which words were found: by the library's search, or by a search in the article alone."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual import work
from textual.message import Message
from textual.worker import get_current_worker

from sahara_reader.store.article import Article, Entity
from sahara_reader.store.listing import Row
from sahara_reader.store.search.folding import Folded, fold
from sahara_reader.tui.panes.article_view import ArticleView
from sahara_reader.tui.panes.line_view import Layer
from sahara_reader.tui.panes.page import PageLine
from sahara_reader.tui.panes.spans import Spans


class Hit(NamedTuple):
    """Words of the text that a search found."""

    start: int
    end: int


class SearchedView(ArticleView):
    """`hits` are what the library's search found, `found` what a search in the article did (None: there is none);
    `hit` is the one that one has walked to.
    """

    @dataclass
    class Found(Message):
        """So many hits in the article, and on which one is (from 1; 0: on none)."""

        place: int
        count: int

    def __init__(self) -> None:
        super().__init__()
        self.hits: Spans[Hit] = Spans()
        self.found: Spans[Hit] | None = None
        self.hit: Hit | None = None
        self._folded: tuple[str, Folded] | None = None
        self._before_finding = 0

    def show(
        self,
        article: Article | None,
        entities: Mapping[str, Entity],
        *,
        at: tuple[int, int] | None = None,
        copies: Sequence[Row] = (),
        hits: Iterable[tuple[int, int]] = (),
    ) -> None:
        """Show an article, see `ArticleView.show`; `hits` are the spans that the search found in it."""
        if article is None or not self._shows(article):
            self.end_find(go_back=False)
            self.hit = None
        self.hits = Spans(Hit(*hit) for hit in hits)
        super().show(article, entities, at=at, copies=copies)

    def marked(self, shown: PageLine) -> Iterator[Layer]:
        hits = self.hits if self.found is None else self.found
        yield from self.on_line(shown, hits.within(shown.start, shown.end), "text--hit")
        if self.hit and self.found is not None:
            yield from self.on_line(shown, [self.hit], "text--current")

    def action_hit(self, step: int) -> None:
        hits = self.hits if self.found is None else self.found
        self.hit = hits.beside(self.hit.start if self.hit else -1 if step > 0 else 0, step)
        if self.hit:
            self.scroll_to_offset(self.hit.start)
            self.repaint()
        self._tell_found()

    def begin_find(self) -> None:
        """Search in the article from now on; the place is remembered."""
        if self.found is None:
            self.found, self.hit, self._before_finding = Spans(), None, round(self.scroll_offset.y)

    def find(self, typed: str) -> None:
        """Mark what was typed wherever it stands, case and diacritics aside, and go to the first place."""
        if self.article is not None and self.page is not None:
            self._find(self.article.text, typed, self.page.offset_of(self._before_finding))

    def end_find(self, *, go_back: bool) -> None:
        """Search no more, and go back to where one was before."""
        if self.found is not None:
            self.found, self.hit = None, None
            if go_back:
                self.scroll_to(y=self._before_finding, animate=False, immediate=True)
            self.repaint()

    @work(thread=True, exclusive=True, group="find")
    def _find(self, text: str, typed: str, begin: int) -> None:
        worker = get_current_worker()
        if self._folded is None or self._folded[0] is not text:
            self._folded = (text, Folded(text))
        words = fold(typed).split()
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        found = Spans(Hit(*span) for span in self._folded[1].spans([pattern] if words else ()))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_found, found, begin)

    def _show_found(self, found: Spans[Hit], begin: int) -> None:
        if self.found is None:
            return
        self.found = found
        self.hit = found.beside(begin - 1, 1)
        if self.hit:
            self.scroll_to_offset(self.hit.start)
        else:
            self.scroll_to(y=self._before_finding, animate=False, immediate=True)
        self.repaint()
        self._tell_found()

    def _tell_found(self) -> None:
        if self.found is not None:
            place = next((place for place, hit in enumerate(self.found, start=1) if hit == self.hit), 0)
            self.post_message(self.Found(place, len(self.found)))
