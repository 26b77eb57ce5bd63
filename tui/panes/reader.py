"""The reader's pane: the article under its heading with the legend; at the foot what one stands on, and the search."""

import webbrowser
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from sahara_reader.store.addresses import safe_url
from sahara_reader.store.article import Article, Entity
from sahara_reader.store.listing import Row
from sahara_reader.tui import date_labels
from sahara_reader.tui.cards.links import Links
from sahara_reader.tui.panes import provenance
from sahara_reader.tui.panes.find_bar import FindBar
from sahara_reader.tui.panes.line_view import PaneHeading
from sahara_reader.tui.panes.page import Stop
from sahara_reader.tui.panes.reader_view import ReaderView
from sahara_reader.tui.safe_text import line


class ReaderPane(Vertical):
    """The article under its heading with the legend; at the foot what one stands on, in short or (`why`) in full."""

    @dataclass
    class Said(Message):
        """Something that the user should know."""

        text: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entities: Mapping[str, Entity] = {}
        self._in_full = False

    def compose(self) -> ComposeResult:
        yield PaneHeading("READER", Content.assemble(*_LEGEND))
        yield ReaderView()
        yield Static(id="standing-on", markup=False)
        yield FindBar()

    @property
    def view(self) -> ReaderView:
        """The text itself."""
        return self.query_one(ReaderView)

    def shows(self, article_id: str) -> bool:
        """Whether this article is the one on the screen."""
        return self.view.article is not None and self.view.article.id == article_id

    def show(
        self,
        article: Article | None,
        entities: Mapping[str, Entity],
        hits: Sequence[tuple[int, int]],
        *,
        at: tuple[int, int] | None = None,
        copies: Sequence[Row] = (),
    ) -> None:
        """Show an article with the entities it names and what shares its row; see `ReaderView.show`."""
        self._entities = entities
        if article is None or not self.shows(article.id):
            self.query_one(FindBar).close()
        self.view.show(article, entities, hits=hits, at=at, copies=copies)

    def toggle_why(self) -> None:
        """Say in full, or in short again, why what one stands on is marked."""
        self._in_full = not self._in_full
        self._say(self.view.stop)

    def open_in_browser(self) -> None:
        """Open the article's page, when its address is one that is safe to hand to a browser."""
        article = self.view.article
        if article is not None:
            self._open(safe_url(article.url) if article.url else None)

    def copy_citation(self) -> None:
        """Copy title, source, date and link to the clipboard (OSC 52)."""
        if self.view.article is not None:
            self.app.copy_to_clipboard(citation(self.view.article))
            self.post_message(self.Said("Copied the citation, if your terminal allows it."))

    def on_reader_view_stop_moved(self, message: ReaderView.StopMoved) -> None:
        self._say(message.at)

    def on_reader_view_copied(self, message: ReaderView.Copied) -> None:
        self.app.copy_to_clipboard(message.text)
        self.post_message(self.Said("Copied the words, if your terminal allows it."))

    # Links.

    def on_reader_view_link_chosen(self, message: ReaderView.LinkChosen) -> None:
        self._open(message.link.url)

    def on_reader_view_links_wanted(self) -> None:
        article, page = self.view.article, self.view.page
        if article is None or page is None:
            return
        own = [(article.url, safe_url(article.url))] if article.url else []
        written = [(article.text[link.start : link.end], link.url) for link in page.links]
        if addresses := [*own, *written]:
            self.app.push_screen(Links(addresses), lambda url: self._open(url) if url else None)
        else:
            self.post_message(self.Said("There is no link in this article."))

    def _open(self, url: str | None) -> None:
        if url:
            webbrowser.open(url)
            self.post_message(self.Said(f"Opened {url} in the browser."))
        else:
            self.post_message(self.Said("This is no web address that can be opened."))

    # The search in the article.

    def open_find(self) -> None:
        """Search in the article."""
        if self.view.article is not None:
            self.view.begin_find()
            self.query_one(FindBar).open()

    def close_find(self) -> bool:
        """End the search in the article, back to where one was; whether there was one."""
        bar = self.query_one(FindBar)
        if not bar.display:
            return False
        self.view.focus(scroll_visible=False)
        bar.close()
        self.view.end_find(go_back=True)
        return True

    def on_find_bar_changed(self, message: FindBar.Changed) -> None:
        self.view.find(message.text)

    def on_find_bar_stepped(self, message: FindBar.Stepped) -> None:
        self.view.action_hit(message.step)

    def on_find_bar_accepted(self) -> None:
        self.view.focus(scroll_visible=False)

    def on_find_bar_cancelled(self) -> None:
        self.close_find()

    def on_searched_view_found(self, message: ReaderView.Found) -> None:
        self.query_one(FindBar).count(message.place, message.count)

    def _say(self, stop: Stop | None) -> None:
        note, article = self.query_one("#standing-on", Static), self.view.article
        if stop is not None or note.display:
            note.display = stop is not None
        if stop is not None and article is not None:
            said = provenance.in_full if self._in_full else provenance.in_short
            note.update(Content(said(stop, article, self._entities)))


_LEGEND = (
    ("person", "$entity-person bold"), "  ", ("place", "$entity-place italic"), "  ",
    ("body", "$entity-body bold underline"), "  ", ("date", "$date underline"),
)  # fmt: skip


def citation(article: Article) -> str:
    """Title, source, date and link on one line, as one pastes it into a text."""
    published = date_labels.label(article.published) if article.published else ""
    parts = (f"“{line(article.title)}”", line(article.source), published, line(article.url or ""))
    return ", ".join(filter(None, parts))
