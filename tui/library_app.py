"""What every part of the app shares: the library, the panes, the counts, and one sentence for what goes wrong."""

from collections.abc import Callable
from functools import partial

from textual import on, work
from textual.app import App
from textual.css.query import NoMatches
from textual.timer import Timer
from textual.worker import Worker, WorkerState

from sahara_reader.store.errors import StoreError
from sahara_reader.store.library import Library
from sahara_reader.tui.notice import Notice
from sahara_reader.tui.panes.layout import Panes
from sahara_reader.tui.panes.reader import ReaderPane
from sahara_reader.tui.panes.title_bar import TitleBar
from sahara_reader.tui.safe_text import line


class LibraryApp(App[None]):
    """An app on a library. With `patient` false nothing waits for the user to rest: for tests, which never rest.

    `failure` is why it had to end, when the library could not be read even for what must be on the screen.
    """

    def __init__(self, library: Library, *, patient: bool = True) -> None:
        super().__init__()
        self.library = library
        self.failure: StoreError | None = None
        self._patient = patient
        self._waiting: dict[str, Timer] = {}
        self._wanted: dict[str, Callable[[], object]] = {}

    @property
    def panes(self) -> Panes:
        """The three panes."""
        return self.query_one(Panes)

    def after_rest(self, what: str, seconds: float, call: Callable[[], object]) -> None:
        """Call when nothing has been asked of the same kind for so long; the newest request wins."""
        if not self._patient:
            call()
            return
        self._wanted[what] = call
        if what in self._waiting:
            self._waiting[what].reset()  # cheaper than a timer for every key
        else:
            self._waiting[what] = self.panes.set_timer(seconds, partial(self._rested, what))

    def forget_rest(self, what: str) -> None:
        """Do not call what was to be called after a rest."""
        self._wanted.pop(what, None)

    def _rested(self, what: str) -> None:
        del self._waiting[what]
        if call := self._wanted.pop(what, None):
            call()

    def say(self, text: str) -> None:
        """Show one sentence, which may hold outside text."""
        self.query_one(Notice).say(line(text))

    def list_again(self) -> None:
        """List what the query finds anew; the cursor stays on its article."""
        raise NotImplementedError

    def show_article(self) -> None:
        """Show the article under the cursor, as it now is."""
        raise NotImplementedError

    def search_for(self, query: str) -> None:
        """Search, and go to what is found."""
        raise NotImplementedError

    def read_at(self, article_id: str, start: int, end: int) -> None:
        """Read an article at a place in its text."""
        raise NotImplementedError

    @on(ReaderPane.Said)
    def _pass_on(self, message: ReaderPane.Said) -> None:
        self.say(message.text)

    @work(thread=True, exclusive=True, exit_on_error=False, group="count")
    def count(self) -> None:
        """Show anew how many articles there are, and how many are unread."""
        total, unread = self.library.counts()
        self.call_from_thread(self._show_counts, total, unread)

    def _show_counts(self, total: int, unread: int) -> None:
        for title_bar in self.query(TitleBar):  # gone when the app has ended meanwhile
            title_bar.count(total, unread)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What goes wrong with the store is said, and the panes keep what they show; anything else is a bug."""
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            if isinstance(event.worker.error, NoMatches) and not self.is_running:
                return  # the app has ended, and with it what the answer was for
            if not isinstance(event.worker.error, StoreError):
                raise event.worker.error
            self.say(str(event.worker.error))

    def _handle_exception(self, error: Exception) -> None:
        """Textual's own last resort: end with a traceback. Trouble with the store ends in one sentence instead."""
        if isinstance(error, StoreError):
            self.failure = error
            self.exit(return_code=1)
        else:
            super()._handle_exception(error)
