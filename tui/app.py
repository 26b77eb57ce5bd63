"""The app: wires the panes together. Panes say what happened; the app asks the library and hands on the answer."""

import sys
from collections.abc import Container, Iterable
from functools import partial
from time import perf_counter
from typing import get_args

from textual import on, work
from textual.app import ComposeResult, SystemCommand
from textual.screen import Screen
from textual.widgets import Footer
from textual.worker import get_current_worker

from sahara_reader.store.article import Time
from sahara_reader.store.library import Library
from sahara_reader.store.listing import Listing, Order
from sahara_reader.tui.entities import Entities
from sahara_reader.tui.fetching import Fetching
from sahara_reader.tui.keys import bindings, table
from sahara_reader.tui.marking import Marking
from sahara_reader.tui.notice import Notice
from sahara_reader.tui.panes.article_list import ArticleListView
from sahara_reader.tui.panes.layout import Panes
from sahara_reader.tui.panes.line_view import LineView
from sahara_reader.tui.panes.reader_view import ReaderView
from sahara_reader.tui.panes.search_bar import SearchBar
from sahara_reader.tui.panes.timeline import Scope, TimelineView
from sahara_reader.tui.panes.title_bar import TitleBar
from sahara_reader.tui.places import Places
from sahara_reader.tui.themes import DARK, LIGHT

_FIRST_HITS = 200
"""Hits that are shown at once."""

_REST_BEFORE_ALL = 0.12
"""Seconds without a key before all the others are found too."""

_REST_BEFORE_FOLLOWING = 0.08
"""Seconds the cursor rests before the other panes follow it."""

_REST_BEFORE_SUGGESTING, _FEW_HITS = 0.3, 5
"""Seconds without a key before something else is suggested, where fewer hits than this are all there is."""

_LOOK_FOR_CHANGES = 0.5
"""Seconds between two looks at the library's version."""

_TURN = 0.001
"""Seconds that a worker may keep the interpreter to itself before a key that has come in gets its turn."""

_SCOPES: tuple[Scope, ...] = ("article", "results", "all")
_ORDERS: tuple[Order, ...] = get_args(Order)


class ReaderApp(Marking, Fetching, Entities):
    """The reader on a library, beginning with `query`."""

    TITLE = "Sahara Reader"
    CSS_PATH = "styles/reader.tcss"
    BINDINGS = bindings("app")

    def __init__(
        self,
        library: Library,
        *,
        query: str = "",
        notice: str = "",
        patient: bool = True,
        private: Container[str] = (),
        places: Places | None = None,
    ) -> None:
        super().__init__(library, patient=patient, private=private)
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name  # before anything is on the screen, so that nothing is styled twice
        self._version = 0
        self._query, self._first_notice = query, notice
        self._scope: Scope = "article"
        self._order: Order = "newest"
        self._places = places or Places()
        self._place_before_search: tuple[int, int] | None = None

    def compose(self) -> ComposeResult:
        yield TitleBar()
        yield SearchBar(self.library.completed)
        yield Panes()
        yield Notice(markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        sys.setswitchinterval(_TURN)
        self.panes.reader.view.places = self._places
        self.panes.go_to("articles")
        if self._first_notice:
            self.query_one(Notice).say(self._first_notice)
        if self._query:
            self.query_one(SearchBar).open(self._query)
        else:  # before the first frame nobody waits for a key
            self._list(self.library.listing(first=_FIRST_HITS), 0, None)
        self.count()
        self._version = self.library.version()
        self.panes.set_interval(_LOOK_FOR_CHANGES, self.follow_changes)  # ends with the panes
        self.fetch_when_due()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The reader's own variables, for themes that do not have them."""
        return dict((DARK if self.current_theme.dark else LIGHT).variables)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Textual's own commands, and every action of the key table with its key."""
        yield from super().get_system_commands(screen)
        for place, pane in self.panes.by_place().items():
            for key in table()[place]:
                yield SystemCommand(key.does, f"Key: {key.shown}", partial(self.run_action, key.action, pane))
        for key in table()["app"]:
            yield SystemCommand(key.does, f"Key: {key.shown}", partial(self.run_action, key.action, self))

    # The list leads; the reader and the timeline follow when the cursor rests.

    @on(ArticleListView.Moved)
    def _follow_after_rest(self) -> None:
        self.after_rest("following", _REST_BEFORE_FOLLOWING, self.show_article)

    def show_article(self) -> None:
        """Show the article under the cursor, and what it tells of time."""
        listing, row = self.panes.articles.listing, self.panes.articles.row
        if listing is not None and row is not None:
            self._load(row.id, listing)
        elif listing is not None:
            self.panes.reader.show(None, {}, [])
            self.panes.timeline.show([], self._scope)

    @work(thread=True, exclusive=True, exit_on_error=False, group="article")
    def _load(self, article_id: str, listing: Listing, at: tuple[int, int] | None = None) -> None:
        worker = get_current_worker()
        article, row = self.library.article(article_id), self.library.row(article_id)
        if article is None or row is None or worker.is_cancelled:
            return
        entities, hits = self.library.entities(article), listing.marks(article.text)
        rows, copies = self.library.timeline_of(article), self.library.copies(article_id)

        def show() -> None:
            self.panes.articles.go_to(row.key)
            self.panes.reader.show(article, entities, hits, at=at, copies=copies)
            if self._scope == "article":
                self.panes.timeline.show(rows, "article")

        if not worker.is_cancelled:
            self.call_from_thread(show)

    @on(ArticleListView.Opened)
    def _read(self, message: ArticleListView.Opened) -> None:
        self.panes.go_to("reader")
        self.mark("", message.row, read=True)

    def follow_changes(self) -> None:
        """Show what other programs have added or changed since; the cursor and the screen stay where they are."""
        version, listing = self.library.version(), self.panes.articles.listing
        if version != self._version and listing is not None:
            self._version = version
            self._search(listing.query, first=None if listing.complete else _FIRST_HITS)
            self.count()

    # Search: every key is a new query, the newest wins, Esc brings everything back to its place.

    def action_search(self) -> None:
        """In the reader search the article, elsewhere the library."""
        if isinstance(self.focused, ReaderView):
            self.panes.reader.open_find()
        else:
            self._begin_search()

    def _begin_search(self) -> None:
        articles = self.panes.articles
        if self._place_before_search is None:
            self._place_before_search = (articles.cursor, round(articles.scroll_offset.y))
        self.query_one(SearchBar).open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's
        """While one types, or a sheet is open, `/` is a character like any other."""
        return action != "search" or isinstance(self.focused, LineView)

    @on(SearchBar.Changed)
    def _search_changed(self, message: SearchBar.Changed) -> None:
        self._search(message.query)

    @work(thread=True, exclusive=True, exit_on_error=False, group="search")
    def _search(self, query: str, place: tuple[int, int] | None = None, *, first: int | None = _FIRST_HITS) -> None:
        worker = get_current_worker()
        begun = perf_counter()
        listing = self.library.listing(query, order=self._order, first=first, cancelled=lambda: worker.is_cancelled)
        if len(listing):
            listing.row(0)
        seconds = perf_counter() - begun
        if not worker.is_cancelled:
            self.call_from_thread(self._list, listing, seconds, place)

    def _list(self, listing: Listing, seconds: float, place: tuple[int, int] | None) -> None:
        cursor, top = place or (None, None)
        self.panes.list_pane.show(listing, cursor=cursor, top=top)
        self.query_one(SearchBar).found(listing, seconds)
        self.query_one(TitleBar).show(listing)
        self.forget_rest("suggesting")
        if not listing.complete:
            self.after_rest("completing", _REST_BEFORE_ALL, partial(self._search, listing.query, first=None))
            return
        self.forget_rest("completing")
        if self._scope == "results":
            self._load_timeline("results", listing.query)
        if len(listing) < _FEW_HITS and listing.query.strip():
            self.after_rest("suggesting", _REST_BEFORE_SUGGESTING, partial(self._suggest, listing.query))

    @work(thread=True, exclusive=True, exit_on_error=False, group="suggest")
    def _suggest(self, query: str) -> None:
        worker = get_current_worker()
        meant = self.library.suggestion(query, cancelled=lambda: worker.is_cancelled)
        if meant and not worker.is_cancelled:
            self.call_from_thread(self.query_one(SearchBar).suggest, query, meant)

    def action_order(self) -> None:
        """Sort the list in the next way."""
        self._order = _ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)]
        self.list_again()

    def list_again(self) -> None:
        """List what the query finds anew; the cursor stays on its article."""
        if (listing := self.panes.articles.listing) is not None:
            self._search(listing.query, first=None)

    @on(SearchBar.Accepted)
    def _keep_results(self) -> None:
        self.panes.go_to("articles")

    @on(SearchBar.Cancelled)
    def _end_search(self) -> None:
        self.query_one(SearchBar).close()
        place, self._place_before_search = self._place_before_search, None
        self._search("", place, first=None if place else _FIRST_HITS)
        self.panes.go_to("articles")

    # The timeline and the reader show each other's place.

    def action_scope(self) -> None:
        self._scope = _SCOPES[(_SCOPES.index(self._scope) + 1) % len(_SCOPES)]
        listing = self.panes.articles.listing
        if self._scope == "article":
            self.show_article()
        else:
            self._load_timeline(self._scope, listing.query if listing and self._scope == "results" else "")

    @work(thread=True, exclusive=True, exit_on_error=False, group="timeline")
    def _load_timeline(self, scope: Scope, query: str) -> None:
        worker = get_current_worker()
        rows = self.library.timeline(query)
        if not worker.is_cancelled:
            self.call_from_thread(self.panes.timeline.show, rows, scope)

    @on(TimelineView.Moved)
    @on(TimelineView.Opened)
    def _show_sentence(self, message: TimelineView.Moved | TimelineView.Opened) -> None:
        source, listing = message.row.sources[0], self.panes.articles.listing
        opened = isinstance(message, TimelineView.Opened)
        if opened:
            self.panes.go_to("reader")
        if self.panes.reader.shows(source.article):
            self.panes.reader.view.go_to(source.start, source.end)
        elif opened and listing is not None:
            self._load(source.article, listing, (source.start, source.end))

    @on(ReaderView.StopMoved)
    def _show_entry(self, message: ReaderView.StopMoved) -> None:
        if message.event_id is not None:
            self.panes.timeline.choose(message.event_id)

    @on(ReaderView.Followed)
    def _follow_name(self, message: ReaderView.Followed) -> None:
        if isinstance(message.at, Time):
            self.panes.go_to("timeline")
        else:
            self.show_card(message.at.entity)

    def search_for(self, query: str) -> None:
        """Search, and go to what is found."""
        self._begin_search()
        self.query_one(SearchBar).open(query)
        self.panes.go_to("articles")

    def read_at(self, article_id: str, start: int, end: int) -> None:
        """Read an article at a place in its text."""
        if (listing := self.panes.articles.listing) is not None:
            self.panes.go_to("reader")
            self._load(article_id, listing, (start, end))

    # The way back.

    def action_go_back(self) -> bool:
        """Go one step back: the message, the search in the article or in all, the zoom; whether there was one."""
        if self.query_one(Notice).dismiss() or self.panes.reader.close_find():
            return True
        if self.query_one(SearchBar).display:
            self._end_search()
            return True
        return self.panes.back()

    def action_leave(self) -> None:
        if not self.action_go_back():
            self.exit()

    def action_help(self) -> None:
        from sahara_reader.tui.cards.help import Help  # noqa: PLC0415 - opened rarely, not paid for at every start

        self.push_screen(Help())
